// Checks which floor and which room imports which (.dependency-cruiser.mjs), and proves first that the check bites: it plants one
// forbidden import of each kind and expects each to be found.
import { cruise } from 'dependency-cruiser';
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config';
import config, { rooms, undivided } from '../.dependency-cruiser.mjs';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));

const named = (/** @type {string} */ floor) => floor.replace('/', '-');

/**
 * An import that points up, from a room to the one above it.
 * @param {string} floor
 * @param {string} room
 * @param {string} above
 */
function upward(floor, room, above) {
  const [file = ''] = readdirSync(`${floor}/${above}`).filter((entry) => entry.endsWith('.ts'));
  const what = `../${above}/${file.slice(0, -'.ts'.length)}`;
  return [`${floor}/${room}/planted.ts`, `import '${what}';`, `room-${named(floor)}-${room}`];
}

/** Files to plant, and the rule each must break. */
const plants = [
  ...Object.entries(rooms).flatMap(([floor, order]) => [
    ...order.slice(1).map((above, at) => upward(floor, order[at] ?? '', above)),
    [`${floor}/planted/planted.ts`, "import '../../protocol/wire/limits';", `rooms-${named(floor)}`],
  ]),
  ...undivided.map((floor) => [
    `${floor}/planted/planted.ts`,
    "import '../../protocol/wire/limits';",
    `rooms-${named(floor)}`,
  ]),
  ['src/planted.ts', "import './protocol/wire/limits';", 'unknown-floor'],
  ['src/planted/planted.ts', "import '../protocol/wire/limits';", 'unknown-floor'],
  ['src/hosting/planted.ts', "import '../client/chatClient';", 'floor-src-hosting'],
  ['src/base/planted.ts', "import '../protocol/wire/limits';", 'floor-src-base'],
  [
    'src/protocol/wire/planted2.ts',
    "import type { Socket } from 'node:net';\nexport type S = Socket;",
    'pure-floors',
  ],
  ['src/text/planted.ts', "import '../protocol/wire/limits';", 'floor-src-text'],
  ['src/anchoring/planted.ts', "import '../text/tree';", 'floor-src-anchoring'],
  ['src/panel/planted.ts', "import '../client/chatClient';", 'floor-src-panel'],
  ['src/client/planted.ts', "import '../server/chatServer';", 'floor-src-client'],
  [
    'src/client/planted2.ts',
    "export const lazily = () => import('../server/chatServer');",
    'floor-src-client',
  ],
  ['src/server/planted.ts', "import '../client/chatClient';", 'floor-src-server'],
  [
    'src/server/planted2.ts',
    "import type { Uri } from 'vscode';\nexport type U = Uri;",
    'vscode-only-in-editor',
  ],
  ['src/editor/planted.ts', "import '../server/chatServer';", 'floor-src-editor'],
  [
    'src/editor/session/planted2.ts',
    "import type { PanelState } from '../../panel/stateSchemas';\nexport type P = PanelState;",
    'panel-messages-only-at-the-panel',
  ],
  ['webview/planted.ts', "import '../src/protocol/wire/limits';", 'floor-webview'],
  ['webview/planted2.ts', "import '@vscode/webview-ui-toolkit';", 'toolkit-in-one-file'],
];

async function violations() {
  const { output } = await cruise(
    ['src', 'webview', 'test', 'examples'],
    { ...config.options, ruleSet: { forbidden: config.forbidden }, validate: true },
    null,
    { tsConfig: extractTSConfig(config.options.tsConfig.fileName) },
  );
  return output.summary.violations;
}

const uproot = () => {
  for (const [file] of plants) rmSync(file, { force: true });
  for (const floor of ['src', ...undivided, ...Object.keys(rooms)])
    rmSync(`${floor}/planted`, { recursive: true, force: true });
};
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    uproot();
    process.exit(1);
  });
}

const failures = [];
try {
  for (const [file, code] of plants) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `${code}\n`);
  }
  const found = await violations();
  for (const [file, , rule] of plants) {
    const from = join(file).replaceAll('\\', '/');
    if (!found.some((v) => v.from === from && v.rule.name === rule))
      failures.push(`a forbidden import in ${file} went unnoticed`);
  }
} finally {
  uproot();
}
for (const { from, to, rule } of await violations())
  failures.push(`${from} must not import ${to} (${rule.name})`);

for (const failure of failures) console.error(failure);
console.log(
  failures.length === 0 ? `floors: ${plants.length} planted imports found, none left` : 'floors: broken',
);
process.exitCode = failures.length === 0 ? 0 : 1;
