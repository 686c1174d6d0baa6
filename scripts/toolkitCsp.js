// A spot of the UI toolkit's base library breaks a strict Content Security Policy on load. This esbuild plugin mends
// it, and fails the build when the spot is no longer there, so that nobody ships it unmended.
const { readFile } = require('node:fs/promises');

/** `file` is matched at the end of the path; `from` must be there exactly once. */
const patches = [
  {
    // It probes for :focus-visible with an inline <style>, is refused, and falls back to rings on every click.
    file: /fast-web-utilities[\\/]dist[\\/]dom\.js$/,
    from: /export function canUseFocusVisible\(\) \{/,
    to: '$& return true;',
  },
];

/** @type {import('esbuild').Plugin} */
const toolkitCsp = {
  name: 'toolkit-csp',
  setup(build) {
    let pending = new Set();
    build.onStart(() => {
      pending = new Set(patches);
    });
    for (const patch of patches) {
      build.onLoad({ filter: patch.file }, async ({ path }) => {
        const source = await readFile(path, 'utf8');
        const spots = source.split(patch.from).length - 1;
        if (spots !== 1) return { errors: [{ text: `${path}: the spot to patch was found ${spots} times` }] };
        pending.delete(patch);
        return { contents: source.replace(patch.from, patch.to), loader: 'js' };
      });
    }
    build.onEnd(() => ({
      errors: [...pending].map(({ file }) => ({
        text: `no file like ${file} was bundled: is its patch needed?`,
      })),
    }));
  },
};

module.exports = { toolkitCsp };
