import { createHash } from 'node:crypto';
import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import * as v from 'valibot';
import type { Logger } from '../base/logger';
import { readOurs } from '../base/ours';
import { SureDate, lookAgain, sureFrom } from '../base/sureDate';
import type { AccessMode } from '../protocol/messages';
import { processAlive } from './processAlive';

const DAY_MS = 86_400_000;
/** Of a room's files: the history itself, and what the extension knows about it. */
const HISTORY = '.history';
const ABOUT = '.json';
/** What is sure of the date, for all of them. */
const CLOCK = 'clock.json';

/** Which room goes on when one is hosted again: the same name, in the same workspace, for the same people. */
export interface RoomIdentity {
  /** What tells workspaces apart, such as their URI; empty where nothing is open. */
  readonly workspace: string;
  readonly room: string;
  /** What was said where only this computer could read is not shown to a network later, */
  readonly lan: boolean;
  /** nor what was said in a private room to people without its key. */
  readonly access: AccessMode;
}

const About = v.object({
  room: v.string(),
  /** The process that hosts it, or did last. */
  pid: v.pipe(v.number(), v.integer(), v.minValue(1)),
});

type WrittenAbout = v.InferOutput<typeof About> & { readonly at: number };

export interface KeptHistory {
  readonly file: string;
  /** The room's name. */
  readonly room: string;
  /** When it was last written to; milliseconds since the epoch. */
  readonly at: number;
  /** Another window may be hosting it now. */
  readonly inUse: boolean;
}

/**
 * Where the histories of hosted rooms are: one file for each, in a folder of the extension's storage that only its
 * person can read. Their names say nothing of the rooms.
 */
export class HistoryFiles {
  constructor(
    private readonly folder: string,
    private readonly logger: Logger,
    private readonly pid = process.pid,
  ) {}

  /** The file of a room that this process is about to host; the server makes it, or says why it cannot. */
  take({ workspace, room, lan, access }: RoomIdentity): string {
    const key = JSON.stringify([workspace, room, lan, access]);
    const base = path.join(this.folder, createHash('sha256').update(key).digest('hex').slice(0, 32));
    const about: v.InferOutput<typeof About> = { room, pid: this.pid };
    try {
      mkdirSync(this.folder, { recursive: true, mode: 0o700 });
      if (!this.isOthers(readAbout(base + ABOUT)))
        writeFileSync(base + ABOUT, JSON.stringify(about), { mode: 0o600 });
    } catch (error) {
      this.logger.warn(`history: ${String(error)}`);
    }
    return base + HISTORY;
  }

  /** All that is kept, the latest first. */
  async list(): Promise<readonly KeptHistory[]> {
    const names = await readdir(this.folder).catch(() => []);
    const all = await Promise.all(
      names.filter((name) => name.endsWith(HISTORY)).map((name) => this.look(name)),
    );
    return all.filter((one) => one !== undefined).sort((a, b) => b.at - a.at);
  }

  /** Removes a history that no window has in use. Rejects with what the system says. */
  async remove({ file }: KeptHistory): Promise<void> {
    const base = path.basename(file, HISTORY);
    const names = await readdir(this.folder);
    // what stands beside it, too: a compaction that was cut short, locks of the dead
    for (const name of names) {
      if (name.startsWith(`${base}.`)) await rm(path.join(this.folder, name), { force: true });
    }
  }

  /**
   * Removes what was last written to more than `days` ago: a room that is never hosted again is not kept for ever. As long
   * as the clock has not proved itself, nothing goes by it.
   * @param now what the clock says
   * @param except the file of the room that this process hosts: its server takes care of that one
   */
  async removeOlderThan(days: number, now: number, except?: string): Promise<void> {
    const all = await this.list();
    const sure = this.sureDate(all[0]?.at ?? now, now);
    for (const kept of all) {
      if (kept.file === except || kept.inUse || sure - kept.at <= days * DAY_MS) continue;
      await this.remove(kept).catch((error: unknown) => this.logger.warn(`history: ${String(error)}`));
    }
  }

  /** It is at least so late: by when what is here was written, by when it was asked before, and then by the clock. */
  private sureDate(latest: number, now: number): number {
    const file = path.join(this.folder, CLOCK);
    const before = readJson(file, SureDate);
    const known = before ? lookAgain(before, now) : sureFrom(latest, now);
    try {
      writeFileSync(file, JSON.stringify(known), { mode: 0o600 });
    } catch (error) {
      this.logger.warn(`history: ${String(error)}`);
    }
    return known.sure;
  }

  private async look(name: string): Promise<KeptHistory | undefined> {
    const file = path.join(this.folder, name);
    const status = await stat(file).catch(() => undefined);
    if (!status) return undefined;
    const about = readAbout(path.join(this.folder, path.basename(name, HISTORY) + ABOUT));
    return { file, room: about?.room ?? '', at: status.mtimeMs, inUse: this.isOthers(about, status.mtimeMs) };
  }

  /** Whether another process that lives may have it. @param writtenAt when it last wrote to the history, too */
  private isOthers(about: WrittenAbout | undefined, writtenAt = 0): boolean {
    return (
      about !== undefined && about.pid !== this.pid && processAlive(about.pid, Math.max(about.at, writtenAt))
    );
  }
}

/** With when it was written. */
function readAbout(file: string): WrittenAbout | undefined {
  const about = readJson(file, About);
  try {
    return about && { ...about, at: statSync(file).mtimeMs };
  } catch {
    return undefined; // gone just now
  }
}

function readJson<T>(file: string, schema: v.GenericSchema<unknown, T>): T | undefined {
  try {
    const parsed = v.safeParse(schema, JSON.parse(readOurs(file)));
    return parsed.success ? parsed.output : undefined;
  } catch {
    return undefined;
  }
}
