// Writes the tables of docs/PROTOCOL.md that are made from the source: limits (P-10), error codes (P-11).
//   node scripts/protocolTables.mjs           writes them
//   node scripts/protocolTables.mjs --check   only says, with exit code 1, which differ
import { build } from 'esbuild';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { format, resolveConfig } from 'prettier';
import { ROOT } from './paths.mjs';

const DOCUMENT = path.join(ROOT, 'docs', 'PROTOCOL.md');

/** What src/protocol/wire exports, without a build. */
async function protocol() {
  const { outputFiles } = await build({
    stdin: {
      contents: `export { LIMITS } from './limits'; export { ERROR_SENTENCES } from './errorCodes';`,
      resolveDir: path.join(ROOT, 'src', 'protocol', 'wire'),
    },
    bundle: true,
    format: 'esm',
    write: false,
  });
  const code = Buffer.from(outputFiles[0]?.contents ?? []).toString('base64');
  return /** @type {Promise<typeof import('../src/protocol/wire/limits') & typeof import('../src/protocol/wire/errorCodes')>} */ (
    import(`data:text/javascript;base64,${code}`)
  );
}

/** @param {readonly (readonly string[])[]} rows the first is the head */
function table([head = [], ...rows]) {
  const row = (/** @type {readonly string[]} */ cells) => `| ${cells.join(' | ')} |`;
  return [row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n');
}

async function tables() {
  const { LIMITS, ERROR_SENTENCES } = await protocol();
  /** @type {import('../src/protocol/wire/limits').LimitSpec[]} */
  const limits = Object.values(LIMITS);
  return {
    limits: table([
      ['flag', 'default', 'from', 'to', '0 = off', 'what it bounds'],
      ...limits.map(({ flag, default: value, min, max, zeroIsOff, help }) => [
        `\`--${flag}\``,
        value.toLocaleString('en'),
        min.toLocaleString('en'),
        max?.toLocaleString('en') ?? '',
        zeroIsOff ? 'yes' : '',
        help,
      ]),
    ]),
    errors: table([
      ['code', 'sentence'],
      ...Object.entries(ERROR_SENTENCES).map(([code, sentence]) => [`\`${code}\``, sentence]),
    ]),
  };
}

const before = readFileSync(DOCUMENT, 'utf8');
let after = before;
const style = { ...(await resolveConfig(DOCUMENT)), parser: 'markdown' };
/** @type {string[]} */
const differing = [];
for (const [name, content] of Object.entries(await tables())) {
  const place = new RegExp(`(<!-- ${name}:[^]*?-->\n)[^]*?(\n<!-- /${name} -->)`);
  const pretty = (await format(content, style)).trim();
  const written = after.replace(place, (_, start, end) => `${start}\n${pretty}\n${end}`);
  if (!place.test(after) || written !== after) differing.push(name);
  after = written;
}
if (!process.argv.includes('--check')) writeFileSync(DOCUMENT, after);
else if (differing.length > 0) {
  console.error(
    `docs/PROTOCOL.md differs from src/protocol/wire in: ${differing.join(', ')}. Run node scripts/protocolTables.mjs.`,
  );
  process.exitCode = 1;
}
