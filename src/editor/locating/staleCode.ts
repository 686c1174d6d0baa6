import * as vscode from 'vscode';
import type { Clock } from '../../base/clock';
import { type Disposable, DisposableStore } from '../../base/disposable';
import { Emitter } from '../../base/emitter';
import { systemClock } from '../../base/systemClock';

export interface StaleCodeOptions {
  /** After so long without a further change it is told that something changed: nobody looks while somebody types. */
  readonly quietMs?: number;
  /** So many paths are watched; of the oldest nobody hears any more. */
  readonly maxPaths?: number;
  /** Where more files change at once, all counts as changed. */
  readonly maxChanges?: number;
  readonly clock?: Clock;
}

const DEFAULTS = { quietMs: 1000, maxPaths: 500, maxChanges: 1000, clock: systemClock };

/** Tells when quoted code may be elsewhere by now, because a file changed in which it was looked for. */
export class StaleCode implements Disposable {
  private readonly options: Required<StaleCodeOptions>;
  private readonly store = new DisposableStore();
  private readonly change = this.store.add(new Emitter<readonly string[]>());
  /** Fires with the quoted paths. */
  readonly onDidChange = this.change.event;
  /** By quoted path: the files that were looked into. */
  private readonly watched = new Map<string, ReadonlySet<string>>();
  private readonly changed = new Set<string>();
  private isAll = false;
  private timer: Disposable | undefined;
  private watcher: vscode.FileSystemWatcher | undefined;

  constructor(options: StaleCodeOptions = {}) {
    this.options = { ...DEFAULTS, ...options };
    const { workspace } = vscode;
    this.store.add(workspace.onDidChangeTextDocument(({ document }) => this.note(document.uri)));
    this.store.add(workspace.onDidCloseTextDocument(({ uri }) => this.note(uri)));
    this.store.add(
      workspace.onDidChangeWorkspaceFolders(() => {
        this.isAll = true;
        this.wait();
      }),
    );
  }

  /** @param path as it was quoted */
  watch(path: string, files: readonly vscode.Uri[]): void {
    this.watchDisk();
    this.watched.delete(path);
    this.watched.set(path, new Set(files.map(String)));
    const [oldest] = this.watched.keys();
    if (this.watched.size > this.options.maxPaths && oldest !== undefined) this.watched.delete(oldest);
  }

  dispose(): void {
    this.timer?.dispose();
    this.store.dispose();
  }

  private watchDisk(): void {
    if (this.watcher || this.store.isDisposed) return;
    this.watcher = this.store.add(vscode.workspace.createFileSystemWatcher('**/*'));
    const note = (uri: vscode.Uri): void => this.note(uri);
    this.store.add(this.watcher.onDidChange(note));
    this.store.add(this.watcher.onDidCreate(note));
    this.store.add(this.watcher.onDidDelete(note));
  }

  /** Cheap: it is called for each key that is typed anywhere. */
  private note(uri: vscode.Uri): void {
    if (this.watched.size === 0) return;
    if (this.changed.size < this.options.maxChanges) this.changed.add(uri.toString());
    else this.isAll = true;
    this.wait();
  }

  private wait(): void {
    this.timer?.dispose();
    this.timer = this.options.clock.after(this.options.quietMs, () => this.tell());
  }

  private tell(): void {
    const { changed, isAll } = this;
    const names = new Set([...changed].map(nameIn));
    const isStale = ([path, files]: readonly [string, ReadonlySet<string>]): boolean =>
      isAll ||
      names.has(nameIn(vscode.Uri.file(path).toString())) ||
      [...files].some((file) => changed.has(file));
    const paths = [...this.watched].filter(isStale).map(([path]) => path);
    changed.clear();
    this.isAll = false;
    if (paths.length > 0) this.change.fire(paths);
  }
}

/** The last part of an address. */
const nameIn = (uri: string): string => uri.slice(uri.lastIndexOf('/') + 1);
