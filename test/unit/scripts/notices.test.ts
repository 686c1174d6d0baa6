import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type * as Script from '../../../scripts/notices.mjs';
import type { Package } from '../../../scripts/shipped.mjs';

const script = async (): Promise<typeof Script> =>
  (await import(pathToFileURL(path.resolve('scripts/notices.mjs')).href)) as typeof Script;

const aPackage = (name: string, folder = `node_modules/${name}`): Package => ({
  ...{ name, folder, version: '1.0.0', license: 'MIT', integrity: 'sha512-', needs: [] },
});

describe('THIRD-PARTY-NOTICES.txt', () => {
  it('is made from what is in the bundles now', () => {
    const { status, stderr } = spawnSync(process.execPath, ['scripts/notices.mjs', '--check'], {
      encoding: 'utf8',
    });
    assert.equal(status, 0, stderr);
  });

  it('names what is shipped, and no tool', () => {
    const notices = readFileSync('THIRD-PARTY-NOTICES.txt', 'utf8');
    const shipped = ['valibot', 'lit-html', 'selfsigned', '@vscode/webview-ui-toolkit', 'unhomoglyph'];
    for (const name of shipped) assert.match(notices, new RegExp(`^${name} [\\d.]+ \\(`, 'm'));
    assert.match(notices, /UNICODE LICENSE V3/);
    assert.doesNotMatch(notices, /^(?:typescript|esbuild|mocha) /m);
  });
});

describe('notices', () => {
  it('give one text once, to all who share it', async () => {
    const { noticesOf } = await script();
    const notices = noticesOf([aPackage('a'), aPackage('b'), aPackage('c')], ({ name }) =>
      name === 'b' ? 'Other words' : 'The words',
    );
    assert.equal(notices.match(/The words/g)?.length, 1);
    assert.match(notices, /a 1\.0\.0 \(MIT\)\nc 1\.0\.0 \(MIT\)\n=+\n\nThe words/);
  });

  it('are not made where a license is missing', async () => {
    const { noticesOf } = await script();
    assert.throws(() => noticesOf([aPackage('nameless', 'scripts/vscode')]), /nameless has no license file/);
  });
});
