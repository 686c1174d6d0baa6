import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { launchBrowser } from '../browser';
import { OriginalServer } from '../conformance/support/originalServer';
import { serverScript } from './fixtures/vscodeServer';
import { ChatPanel } from './pages/chatPanel';
import { Workbench } from './pages/workbench';

/** As if the window had not finished to start when the link is opened: only the link itself starts the extension. */
async function startOnlyByLinks(home: string): Promise<void> {
  const extensions = path.join(home, 'extensions');
  const [folder] = (await readdir(extensions)).filter((name) => name.startsWith('tilde-chat.tilde-'));
  assert.ok(folder !== undefined);
  const file = path.join(extensions, folder, 'package.json');
  const manifest = JSON.parse(await readFile(file, 'utf8')) as { activationEvents: string[] };
  assert.deepEqual(manifest.activationEvents, ['onStartupFinished', 'onUri']);
  await writeFile(file, JSON.stringify({ ...manifest, activationEvents: ['onUri'] }));
}

describe('a link opened while the window starts', () => {
  const closing: (() => Promise<unknown>)[] = [];

  afterEach(async () => {
    for (const close of closing.reverse()) await close();
    closing.length = 0;
  });

  it('starts the extension, and is followed', async () => {
    const { installExtension, startVscodeServer } = await serverScript();
    const original = await OriginalServer.listen();
    closing.push(() => original.close());
    const home = await mkdtemp(path.join(tmpdir(), 'tilde-frank-'));
    closing.push(() => rm(home, { recursive: true, force: true, maxRetries: 5 }));
    await installExtension(path.resolve('tilde.vsix'), { home });
    await startOnlyByLinks(home);
    const server = await startVscodeServer({ home, settings: { 'tilde.username': 'Frank' } });
    closing.push(() => server.stop());
    const browser = await launchBrowser();
    closing.push(() => browser.close());
    const page = await browser.newPage();
    const workbench = await Workbench.open(page, server.url());
    await workbench.runCommand('Open URL');
    const input = workbench.quickInput.locator('input').first();
    await input.fill(`code-oss://tilde-chat.tilde/join?host=127.0.0.1&port=${original.port}`);
    await input.press('Enter');
    await workbench.dialogButton('Open').click();
    await workbench.dialogButton('Join Room').click();
    await new ChatPanel(page).isNow('joined');
    await original.until(() => original.received.includes('Frank'));
  });
});
