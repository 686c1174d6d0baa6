import type { Clock } from '../base/clock';
import type { Disposable } from '../base/disposable';
import type { Outgoing } from './link';

interface Item extends Outgoing {
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
    private readonly expired: (id: string) => void,
  ) {}

  add(id: string, text: string): void {
    this.items.set(id, { id, text, state: 'queued', expiry: this.expireLater(id) });
  }

  /** The oldest that is to be sent. */
  next(): Outgoing | undefined {
    for (const item of this.items.values()) if (item.state === 'queued') return item;
    return undefined;
  }

  sent(id: string): void {
    const item = this.items.get(id);
    if (item?.state === 'queued') item.state = 'sent';
  }

  /** It came back. Also what counted as failed may. @returns whether it was waited for */
  settle(id: string): boolean {
    this.items.get(id)?.expiry.dispose();
    return this.items.delete(id);
  }

  /** @returns whether it was waited for and had not failed before */
  fail(id: string): boolean {
    const item = this.items.get(id);
    if (!item || item.state === 'failed') return false;
    item.expiry.dispose();
    item.state = 'failed';
    return true;
  }

  /** What failed is sent again, as the newest. @returns whether it had failed */
  retry(id: string): boolean {
    const item = this.items.get(id);
    if (item?.state !== 'failed') return false;
    this.items.delete(id);
    this.add(id, item.text);
    return true;
  }

  /** The connection is gone: what has not come back is to be sent again. */
  rewind(): void {
    for (const item of this.items.values()) if (item.state === 'sent') item.state = 'queued';
  }

  /** The ids that are queued or sent. */
  open(): string[] {
    return [...this.items.values()].filter((item) => item.state !== 'failed').map((item) => item.id);
  }

  dispose(): void {
    for (const item of this.items.values()) item.expiry.dispose();
  }

  private expireLater(id: string): Disposable {
    return this.clock.after(this.pendingMs, () => {
      if (this.fail(id)) this.expired(id);
    });
  }
}
