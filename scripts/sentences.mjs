// Finds every sentence that a person can meet, in the source: those that the editor and the panel translate, those that
// programs say in English, and those that should be translated and are not. It goes by what reads like words.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { ROOT } from './paths.mjs';

/** @typedef {{ readonly file: string, readonly text: string }} Source `file`: relative to the project's root, with slashes */
/** @typedef {Map<string, Set<string>>} Sentences a sentence -> where it is said */
/**
 * @typedef {object} Found
 * @property {Sentences} translated what the editor and the panel say
 * @property {Sentences} english what the server, its terminal and the client say, in English only
 * @property {string[]} problems what is said past the translations
 */

const PANEL_STRINGS = 'src/panel/strings.ts';
/** Where everything a person reads is translated. */
const TRANSLATED = /^(?:src\/(?:editor|panel)\/|src\/\w+\.ts$|webview\/)/;
/** The one call whose argument is no literal: it translates the panel's strings, which are collected by themselves. */
const TRANSLATES_PANEL = 'vscode.l10n.t(english)';
const TRANSLATES = /^(?:t|(?:vscode\.)?l10n\.t)$/;
/** Nothing there is for a person: tables of characters and of other protocols' words, what is hashed, names of parts and
 * of services. */
const SILENT =
  /^src\/(?:base\/(?!ours)|protocol\/(?:confusableData|foreignProtocols|proofs|roomKey|scripts|skeleton)\b|server\/admission\/(?:certificate|roomIdentity)\b|editor\/guard\/secretKinds\b)/;
/** Calls whose words are for the log. */
const LOGS = /\.(?:trace|debug|info|warn|error)$|^(?:serverFailure|super)$/;
/** Errors that are logged, or tell who wrote the code of a mistake in it. A `Failure` is shown. */
const FAULTS = /^(?:\w*Error|ServerFailure|OwnFault)$/;
/** Two words after each other. */
const WORDS = /\p{L}[\p{L}'’]*[,;:]? (?:[“"(]?\p{L}|\{)/u;
/** Words that begin or end like a sentence, or a title. */
const SENTENCE = /^\P{L}*\p{Lu}|[.!?…]$/u;
/** What VS Code shows of an object of ours, and the calls that show the text that they are given. */
const SHOWN_FIELDS = /^(?:title|prompt|placeholder|label|description|detail|tooltip|spoken)$/;
const SHOWN_ARGUMENTS = /^(?:tell\w*|warn|complain|ask\w*|pick[A-Z]\w*|confirm\w*)$/;
/** What stands between tags, or is the value of an attribute that is read. */
const IN_MARKUP = />([^<>]*\p{L}[^<>]*)<|\b(?:title|alt|placeholder|aria-label)="([^"]*\p{L}[^"]*)"/u;
/** Lines of HTTP and of the panel's policy; a place in the registry of Windows. */
const FOR_PROGRAMS = /^(?:HKCU\\|HTTP\/|Content-|Connection:|<!DOCTYPE|[a-z]+-src )/;

/** Every source file of the product. @returns {Source[]} */
export function productSources() {
  return ['src', 'webview'].flatMap((folder) =>
    readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => /(?<!\.d)\.ts$/.test(file))
      .sort()
      .map((file) => ({
        file: [folder, ...file.split(path.sep)].join('/'),
        text: readFileSync(path.join(ROOT, folder, file), 'utf8'),
      })),
  );
}

/** @param {readonly Source[]} sources @returns {Found} */
export function findSentences(sources) {
  /** @type {Found} */
  const found = { translated: new Map(), english: new Map(), problems: [] };
  for (const { file, text } of sources) {
    const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
    if (SILENT.test(file)) continue;
    const visit =
      file === PANEL_STRINGS ? visitPanel : TRANSLATED.test(file) ? visitTranslated : visitEnglish;
    visit(source, source, found);
  }
  return found;
}

