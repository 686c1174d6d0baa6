import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type * as Script from '../../../scripts/release.mjs';

const script = async (): Promise<typeof Script> =>
  (await import(pathToFileURL(path.resolve('scripts/release.mjs')).href)) as typeof Script;

const BEFORE =
  '# Changelog\n\n## [Unreleased]\n\n### Added\n\n- This.\n\n## [0.1.0] - 2026-01-01\n\n- That.\n';
const AFTER = BEFORE.replace('## [Unreleased]', '## [Unreleased]\n\n## [0.2.0] - 2026-02-03');
const MANIFEST = {
  version: '0.2.0',
  repository: { type: 'git', url: 'git+https://example.invalid/tilde.git' },
  bugs: { url: 'https://example.invalid/issues' },
  homepage: 'https://example.invalid/',
};

describe('a release', () => {
  it('dates what is unreleased', async () => {
    const { released, entryOf } = await script();
    assert.equal(released(BEFORE, '0.2.0', '2026-02-03'), AFTER);
    assert.equal(entryOf(AFTER, 'Unreleased'), '');
    assert.equal(entryOf(AFTER, '0.2.0'), '### Added\n\n- This.');
    assert.equal(entryOf(AFTER, '0.1.0'), '- That.');
    assert.equal(entryOf(AFTER, '0.3.0'), undefined);
  });

  it('is not begun twice, of nothing, or under a version that the marketplace refuses', async () => {
    const { released } = await script();
    assert.throws(() => released(BEFORE, '0.1.0', '2026-02-03'), /has 0\.1\.0 already/);
    assert.throws(() => released(AFTER, '0.3.0', '2026-02-03'), /nothing unreleased/);
    assert.throws(() => released(BEFORE, '0.2.0-beta.1', '2026-02-03'), /no version such as/);
  });

  it('goes on where nothing is missing', async () => {
    const { problemsOf } = await script();
    assert.deepEqual(problemsOf('v0.2.0', MANIFEST, AFTER), []);
  });

  for (const [what, tag, change, changelog, problem] of [
    ['the tag is another', 'v0.2.1', {}, AFTER, /The tag is v0\.2\.1/],
    ['the changelog was forgotten', 'v0.2.0', {}, BEFORE, /says nothing of 0\.2\.0/],
    [
      'something came later',
      'v0.2.0',
      {},
      AFTER.replace('[Unreleased]', '[Unreleased]\n\n- New.'),
      /unreleased/,
    ],
    ['an address is missing', 'v0.2.0', { bugs: undefined }, AFTER, /fill in "bugs"/],
    ['an address is none', 'v0.2.0', { homepage: 'http://x' }, AFTER, /fill in "homepage"/],
    ['it is a preview', 'v1.0.0-rc.1', { version: '1.0.0-rc.1' }, AFTER, /no version such as/],
  ] as const) {
    it(`stops where ${what}`, async () => {
      const { problemsOf } = await script();
      const problems = problemsOf(tag, { ...MANIFEST, ...change }, changelog);
      assert.ok(
        problems.some((told) => problem.test(told)),
        problems.join(' '),
      );
    });
  }

  it('tells the publisher what to fill in', () => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
    const { status, stderr } = spawnSync(process.execPath, ['scripts/release.mjs', 'check', `v${version}x`], {
      encoding: 'utf8',
    });
    assert.equal(status, 1);
    assert.match(stderr, /The tag is v[\d.]+x, but package\.json has version/);
  });
});
