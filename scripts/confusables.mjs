// Writes src/protocol/names/confusableData.ts from confusables.txt of UTS 39, as the package unhomoglyph ships it.
//   node scripts/confusables.mjs           writes it
//   node scripts/confusables.mjs --check   only says, with exit code 1, that it differs
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { ROOT } from './paths.mjs';

const FILE = path.join(ROOT, 'src', 'protocol', 'names', 'confusableData.ts');
/** Source character -> what it is mistaken for, its prototype. @type {Readonly<Record<string, string>>} */
const PROTOTYPES = createRequire(import.meta.url)('unhomoglyph/data.json');

/** @param {string} text */
const prototypesOf = (text) =>
  Array.from(text.normalize('NFD'), (point) => PROTOTYPES[point] ?? point)
    .join('')
    .normalize('NFD');

/**
 * Whether it needs an entry. What decomposes is never looked up (UTS 39, step 1); and half of all have a compatibility form
 * with the same prototypes.
 * @param {string} source
 */
const isNeeded = (source) => {
  const form = source.normalize('NFKC');
  return (
    source.normalize('NFD') === source && (form === source || prototypesOf(form) !== prototypesOf(source))
  );
};

/** @param {string} text */
const points = (text) => Array.from(text, (point) => (point.codePointAt(0) ?? 0).toString(36)).join('.');

let last = 0;
const entries = Object.keys(PROTOTYPES)
  .filter(isNeeded)
  .map((source) => ({ point: source.codePointAt(0) ?? 0, prototype: prototypesOf(source) }))
  .sort((a, b) => a.point - b.point)
  .map(({ point, prototype }) => {
    const step = point - last;
    last = point;
    return `${step === 1 ? '' : step.toString(36)}:${points(prototype)}`;
  });
const data = `// Made by scripts/confusables.mjs from confusables.txt of UTS 39; a test sees that it is up to date.
// Its facts are Unicode data: © Unicode, Inc., under the Unicode License v3.

/**
 * \`step:prototype\` for each character, all in base 36: how far it is behind the one before it (nothing: 1), and the
 * code points that it is mistaken for. One string of ASCII: bundles stay small, and nobody parses it before it is needed.
 */
export const CONFUSABLES =
  '${entries.join(' ')}';
`;

if (!process.argv.includes('--check')) writeFileSync(FILE, data);
else if (readFileSync(FILE, 'utf8') !== data) {
  console.error(
    'src/protocol/names/confusableData.ts differs from its source. Run node scripts/confusables.mjs.',
  );
  process.exitCode = 1;
}