/** The panel's own list. @param {ts.Node} node @param {ts.SourceFile} source @param {Found} found */
function visitPanel(node, source, found) {
  if (ts.isPropertyAssignment(node)) {
    if (ts.isStringLiteralLike(node.initializer)) add(found.translated, node.initializer.text, source);
    else found.problems.push(`${at(source, node)}: not a plain string: ${node.getText()}`);
  } else ts.forEachChild(node, (child) => visitPanel(child, source, found));
}

/** @param {ts.Node} node @param {ts.SourceFile} source @param {Found} found */
function visitTranslated(node, source, found) {
  if (isForNobody(node)) return;
  if (ts.isCallExpression(node) && TRANSLATES.test(node.expression.getText())) {
    const [message, ...values] = node.arguments;
    if (message && ts.isStringLiteralLike(message)) add(found.translated, message.text, source);
    else if (node.getText() !== TRANSLATES_PANEL)
      found.problems.push(`${at(source, node)}: not a plain string: ${node.getText()}`);
    for (const value of values) visitTranslated(value, source, found);
    return;
  }
  const words = untranslatedIn(node);
  if (words)
    found.problems.push(`${at(source, node)}: not translated, use l10n.t or ${PANEL_STRINGS}: ${words}`);
  else ts.forEachChild(node, (child) => visitTranslated(child, source, found));
}

/** @param {ts.Node} node @param {ts.SourceFile} source @param {Found} found */
function visitEnglish(node, source, found) {
  if (isForNobody(node)) return;
  const text = textOf(node);
  if (text === undefined) ts.forEachChild(node, (child) => visitEnglish(child, source, found));
  else if (WORDS.test(text) && !FOR_PROGRAMS.test(text)) add(found.english, text.trim(), source);
}

/** @param {ts.Node} node */
const isForNobody = (node) =>
  ts.isImportDeclaration(node) ||
  ts.isTypeNode(node) ||
  (ts.isCallExpression(node) && LOGS.test(node.expression.getText())) ||
  (ts.isNewExpression(node) && FAULTS.test(node.expression.getText()));

/**
 * What a literal or a template says, with `{name}` for each value.
 * @param {ts.Node} node
 * @returns {string | undefined}
 */
function textOf(node) {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (ts.isTemplateExpression(node)) {
    const value = (/** @type {ts.Expression} */ one) => `{${/\w+(?=\W*$)/.exec(one.getText())?.[0] ?? ''}}`;
    return (
      node.head.text + node.templateSpans.map((span) => value(span.expression) + span.literal.text).join('')
    );
  }
  if (!ts.isBinaryExpression(node)) return undefined;
  const [left, right] = [textOf(node.left), textOf(node.right)];
  return left === undefined || right === undefined ? undefined : left + right;
}

/**
 * What a person would read of a literal or a template that is not translated.
 * @param {ts.Node} node
 */
function untranslatedIn(node) {
  const whole = textOf(node);
  if (whole === undefined || FOR_PROGRAMS.test(whole)) return undefined;
  const text = whole.replace(/\{\w*\}/g, '');
  if (ts.isTaggedTemplateExpression(node.parent)) {
    const [, between, attribute] = IN_MARKUP.exec(text) ?? [];
    return (between ?? attribute)?.trim();
  }
  return (WORDS.test(text) && SENTENCE.test(text)) || (/\p{L}/u.test(text) && isShown(node))
    ? whole
    : undefined;
}

/** Whether VS Code shows the text, even if it is one word. @param {ts.Node} node */
function isShown({ parent }) {
  if (ts.isPropertyAssignment(parent)) return SHOWN_FIELDS.test(parent.name.getText());
  return ts.isCallExpression(parent) && SHOWN_ARGUMENTS.test(parent.expression.getText());
}

/** @param {Sentences} sentences @param {string} sentence @param {ts.SourceFile} source */
function add(sentences, sentence, { fileName }) {
  sentences.set(sentence, (sentences.get(sentence) ?? new Set()).add(fileName));
}

/** @param {ts.SourceFile} source @param {ts.Node} node */
function at(source, node) {
  const { line } = source.getLineAndCharacterOfPosition(node.getStart());
  return `${source.fileName}:${line + 1}`;
}
