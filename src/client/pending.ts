import type { Clock } from '../base/clock';
import type { Disposable } from '../base/disposable';
import type { Outgoing } from './link';

interface Item {
  readonly what: Outgoing;
  state: 'queued' | 'sent' | 'failed';
  expiry: Disposable;
}

/** One's own messages until they have come back (P-6.10), in the order they were said. */
export class Pending implements Disposable {
  private readonly items = new Map<string, Item>();

  /**
   * @param pendingMs after this a message is no longer sent or waited for, and `expired` is told
   */
  constructor(
    private readonly clock: Clock,
    private readonly pendingMs: number,
    private readonly expired: (id: string, what: Outgoing) => void,
  ) {}

  add(what: Outgoing): void {
    this.items.set(what.id, { what, state: 'queued', expiry: this.expireLater(what.id) });
  }

  /** The oldest that is to be sent. */
  next(): Outgoing | undefined {
    for (const item of this.items.values()) if (item.state === 'queued') return item.what;
    return undefined;
  }

  sent(id: string): void {
    const item = this.items.get(id);
    if (item?.state === 'queued') item.state = 'sent';
  }

  has(id: string): boolean {
    return this.items.has(id);
  }

  /** It came back. Also what counted as failed may. @returns whether it was waited for */
  settle(id: string): boolean {
    this.items.get(id)?.expiry.dispose();
    return this.items.delete(id);
  }

  /** What failed may be retried. @returns what was waited for, if it had not failed before */
  fail(id: string): Outgoing | undefined {
    const item = this.items.get(id);
    if (!item || item.state === 'failed') return undefined;
    item.expiry.dispose();
    item.state = 'failed';
    return item.what;
  }

  /** What failed is sent again, as the newest. @returns whether it had failed */
  retry(id: string): boolean {
    const item = this.items.get(id);
    if (item?.state !== 'failed') return false;
    this.items.delete(id);
    this.add(item.what);
    return true;
  }

  /** The connection is gone: what has not come back is to be sent again. */
  rewind(): void {
    for (const item of this.items.values()) if (item.state === 'sent') item.state = 'queued';
  }

  /** The ids that are queued or sent. */
  open(): string[] {
    return [...this.items.values()].filter((item) => item.state !== 'failed').map((item) => item.what.id);
  }

  dispose(): void {
    for (const item of this.items.values()) item.expiry.dispose();
  }

  private expireLater(id: string): Disposable {
    return this.clock.after(this.pendingMs, () => {
      const what = this.fail(id);
      if (what) this.expired(id, what);
    });
  }
}
