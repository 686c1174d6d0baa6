import assert from 'node:assert/strict';
import { isGitIgnored } from '../../../../src/editor/guard/gitIgnores';

/** @param files folder -> lines of its `.gitignore` */
const isIgnored = (file: string, files: Readonly<Record<string, string>>): boolean =>
  isGitIgnored(
    file.split('/'),
    Object.entries(files).map(([folder, text]) => ({ folder: folder.split('/').filter(Boolean), text })),
  );

describe('what .gitignore files hide', () => {
  it('is what a pattern means, also in a folder that one means', () => {
    const files = { '': '# builds\n/dist/\n*.log\r\nbuild\n' };
    for (const file of ['dist/a.js', 'a.log', 'x/y/a.log', 'build', 'x/build/a.js'])
      assert.ok(isIgnored(file, files), file);
    for (const file of ['x/dist/a.js', 'a.ts', 'dist.ts', '# builds'])
      assert.ok(!isIgnored(file, files), file);
  });

  it('is decided by the last pattern, and by the nearest file', () => {
    assert.ok(!isIgnored('a.log', { '': '*.log\n!a.log' }));
    assert.ok(isIgnored('a.log', { '': '!a.log\n*.log' }));
    const files = { x: '!keep.log\nlocal.ts', '': '*.log' };
    assert.ok(!isIgnored('x/keep.log', files));
    assert.ok(!isIgnored('x/y/keep.log', files));
    assert.ok(isIgnored('keep.log', files));
    assert.ok(isIgnored('x/y/local.ts', files));
    assert.ok(!isIgnored('local.ts', files));
  });

  it('is below its own folder, where a pattern names a place', () => {
    const files = { 'x/y': '/a.ts\nb/c.ts\nd/\n' };
    for (const file of ['x/y/a.ts', 'x/y/b/c.ts', 'x/y/d/e.ts', 'x/y/z/d/e.ts'])
      assert.ok(isIgnored(file, files), file);
    for (const file of ['x/y/z/a.ts', 'x/y/z/b/c.ts', 'x/a.ts', 'a.ts'])
      assert.ok(!isIgnored(file, files), file);
  });

  it('stays hidden where its folder is, and is not where a nearer file brings the folder back', () => {
    assert.ok(isIgnored('out/a.ts', { '': 'out/', out: '!a.ts' }));
    assert.ok(!isIgnored('a/out/b.ts', { '': 'out/', a: '!out/' }));
  });

  it('takes the name of a folder for a name', () => {
    assert.ok(isIgnored('[a] #1/x.ts', { '[a] #1': 'x.ts' }));
    assert.ok(!isIgnored('a/x.ts', { '[a]': 'x.ts' }));
  });
});
