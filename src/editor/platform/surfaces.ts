// The one way by which texts reach VS Code: each function takes any text, and has it shown as it is. The linter finds
// every other way (scripts/surfacesRule.mjs).
import * as vscode from 'vscode';
import {
  type IconText,
  lineUnderInput,
  withIcon,
  withoutIcons,
  withoutLinks,
  withoutMarkdown,
} from './harmless';

/** What is told in passing is seen so long. */
const BRIEFLY_MS = 3000;
type Chosen = Thenable<string | undefined>;

export const tell = (message: string, ...buttons: string[]): Chosen =>
  vscode.window.showInformationMessage(withoutLinks(message), ...buttons);

export const warn = (message: string, ...buttons: string[]): Chosen =>
  vscode.window.showWarningMessage(withoutLinks(message), ...buttons);

export const complain = (message: string, ...buttons: string[]): Chosen =>
  vscode.window.showErrorMessage(withoutLinks(message), ...buttons);

/** What a command rejects with: where a key binding or a link has called it, VS Code makes that a notification. */
export const rejection = (error: unknown): unknown =>
  error instanceof Error ? Object.assign(error, { message: withoutLinks(error.message) }) : error;

/** Asks before anything else goes on. @returns the button; undefined when the person gave up */
export const askModally = (question: string, detail: string | undefined, ...buttons: string[]): Chosen =>
  vscode.window.showWarningMessage(
    question,
    { modal: true, ...(detail !== undefined && { detail }) },
    ...buttons,
  );

/** Tells in the status bar, for a moment. */
export const tellBriefly = (text: string): vscode.Disposable =>
  vscode.window.setStatusBarMessage(withoutIcons(text), BRIEFLY_MS);

/** An entry of a quick pick, as VS Code has them. */
export interface Choice {
  /** Name of one of VS Code's icons. */
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

/** Shows `choices`, the active one marked. Each stays known by what else is in it. */
export function setChoices<T extends Choice>(
  pick: vscode.QuickPick<T>,
  choices: readonly T[],
  active?: T,
): void {
  pick.items = choices.map(harmlessChoice);
  if (active) pick.activeItems = pick.items.filter((_, index) => choices[index] === active);
}

/** Lets the person pick one of `choices`. @returns undefined when they gave up */
export async function pickOne<T extends Choice>(
  choices: readonly T[],
  { title, placeholder }: { readonly title: string; readonly placeholder?: string },
): Promise<T | undefined> {
  const options = { title, ...(placeholder !== undefined && { placeHolder: placeholder }) };
  return vscode.window.showQuickPick(choices.map(harmlessChoice), options);
}

function harmlessChoice<T extends Choice>(choice: T): T {
  const { icon, label, description, detail } = choice;
  return {
    ...choice,
    label: icon === undefined ? withoutIcons(label) : withIcon(icon, label),
    ...(description !== undefined && { description: withoutMarkdown(description) }),
    ...(detail !== undefined && { detail: withoutMarkdown(detail) }),
  };
}

/** What stands around the field of a quick input. */
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

/** Says what is wrong with what is typed, or, where it is no fault, what is to be known; undefined: nothing. */
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

/** Trees show strings as they are: only what is declared as Markdown is read as such. */
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

/** Sets those that are given. */
export function setViewTexts(view: vscode.TreeView<unknown>, texts: ViewTexts): void {
  Object.assign(view, texts);
}
