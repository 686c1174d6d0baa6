import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** A test, as docs/RELIABILITY.md names it. */
const NAMED = /`((?:unit|conformance|integration|e2e|long)\/[\w/.]+)`/g;

describe('docs/RELIABILITY.md', () => {
  const text = readFileSync(path.join('docs', 'RELIABILITY.md'), 'utf8');

  it('names only tests that there are', () => {
    const named = [...text.matchAll(NAMED)].map(([, name]) => name!);
    assert.ok(named.length > 50, `${named.length} tests`);
    const missing = named.filter(
      (name) => !existsSync(path.join('test', `${name}.test.ts`)) && !existsSync(path.join('test', name)),
    );
    assert.deepEqual(missing, []);
  });

  it('names for every promise what shows it', () => {
    const tables = text.split('\n\n').filter((part) => part.startsWith('| promised'));
    assert.ok(tables.length >= 4, `${tables.length} tables`);
    const rows = tables.flatMap((table) => table.split('\n').slice(2));
    const bare = rows.filter(
      (row) => row.trim() !== '' && !/`(?:unit|conformance|integration|e2e|long)\//.test(row),
    );
    assert.deepEqual(bare, []);
  });
});
