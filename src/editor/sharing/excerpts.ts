import * as vscode from 'vscode';
import { anchorOf } from '../../anchoring/anchor';
import type { Code } from '../../protocol/wire/messages';
import { placeOf } from '../code/placeOf';
import { type Lines, selectedLines } from './selectedLines';

/** Lines of a document, which somebody wants to share. */
export interface Excerpt {
  readonly document: vscode.TextDocument;
  readonly lines: Lines;
}

/** What is selected in an editor, in its order; where nothing is, the lines that the cursors are in. */
export const excerptsOf = ({ document, selections }: vscode.TextEditor): readonly Excerpt[] =>
  selectedLines(selections).map((lines) => ({ document, lines }));

/** What is selected in the editor or the notebook that the person is in; undefined: they are in neither. */
export function excerptsHere(): readonly Excerpt[] | undefined {
  const { activeTextEditor, activeNotebookEditor } = vscode.window;
  const isInCell = activeTextEditor !== undefined && cellOf(activeTextEditor.document.uri) !== undefined;
  const isCellMeant = isInCell && activeTextEditor.selections.every(({ isEmpty }) => isEmpty);
  if (activeTextEditor && !isCellMeant) return excerptsOf(activeTextEditor);
  // where nothing is selected within a cell, it is meant as a whole
  return activeNotebookEditor?.selections
    .flatMap((range) => activeNotebookEditor.notebook.getCells(range))
    .map(wholeCell);
}

/** The cell that a menu belongs to, which passes it. */
export function excerptOfMenu(raw: unknown): Excerpt | undefined {
  const { document } = Object(raw) as { readonly document?: unknown };
  const cell = cells().find((one) => one.document === document);
  return cell && wholeCell(cell);
}

/** The lines as a message quotes them: whole, since what indents the first one belongs to it. */
export function codeOf({ document, lines: { first, last } }: Excerpt): Code {
  const range = new vscode.Range(first, 0, last, document.lineAt(last).text.length);
  const { languageId } = document;
  const { start, end } = placeOf(document.uri, range);
  const { code, context } = anchorOf(document.getText(), { start, end });
  return {
    ...{ path: pathOf(document), start, end, text: code },
    ...(languageId !== 'plaintext' && { language: languageId }),
    ...(context && { context }),
  };
}

/** All that one has before one's eyes of that file; undefined: that is not known. */
export async function textOf(document: vscode.TextDocument): Promise<string | undefined> {
  const notebook = cellOf(document.uri)?.notebook;
  if (!notebook) return document.getText();
  if (notebook.isDirty) return undefined;
  try {
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(notebook.uri));
  } catch {
    return undefined;
  }
}

/** The document of an output channel is called after the extension and the window that it belongs to, and ends with its name. */
const OUTPUT_NAME = /^.*?-#\d+-/;

/** Where others are told that the lines are. What follows the name of a notebook is in no path: there are lines in each cell. */
function pathOf({ uri }: vscode.TextDocument): string {
  const cell = cellOf(uri);
  const range = new vscode.Range(0, 0, 0, 0);
  if (cell) return `${placeOf(cell.notebook.uri, range).path}#cell-${cell.index + 1}`;
  const { path } = placeOf(uri, range);
  return uri.scheme === 'output' ? path.replace(OUTPUT_NAME, '') : path;
}

const cells = (): readonly vscode.NotebookCell[] =>
  vscode.workspace.notebookDocuments.flatMap((notebook) => notebook.getCells());

const wholeCell = ({ document }: vscode.NotebookCell): Excerpt => ({
  document,
  lines: { first: 0, last: document.lineCount - 1 },
});

const cellOf = (uri: vscode.Uri): vscode.NotebookCell | undefined =>
  cells().find(({ document }) => document.uri.toString() === uri.toString());
