import type { Timers } from '../../browser/timers';

/** How often others are told at most that somebody still types. At theirs it fades after 6 s (P-5.5). */
export const REPEAT_MS = 2000;
/** Somebody who has not touched a key for this long has stopped. */
export const IDLE_MS = 5000;

/** Turns what happens in the composer into as few "types" and "has stopped" as will do. */
export class TypingSignal {
  /** When others were last told, while the person types. */
  private toldAt: number | undefined;
  private cancelIdle: () => void = () => undefined;

  constructor(
    private readonly tell: (on: boolean) => void,
    private readonly timers: Timers,
  ) {}

  /** The person has changed the text, and it is not empty. */
  typed(): void {
    const now = this.timers.now();
    if (this.toldAt === undefined || now - this.toldAt >= REPEAT_MS) {
      this.toldAt = now;
      this.tell(true);
    }
    this.cancelIdle();
    this.cancelIdle = this.timers.after(IDLE_MS, () => this.stopped());
  }

  /** The text was sent or emptied, or the person went elsewhere. */
  stopped(): void {
    this.cancelIdle();
    if (this.toldAt === undefined) return;
    this.toldAt = undefined;
    this.tell(false);
  }
}
