// The floors and rooms of the house: an import may only point down, from floor to floor and, within a floor, from room
// to room (docs/ARCHITECTURE.md).
// `scripts/check-floors.mjs` runs this, and proves first that it bites.

/** floor -> the folders of ours it may import besides itself */
const floors = {
  '^src/base/': [],
  '^src/protocol/': ['src/base'],
  '^src/text/': ['src/base'],
  '^src/anchoring/': ['src/base'],
  '^src/panel/': ['src/protocol'],
  '^src/client/': ['src/protocol', 'src/base'],
  '^src/server/': ['src/protocol', 'src/base'],
  '^src/hosting/': ['src/protocol', 'src/base'],
  '^src/editor/': [
    ...['src/hosting', 'src/client', 'src/panel', 'src/protocol', 'src/text', 'src/anchoring', 'src/base'],
  ],
  '^src/(extension|tilde)\\.ts$': ['src/editor', 'src/hosting', 'src/base'],
  '^webview/': ['src/panel', 'src/text', 'src/base'],
};

/** floor -> its rooms, from the ground up: each may import those named before it; none may import the floor's root */
export const rooms = {
  'src/protocol': ['wire', 'names', 'dialects', 'keys', 'invitations', 'host'],
  'src/client': ['sanitize', 'types', 'link', 'conversation', 'members'],
  'src/server': ['admission', 'history', 'delivery', 'room', 'sessions'],
  'src/editor': [
    ...['platform', 'wording', 'prompts', 'storage', 'session', 'repository', 'guard', 'code', 'locating'],
    ...['comparing', 'sharing', 'ignoring', 'recents', 'joining', 'hosting', 'unread', 'direct', 'offers'],
    ...['window', 'members', 'panel', 'notifications', 'restoring'],
  ],
  webview: ['browser', 'state', 'wording', 'code', 'text', 'emoji', 'views', 'composer'],
  'webview/composer': ['input', 'code', 'length', 'completion'],
};

/** Floors that are one room. */
export const undivided = ['src/base', 'src/text', 'src/anchoring', 'src/panel', 'src/hosting'];

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
    ...Object.entries(rooms).flatMap(([floor, order]) =>
      order.map((room, at) => ({
        name: `room-${name(floor)}-${room}`,
        severity: 'error',
        comment: `${floor}/${room} may import only the rooms below it: ${order.slice(0, at).join(', ') || 'none'}`,
        from: { path: `^${floor}/${room}/` },
        to: { path: `^${floor}/`, pathNot: order.slice(0, at + 1).map((below) => `^${floor}/${below}/`) },
      })),
    ),
    ...Object.entries(rooms).map(([floor, order]) => ({
      name: `rooms-${name(floor)}`,
      severity: 'error',
      comment: `the rooms of ${floor} are ${order.join(', ')}`,
      from: { path: `^${floor}/[^/]+/`, pathNot: order.map((room) => `^${floor}/${room}/`) },
      to: {},
    })),
    ...undivided.map((floor) => ({
      name: `rooms-${name(floor)}`,
      severity: 'error',
      comment: `${floor} has no rooms`,
      from: { path: `^${floor}/[^/]+/` },
      to: {},
    })),
    {
      name: 'unknown-floor',
      severity: 'error',
      comment: 'a file of src belongs to a floor',
      from: { path: '^src/', pathNot: Object.keys(floors) },
      to: {},
    },
    {
      name: 'panel-messages-only-at-the-panel',
      severity: 'error',
      comment:
        'the panel draws the state of the session; nothing else in the editor is built on its messages',
      from: { path: '^src/', pathNot: ['^src/panel/', '^src/editor/panel/'] },
      to: { path: '^src/panel/' },
    },
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
        path: '^(src/(base|protocol|text|anchoring|panel)|webview)/',
        pathNot: '^src/(base/(ours|systemClock)|protocol/keys/(roomKey|proofs))\\.ts$',
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
    // the build script has the name of the package that it imports
    doNotFollow: { path: ['node_modules', '^esbuild\\.js$'] },
    enhancedResolveOptions: {
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      exportsFields: ['exports'],
    },
    builtInModules: { add: ['vscode'] },
  },
};
