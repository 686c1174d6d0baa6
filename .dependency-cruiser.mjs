// The floors of the house, from the ground up: an import may only point down (docs/ARCHITECTURE.md).
// `scripts/check-floors.mjs` runs this, and proves first that it bites.

/** floor -> the folders of ours it may import besides itself */
const floors = {
  '^src/base/': [],
  '^src/protocol/': ['src/base'],
  '^src/panel/': ['src/protocol'],
  '^src/client/': ['src/protocol', 'src/base'],
  '^src/server/': ['src/protocol', 'src/base'],
  '^src/editor/': ['src/client', 'src/panel', 'src/protocol', 'src/base'],
  '^src/(extension|tilde)\\.ts$': ['src/editor', 'src/base'],
  '^webview/': ['src/panel'],
};

const name = (floor) =>
  floor
    .replace(/[\\^$/]/g, ' ')
    .trim()
    .replace(/ +/g, '-');

export default {
  forbidden: [
    ...Object.entries(floors).map(([floor, below]) => ({
      name: `floor-${name(floor)}`,
      severity: 'error',
      comment: `${name(floor)} may import only: ${below.join(', ') || 'nothing of ours'}`,
      from: { path: floor },
      to: {
        path: '^(src|webview|test|scripts|bench|examples)/',
        pathNot: [floor, ...below.map((f) => `^${f}/`)],
      },
    })),
    {
      name: 'vscode-only-in-editor',
      severity: 'error',
      comment: 'only src/editor and the composition roots know the editor',
      from: { pathNot: ['^src/editor/', '^src/(extension|tilde)\\.ts$', '^test/(integration|lint)/'] },
      to: { path: '^vscode$' },
    },
    {
      name: 'pure-floors',
      severity: 'error',
      comment:
        'no Node API where a browser bundle must do; but for keys, proofs, the system clock, and whose a file is',
      from: {
        path: '^(src/(base|protocol|panel)|webview)/',
        pathNot: '^src/(base/(ours|systemClock)|protocol/(roomKey|proofs))\\.ts$',
      },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'toolkit-in-one-file',
      severity: 'error',
      comment: 'leaving the archived toolkit must be a change of one file',
      from: { pathNot: '^webview/toolkit\\.ts$' },
      to: { path: 'webview-ui-toolkit|@microsoft/fast' },
    },
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'resolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^vscode$' },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      exportsFields: ['exports'],
    },
    builtInModules: { add: ['vscode'] },
  },
};
