import assert from 'node:assert/strict';
import { isMeant, namePattern, readPath } from '../../../../src/editor/code/pathInWorkspace';

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
      '/home/bob/den/src/a.ts',
      'C:\\Users\\bob\\den\\src\\a.ts',
      'b/src/a.ts',
      'den/src/a.ts',
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
    assert.deepEqual(readPath('a/../../../b.ts')?.segments, ['b.ts']);
    assert.deepEqual(readPath('\\\\server\\share\\a.ts'), {
      segments: ['server', 'share', 'a.ts'],
      isAbsolute: true,
    });
    for (const written of [
      '',
      '.',
      '..',
      '/',
      'a.ts:stream',
      'file:///a.ts',
      'x\0.ts',
      'a*.ts',
      'a?.ts',
      'a'.repeat(501),
    ])
      assert.equal(readPath(written), undefined, written);
  });

  it('is looked for by a pattern without meaning of its own', () => {
    assert.equal(namePattern(['a.ts', 'a.ts']), '**/a.ts');
    assert.equal(namePattern(['a.ts', 'b.go']), '**/{a.ts,b.go}');
    assert.equal(namePattern(['[id].tsx', '{a,b}!.ts']), '**/{?id?.tsx,?a?b??.ts}');
  });
});
