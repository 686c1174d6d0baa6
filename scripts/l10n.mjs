// node scripts/l10n.mjs [--write]
// Checks that every sentence a person reads can be translated, and that every translation is complete. --write brings
// l10n/bundle.l10n.json, from which translators start, up to date, and drops from the translations what is gone.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { ROOT } from './paths.mjs';

/** @typedef {Record<string, string>} Bundle */

const L10N = path.join(ROOT, 'l10n');
const BASE = 'bundle.l10n.json';
const PANEL_STRINGS = path.join('src', 'panel', 'strings.ts');
/** The one call whose argument is no literal: it translates the panel's strings, which are collected by themselves. */
const TRANSLATES_PANEL = 'vscode.l10n.t(english)';

/**
 * The sentences of the source: what is handed to `l10n.t`, and the panel's.
 * @returns {{ sentences: string[], problems: string[] }}
 */
export function sentencesOfSource() {
  /** @type {Set<string>} */
  const sentences = new Set();
  /** @type {string[]} */
  const problems = [];
  for (const file of sourceFiles(path.join(ROOT, 'src'))) {
    const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
    const isPanel = path.relative(ROOT, file) === PANEL_STRINGS;
    /** @param {ts.Node} node */
    const visit = (node) => {
      if (isPanel && ts.isPropertyAssignment(node)) {
        if (ts.isStringLiteralLike(node.initializer)) sentences.add(node.initializer.text);
        else problems.push(`${at(source, node)}: not a plain string: ${node.getText()}`);
      } else if (
        ts.isCallExpression(node) &&
        /^(?:t|(?:vscode\.)?l10n\.t)$/.test(node.expression.getText())
      ) {
        const [message] = node.arguments;
        if (message && ts.isStringLiteralLike(message)) sentences.add(message.text);
        else if (node.getText() !== TRANSLATES_PANEL)
          problems.push(`${at(source, node)}: not a plain string: ${node.getText()}`);
      }
      ts.forEachChild(node, visit);
    };
    visit(source);
  }
  return { sentences: [...sentences].sort(), problems };
}

/** @param {string} folder @returns {string[]} */
function sourceFiles(folder) {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => path.join(folder, file));
}

/**
 * @param {ts.SourceFile} source
 * @param {ts.Node} node
 */
function at(source, node) {
  const { line } = source.getLineAndCharacterOfPosition(node.getStart());
  return `${path.relative(ROOT, source.fileName)}:${line + 1}`;
}

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

function main() {
  const { sentences, problems } = sentencesOfSource();
  const base = Object.fromEntries(sentences.map((sentence) => [sentence, sentence]));
  const translations = files(L10N, /^bundle\.l10n\..+\.json$/).filter((file) => file !== BASE);
  if (process.argv.includes('--write')) {
    write(path.join(L10N, BASE), base);
    for (const file of translations) {
      const kept = Object.entries(read(path.join(L10N, file))).filter(([key]) => key in base);
      write(path.join(L10N, file), Object.fromEntries(kept));
    }
  }
  problems.push(
    ...translationProblems(BASE, base, read(path.join(L10N, BASE))),
    ...translations.flatMap((file) => translationProblems(file, base, read(path.join(L10N, file)))),
    ...manifestProblems(),
  );
  for (const problem of problems) console.error(problem);
  if (problems.length > 0)
    console.error('`npm run l10n` collects the sentences; the translations are in l10n/.');
  else console.log(`${sentences.length} sentences, ${translations.length} translation(s), all complete`);
  process.exitCode = problems.length > 0 ? 1 : 0;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main();
