import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../../base/disposable';
import { Emitter } from '../../base/emitter';

/** Knows whether something is selected in the editor, also while a tab with the chat in it has taken its place. */
export class SelectedCode implements Disposable {
  private readonly store = new DisposableStore();
  private readonly change = this.store.add(new Emitter<void>());
  /** Fires when `exists` changes. */
  readonly onDidChange = this.change.event;
  /** The editor that was active last: a tab with the chat in it may have taken its place. */
  private last: vscode.TextEditor | undefined;
  private isThere = false;

  constructor() {
    const { window } = vscode;
    this.store.add(window.onDidChangeTextEditorSelection(() => this.update()));
    this.store.add(window.onDidChangeActiveTextEditor(() => this.update()));
    this.store.add(window.onDidChangeVisibleTextEditors(() => this.update()));
    this.update();
  }

  get exists(): boolean {
    return this.isThere;
  }

  /** Where something is selected. */
  get where(): vscode.TextEditor | undefined {
    return this.isThere ? this.editor : undefined;
  }

  dispose(): void {
    this.store.dispose();
  }

  private get editor(): vscode.TextEditor | undefined {
    const { activeTextEditor, visibleTextEditors } = vscode.window;
    if (activeTextEditor) this.last = activeTextEditor;
    else if (this.last && !visibleTextEditors.includes(this.last)) this.last = undefined;
    return this.last;
  }

  private update(): void {
    const { editor } = this;
    const isThere = editor !== undefined && !editor.selection.isEmpty;
    if (isThere === this.isThere) return;
    this.isThere = isThere;
    this.change.fire();
  }
}
