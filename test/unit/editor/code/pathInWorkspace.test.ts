import assert from 'node:assert/strict';
import { isMeant, namePattern, readPath, readSentPath } from '../../../../src/editor/code/pathInWorkspace';
import { HONEST_PATHS, HOSTILE_PATHS, OTHERS_PATHS } from './paths';

const means = (written: string, file: string): boolean => {
  const path = readPath(written);
  return path !== undefined && isMeant(path, file.split('/'));
};

describe('a written path', () => {
  it('means the file that it is the end of', () => {
    for (const written of ['src/a.ts', './src/a.ts', 'a.ts', 'src\\a.ts', '../src/a.ts', 'x/../src/./a.ts'])
      assert.ok(means(written, 'packages/core/src/a.ts'), written);
    for (const written of ['rc/a.ts', 'src/A.ts', 'src/a.tsx', 'lib/a.ts'])
      assert.ok(!means(written, 'packages/core/src/a.ts'), written);
  });

  it('means the same file of somebody whose workspace is elsewhere', () => {
    for (const written of [
      ...['/home/bob/den/src/a.ts', 'C:\\Users\\bob\\den\\src\\a.ts', '~/den/src/a.ts', '~bob/den/src/a.ts'],
      ...['b/src/a.ts', 'den/src/a.ts'],
    ])
      assert.ok(means(written, 'src/a.ts'), written);
    // a name alone says nothing
    for (const written of ['/home/bob/den/a.ts', 'den/a.ts', '/a.ts'])
      assert.ok(!means(written, 'a.ts'), written);
  });

  it('means none below a folder where it begins at a root', () => {
    assert.ok(!means('/src/a.ts', 'x/src/a.ts'));
    assert.ok(!means('/src/a.ts', 'src/a.ts'));
  });

  it('never leads up, to a device, to a stream or to a server', () => {
    assert.deepEqual(readPath('../../etc/passwd.txt')?.segments, ['etc', 'passwd.txt']);
    assert.ok(HOSTILE_PATHS.length >= 60, String(HOSTILE_PATHS.length));
    for (const written of HOSTILE_PATHS) {
      assert.equal(readPath(written), undefined, JSON.stringify(written));
      assert.equal(readSentPath(written), undefined, JSON.stringify(written));
    }
    assert.equal(new Set(HOSTILE_PATHS).size, HOSTILE_PATHS.length);
  });

  it('is read as stack traces and people write it', () => {
    for (const [written, segments] of HONEST_PATHS)
      assert.equal(readPath(written)?.segments.join('/'), segments, written);
  });

  it('is looked for by a pattern without meaning of its own', () => {
    assert.equal(namePattern(['a.ts', 'a.ts']), '**/a.ts');
    assert.equal(namePattern(['a.ts', 'b.go']), '**/{a.ts,b.go}');
    assert.equal(namePattern(['[id].tsx', '{a,b}!.ts']), '**/{?id?.tsx,?a?b??.ts}');
  });
});

describe('a path as Tilde sends it', () => {
  it('is that of a file below a folder, and nothing else', () => {
    for (const [path, segments] of HONEST_PATHS)
      assert.deepEqual(readSentPath(path), path === segments ? segments.split('/') : undefined, path);
    // what a person may write, a program would not
    for (const path of OTHERS_PATHS) assert.equal(readSentPath(path), undefined, path);
  });
});
