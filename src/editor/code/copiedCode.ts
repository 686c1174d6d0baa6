import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../../base/disposable';
import { type Place, placeOf } from './placeOf';

/** Longer code is not remembered: no message could hold it. In UTF-16 units. */
const MAX_UNITS = 100_000;

/** Code as it was copied from an editor. */
export interface Copied {
  /** As VS Code calls it; undefined: plain text. */
  readonly language?: string;
  /** Where it is from, if that is a file of the workspace. Lines are from 1. */
  readonly place?: Place;
}

/**
 * Remembers which code was copied last, and where. VS Code asks those who prepare what is pasted into editors; nothing is
 * prepared here. In what is copied by another way, as from a terminal, nobody hears of the copying.
 */
export class CopiedCode implements vscode.DocumentPasteEditProvider, Disposable {
  private readonly store = new DisposableStore();
  private last: (Copied & { readonly text: string }) | undefined;

  constructor() {
    this.store.add(
      vscode.languages.registerDocumentPasteEditProvider('*', this, {
        copyMimeTypes: ['text/plain'],
        providedPasteEditKinds: [],
      }),
    );
  }

  prepareDocumentPaste(document: vscode.TextDocument, ranges: readonly vscode.Range[]): void {
    this.last = undefined;
    const [first] = ranges;
    const last = ranges.at(-1);
    if (!first || !last) return;
    const units = ranges.map(({ start, end }) => document.offsetAt(end) - document.offsetAt(start));
    if (units.reduce((sum, one) => sum + one, 0) > MAX_UNITS) return;
    const { languageId, uri } = document;
    const isInWorkspace = vscode.workspace.getWorkspaceFolder(uri) !== undefined;
    this.last = {
      text: withPlainBreaks(ranges.map((range) => document.getText(range)).join('\n')),
      ...(languageId !== 'plaintext' && { language: languageId }),
      ...(isInWorkspace && ranges.length === 1 && { place: placeOf(uri, first) }),
    };
  }

  /** What is known of a text that is pasted; undefined: it is not what was copied last. */
  of(pasted: string): Copied | undefined {
    if (this.last?.text !== withPlainBreaks(pasted)) return undefined;
    const { language, place } = this.last;
    return { ...(language !== undefined && { language }), ...(place && { place }) };
  }

  dispose(): void {
    this.last = undefined;
    this.store.dispose();
  }
}

const withPlainBreaks = (text: string): string => text.replaceAll('\r\n', '\n');
