import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';

const FOLDER = path.join('docs', 'decisions');
const read = (file: string) => readFileSync(path.join(FOLDER, file), 'utf8');

describe('docs/decisions', () => {
  const pages = readdirSync(FOLDER).filter((file) => file !== 'README.md');

  it('lists each page once, under its title', () => {
    const rows = [...read('README.md').matchAll(/^\| \[(.+?)\]\((.+?)\)/gm)];
    const listed = rows.map(([, title, file]) => `${file!}: ${title!}`);
    const titled = pages.map((file) => `${file}: ${/^# (.+)$/m.exec(read(file))?.[1] ?? 'no title'}`);
    assert.deepEqual(listed.sort(), titled.sort());
  });

  it('says on each page what was decided, why, and what follows', () => {
    const parts = ['## Context', '## Decision', '## Why', '## Consequences'];
    const unlike = pages.filter(
      (file) =>
        read(file)
          .match(/^## .+$/gm)
          ?.join() !== parts.join() || !/^Status: .+\.$/m.test(read(file)),
    );
    assert.deepEqual(unlike, []);
  });
});
