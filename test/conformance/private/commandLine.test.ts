import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseRoomKey } from '../../../src/protocol/keys/roomKey';
import { PATIENT, SHOWN_KEY, SecurePeer } from '../support/securePeer';
import { type RunningServer, runServer } from '../support/server';
import { withServer } from '../support/useServer';

describe('P-13.1 the key on the command line', () => {
  let folder: string;
  const fileWith = (text: string, mode = 0o600) => {
    const file = path.join(folder, 'key');
    writeFileSync(file, text, { mode });
    return file;
  };
  beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), 'tilde-'))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const shownBy = (server: RunningServer) =>
    [...server.output().matchAll(/^The key of this room: (.+)$/gm)].map(([, key]) => key!);
  const canonical = (shown = '') => {
    const key = parseRoomKey(shown);
    assert.ok(key.ok);
    return key.value;
  };

  it('P-13.1 --private makes a key and shows it once, before the room opens', async () => {
    await withServer([...PATIENT, '--private'], async (port, server) => {
      const keys = shownBy(server);
      assert.equal(keys.length, 1);
      assert.match(keys[0]!, /^(?:[0-9A-HJKMNP-TV-Z]{4}-){4}[0-9A-HJKMNP-TV-Z]{4}$/);
      await SecurePeer.join(port, 'ann', {}, canonical(keys[0]));
      assert.equal(server.errors(), '');
      await withServer([...PATIENT, '--private'], (_, other) => {
        assert.notDeepEqual(shownBy(other), keys);
        return Promise.resolve();
      });
    });
  });

  it('P-13.1 --private --key-file keeps the key it makes for the next time, for its owner only', async () => {
    const file = path.join(folder, 'key');
    let first = '';
    await withServer([...PATIENT, '--private', '--key-file', file], async (port, server) => {
      [first = ''] = shownBy(server);
      await SecurePeer.join(port, 'ann', {}, canonical(first));
    });
    assert.equal(readFileSync(file, 'utf8'), `${first}\n`);
    if (process.platform !== 'win32') assert.equal(statSync(file).mode & 0o777, 0o600);
    await withServer([...PATIENT, '--private', '--key-file', file], async (port, server) => {
      assert.deepEqual(shownBy(server), []);
      await SecurePeer.join(port, 'ann', {}, canonical(first));
    });
  });

  it('P-13.1 --key-file takes a key in any way a person writes one, and never shows it', async () => {
    const file = fileWith(`  ${SHOWN_KEY.toLowerCase().replaceAll('-', ' ')}\r\n`);
    await withServer([...PATIENT, '--key-file', file], async (port, server) => {
      await SecurePeer.join(port, 'ann', {}, canonical(SHOWN_KEY));
      assert.ok(!server.output().toUpperCase().includes(SHOWN_KEY.slice(0, 4)));
    });
  });

  /** The one sentence with which the server refuses to start. */
  async function refusal(...argv: string[]): Promise<string> {
    const { code, stdout, stderr } = await runServer('--port', '0', ...argv);
    assert.deepEqual({ code, stdout }, { code: 1, stdout: '' });
    assert.match(stderr, /^[^\n]+\.\n$/, 'one sentence on one line');
    return stderr;
  }

  it('P-13.1 says what is wrong with a key file, and not what is in it', async () => {
    assert.match(await refusal('--key-file', path.join(folder, 'none')), /There is no file .*--private/);
    assert.match(await refusal('--key-file', folder), /Cannot use the key file /);
    assert.match(
      await refusal('--private', '--key-file', path.join(folder, 'no', 'key')),
      /Cannot keep the key/,
    );
    assert.match(await refusal('--key-file='), /takes the path of a file/);
    for (const text of ['', 'sesame-open', `${SHOWN_KEY}${SHOWN_KEY}`, 'x'.repeat(5000)]) {
      const said = await refusal('--key-file', fileWith(text));
      assert.match(said, /There is no key in /);
      assert.ok(text === '' || !said.includes(text.slice(0, 4)), said);
    }
  });

  it('P-13.1 takes no key that others can read', async function () {
    if (process.platform === 'win32') return this.skip(); // permissions are another matter there
    assert.match(await refusal('--key-file', fileWith(SHOWN_KEY, 0o640)), /Others can read .*chmod 600/);
  });

  it('P-13.1 is either private or open, and for a network it must be told which', async () => {
    assert.match(await refusal('--private', '--open'), /--open/);
    assert.match(await refusal('--key-file', fileWith(SHOWN_KEY), '--open'), /--open/);
    assert.match(await refusal('--gated', '--private'), /--gated/);
    assert.match(await refusal('--gated'), /--gated/);
    const bare = await refusal('--host', '0.0.0.0');
    assert.match(bare, /--private/);
    assert.match(bare, /--open/);
    await withServer([...PATIENT, '--host', '0.0.0.0', '--private'], async (port, server) => {
      await SecurePeer.join(port, 'ann', {}, canonical(shownBy(server)[0]));
    });
  });
});
