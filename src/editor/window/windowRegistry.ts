import { createHash } from 'node:crypto';
import {
  type FSWatcher,
  existsSync,
  mkdirSync,
  readdirSync,
  rmSync,
  rmdirSync,
  watch,
  writeFileSync,
} from 'node:fs';
import { readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { attempt } from '../../base/attempt';
import type { Disposable } from '../../base/disposable';
import { Emitter } from '../../base/emitter';
import { guarded } from '../../base/faults';
import type { Logger } from '../../base/logger';
import { readOurs } from '../../base/ours';
import { processAlive } from '../../hosting/processAlive';

/** A window of this person on this computer that is in the room. */
export interface RegisteredWindow {
  /** Process id of its extension host. */
  readonly pid: number;
  /** What it has open, by which the person recognizes it. */
  readonly title: string;
  /** Grows with each window that gets the focus; 0: this one did not have it since it came into the room. */
  readonly focusedAt: number;
}

export interface WindowRegistryOptions {
  /** A folder that all windows of this person share, and nobody else. */
  readonly folder: string;
  readonly title: string;
  readonly logger: Logger;
  readonly pid?: number;
}

/**
 * The windows of this person that are in the same room. Each writes a small file of its own in a folder that all of them
 * share. A file whose process is gone does not count. Where files cannot be written, a window knows only itself.
 */
export class WindowRegistry implements Disposable {
  private readonly self: { readonly pid: number; readonly title: string; focusedAt: number };
  private room: string | undefined;
  private watcher: FSWatcher | undefined;
  private readonly _onDidChange = new Emitter<void>();

  /** Fires when `list` may have changed. */
  readonly onDidChange = this._onDidChange.event;

  constructor(private readonly options: WindowRegistryOptions) {
    this.self = { pid: options.pid ?? process.pid, title: options.title, focusedAt: 0 };
  }

  /** This window is in `room`, and in no other. @param room anything that is the same in all windows of the room */
  enter(room: string, focused: boolean, now: number): void {
    if (this.room === room) return;
    this.leave();
    this.room = room;
    this.self.focusedAt = focused ? this.latest(now) : 0;
    this.write();
    try {
      this.watcher = watch(
        this.folder(room),
        { persistent: false },
        guarded(() => this.changed(room)),
      );
      this.watcher.on('error', (error) => this.options.logger.trace(`windows: ${error.message}`));
    } catch (error) {
      this.options.logger.trace(`windows: ${String(error)}`);
    }
    this._onDidChange.fire();
  }

  /** This window has the focus now. */
  focus(now: number): void {
    this.self.focusedAt = this.latest(now);
    this.write();
  }

  /** This window has left its room. */
  leave(): void {
    if (this.room === undefined) return;
    this.watcher?.close();
    this.watcher = undefined;
    const { room } = this;
    this.room = undefined;
    attempt(() => rmSync(this.file(room), { force: true }), this.trace);
    try {
      rmdirSync(this.folder(room)); // the last window out
    } catch {
      // there are others
    }
    this._onDidChange.fire();
  }

  /** All windows in this room, this one included. The window that had the focus last is first. */
  async list(): Promise<readonly RegisteredWindow[]> {
    if (this.room === undefined) return [];
    const all = [{ ...this.self }, ...(await this.others(this.room))];
    return all.sort((a, b) => b.focusedAt - a.focusedAt || a.pid - b.pid);
  }

  /** Whether another window is in `room`. */
  async isElsewhere(room: string): Promise<boolean> {
    return (await this.others(room)).length > 0;
  }

  /** Whether this window had the focus last of all windows in this room. */
  async isLastFocused(): Promise<boolean> {
    const [last] = await this.list();
    return last === undefined || last.pid === this.self.pid;
  }

  dispose(): void {
    this.leave();
    this._onDidChange.dispose();
  }

  private async others(room: string): Promise<readonly RegisteredWindow[]> {
    const folder = this.folder(room);
    const names = await readdir(folder).catch(() => []);
    const others = await Promise.all(names.map((name) => this.other(folder, name)));
    return others.filter((window) => window !== undefined);
  }

  private async other(folder: string, name: string): Promise<RegisteredWindow | undefined> {
    const pid = Number(name);
    if (!Number.isSafeInteger(pid) || pid <= 0 || pid === this.self.pid) return undefined;
    const file = path.join(folder, name);
    const { mtimeMs: seenAt } = await stat(file).catch(() => ({ mtimeMs: 0 }));
    if (!processAlive(pid, seenAt)) {
      await rm(file, { force: true }).catch(() => undefined);
      return undefined;
    }
    const text = attempt(() => readOurs(file), this.trace) ?? '';
    const [focusedAt = '', ...title] = text.split(' ');
    return { pid, title: title.join(' '), focusedAt: focusIn(focusedAt) };
  }

  /** `now`; or, if the clock was set back, more than any window has. */
  private latest(now: number): number {
    const { room } = this;
    if (room === undefined) return now;
    const names = attempt(() => readdirSync(this.folder(room)), this.trace) ?? [];
    const others = names.map((name) => {
      const text = attempt(() => readOurs(path.join(this.folder(room), name)), this.trace) ?? '';
      return focusIn(text);
    });
    return Math.max(now, ...others.map((at) => at + 1));
  }

  /** After a leap of the clock, another window may have removed this one's file: it looked older than the computer's start. */
  private changed(room: string): void {
    if (this.room === room && !existsSync(this.file(room))) this.write();
    this._onDidChange.fire();
  }

  private write(): void {
    const { room, self } = this;
    if (room === undefined) return;
    const write = (): void => {
      mkdirSync(this.folder(room), { recursive: true, mode: 0o700 });
      writeFileSync(this.file(room), `${self.focusedAt} ${self.title}`, { mode: 0o600 });
    };
    attempt(() => {
      try {
        write();
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
        // the last window out has taken the folder along in between
        write();
      }
    }, this.trace);
  }

  private readonly trace = (error: unknown): void => {
    this.options.logger.trace(`windows: ${String(error)}`);
  };

  private folder(room: string): string {
    const name = createHash('sha256').update(room).digest('hex').slice(0, 16);
    return path.join(this.options.folder, 'windows', name);
  }

  private file(room: string): string {
    return path.join(this.folder(room), String(this.self.pid));
  }
}

/** What a file says about the focus; 0 where it says nothing that more can come after. */
function focusIn(text: string): number {
  const focusedAt = parseInt(text, 10);
  return Number.isSafeInteger(focusedAt) ? focusedAt : 0;
}
