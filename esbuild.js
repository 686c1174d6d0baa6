// node esbuild.js [--watch] [--production] [--outdir=DIR] [--tests]
//   six bundles: dist/extension.js, dist/tilde.js, dist/guard.js, dist/server.js, dist/certificate.js,
//   dist/webview.js + dist/webview.css
//   --tests: instead, everything under src/ and test/ file by file into out/, for mocha
const { chmodSync, rmSync } = require('node:fs');
const esbuild = require('esbuild');

const production = process.argv.includes('--production');
const watch = process.argv.includes('--watch');
const outdir = process.argv.find((arg) => arg.startsWith('--outdir='))?.slice('--outdir='.length) ?? 'dist';

/** The Node of the oldest supported VS Code (1.100: Electron 34) and of `engines.node`. */
const NODE_TARGET = 'node20';
/** Its Chromium. */
const BROWSER_TARGET = 'chrome132';

const define = { 'process.env.TILDE_VERSION': JSON.stringify(require('./package.json').version) };

/** @type {esbuild.BuildOptions} */
const common = {
  bundle: true,
  minify: production,
  sourcemap: production ? false : 'linked',
  sourcesContent: false,
  legalComments: 'none',
  // Shorter than escapes; Node and module scripts read UTF-8.
  charset: 'utf8',
  logLevel: 'warning',
  define,
};

/** @type {esbuild.BuildOptions[]} */
const bundles = [
  {
    ...common,
    // the first runs in every window, and loads the second when it is needed
    entryPoints: { extension: 'src/extension.ts', tilde: 'src/tilde.ts' },
    outdir,
    platform: 'node',
    format: 'cjs',
    target: NODE_TARGET,
    external: ['vscode', './tilde'],
    // by `require`, like `vscode` itself
    supported: { 'dynamic-import': false },
    plugins: [require('./scripts/entitiesPure.js').entitiesPure],
  },
  {
    ...common,
    entryPoints: { server: 'src/server/main.ts' },
    outdir,
    platform: 'node',
    format: 'cjs',
    target: NODE_TARGET,
    external: ['./certificate'],
    supported: { 'dynamic-import': false },
    banner: { js: '#!/usr/bin/env node' },
  },
  {
    ...common,
    // loaded by the server of a private room only; by itself, for a package in it has a `./certificate` of its own
    entryPoints: { certificate: 'src/server/admission/certificate.ts' },
    outdir,
    platform: 'node',
    format: 'cjs',
    target: NODE_TARGET,
  },
  {
    ...common,
    // runs in a thread of its own when code is about to go out
    entryPoints: { guard: 'src/editor/guard/guardThread.ts' },
    outdir,
    platform: 'node',
    format: 'cjs',
    target: NODE_TARGET,
    supported: { 'dynamic-import': false },
  },
  {
    ...common,
    entryPoints: {
      webview: 'webview/main.ts',
      // not chunks: the panel must know their names, to load them a second time where that failed
      'webview-emojis': 'webview/emoji/emojis.ts',
      'webview-germanWords': 'webview/emoji/germanWords.ts',
    },
    outdir,
    platform: 'browser',
    format: 'esm',
    // what is not needed for the first paint is loaded by `import()`
    splitting: true,
    chunkNames: 'webview-[name]-[hash]',
    target: BROWSER_TARGET,
    plugins: [
      require('./scripts/toolkitCsp.js').toolkitCsp,
      require('./scripts/entitiesPure.js').entitiesPure,
      require('./scripts/emojiData.js').emojiData,
    ],
  },
];

/** @type {esbuild.BuildOptions} */
const tests = {
  entryPoints: ['src/**/*.ts', 'test/**/*.ts', 'webview/**/*.ts', 'examples/**/*.ts'],
  outdir: 'out',
  outbase: '.',
  platform: 'node',
  format: 'cjs',
  target: NODE_TARGET,
  sourcemap: 'inline',
  define,
  logLevel: 'warning',
};

async function main() {
  if (process.argv.includes('--tests')) {
    rmSync('out', { recursive: true, force: true });
    await esbuild.build(tests);
    return;
  }
  rmSync(outdir, { recursive: true, force: true });
  if (watch) {
    for (const options of bundles) await (await esbuild.context({ ...options, logLevel: 'info' })).watch();
    return;
  }
  await Promise.all(bundles.map((options) => esbuild.build(options)));
  chmodSync(`${outdir}/server.js`, 0o755);
}

if (require.main === module) main().catch(() => process.exit(1));

module.exports = { bundles };
