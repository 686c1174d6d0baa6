import assert from 'node:assert/strict';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { OriginalServer } from '../conformance/support/originalServer';
import { usePeople } from './fixtures/people';

/** As if the window had not finished to start when the link is opened: only the link itself starts the extension. */
async function startOnlyByLinks(home: string): Promise<void> {
  const extensions = path.join(home, 'extensions');
  const [folder] = (await readdir(extensions)).filter((name) => name.startsWith('tilde-chat.tilde-'));
  assert.ok(folder !== undefined);
  const file = path.join(extensions, folder, 'package.json');
  const manifest = JSON.parse(await readFile(file, 'utf8')) as { activationEvents: string[] };
  assert.ok(manifest.activationEvents.includes('onUri'));
  await writeFile(file, JSON.stringify({ ...manifest, activationEvents: ['onUri'] }));
}

describe('a link opened while the window starts', () => {
  const people = usePeople();

  it('starts the extension, and is followed', async () => {
    const original = await OriginalServer.listen();
    people.atEnd(() => original.close());
    const { workbench, chat } = await people.arrive('Frank', { prepare: startOnlyByLinks });
    await workbench.follow(`join?host=127.0.0.1&port=${original.port}`);
    await workbench.dialogButton('Join Room').click();
    await chat.isNow('joined');
    await original.until(() => original.received.includes('Frank'));
  });
});
