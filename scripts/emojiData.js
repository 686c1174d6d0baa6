// An esbuild plugin that leaves out of the emoji data what the panel does not use: skin tones, emoticons, parts of emoji.
// A third of it is left.
const { readFile } = require('node:fs/promises');

const USED = ['unicode', 'label', 'tags', 'group', 'hexcode'];

/** @type {import('esbuild').Plugin} */
const emojiData = {
  name: 'emoji-data',
  setup(build) {
    build.onLoad({ filter: /emojibase-data[\\/]en[\\/]compact\.json$/ }, async ({ path }) => {
      /** @type {import('emojibase').CompactEmoji[]} */
      const all = JSON.parse(await readFile(path, 'utf8'));
      const whole = all.filter(({ group }) => group !== undefined);
      const used = whole.map((one) =>
        Object.fromEntries(Object.entries(one).filter(([key]) => USED.includes(key))),
      );
      return { contents: JSON.stringify(used), loader: 'json' };
    });
  },
};

module.exports = { emojiData };
