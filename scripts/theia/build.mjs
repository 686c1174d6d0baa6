// Bundles what Theia shows in the browser. It is copied to where Theia is installed, and runs there. Theia's own build would
// bundle the programs beside it, too, with native modules that need a compiler.
import esbuild from 'esbuild';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const generated = pathToFileURL(path.resolve('gen-esbuild.browser.mjs')).href;
const { browserOptions } = await import(generated);
await esbuild.build({ ...browserOptions, minify: false, sourcemap: false });
