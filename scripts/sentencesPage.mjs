// Writes the lists of docs/SENTENCES.md, which are made from the source; what stands before them is written by hand.

/** @typedef {import('./sentences.mjs').Sentences} Sentences */
/** @typedef {Record<string, string>} Bundle */

const BEGIN = '<!-- made by `npm run l10n` -->';

/**
 * @param {string} page as it is
 * @param {object} lists
 * @param {Sentences} lists.editor what the extension and the panel say, and where
 * @param {Bundle} lists.editorGerman its translations
 * @param {Bundle} lists.manifest what VS Code shows for the manifest, by key
 * @param {Bundle} lists.manifestGerman
 * @param {Sentences} lists.english what programs say in English only, and where
 * @returns {string} the page as it should be
 */
export function sentencesPage(page, { editor, editorGerman, manifest, manifestGerman, english }) {
  const [intro = ''] = page.split(BEGIN);
  const files = (/** @type {Set<string>} */ where) =>
    [...where].map((file) => file.replace(/^src\//, '')).join(', ');
  return [
    `${intro.trimEnd()}\n\n${BEGIN}\n`,
    '## In the editor and the panel\n',
    table(
      ['English', 'German', 'where'],
      [...editor].map(([text, where]) => [text, editorGerman[text] ?? '', files(where)]),
    ),
    '## In commands, views and settings\n',
    table(
      ['English', 'German', 'where'],
      Object.entries(manifest).map(([key, text]) => [text, manifestGerman[key] ?? '', key]),
    ),
    '## From servers, clients and the terminal\n',
    'In English only: a plain client shows them as they come, the terminal and the log as well.\n',
    table(
      ['English', 'where'],
      [...english].map(([text, where]) => [text, files(where)]),
    ),
  ].join('\n');
}

/** One row a line, sorted, never aligned: changes of two people meet only where the same sentence changes. */
function table(/** @type {string[]} */ head, /** @type {string[][]} */ rows) {
  const lines = rows.map(row).sort();
  return [row(head), row(head.map(() => '---')), ...lines, ''].join('\n');
}

const row = (/** @type {string[]} */ cells) => `| ${cells.map(cell).join(' | ')} |`;

/** @param {string} text */
const cell = (text) =>
  text
    .trim()
    .replace(/[\\|~*_<]/g, '\\$&')
    .replace(/\s*\n\s*/g, '<br>');
