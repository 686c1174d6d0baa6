import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import * as v from 'valibot';
import type { Logger } from '../base/logger';
import { readOurs } from '../base/ours';
import { SureDate, lookAgain, sureFrom } from '../base/sureDate';
import type { AccessMode } from '../protocol/wire/messages';
import { processAlive } from './processAlive';

const DAY_MS = 86_400_000;
/** The endings of a room's two files: the history itself, and what the extension knows about it. */
const HISTORY = '.history';
const RECORD = '.json';
/** The file that says how late it is at least, for all rooms. */
const SURE_DATE = 'clock.json';

/** What makes a hosted room the same as before: the same name, in the same workspace, for the same people. */
export interface HostedRoomId {
  /** Tells workspaces apart, such as by their URI; empty where nothing is open. */
  readonly workspace: string;
  readonly room: string;
  /** Other computers can reach it. What was said where only this computer could read is not shown to a network later. */
  readonly lan: boolean;
  /** What was said in a private room is not shown to people without its key later. */
  readonly access: AccessMode;
}

const HistoryRecord = v.object({
  room: v.string(),
  /** The process that hosts the room, or did last. */
  pid: v.pipe(v.number(), v.integer(), v.minValue(1)),
});

/** With when it was written, in milliseconds since the epoch. */
type WrittenRecord = v.InferOutput<typeof HistoryRecord> & { readonly writtenAt: number };

export interface KeptHistory {
  readonly file: string;
  /** The room's name. */
  readonly room: string;
  /** When something was last written to it; milliseconds since the epoch. */
  readonly writtenAt: number;
  /** Another window may be hosting the room now. */
  readonly inUse: boolean;
}

/**
 * The histories of hosted rooms: one file for each room, in a folder of the extension's storage that only this account
 * can read. The files' names say nothing about the rooms.
 */
export class HistoryFiles {
  constructor(
    private readonly folder: string,
    private readonly logger: Logger,
    private readonly pid = process.pid,
  ) {}

  /** Notes that this process is about to host the room. @returns the file for its history, which the server makes */
  claim(id: HostedRoomId): string {
    const base = this.baseOf(id);
    const record: v.InferOutput<typeof HistoryRecord> = { room: id.room, pid: this.pid };
    try {
      mkdirSync(this.folder, { recursive: true, mode: 0o700 });
      if (!this.isHeldByAnother(readRecord(base + RECORD)))
        writeFileSync(base + RECORD, JSON.stringify(record), { mode: 0o600 });
    } catch (error) {
      this.logger.warn(`history: ${String(error)}`);
    }
    return base + HISTORY;
  }

  /** Whether something is kept of a room. */
  has(id: HostedRoomId): boolean {
    return existsSync(this.baseOf(id) + HISTORY);
  }

  /**
   * A room that this process hosted until now has a new name: its history goes along. It does not go to other people than
   * before, nor in the place of another history; and where another process has it, it stays there.
   */
  rename(from: HostedRoomId, to: HostedRoomId): void {
    if (from.lan !== to.lan || from.access !== to.access || !this.has(from) || this.has(to)) return;
    const record = this.baseOf(from) + RECORD;
    if (this.isHeldByAnother(readRecord(record))) return;
    try {
      renameSync(this.baseOf(from) + HISTORY, this.claim(to));
      rmSync(record, { force: true });
    } catch (error) {
      this.logger.warn(`history: ${String(error)}`);
    }
  }

  /** All histories, the latest first. */
  async list(): Promise<readonly KeptHistory[]> {
    const names = await readdir(this.folder).catch(() => []);
    const all = await Promise.all(
      names.filter((name) => name.endsWith(HISTORY)).map((name) => this.read(name)),
    );
    return all.filter((one) => one !== undefined).sort((a, b) => b.writtenAt - a.writtenAt);
  }

  /** Removes a history that no window uses. Rejects with what the system says. */
  async remove({ file }: KeptHistory): Promise<void> {
    const base = path.basename(file, HISTORY);
    const names = await readdir(this.folder);
    // also what stands beside it: a compaction that was cut short, locks of processes that died
    for (const name of names) {
      if (name.startsWith(`${base}.`)) await rm(path.join(this.folder, name), { force: true });
    }
  }

  /**
   * Removes histories to which nothing was written for more than `days`, so that a room that is never hosted again is not
   * kept forever. The clock counts only once it has proved itself ({@link SureDate}).
   * @param now what the clock says, in milliseconds since the epoch
   * @param except the file of the room that this process hosts: its server takes care of that one
   */
  async removeOlderThan(days: number, now: number, except?: string): Promise<void> {
    const all = await this.list();
    const sure = this.sureDate(all[0]?.writtenAt ?? now, now);
    for (const kept of all) {
      if (kept.file === except || kept.inUse || sure - kept.writtenAt <= days * DAY_MS) continue;
      await this.remove(kept).catch((error: unknown) => this.logger.warn(`history: ${String(error)}`));
    }
  }

  /** How late it is at least, from the latest history, from the call before and from the clock. */
  private sureDate(latest: number, now: number): number {
    const file = path.join(this.folder, SURE_DATE);
    const before = readJson(file, SureDate);
    const known = before ? lookAgain(before, now) : sureFrom(latest, now);
    try {
      writeFileSync(file, JSON.stringify(known), { mode: 0o600 });
    } catch (error) {
      this.logger.warn(`history: ${String(error)}`);
    }
    return known.sure;
  }

  private baseOf({ workspace, room, lan, access }: HostedRoomId): string {
    const key = JSON.stringify([workspace, room, lan, access]);
    return path.join(this.folder, createHash('sha256').update(key).digest('hex').slice(0, 32));
  }

  private async read(name: string): Promise<KeptHistory | undefined> {
    const file = path.join(this.folder, name);
    const status = await stat(file).catch(() => undefined);
    if (!status) return undefined;
    const record = readRecord(path.join(this.folder, path.basename(name, HISTORY) + RECORD));
    return {
      file,
      room: record?.room ?? '',
      writtenAt: status.mtimeMs,
      inUse: this.isHeldByAnother(record, status.mtimeMs),
    };
  }

  /** Whether another process that still runs may host the room. @param writtenAt when the history was last written to */
  private isHeldByAnother(record: WrittenRecord | undefined, writtenAt = 0): boolean {
    return (
      record !== undefined &&
      record.pid !== this.pid &&
      processAlive(record.pid, Math.max(record.writtenAt, writtenAt))
    );
  }
}

function readRecord(file: string): WrittenRecord | undefined {
  const record = readJson(file, HistoryRecord);
  try {
    return record && { ...record, writtenAt: statSync(file).mtimeMs };
  } catch {
    return undefined; // removed just now
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
