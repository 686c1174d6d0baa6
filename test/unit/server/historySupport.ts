import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { NewEvent, RoomEvent } from '../../../src/protocol/wire/messages';
import { type Disk, realDisk } from '../../../src/server/history/disk';
import { type Appended, EventLog } from '../../../src/server/room/eventLog';

/** Makes a folder for the tests of one `describe`. @returns a path in it where no file is yet */
export function useFolder(): () => string {
  let folder = '';
  let count = 0;
  before(() => (folder = mkdtempSync(path.join(tmpdir(), 'tilde-history-'))));
  after(() => rmSync(folder, { recursive: true, force: true }));
  return () => path.join(folder, `${++count}.jsonl`);
}

export const HEAD = { room: 'the room', secret: Buffer.alloc(32, 7) };

type Say = Extract<RoomEvent, { verb: 'say' }>;

export const say = (seq: number, text = `text ${seq}`, more: Partial<Say> = {}): Say => ({
  verb: 'say',
  from: 'ann',
  at: 1000 + seq,
  by: 'm',
  id: `id ${seq}`,
  text,
  seq,
  ...more,
});

export const edit = (seq: number, of: number, text: string): RoomEvent => ({
  ...{ verb: 'edit', from: 'ann', at: 1000 + seq, by: 'm', id: `id ${seq}`, of, text, seq },
});

export const remove = (seq: number, of: number): RoomEvent => ({
  ...{ verb: 'remove', from: 'ann', at: 1000 + seq, by: 'm', id: `id ${seq}`, of, seq },
});

/** A log in which each event has its own turn of the event loop: it is written when `append` returns. */
export class WritingLog extends EventLog {
  override append(event: NewEvent): Appended {
    const appended = super.append(event);
    this.commit();
    return appended;
  }
}

/** Many messages, from seq 1. */
export const messages = (count: number, bytes = 0): Say[] =>
  Array.from({ length: count }, (_, i) => say(i + 1, `text ${i + 1} ${'x'.repeat(bytes)}`));

/** A real disk that fails when it is told to. */
export class FaultyDisk implements Disk {
  /** How many operations have changed something, or flushed it, so far. */
  steps = 0;
  /** From this step on, the process is dead and does nothing more. A write at this step is done by half. */
  killedAt = Infinity;
  /** The error of every write. Half of the write is done before. */
  writeError: NodeJS.ErrnoException | undefined;
  flushError: NodeJS.ErrnoException | undefined;
  bytesRead = 0;
  bytesWritten = 0;
  /** The descriptors that are open. */
  readonly opened = new Set<number>();

  readonly place = (file: string) => realDisk.place(file);
  readonly isEmpty = (file: string) => realDisk.isEmpty(file);
  readonly makePrivate = (fd: number) => realDisk.makePrivate(fd);
  readonly size = (fd: number) => realDisk.size(fd);
  readonly isAt = (file: string, fd: number) => realDisk.isAt(file, fd);

  get isDead(): boolean {
    return this.steps >= this.killedAt;
  }

  open(file: string, how: 'existing' | 'create'): number {
    this.step();
    const fd = realDisk.open(file, how);
    this.opened.add(fd);
    return fd;
  }

  close(fd: number): void {
    this.step();
    this.opened.delete(fd);
    realDisk.close(fd);
  }

  read(fd: number, into: Buffer, length: number, position: number): number {
    const count = realDisk.read(fd, into, length, position);
    this.bytesRead += count;
    return count;
  }

  write(fd: number, bytes: Uint8Array, position: number): void {
    const half = () => realDisk.write(fd, bytes.subarray(0, bytes.length >> 1), position);
    const wasAlive = !this.isDead;
    try {
      this.step();
    } catch (error) {
      if (wasAlive) half();
      throw error;
    }
    if (this.writeError) {
      half();
      throw this.writeError;
    }
    realDisk.write(fd, bytes, position);
    this.bytesWritten += bytes.length;
  }

  truncate(fd: number, size: number): void {
    this.step();
    realDisk.truncate(fd, size);
  }

  // the system keeps what it was given when a process dies, so these need not wait for a real disk
  sync(fd: number): void {
    assert.ok(this.opened.has(fd));
    this.step();
  }

  async flush(fd: number): Promise<void> {
    this.step();
    if (this.flushError) throw this.flushError;
    await new Promise((resolve) => setImmediate(resolve));
    assert.ok(this.opened.has(fd), 'a file was closed while it was flushed');
  }

  rename(from: string, to: string): void {
    this.step();
    realDisk.rename(from, to);
  }

  remove(file: string): void {
    this.step();
    realDisk.remove(file);
  }

  syncFolder(): void {
    this.step();
  }

  /** Closes what the system would have closed for a dead process. */
  bury(): void {
    for (const fd of this.opened) realDisk.close(fd);
    this.opened.clear();
  }

  private step(): void {
    if (this.steps < this.killedAt) this.steps++;
    if (this.steps >= this.killedAt) throw new Error('killed');
  }
}

export const systemError = (code: string): NodeJS.ErrnoException => Object.assign(new Error(code), { code });
