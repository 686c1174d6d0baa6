import type { Clock } from '../../base/clock';

/** Whether one is typing, told to the others as often as they are told of it (P-5.5). */
export class OwnTyping {
  /** When it was last told that one is; not lately, if undefined. */
  private toldAt: number | undefined;

  constructor(private readonly clock: Clock) {}

  /** @param intervalMs as often as the others are told @returns whether this is to be told */
  isNews(on: boolean, intervalMs: number): boolean {
    const now = this.clock.now();
    const { toldAt } = this;
    if (on ? toldAt !== undefined && now - toldAt < intervalMs : toldAt === undefined) return false;
    this.toldAt = on ? now : undefined;
    return true;
  }

  /** The others know that one is not: a message came, or the connection went. */
  reset(): void {
    this.toldAt = undefined;
  }
}
