// Every way of showing a text in VS Code past src/editor/platform/surfaces.ts. None of it is run: the linter has to find each line
// that is marked, as it complains of a mark without a fault.
/* eslint-disable @typescript-eslint/dot-notation */
import * as vscode from 'vscode';
// eslint-disable-next-line tilde/surfaces
import { MarkdownString } from 'vscode';

interface Room {
  readonly name: string;
}
interface Entry extends vscode.QuickPickItem {
  readonly room: Room;
}

export function notifications({ name }: Room): void {
  // eslint-disable-next-line tilde/surfaces
  void vscode.window.showInformationMessage(name);
  // eslint-disable-next-line tilde/surfaces
  void vscode.window.showWarningMessage(`Leave ${name}?`, { modal: true });
  // eslint-disable-next-line tilde/surfaces
  const { showErrorMessage } = vscode.window;
  void showErrorMessage(name);
  const { window } = vscode;
  // eslint-disable-next-line tilde/surfaces
  void window['showErrorMessage'](name);
  // eslint-disable-next-line tilde/surfaces
  void window[`showErrorMessage`](name);
  const key = 'showErrorMessage';
  // eslint-disable-next-line tilde/surfaces
  void window[key](name);
  // eslint-disable-next-line tilde/surfaces
  const show = window.showWarningMessage;
  void show(name);
  // eslint-disable-next-line tilde/surfaces
  window.setStatusBarMessage(name);
  // eslint-disable-next-line tilde/surfaces
  void window.withProgress({ location: vscode.ProgressLocation.Notification, title: name }, () =>
    Promise.resolve(),
  );
}

export function inputs({ name }: Room, box: vscode.InputBox, pick: vscode.QuickPick<Entry>): void {
  // eslint-disable-next-line tilde/surfaces
  box.prompt = name;
  // eslint-disable-next-line tilde/surfaces
  box.validationMessage = { message: name, severity: vscode.InputBoxValidationSeverity.Error };
  // eslint-disable-next-line tilde/surfaces
  Object.assign(box, { prompt: name });
  // eslint-disable-next-line tilde/surfaces
  pick['title'] = name;
  // eslint-disable-next-line tilde/surfaces
  pick.items = [];
  // eslint-disable-next-line tilde/surfaces
  pick.activeItems = [{ label: name, room: { name } }];
  // eslint-disable-next-line tilde/surfaces
  void vscode.window.showQuickPick([name]);
  // eslint-disable-next-line tilde/surfaces
  void vscode.window.showInputBox();
}

export function signs({ name }: Room, status: vscode.StatusBarItem, view: vscode.TreeView<Room>): void {
  // eslint-disable-next-line tilde/surfaces
  status.text = `$(lock) ${name}`;
  // eslint-disable-next-line tilde/surfaces
  status.tooltip = name;
  // eslint-disable-next-line tilde/surfaces
  status.tooltip = new vscode.MarkdownString(name);
  // eslint-disable-next-line tilde/surfaces
  Reflect.set(status, 'text', name);
  // eslint-disable-next-line tilde/surfaces
  Object.defineProperty(status, 'text', { value: name });
  // eslint-disable-next-line tilde/surfaces
  [status.text] = [name];
  // eslint-disable-next-line tilde/surfaces
  ({ name: status.text } = { name });
  // eslint-disable-next-line tilde/surfaces
  view.message = name;
  // eslint-disable-next-line tilde/surfaces
  view.badge = { value: 1, tooltip: name };
  // eslint-disable-next-line tilde/surfaces
  const item = new vscode.TreeItem(name);
  // eslint-disable-next-line tilde/surfaces
  item.description = name;
  // eslint-disable-next-line tilde/surfaces
  status.tooltip = new MarkdownString(name);
}

export function log({ name }: Room, channel: vscode.LogOutputChannel): void {
  // eslint-disable-next-line tilde/surfaces
  channel.info(name);
}

/** What is read, is fixed, or is no surface. */
export function harmless({ name }: Room, box: vscode.InputBox, status: vscode.StatusBarItem): string {
  status.name = 'Tilde';
  box.value = name;
  box.validationMessage = undefined;
  const own = { label: name, description: name };
  return box.prompt ?? own.label;
}
