import * as vscode from 'vscode';
import type { LineRange } from '../../anchoring/lines';
import { complain, pickOne, tellBriefly, warn } from '../platform/surfaces';
import type { CodeLocator, Located } from './codeLocator';
import { fileText, isUpToDate } from './fileText';
import type { PlaceIn, Quoted } from './outcome';

const { t } = vscode.l10n;

/** Longest beginning of a line that a choice shows, in UTF-16 units. */
const MAX_LINE_UNITS = 120;
/** Of longer files no line is shown, in bytes. */
const MAX_SHOWN_BYTES = 4 * 1024 * 1024;

/** So long VS Code may take to read a file anew that has changed on disk. */
const RELOAD_TIMEOUT_MS = 2000;

/** Opens this person's own file at the lines where the code is now. Where that is not certain, it asks, or says so. */
export async function goToCode(
  quoted: Quoted,
  locator: Pick<CodeLocator, 'locate'>,
  { reloadTimeoutMs = RELOAD_TIMEOUT_MS }: { readonly reloadTimeoutMs?: number } = {},
): Promise<void> {
  const located = await locator.locate(quoted);
  const place = await placeIn(quoted, located);
  if (!place) return;
  const editor = await openEditor(place.file);
  if (!editor || !(await isUpToDate(editor.document, MAX_SHOWN_BYTES, reloadTimeoutMs))) return;
  // what the editor shows may be newer than what was looked into
  const now = located.kind === 'here' ? await locator.locate(quoted) : undefined;
  const lines = now ? linesIn(now, place.file) : place.lines;
  if (!lines) return;
  const { start, end } = editor.document.validateRange(rangeOf(lines));
  editor.selection = new vscode.Selection(start, end);
  editor.revealRange(editor.selection, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  if (now?.kind === 'here' && now.isChanged) tellBriefly(t('The code has changed here.'));
}

const linesIn = (located: Located, { path }: vscode.Uri): LineRange | undefined =>
  located.kind === 'here' && located.place.file.path === path ? located.place.lines : undefined;

/** Where the code is; where that is not certain, the person is asked. @returns undefined: nowhere */
export async function placeIn(quoted: Quoted, located: Located): Promise<PlaceIn<vscode.Uri> | undefined> {
  if (located.kind === 'here') return located.place;
  if (located.kind === 'uncertain') return pickPlace(located);
  const [file] = located.files;
  if (file) await offerFile(file, located.why);
  else if (located.why === 'late') void complain(t('It took too long to look for the code. Try again.'));
  else void complain(t('This workspace has no file “{0}” any more.', quoted.path));
  return undefined;
}

async function openEditor(file: vscode.Uri): Promise<vscode.TextEditor | undefined> {
  try {
    return await vscode.window.showTextDocument(file);
  } catch {
    // it is too large for a text editor: VS Code has others
    await vscode.commands.executeCommand('vscode.open', file);
    return undefined;
  }
}

export const rangeOf = ({ start, end }: LineRange): vscode.Range =>
  new vscode.Range(start - 1, 0, end - 1, Number.MAX_SAFE_INTEGER);

async function offerFile(file: vscode.Uri, why: string): Promise<void> {
  const name = vscode.workspace.asRelativePath(file);
  const open = t('Open File');
  const sentence =
    why === 'gone'
      ? t('This code is not in {0} any more.', name)
      : t('The code could not be looked for in {0}: the file is too large, or no text.', name);
  if ((await warn(sentence, open)) === open) await vscode.commands.executeCommand('vscode.open', file);
}

async function pickPlace({
  why,
  places,
}: Extract<Located, { readonly kind: 'uncertain' }>): Promise<PlaceIn<vscode.Uri> | undefined> {
  const choices = await Promise.all(
    places.map(async (place) => ({
      place,
      label: placeText(place),
      detail: await firstLine(place),
    })),
  );
  const title =
    why === 'repeated'
      ? t('The code is in several places. Which one?')
      : t('The code may be here. Go there?');
  return (await pickOne(choices, { title }))?.place;
}

const placeText = ({ file, lines: { start, end } }: PlaceIn<vscode.Uri>): string =>
  `${vscode.workspace.asRelativePath(file)}:${start === end ? start : `${start}–${end}`}`;

async function firstLine({ file, lines }: PlaceIn<vscode.Uri>): Promise<string> {
  const text = (await fileText(file, MAX_SHOWN_BYTES)) ?? '';
  const shown = text.split(/\r\n|\n|\r/).slice(lines.start - 1, lines.end);
  return (shown.find((line) => line.trim() !== '') ?? '').trim().slice(0, MAX_LINE_UNITS);
}
