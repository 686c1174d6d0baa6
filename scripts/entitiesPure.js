// A plugin for esbuild. The package entities says that it can be left out where nothing uses it, but not in the package.json
// beside the files that markdown-it imports. Without this, 57 kB of it are in the panel, and nobody uses them.
/** @type {import('esbuild').Plugin} */
const entitiesPure = {
  name: 'entities-pure',
  setup(build) {
    build.onResolve({ filter: /^entities$/ }, async ({ path, kind, resolveDir, pluginData }) => {
      if (pluginData === entitiesPure) return undefined;
      const found = await build.resolve(path, { kind, resolveDir, pluginData: entitiesPure });
      return { ...found, sideEffects: false };
    });
  },
};

module.exports = { entitiesPure };
