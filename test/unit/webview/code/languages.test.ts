import assert from 'node:assert/strict';
import { grammars } from '../../../../webview/code/highlighter';
import { GRAMMARS, languageOf } from '../../../../webview/code/languages';

describe('the languages of code', () => {
  it('are known by their names, ids and extensions, in whatever case', () => {
    for (const [name, label] of [
      ['ts', 'TypeScript'],
      ['TypeScript', 'TypeScript'],
      ['typescriptreact', 'TSX'],
      ['py', 'Python'],
      ['C++', 'C++'],
      ['c#', 'C#'],
      ['shellscript', 'Shell'],
      ['patch', 'Diff'],
    ] as const)
      assert.equal(languageOf(name, undefined)?.label, label, name);
  });

  it('are known by the file, where none is named', () => {
    assert.equal(languageOf(undefined, 'src\\lines.PY')?.grammar, 'python');
    assert.equal(languageOf(undefined, 'docker/Dockerfile')?.grammar, 'dockerfile');
    assert.equal(languageOf('go', 'a.py')?.grammar, 'go');
    for (const path of [undefined, 'README', 'a.xyz', ''])
      assert.equal(languageOf(undefined, path), undefined);
  });

  it('are shown as they were named, where nobody knows them', () => {
    for (const name of ['log', 'constructor', '__proto__', 'Tilde+'])
      assert.deepEqual(languageOf(name, 'a.ts'), { label: name });
  });

  it('have a grammar each, and no grammar is there for none', () => {
    assert.deepEqual([...GRAMMARS].sort(), [...grammars].sort());
  });
});
