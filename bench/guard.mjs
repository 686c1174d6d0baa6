// npm run trial:guard: how well likely secrets are found by the bundle that people get, and how often it is wrong.
//   -- --corpus DIR    tries it on the test corpus of its rule set too: a checkout of github.com/secretlint/secretlint at
//                      the tag of the version in package-lock.json
//   -- --places        names each place in this repository's files
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { ROOT } from '../scripts/paths.mjs';

/** @typedef {{ readonly rule: string, readonly start: number, readonly end: number }} Finding */
/** @typedef {(text: string, fileName: string) => Promise<readonly Finding[]>} Find */
/** @typedef {{ readonly ruleId: string, readonly range: readonly [number, number] }} Expected */

const require = createRequire(import.meta.url);
const { values: flags } = parseArgs({
  options: { corpus: { type: 'string' }, places: { type: 'boolean', default: false } },
});

/** What a message may hold, in UTF-8. */
const MAX_BYTES = 57_344;
const SNAPSHOTS = 'packages/@secretlint/secretlint-rule-preset-recommend/test/snapshots';
const say = (/** @type {string} */ line) => process.stdout.write(`${line}\n`);

/** @param {string} outdir @returns {Promise<Find>} the rules, as the VSIX has them */
async function bundled(outdir) {
  const { bundles } = require('../esbuild.js');
  const options = bundles.find(
    (/** @type {import('esbuild').BuildOptions} */ one) => 'guard' in (one.entryPoints ?? {}),
  );
  await require('esbuild').build({ ...options, absWorkingDir: ROOT, outdir, minify: true, sourcemap: false });
  const file = path.join(outdir, 'guard.js');
  say(
    `dist/guard.js: ${statSync(file).size} bytes, ${gzipSync(readFileSync(file), { level: 9 }).length} packed`,
  );
  return require(file).findByRules;
}

/** @param {Find} find @param {string} folder */
async function tryCorpus(find, folder) {
  const counts = { cases: 0, expected: 0, found: 0, without: 0, wrong: 0 };
  const at = path.join(folder, SNAPSHOTS);
  const outputs = readdirSync(at, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('output.json'),
  );
  for (const output of outputs.sort()) {
    const { sourceContent, sourceContentType, messages, filePath } = JSON.parse(
      readFileSync(path.join(at, output), 'utf8'),
    );
    // binary files are no code, options are not ours, and comments switch nothing off here
    const isOther = readdirSync(path.dirname(path.join(at, output))).includes('.secretlintrc.json');
    if (sourceContentType !== 'text' || isOther || output.includes('filter-comments')) continue;
    const found = await find(sourceContent, path.basename(filePath));
    const isFound = (/** @type {Expected} */ { ruleId, range: [start, end] }) =>
      found.some((one) => one.rule === ruleId && one.start === start && one.end === end);
    const missed = messages.filter((/** @type {Expected} */ one) => !isFound(one));
    counts.cases++;
    counts.expected += messages.length;
    counts.found += messages.length - missed.length;
    if (messages.length === 0) counts.without++;
    if (messages.length === 0 && found.length > 0) counts.wrong++;
    for (const { ruleId } of missed) say(`  missed in ${output}: ${ruleId}`);
    if (messages.length === 0) for (const { rule } of found) say(`  only here, in ${output}: ${rule}`);
  }
  say(`corpus: ${counts.found} of ${counts.expected} secrets found, in ${counts.cases} texts`);
  say(`corpus: ${counts.wrong} of ${counts.without} texts without secrets have a finding`);
}

/** @param {string} text @returns {string[]} pieces of whole lines that a message may hold */
function pieces(text) {
  /** @type {string[]} */
  const made = [];
  let piece = '';
  for (const line of text.split(/(?<=\n)/)) {
    if (Buffer.byteLength(piece + line) > MAX_BYTES) {
      made.push(piece);
      piece = '';
    }
    piece += line;
  }
  return [...made, piece].filter((one) => one !== '' && Buffer.byteLength(one) <= MAX_BYTES);
}

