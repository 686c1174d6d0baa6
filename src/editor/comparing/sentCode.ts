import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../../base/disposable';
import type { CodeLocator } from '../locating/codeLocator';
import { fileText } from '../locating/fileText';
import { placeIn, rangeOf } from '../locating/goToCode';
import type { PlaceIn, Quoted } from '../locating/outcome';
import { SENT_SCHEME } from '../platform/ids';
import { openDiff } from '../platform/surfaces';

const { t } = vscode.l10n;

/** Longer files are not shown beside what was sent with all that stands around it, in bytes. */
const MAX_FILE_BYTES = 4 * 1024 * 1024;
/** So many texts are kept at most; VS Code tells when it needs one no more. */
const MAX_KEPT = 20;

/** Shows code that somebody sent beside this person's own, which stays a file that can be edited. */
export class SentCode implements vscode.TextDocumentContentProvider, Disposable {
  private readonly store = new DisposableStore();
  /** By address. */
  private readonly texts = new Map<string, string>();
  private count = 0;

  constructor() {
    this.store.add(vscode.workspace.registerTextDocumentContentProvider(SENT_SCHEME, this));
    this.store.add(
      vscode.workspace.onDidCloseTextDocument(({ uri }) => void this.texts.delete(uri.toString())),
    );
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.texts.get(uri.toString()) ?? '';
  }

  /** Shows it where the code is now. Where that is not certain, the person is asked. */
  async compare(quoted: Quoted, locator: Pick<CodeLocator, 'locate'>): Promise<void> {
    const located = await locator.locate(quoted);
    const [file] = located.kind === 'absent' ? located.files : [];
    // what is not in the file any more is shown beside all of it
    if (file) await this.show(quoted, { file, lines: undefined });
    else {
      const place = await placeIn(quoted, located);
      if (place) await this.show(quoted, place);
    }
  }

  dispose(): void {
    this.texts.clear();
    this.store.dispose();
  }

  private async show(
    { text }: Quoted,
    { file, lines }: { readonly file: vscode.Uri; readonly lines: PlaceIn<vscode.Uri>['lines'] | undefined },
  ): Promise<void> {
    const own = lines && (await fileText(file, MAX_FILE_BYTES));
    const sent = own === undefined || !lines ? text : withLines(own, lines, text);
    const left = this.keep(file, sent);
    const name = vscode.workspace.asRelativePath(file);
    await openDiff(left, file, t('{0}: what was sent ↔ yours', name), lines && rangeOf(lines));
  }

  /** @param file gives it its name, and so its language */
  private keep(file: vscode.Uri, text: string): vscode.Uri {
    const name = file.path.replace(/^.*\//, '');
    const uri = vscode.Uri.from({ scheme: SENT_SCHEME, path: `/${++this.count}/${name}` });
    this.texts.set(uri.toString(), text);
    const [oldest] = this.texts.keys();
    if (this.texts.size > MAX_KEPT && oldest !== undefined) this.texts.delete(oldest);
    return uri;
  }
}

/** A file with what was sent in place of one's own lines: all that differs is the code. */
function withLines(own: string, { start, end }: PlaceIn<unknown>['lines'], text: string): string {
  const parts = own.split(/(\r\n|\n|\r)/);
  const lines = text.replace(/\n$/, '');
  return [
    ...parts.slice(0, 2 * (start - 1)),
    parts[1] === '\r\n' ? lines.replaceAll('\n', '\r\n') : lines,
    ...parts.slice(2 * end - 1),
  ].join('');
}
