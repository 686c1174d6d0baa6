// Writes THIRD-PARTY-NOTICES.txt, which the VSIX contains: the licenses of everything in the bundles that is not ours.
//   node scripts/notices.mjs           writes it
//   node scripts/notices.mjs --check   only says, with exit code 1, that it differs
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { ROOT } from './paths.mjs';
import { shippedPackages } from './shipped.mjs';

/** @typedef {import('./shipped.mjs').Package} Package */

const FILE = path.join(ROOT, 'THIRD-PARTY-NOTICES.txt');
const LICENSE_FILE = /^(licen[cs]e(-mit)?|copying|copyright ?notice|notice)(\.(md|txt))?$/i;
const RULE = '='.repeat(80);
const INTRODUCTION = `Third-party notices

Tilde is under the MIT license (LICENSE). It contains the work of other people, under the licenses below.
`;

/** Packages that npm delivers without their license. @type {Readonly<Record<string, string>>} */
const LICENSES = {
  '@microsoft/fast-element': 'FAST.txt',
  '@microsoft/fast-foundation': 'FAST.txt',
  '@microsoft/fast-web-utilities': 'FAST.txt',
};

/** What comes from no package. */
const DATA = { title: 'Data files of the Unicode Character Database and of UTS 39', file: 'Unicode-3.0.txt' };

/** @param {string} text */
const tidy = (text) =>
  text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .map((line) => line.trimEnd())
    .join('\n')
    .trim();

/** @param {string} file in scripts/licenses */
const stored = (file) => tidy(readFileSync(path.join(ROOT, 'scripts', 'licenses', file), 'utf8'));

/**
 * @param {Package} one
 * @throws {Error} where it has no license text
 */
function licenseOf({ name, folder }) {
  const files = readdirSync(path.join(ROOT, folder)).filter((file) => LICENSE_FILE.test(file));
  const texts = files.sort().map((file) => tidy(readFileSync(path.join(ROOT, folder, file), 'utf8')));
  const own = LICENSES[name];
  if (texts.length === 0 && own === undefined)
    throw new Error(
      `${name} has no license file. Put its license into scripts/licenses, and name it in notices.mjs.`,
    );
  return texts.length > 0 ? texts.join('\n\n') : stored(/** @type {string} */ (own));
}

/**
 * Packages with the same text share it.
 * @param {readonly Package[]} packages
 * @param {(one: Package) => string} textOf
 */
export function noticesOf(packages, textOf = licenseOf) {
  /** @type {Map<string, string[]>} */
  const titles = new Map();
  for (const one of packages) {
    const text = textOf(one);
    titles.set(text, [...(titles.get(text) ?? []), `${one.name} ${one.version} (${one.license})`]);
  }
  titles.set(stored(DATA.file), [`${DATA.title} (Unicode-3.0)`]);
  const sections = [...titles].map(([text, names]) => `${RULE}\n${names.join('\n')}\n${RULE}\n\n${text}\n`);
  return [INTRODUCTION, ...sections].join('\n');
}

async function main() {
  const notices = noticesOf(await shippedPackages());
  if (!process.argv.includes('--check')) return writeFileSync(FILE, notices);
  if (readFileSync(FILE, 'utf8') === notices) return;
  console.error('THIRD-PARTY-NOTICES.txt is not up to date. Run npm run notices.');
  process.exitCode = 1;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