/** @param {Find} find */
async function tryRepository(find) {
  const files = execFileSync('git', ['ls-files', '-z'], { cwd: ROOT, encoding: 'utf8' })
    .split('\0')
    .filter(Boolean);
  /** @type {Map<string, number>} */
  const byRule = new Map();
  let lines = 0;
  let withAny = 0;
  for (const file of files) {
    const bytes = readFileSync(path.join(ROOT, file));
    if (bytes.includes(0)) continue;
    const found = [];
    for (const text of pieces(bytes.toString('utf8'))) {
      lines += text.split('\n').length - 1;
      for (const one of await find(text, path.basename(file))) {
        found.push(one);
        byRule.set(one.rule, (byRule.get(one.rule) ?? 0) + 1);
        if (flags.places) say(`  ${file}: ${one.rule}: ${text.slice(one.start, one.end).slice(0, 80)}`);
      }
    }
    if (found.length > 0) withAny++;
  }
  const rules = [...byRule].map(([rule, count]) => `${rule} ${count}`).join(', ') || 'none';
  say(`this repository: findings in ${withAny} of ${files.length} files, ${lines} lines: ${rules}`);
}

/** Texts as long as a message may be, each made to keep an expression busy. @type {Readonly<Record<string, string>>} */
const HOSTILE = Object.fromEntries(
  Object.entries({
    'SG.a.': `SG.a.${'a'.repeat(300)} `,
    ghs_1_: 'ghs_1_',
    'ghs_1_ with dots': `${'ghs_1_'.repeat(160)}.${'a'.repeat(9000)}.${'a'.repeat(1200)} `,
    'xoxb-': 'xoxb-',
    glc_: 'glc_',
    'BEGIN PRIVATE KEY': `-----BEGIN PRIVATE KEY-----${'A'.repeat(9990)}`,
    'https://a:': 'https://a:',
    'http and one long name': `http://${'a-'.repeat(127)}:`,
    'mongodb://a:b': `mongodb://${'a'.repeat(99)}:${'b'.repeat(199)}`,
    'eyJ-': 'eyJaaaaaaaaaa-',
    'eyJ.eyJ': `eyJ${'a'.repeat(400)}.eyJ${'b-eyJ'.repeat(700)}`,
    'PASSWORD=': `${'PASSWORD_'.repeat(12)}=${' '.repeat(900)}`,
    '_authToken=': '_authToken=',
    aws_secret_access_key: `aws_secret_access_key${' '.repeat(9000)}`,
    'one letter': 'a',
    'one blank': ' ',
  }).map(([name, part]) => [name, part.repeat(Math.ceil(MAX_BYTES / part.length)).slice(0, MAX_BYTES)]),
);

/** @param {Find} find @param {string} text @param {string} fileName */
async function timed(find, text, fileName) {
  const start = performance.now();
  await find(text, fileName);
  return performance.now() - start;
}

/** @param {Find} find */
async function tryTime(find) {
  const usual = pieces(readFileSync(path.join(ROOT, 'docs/PROTOCOL.md'), 'utf8'))[0] ?? '';
  const times = [];
  for (let i = 0; i < 5; i++) times.push(await timed(find, usual, 'a.md'));
  say(`time: ${Math.min(...times).toFixed(1)} ms for ${Buffer.byteLength(usual)} bytes of a document`);
  /** @type {[string, number][]} */
  const slow = [];
  for (const [name, text] of Object.entries(HOSTILE))
    for (const fileName of ['a.ts', '.npmrc', 'package.json', '.env'])
      slow.push([`${name} in ${fileName}`, await timed(find, text, fileName)]);
  const [name = '', ms = 0] = slow.toSorted(([, a], [, b]) => b - a)[0] ?? [];
  say(
    `time: ${ms.toFixed(1)} ms for the slowest of ${slow.length} texts of ${MAX_BYTES} bytes made to be slow (${name})`,
  );
}

const outdir = mkdtempSync(path.join(tmpdir(), 'tilde-guard-'));
try {
  const find = await bundled(outdir);
  if (flags.corpus !== undefined) await tryCorpus(find, flags.corpus);
  await tryRepository(find);
  await tryTime(find);
} finally {
  rmSync(outdir, { recursive: true });
}
