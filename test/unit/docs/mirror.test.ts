// test/unit mirrors src, webview and scripts: the tests of src/a/b.ts are in test/unit/a/b.test.ts, or, by themes, in
// test/unit/a/b.{theme}.test.ts. What several tests use is no test, and lies in support or beside them.
import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';

const TEST = /^(.*\/)?([^/.]+)(?:\.[^/.]+)?\.test\.ts$/;
/** These test no file but what several make together, or say. */
const EXCEPTIONS = /^(?:model|docs)\//;

/** The tests, by their paths in test/unit, that test no source. */
function strays(tests: readonly string[], isSource: (file: string) => boolean): string[] {
  return tests.filter((test) => {
    const [, folder = '', name] = TEST.exec(test) ?? [];
    const source = `${folder}${name}`;
    if (source.startsWith('scripts/')) return !isSource(`${source}.mjs`);
    return !isSource(source.startsWith('webview/') ? `${source}.ts` : `src/${source}.ts`);
  });
}

describe('test/unit', () => {
  it('has for every test the source that it tests', () => {
    const files = readdirSync(path.join('test', 'unit'), { recursive: true, encoding: 'utf8' });
    const tests = files
      .map((file) => file.replaceAll('\\', '/'))
      .filter((file) => file.endsWith('.test.ts') && !EXCEPTIONS.test(file));
    assert.ok(tests.length > 100, `${tests.length} tests`);
    assert.deepEqual(
      strays(tests, (file) => existsSync(file)),
      [],
    );
  });

  it('is looked through for tests of no source', () => {
    const sources = ['src/a/b.ts', 'src/c.ts', 'webview/d.ts', 'scripts/e.mjs'];
    const tests = ['a/b.test.ts', 'a/b.theme.test.ts', 'c.test.ts', 'webview/d.test.ts', 'scripts/e.test.ts'];
    const stray = ['b.test.ts', 'a/c.test.ts', 'd.test.ts', 'webview/b.test.ts', 'a/b.two.themes.test.ts'];
    assert.deepEqual(
      strays([...tests, ...stray], (file) => sources.includes(file)),
      stray,
    );
  });
});
