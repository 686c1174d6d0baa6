// What people see of Tilde before they have it: its page in the marketplaces, its fields there, its icon.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

const read = (file: string): string => readFileSync(file, 'utf8');
const page = read('docs/MARKETPLACE.md');
const readme = read('README.md');
const nls = JSON.parse(read('package.nls.json')) as Record<string, string>;
const sentences = Object.values(nls);

interface Manifest {
  readonly icon: string;
  readonly categories: readonly string[];
  readonly keywords: readonly string[];
  readonly galleryBanner: { readonly color: string; readonly theme: string };
  readonly contributes: {
    readonly commands: readonly { readonly command: string }[];
    readonly configuration: { readonly properties: Readonly<Record<string, unknown>> };
    readonly views: Readonly<Record<string, readonly { readonly id: string }[]>>;
    readonly walkthroughs: readonly { readonly id: string; readonly steps: readonly Step[] }[];
  };
}
interface Step {
  readonly id: string;
  readonly description: string;
  readonly media: { readonly svg: string };
  readonly completionEvents: readonly string[];
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

describe('the first steps', () => {
  const { commands, configuration, views, walkthroughs } = manifest.contributes;
  const steps = walkthroughs.flatMap((one) => one.steps);
  const ids = commands.map(({ command }) => command);
  const known: Readonly<Record<string, (name: string) => boolean>> = {
    onCommand: (name) => ids.includes(name),
    onSettingChanged: (name) => name in configuration.properties,
    onView: (name) => Object.values(views).some((all) => all.some(({ id }) => id === name)),
    onContext: (expression) => /^tilde\.\w+$/.test(expression),
  };

  for (const { id, description, media, completionEvents } of steps) {
    it(`"${id}" lead to commands that there are, and notice what was done`, () => {
      const sentence = nls[description.slice(1, -1)]!;
      const led = [...sentence.matchAll(/\(command:(tilde\.[\w.]+)/g)].map(([, command]) => command!);
      assert.ok(led.length > 0);
      for (const command of led) assert.ok(ids.includes(command), command);
      for (const event of completionEvents) {
        const [kind = '', name = ''] = event.split(/:(.*)/s);
        assert.ok(known[kind]?.(name), event);
      }
    });

    // VS Code lets a picture have no style of its own, and nothing from elsewhere
    it(`"${id}" have a picture that takes the colours of the theme`, () => {
      const picture = read(media.svg);
      assert.ok(picture.includes(` id="${id}" `));
      assert.doesNotMatch(picture, /<style|style=|<image|href|url\(/);
      const own = picture.match(/(?:fill|stroke)="#/g) ?? [];
      const themed = picture.match(/(?:fill|stroke)="var\(--vscode-/g) ?? [];
      assert.ok(themed.length > 10 * own.length, `${own.length} colours of its own`);
    });
  }
});
