import assert from 'node:assert/strict';
import path from 'node:path';
import { findLikelySecrets } from '../../../../src/editor/guard/likelySecrets';
import { mixed, rsaKey } from './secretSamples';

const threadPath = path.join(__dirname, '../../../../src/editor/guard/guardThread.js');
const find = (text: string, fileName = 'a.ts') =>
  findLikelySecrets(text, fileName, { threadPath, timeoutMs: 120_000 });

describe('likely secrets in a text', () => {
  it('have a kind, a line, and where they stand', async () => {
    const [github, key] = [`ghp_${mixed(36)}`, rsaKey()];
    const text = `a\r\nconst t = '${github}';\r\n${key}`;
    const found = await find(text);
    assert.deepEqual(
      found?.map(({ what, line, start }) => [what, line, start]),
      [
        [{ kind: 'service-key', service: 'GitHub' }, 2, text.indexOf(github)],
        [{ kind: 'private-key' }, 3, text.indexOf('-----BEGIN')],
      ],
    );
    assert.equal(text.slice(found[0]!.start, found[0]!.end), github);
  });

  it('are told once, by the rule that knows them best', async () => {
    const found = await find(`GITHUB_TOKEN=ghp_${mixed(36)}\nDB_PASSWORD=hunter22`);
    assert.deepEqual(
      found?.map(({ what, line }) => [what.kind, line]),
      [
        ['service-key', 1],
        ['assigned', 2],
      ],
    );
  });

  it('are told up to a hundred', async () => {
    assert.equal((await find('API_TOKEN=abcd\n'.repeat(300)))?.length, 100);
  });

  it('are not looked for in a text that no message could hold', async () => {
    assert.deepEqual(await find('x'.repeat(57_344)), []);
    assert.equal(await find('ü'.repeat(28_673)), undefined);
  });
});
