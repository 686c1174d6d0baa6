// An esbuild plugin that leaves out of the emoji data what the panel does not use: skin tones, emoticons, parts of emoji, long
// ids, and words by which an emoji is found already. A third of it is left.
const { readFile } = require('node:fs/promises');

/** @typedef {import('emojibase').CompactEmoji} CompactEmoji */

/** @type {(file: string) => Promise<any>} */
const read = async (file) => JSON.parse(await readFile(require.resolve(`emojibase-data/${file}`), 'utf8'));

/** @type {(text: string) => string[]} */
const wordsOf = (text) => text.toLowerCase().split(/[^\p{L}\p{N}]+/u);

/**
 * The words of its tags that no known word begins with.
 * @type {(one: CompactEmoji, known: readonly string[]) => string}
 */
function newWords({ label, tags = [] }, known) {
  const words = [...wordsOf(label), ...known.flatMap(wordsOf)];
  const found = tags.flatMap(wordsOf).sort((a, b) => b.length - a.length);
  return found
    .filter((word) => !words.some((one) => one.startsWith(word)) && words.push(word))
    .sort()
    .join(' ');
}

/** The files of the data, each made small. */
async function small() {
  /** @type {CompactEmoji[]} */
  const english = (await read('en/compact.json')).filter(
    (/** @type {CompactEmoji} */ one) => one.group !== undefined,
  );
  /** @type {Record<string, string | string[]>} */
  const codes = await read('en/shortcodes/github.json');
  const ids = new Map(english.map(({ hexcode }, i) => [hexcode, i.toString(36)]));
  /** @type {(one: CompactEmoji) => string[]} */
  const codesOf = ({ hexcode }) => [codes[hexcode] ?? []].flat();
  /** @type {CompactEmoji[]} */
  const german = await read('de/compact.json');
  const byHexcode = new Map(english.map((one) => [one.hexcode, one]));
  return {
    'en/compact': english.map((one) => {
      const { unicode, label, group, hexcode } = one;
      return { unicode, label, group, hexcode: ids.get(hexcode), tags: [newWords(one, codesOf(one))] };
    }),
    'en/shortcodes/github': Object.fromEntries(
      Object.entries(codes).flatMap(([hexcode, value]) =>
        ids.has(hexcode) ? [[ids.get(hexcode), value]] : [],
      ),
    ),
    'de/compact': german.flatMap((one) => {
      const known = byHexcode.get(one.hexcode);
      const words = known && [known.label, ...(known.tags ?? []), ...codesOf(known)];
      return words ? [{ hexcode: ids.get(one.hexcode), label: one.label, tags: [newWords(one, words)] }] : [];
    }),
  };
}

/** @type {import('esbuild').Plugin} */
const emojiData = {
  name: 'emoji-data',
  setup(build) {
    /** @type {ReturnType<typeof small> | undefined} */
    let files;
    build.onLoad({ filter: /emojibase-data[\\/].*\.json$/ }, async ({ path }) => {
      files ??= small();
      const [name, contents] = Object.entries(await files).find(([one]) =>
        path.replaceAll('\\', '/').endsWith(`emojibase-data/${one}.json`),
      ) ?? [path];
      if (!contents) throw new Error(`${name} is not made small`);
      return { contents: JSON.stringify(contents), loader: 'json' };
    });
  },
};

module.exports = { emojiData };
