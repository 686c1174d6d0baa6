// Type-aware lint. Which floor may import which is .dependency-cruiser.mjs's business.
import js from '@eslint/js';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';
import { surfacesRule } from './scripts/surfacesRule.mjs';

export default defineConfig(
  { ignores: ['dist/', 'out/', '.vscode-test/', 'test-results/', 'node_modules/'] },
  js.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      'no-console': 'error',
      eqeqeq: 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
    },
  },
  // What shows texts in VS Code.
  {
    files: ['src/**/*.ts', 'test/lint/**'],
    // the one way, and the log, which has its own
    ignores: ['src/editor/platform/surfaces.ts', 'src/editor/platform/log.ts'],
    plugins: { tilde: { rules: { surfaces: surfacesRule } } },
    rules: { 'tilde/surfaces': 'error' },
    // a mark where the rule finds nothing is a fault: so test/lint shows that it bites
    linterOptions: { reportUnusedDisableDirectives: 'error' },
  },
  // Whoever wants a date asks the clock that is handed in; whatever lasts is measured by one that nobody can set.
  {
    files: ['src/**/*.ts', 'webview/**/*.ts'],
    ignores: ['src/base/systemClock.ts', 'webview/browser/timers.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        {
          object: 'Date',
          property: 'now',
          message: 'Use Clock.date() for dates, Clock.now() for what lasts.',
        },
        { object: 'performance', property: 'now', message: 'Use Clock.now().' },
        {
          object: 'URL',
          property: 'canParse',
          message: 'Use parseUrl: this one is wrong in Node.js 20 and 22.',
        },
      ],
    },
  },
  // The one program with a terminal.
  {
    files: ['src/server/main.ts', 'examples/**', 'bench/**', 'test/e2e/{pictures,firstMessage}.ts'],
    rules: { 'no-console': 'off' },
  },
  {
    files: ['test/**/*.ts'],
    rules: {
      // mocha's `it` and `describe` return promises to nobody
      '@typescript-eslint/no-floating-promises': ['error', { allowForKnownSafeCalls: ['it', 'describe'] }],
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
  {
    files: ['**/*.{js,mjs,cjs}'],
    languageOptions: {
      globals: Object.fromEntries(
        [
          'process',
          'console',
          'Buffer',
          'URL',
          'setTimeout',
          'clearTimeout',
          'setInterval',
          'clearInterval',
          'require',
          'module',
          'exports',
          '__dirname',
          '__filename',
          'fetch',
          'AbortSignal',
        ].map((name) => [name, 'readonly']),
      ),
    },
  },
);
