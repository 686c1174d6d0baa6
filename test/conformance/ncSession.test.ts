import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Peer } from './support/peer';
import { withServer } from './support/useServer';

/** A session as a document shows it: `$ nc …`, then `> ` what is typed and `< ` what is seen. */
function sessions(document: string): string[][] {
  const text = readFileSync(path.resolve(document), 'utf8').replaceAll('\r\n', '\n');
  const blocks = [...text.matchAll(/^```\w*\n(.*?)^```$/gms)].map(([, block = '']) =>
    block.trimEnd().split('\n'),
  );
  return blocks.filter(([first]) => first?.startsWith('$ nc '));
}

describe('the session with nc', () => {
  it('P-3 goes as README.md shows it', async () => {
    const [session, ...others] = sessions('README.md');
    assert.ok(session && others.length === 0, 'README.md shows one session');
    const [command = '', ...rows] = session;
    assert.equal(command, '$ nc 127.0.0.1 9999', 'the default address');
    assert.ok(rows.some((row) => row.startsWith('> ')) && rows.every((row) => /^[<>] /.test(row)));
    await withServer([], async (port) => {
      const nc = await Peer.connect(port);
      let seen = '';
      for (const row of rows) {
        const text = `${row.slice(2)}\n`;
        if (row.startsWith('> ')) {
          await nc.send(text);
          continue;
        }
        seen += text;
        await nc.until((received) => received.length >= seen.length);
        assert.equal(nc.text, seen);
      }
      nc.end();
      await nc.untilGone();
      assert.equal(nc.text, seen, 'and nothing else is seen');
    });
  });
});
