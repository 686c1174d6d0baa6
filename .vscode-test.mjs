// Integration tests: mocha inside the extension host of a real VS Code.
import { defineConfig } from '@vscode/test-cli';
import path from 'node:path';
import { ROOT } from './scripts/paths.mjs';
import { chooseWay } from './scripts/vscode/way.mjs';

const at = (...parts) => path.join(ROOT, ...parts);

const way = await chooseWay('download');
if (way.kind === 'none') process.exit(1);
const executable = way.kind === 'desktop' ? way.executable : at('scripts', 'vscode', 'code.mjs');

export default defineConfig({
  label: 'integration',
  files: 'out/test/integration/**/*.test.js',
  extensionDevelopmentPath: at(),
  workspaceFolder: at('test', 'integration', 'workspace'),
  mocha: {
    ui: at('out', 'test', 'support', 'leaksUi.js'),
    timeout: 120_000,
    forbidOnly: true,
    reporter: at('scripts', 'mochaReporter.cjs'),
  },
  useInstallation: { fromPath: executable },
});
