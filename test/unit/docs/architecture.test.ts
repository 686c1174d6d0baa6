import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

/** The pages for those who change the program, by what the test calls them. */
const PAGES: Readonly<Record<string, readonly string[]>> = {
  'docs/ARCHITECTURE.md': ['docs/ARCHITECTURE.md'],
  'CONTRIBUTING.md': ['CONTRIBUTING.md'],
  'README.md': ['README.md'],
  'docs/decisions': readdirSync('docs/decisions').map((file) => `docs/decisions/${file}`),
};
/** A path of ours in code quotes. */
const QUOTED = /`((?:src|webview|test|scripts|docs|bench|examples|l10n|media)\/[\w./-]*)`/g;
/** The target of a link to a file of ours, without its anchor. */
const LINKED = /\]\((?!https?:|#)([^)#\s]+)/g;

/** Floors whose rooms stand in one line. */
const ONE_LINE: Readonly<Record<string, RegExp>> = {
  webview: /^\| `webview` .*/m,
  'webview/composer': /^The composer has rooms .*/m,
};

/** The paths that a page names and that do not exist. */
function missingPaths(page: string, text: string): readonly string[] {
  const quoted = [...text.matchAll(QUOTED)].map(([, name]) => name!);
  const linked = [...text.matchAll(LINKED)].map(([, target]) => path.join(path.dirname(page), target!));
  return [...quoted, ...linked].filter((name) => !existsSync(name));
}

/** The first cells of the rows below the heading cell `head`, without code quotes. */
function rowsBelow(text: string, head: string): readonly string[] {
  const table = text.split('\n\n').find((part) => part.startsWith(`| ${head} `)) ?? '';
  return table
    .split('\n')
    .slice(2)
    .filter((row) => /^\| [^|]+ \| +[^ |]/.test(row))
    .map((row) => row.split('|')[1]!.trim().replaceAll('`', ''));
}

/** Folders and loose files right below `folder`. */
function within(folder: string) {
  const entries = readdirSync(folder, { withFileTypes: true });
  return {
    folders: entries.filter((entry) => entry.isDirectory()).map(({ name }) => name),
    files: entries.filter((entry) => entry.isFile()).map(({ name }) => name),
  };
}

/** Floors and rooms that have no sentence, and sentences whose floor or room is gone. */
function undescribed(text: string): readonly string[] {
  const floors = within('src');
  const expected = [...floors.folders, ...floors.files].map((name) => `src/${name}`).concat('webview');
  const wrong = differences('floor', rowsBelow(text, 'floor'), expected);
  for (const floor of floors.folders.map((name) => `src/${name}`)) {
    const { folders, files } = within(floor);
    if (folders.length === 0) continue;
    const rooms = files.length > 0 ? [...folders, 'root'] : folders;
    wrong.push(...differences(floor, rowsBelow(text, `\`${floor}\``), rooms));
  }
  for (const [floor, line] of Object.entries(ONE_LINE)) {
    const words = line.exec(text)?.[0] ?? '';
    for (const room of within(floor).folders)
      if (!words.includes(`\`${room}\``)) wrong.push(`${floor}: no word of ${room}`);
  }
  return wrong;
}

function differences(of: string, found: readonly string[], expected: readonly string[]): string[] {
  return [
    ...expected.filter((name) => !found.includes(name)).map((name) => `${of}: no sentence for ${name}`),
    ...found.filter((name) => !expected.includes(name)).map((name) => `${of}: there is no ${name}`),
  ];
}

describe('docs/ARCHITECTURE.md', () => {
  const text = readFileSync('docs/ARCHITECTURE.md', 'utf8');

  it('has a sentence for each floor and each room, and for no others', () => {
    assert.deepEqual(undescribed(text), []);
  });

  it('has that checked: a row left out, emptied or invented is found', () => {
    const row = /^\| `delivery`.*\n/m;
    assert.deepEqual(undescribed(text.replace(row, '')), ['src/server: no sentence for delivery']);
    assert.deepEqual(undescribed(text.replace(row, '| `delivery` |  |\n')), [
      'src/server: no sentence for delivery',
    ]);
    assert.deepEqual(undescribed(text.replace(row, (found) => `${found}| \`cellar\` | wine |\n`)), [
      'src/server: there is no cellar',
    ]);
  });

  it('has the rooms in the order in which they may import each other', async () => {
    const config = pathToFileURL(path.resolve('.dependency-cruiser.mjs')).href;
    const { rooms } = (await import(config)) as {
      readonly rooms: Readonly<Record<string, readonly string[]>>;
    };
    for (const [floor, order] of Object.entries(rooms)) {
      if (floor in ONE_LINE) continue;
      const described = rowsBelow(text, `\`${floor}\``).filter((room) => room !== 'root');
      assert.deepEqual(described, order, floor);
    }
  });

  it('stays on two screens', () => {
    assert.ok(text.split('\n').length <= 150, `${text.split('\n').length} lines`);
  });
});

describe('the paths in the guides', () => {
  for (const [name, pages] of Object.entries(PAGES)) {
    it(`exist: ${name}`, () => {
      assert.deepEqual(
        pages.flatMap((page) => missingPaths(page, readFileSync(page, 'utf8'))),
        [],
      );
    });
  }

  it('are looked for: one that is gone is found', () => {
    assert.deepEqual(missingPaths('docs/x.md', 'see `src/gone.ts` and [this](gone.md#there)'), [
      'src/gone.ts',
      path.join('docs', 'gone.md'),
    ]);
  });
});
