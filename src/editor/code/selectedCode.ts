import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../../base/disposable';
import { Emitter } from '../../base/emitter';
import { type Place, placeOf } from './placeOf';

/** Lines of a file, as a message quotes them. */
export interface SelectedLines extends Place {
  readonly text: string;
  /** As VS Code calls it; not set: plain text. */
  readonly language?: string;
}

/** Knows whether something is selected in the editor. It reads the lines only when somebody wants them. */
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

  /** The selected lines, as a message quotes them; undefined: nothing is selected. */
  read(): SelectedLines | undefined {
    const { editor } = this;
    if (!editor || editor.selection.isEmpty) return undefined;
    const { document, selection } = editor;
    const place = placeOf(document.uri, selection);
    // whole lines: what indents the first one belongs to it
    const lines = new vscode.Range(
      place.start - 1,
      0,
      place.end - 1,
      document.lineAt(place.end - 1).text.length,
    );
    const { languageId } = document;
    return {
      ...place,
      text: document.getText(lines).replaceAll('\r\n', '\n'),
      ...(languageId !== 'plaintext' && { language: languageId }),
    };
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
