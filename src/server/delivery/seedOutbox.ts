import type { Clock } from '../../base/clock';
import type { Disposable } from '../../base/disposable';
import { seedFrame } from '../../protocol/dialects/plainPeers';
import { utf8Length } from '../../protocol/wire/utf8';
import type { Outbox } from './outbox';

/**
 * What waits for an original client (P-2.7 to P-2.11): whole frames, one in each write, spaced so that the client reads them
 * one by one. What piles up meanwhile is joined into frames that it prints like separate ones.
 */
export class SeedOutbox implements Disposable {
  private readonly entries: string[] = [];
  private waitingBytes = 0;
  private spacing: Disposable | undefined;
  private ending = false;
  private overflowed = false;

  constructor(
    private readonly outbox: Outbox,
    private readonly clock: Clock,
    private readonly options: { readonly seedSpacingMs: number; readonly outboxBytes: number },
    private readonly onOverflow: () => void,
  ) {}

  /** @param entries as made by `seedEntries` */
  send(entries: readonly string[]): void {
    if (this.overflowed) return;
    for (const entry of entries) {
      this.entries.push(entry);
      this.waitingBytes += utf8Length(entry);
    }
    if (this.waitingBytes > this.options.outboxBytes) this.overflow();
    else this.pump();
  }

  /** Ends the connection once everything has been sent. */
  end(): void {
    this.ending = true;
    this.pump();
  }

  dispose(): void {
    this.spacing?.dispose();
    this.entries.length = 0;
  }

  /** Drops what waits, so that the last word does not wait behind it. */
  private overflow(): void {
    this.entries.length = 0;
    this.waitingBytes = 0;
    this.overflowed = true;
    // not from inside a fan-out: others are still being written to
    queueMicrotask(() => {
      this.overflowed = false;
      this.onOverflow();
    });
  }

  private pump(): void {
    if (this.spacing) return;
    if (this.entries.length === 0) {
      if (this.ending) this.outbox.end();
      return;
    }
    const { frame, count } = seedFrame(this.entries);
    for (const entry of this.entries.splice(0, count)) this.waitingBytes -= utf8Length(entry);
    this.outbox.write(Buffer.from(frame));
    if (this.options.seedSpacingMs === 0) {
      this.pump();
      return;
    }
    this.spacing = this.clock.after(this.options.seedSpacingMs, () => {
      this.spacing = undefined;
      this.pump();
    });
  }
}
