// The only way for texts to reach VS Code. Each function takes any text, and VS Code shows it as it is. The linter finds
// every other way (scripts/surfacesRule.mjs).
import * as vscode from 'vscode';
import { withoutUndefined } from '../../base/withoutUndefined';
import {
  type IconText,
  lineUnderInput,
  withIcon,
  withoutIcons,
  withoutLinks,
  withoutMarkdown,
} from './harmless';

/** How long a text stands in the status bar that is told in passing. */
const BRIEFLY_MS = 3000;
type Chosen = Thenable<string | undefined>;

export const tell = (message: string, ...buttons: string[]): Chosen =>
  vscode.window.showInformationMessage(withoutLinks(message), ...buttons);

export const warn = (message: string, ...buttons: string[]): Chosen =>
  vscode.window.showWarningMessage(withoutLinks(message), ...buttons);

export const complain = (message: string, ...buttons: string[]): Chosen =>
  vscode.window.showErrorMessage(withoutLinks(message), ...buttons);

/** What a command rejects with. VS Code shows it as a notification where a keybinding or a link called the command. */
export const rejection = (error: unknown): unknown =>
  error instanceof Error ? Object.assign(error, { message: withoutLinks(error.message) }) : error;

/** Asks, and holds everything else up. @returns the button; undefined: the person gave up */
export const askModally = (question: string, detail: string | undefined, ...buttons: string[]): Chosen =>
  vscode.window.showWarningMessage(
    question,
    withoutUndefined<vscode.MessageOptions>({ modal: true, detail }),
    ...buttons,
  );

/** Tells something in the status bar for a moment. */
export const tellBriefly = (text: string): vscode.Disposable =>
  vscode.window.setStatusBarMessage(withoutIcons(text), BRIEFLY_MS);

/** An entry of a quick pick. */
export interface Choice {
  /** Name of an icon of VS Code. */
  readonly icon?: string;
  readonly label: string;
  readonly description?: string;
  readonly detail?: string;
  readonly kind?: vscode.QuickPickItemKind;
  readonly alwaysShow?: boolean;
  readonly buttons?: readonly vscode.QuickInputButton[];
}

export const iconButton = (icon: string, tooltip: string): vscode.QuickInputButton => ({
  iconPath: new vscode.ThemeIcon(icon),
  tooltip,
});

/** Shows `choices` with `active` selected. Whatever else a choice has stays in the entry. */
export function setChoices<T extends Choice>(
  pick: vscode.QuickPick<T>,
  choices: readonly T[],
  active?: T,
): void {
  pick.items = choices.map(harmlessChoice);
  if (active) pick.activeItems = pick.items.filter((_, index) => choices[index] === active);
}

/** Lets the person pick one of `choices`. @returns undefined: they gave up */
export async function pickOne<T extends Choice>(
  choices: readonly T[],
  { title, placeholder }: { readonly title: string; readonly placeholder?: string },
): Promise<T | undefined> {
  const options = withoutUndefined<vscode.QuickPickOptions>({ title, placeHolder: placeholder });
  return vscode.window.showQuickPick(choices.map(harmlessChoice), options);
}

function harmlessChoice<T extends Choice>(choice: T): T {
  const { icon, label, description, detail } = choice;
  return {
    ...choice,
    ...withoutUndefined<Choice>({
      label: icon === undefined ? withoutIcons(label) : withIcon(icon, label),
      description: description && withoutMarkdown(description),
      detail: detail && withoutMarkdown(detail),
    }),
  };
}

/** The texts around the field of a quick input. */
export interface InputTexts {
  readonly title?: string;
  readonly placeholder?: string | undefined;
  readonly prompt?: string;
}

export function setInputTexts(
  input: vscode.InputBox | vscode.QuickPick<vscode.QuickPickItem>,
  { title, placeholder, prompt }: InputTexts,
): void {
  if (title !== undefined) input.title = title;
  if (placeholder !== undefined) input.placeholder = placeholder;
  if (prompt !== undefined && 'prompt' in input) input.prompt = lineUnderInput(prompt);
}

/** Says what is wrong with the typed text or, if `isFault` is false, something to know about it; undefined: nothing. */
export function setValidation(box: vscode.InputBox, message: string | undefined, isFault = true): void {
  if (message === undefined) box.validationMessage = undefined;
  else {
    const { Error, Info } = vscode.InputBoxValidationSeverity;
    box.validationMessage = { message: lineUnderInput(message), severity: isFault ? Error : Info };
  }
}

export interface StatusTexts {
  readonly text: IconText;
  readonly tooltip: string;
  /** What a screen reader says. */
  readonly label: string;
}

export function setStatusTexts(item: vscode.StatusBarItem, { text, tooltip, label }: StatusTexts): void {
  Object.assign(item, { text, tooltip, accessibilityInformation: { label } });
}

export interface TreeTexts {
  readonly label: string;
  readonly description: string;
  readonly tooltip: string;
  /** What a screen reader says. */
  readonly spoken: string;
}

/** Trees show strings as they are. They read as Markdown only what is declared as such. */
export function treeItem({ label, description, tooltip, spoken }: TreeTexts): vscode.TreeItem {
  const texts = { description, tooltip, accessibilityInformation: { label: spoken } };
  return Object.assign(new vscode.TreeItem(label), texts);
}

export interface ViewTexts {
  readonly description?: string;
  readonly message?: string;
  /** A number and what it counts. */
  readonly badge?: { readonly value: number; readonly tooltip: string } | undefined;
}

/** Writes a text in place of what is selected in an editor, which shows it as it is. @returns false: it cannot be changed */
export const replaceSelections = (editor: vscode.TextEditor, text: string): Thenable<boolean> =>
  editor.edit((edit) => {
    for (const selection of editor.selections) edit.replace(selection, text);
  });

/** Opens a tab with a page of ours in the editor. A title is shown as it is. */
export const openTab = (viewType: string, title: string): vscode.WebviewPanel =>
  vscode.window.createWebviewPanel(viewType, withoutMarkdown(title), vscode.ViewColumn.Active);

export function setTabTitle(panel: vscode.WebviewPanel, title: string): void {
  panel.title = withoutMarkdown(title);
}

/** Shows two texts side by side in a tab. A title is shown as it is. @param selection lines of the right one to go to */
export const openDiff = async (
  left: vscode.Uri,
  right: vscode.Uri,
  title: string,
  selection?: vscode.Range,
): Promise<void> => {
  const options = withoutUndefined<vscode.TextDocumentShowOptions>({ selection, preview: true });
  await vscode.commands.executeCommand('vscode.diff', left, right, withoutMarkdown(title), options);
};

/** Sets the texts that are given. */
export function setViewTexts(view: vscode.TreeView<unknown>, texts: ViewTexts): void {
  Object.assign(view, texts);
}
