import assert from 'node:assert/strict';
import path from 'node:path';
import { segmentsBelow, withoutHome } from '../../../../src/editor/guard/realPaths';

describe('real paths', () => {
  it('are below a folder, or outside', () => {
    assert.deepEqual(segmentsBelow('/den', '/den/src/a.ts', path.posix), ['src', 'a.ts']);
    assert.deepEqual(segmentsBelow('/', '/den/a.ts', path.posix), ['den', 'a.ts']);
    assert.deepEqual(segmentsBelow('/den', '/den/..a/b.ts', path.posix), ['..a', 'b.ts']);
    assert.deepEqual(segmentsBelow('C:\\den', 'c:\\Den\\src\\a.ts', path.win32), ['src', 'a.ts']);
    for (const file of ['/den', '/', '/denim/a.ts', '/other/a.ts'])
      assert.equal(segmentsBelow('/den', file, path.posix), undefined, file);
    for (const file of ['D:\\den\\a.ts', '\\\\server\\den\\a.ts', 'C:\\denim\\a.ts'])
      assert.equal(segmentsBelow('C:\\den', file, path.win32), undefined, file);
  });

  it('are told without the name of a home folder', () => {
    const told = (folder: string, file: string): string => withoutHome(folder, file.split('/')).join('/');
    assert.equal(told('/', 'home/bob/den/a.ts'), 'den/a.ts');
    assert.equal(told('/home', 'bob/den/a.ts'), 'den/a.ts');
    assert.equal(told('/c:', 'Users/bob/den/a.ts'), 'den/a.ts');
    assert.equal(told('/mnt/c/Users/', 'bob/a.ts'), 'a.ts');
    assert.equal(told('/home/bob', 'den/a.ts'), 'den/a.ts');
    assert.equal(told('/home/bob/den', 'home/page/a.ts'), 'home/page/a.ts');
    assert.equal(told('/projects/den', 'src/home/page/a.ts'), 'src/home/page/a.ts');
  });
});
