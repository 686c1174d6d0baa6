// node scripts/l10n.mjs [--write]
// Checks that every sentence a person reads in the editor can be translated, that every translation is complete, and that
// docs/SENTENCES.md lists them all. --write brings l10n/bundle.l10n.json, from which translators start, and that page up
// to date, and drops from the translations what is gone.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { ROOT } from './paths.mjs';
import { findSentences, productSources } from './sentences.mjs';
import { sentencesPage } from './sentencesPage.mjs';

/** @typedef {Record<string, string>} Bundle */

const L10N = path.join(ROOT, 'l10n');
const BASE = 'bundle.l10n.json';
const PAGE = path.join(ROOT, 'docs', 'SENTENCES.md');

/** What a translation must keep as it is: places for values, commands behind links, icons. */
const FIXED = /\{\w+\}|\(command:[^)]*\)|\$\([\w-]+\)|`[^`]*`/g;

/**
 * @param {string} name of the translation, for the report
 * @param {Bundle} base
 * @param {Bundle} translation
 * @returns {string[]} what is wrong with it
 */
export function translationProblems(name, base, translation) {
  const problems = Object.keys(translation)
    .filter((key) => !(key in base))
    .map((key) => `${name}: nobody says this any more: ${JSON.stringify(key)}`);
  for (const [key, sentence] of Object.entries(base)) {
    const translated = translation[key];
    const fixed = (/** @type {string} */ text) => [...new Set(text.match(FIXED))].sort().join(' ');
    if (translated === undefined || translated.trim() === '')
      problems.push(`${name}: not translated: ${JSON.stringify(key)}`);
    else if (fixed(translated) !== fixed(sentence))
      problems.push(`${name}: {places}, \`code\`, commands or icons differ: ${JSON.stringify(translated)}`);
  }
  return problems;
}

/** @param {string} file @returns {Bundle} */
const read = (file) => JSON.parse(readFileSync(file, 'utf8'));

/** @param {string} file @param {Bundle} bundle */
function write(file, bundle) {
  const sorted = Object.fromEntries(Object.entries(bundle).sort(([a], [b]) => (a < b ? -1 : 1)));
  writeFileSync(file, `${JSON.stringify(sorted, undefined, 2)}\n`);
}

/** @param {string} folder @param {RegExp} name */
const files = (folder, name) => readdirSync(folder).filter((file) => name.test(file));

/** The sentences of the manifest: each `%key%` has one, and each is used. */
function manifestProblems() {
  const base = read(path.join(ROOT, 'package.nls.json'));
  const manifest = readFileSync(path.join(ROOT, 'package.json'), 'utf8');
  const used = new Set(Array.from(manifest.matchAll(/"%([^"%]+)%"/g), ([, key]) => key ?? ''));
  return [
    ...[...used].filter((key) => !(key in base)).map((key) => `package.nls.json: there is no ${key}`),
    ...Object.keys(base)
      .filter((key) => !used.has(key))
      .map((key) => `package.nls.json: nobody uses ${key}`),
    ...files(ROOT, /^package\.nls\..+\.json$/).flatMap((file) =>
      translationProblems(file, base, read(path.join(ROOT, file))),
    ),
  ];
}

/** docs/SENTENCES.md, as it is and as it should be. @param {import('./sentences.mjs').Found} found */
function listOf({ translated, english }) {
  const now = readFileSync(PAGE, 'utf8');
  const lists = {
    editor: translated,
    editorGerman: read(path.join(L10N, 'bundle.l10n.de.json')),
    manifest: read(path.join(ROOT, 'package.nls.json')),
    manifestGerman: read(path.join(ROOT, 'package.nls.de.json')),
    english,
  };
  return { now, wanted: sentencesPage(now, lists) };
}

function main() {
  const found = findSentences(productSources());
  const { problems } = found;
  const base = Object.fromEntries([...found.translated.keys()].map((sentence) => [sentence, sentence]));
  const translations = files(L10N, /^bundle\.l10n\..+\.json$/).filter((file) => file !== BASE);
  if (process.argv.includes('--write')) {
    write(path.join(L10N, BASE), base);
    for (const file of translations) {
      const kept = Object.entries(read(path.join(L10N, file))).filter(([key]) => key in base);
      write(path.join(L10N, file), Object.fromEntries(kept));
    }
    writeFileSync(PAGE, listOf(found).wanted);
  }
  const page = listOf(found);
  problems.push(
    ...translationProblems(BASE, base, read(path.join(L10N, BASE))),
    ...translations.flatMap((file) => translationProblems(file, base, read(path.join(L10N, file)))),
    ...manifestProblems(),
    ...(page.now === page.wanted ? [] : ['docs/SENTENCES.md is not what the source says']),
  );
  for (const problem of problems) console.error(problem);
  if (problems.length > 0)
    console.error('`npm run l10n` collects the sentences; the translations are in l10n/.');
  else
    console.log(
      `${found.translated.size} sentences, ${translations.length} translation(s), all complete; ${found.english.size} in English only`,
    );
  process.exitCode = problems.length > 0 ? 1 : 0;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main();
