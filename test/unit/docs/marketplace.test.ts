// What people see of Tilde before they have it: its page in the marketplaces, its fields there, its icon.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

const read = (file: string): string => readFileSync(file, 'utf8');
const page = read('docs/MARKETPLACE.md');
const readme = read('README.md');
const sentences = Object.values(JSON.parse(read('package.nls.json')) as Record<string, string>);

interface Manifest {
  readonly icon: string;
  readonly categories: readonly string[];
  readonly keywords: readonly string[];
  readonly galleryBanner: { readonly color: string; readonly theme: string };
}
const manifest = JSON.parse(read('package.json')) as Manifest;

/** What VS Code's schema of the manifest allows (EXTENSION_CATEGORIES, the same in 1.100 and 1.139). */
const CATEGORIES = [
  ...['AI', 'Azure', 'Chat', 'Data Science', 'Debuggers', 'Extension Packs', 'Education', 'Formatters'],
  ...['Keymaps', 'Language Packs', 'Linters', 'Machine Learning', 'Notebooks', 'Programming Languages'],
  ...['SCM Providers', 'Snippets', 'Testing', 'Themes', 'Visualization', 'Other'],
];
/** The marketplace takes no more tags, of which the packager makes some. */
const MAX_KEYWORDS = 20;
/** In columns: what the editor shows of a code block, in a window of 1280 pixels with a side bar. */
const MAX_WIDTH = 62;
/** Black on white has 21; that of WCAG's level AA. */
const LEAST_CONTRAST = 4.5;

/** The introduction, from the title to the first picture. */
const introduction = (text: string): string => /^# Tilde\n\n([^]+?)\n\n(?:```|!\[|<img)/.exec(text)![1]!;

/** The relative luminance of WCAG. */
function luminance(color: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return part <= 0.040_45 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}

describe('the page in the marketplaces', () => {
  it('begins with the same words as the README', () => {
    assert.equal(introduction(page), introduction(readme));
  });

  it('is for users, and the README has its two commands near the top', () => {
    assert.doesNotMatch(page, /npm |Node\.js/);
    assert.match(readme.split('\n').slice(0, 20).join('\n'), /npm start\nnpm test/);
  });

  // The editor's page of an extension shows no picture that does not come over https (docs/decisions/drawn-page.md).
  for (const file of ['docs/MARKETPLACE.md', 'CHANGELOG.md', 'SUPPORT.md']) {
    it(`needs no other file and no network: ${file}`, () => {
      const text = read(file);
      assert.doesNotMatch(text, /!\[|<img|<svg|<picture|<video/);
      assert.doesNotMatch(text, /\]\((?!https:)/);
    });
  }

  it('has a picture whose lines end in one column', () => {
    const [, drawing = ''] = /```text\n([^]+?)\n```/.exec(page)!;
    const [, ...lines] = drawing.split('\n');
    assert.ok(lines.length > 10);
    assert.ok(lines.every((line) => line.length <= MAX_WIDTH));
    const borders = lines.map((line) => [...line.matchAll(/[╭╰├│╮╯┤]/g)].map(({ index }) => index));
    const [corners] = borders;
    for (const [i, line] of lines.entries()) {
      assert.equal(line.length, lines[0]!.length, line);
      for (const corner of corners!) assert.ok(borders[i]!.includes(corner), line);
    }
  });

  it('names commands as the editor does', () => {
    const named = [...page.matchAll(/\*\*(?:Tilde: )?((?:Host|Join|Copy|Welcome)[^*.]*)\*\*/g)].map(
      ([, name]) => name!,
    );
    assert.ok(named.length > 2);
    for (const name of named) assert.ok(sentences.includes(name), name);
  });
});

describe('the fields of the marketplaces', () => {
  it('have values that are allowed', () => {
    for (const category of manifest.categories) assert.ok(CATEGORIES.includes(category), category);
    const { keywords } = manifest;
    assert.ok(keywords.length <= MAX_KEYWORDS);
    assert.equal(new Set(keywords).size, keywords.length);
  });

  it('have a banner on which white words can be read', () => {
    const { color, theme } = manifest.galleryBanner;
    assert.equal(theme, 'dark');
    assert.ok(1.05 / (luminance(color) + 0.05) >= LEAST_CONTRAST);
  });

  it('have an icon of 256 pixels with a transparent ground', () => {
    const icon = readFileSync(manifest.icon);
    assert.equal(icon.toString('latin1', 1, 4), 'PNG');
    const [width, height, depth, colors] = [
      ...[icon.readUInt32BE(16), icon.readUInt32BE(20)],
      ...[icon[24], icon[25]],
    ];
    const WITH_ALPHA = 6;
    assert.deepEqual([width, height, depth, colors], [256, 256, 8, WITH_ALPHA]);
  });
});
