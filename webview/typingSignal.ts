import type { Timers } from './timers';

/** At most so often others are told that somebody still types; with them it fades after 6 s (P-5.5). */
export const REPEAT_MS = 2000;
/** Who has not touched a key for so long has stopped. */
export const IDLE_MS = 5000;

/** Turns what happens in the composer into few "types" and "has stopped". */
export class TypingSignal {
  /** When it was last told, while it is on. */
  private toldAt: number | undefined;
  private cancelIdle: () => void = () => undefined;

  constructor(
    private readonly tell: (on: boolean) => void,
    private readonly timers: Timers,
  ) {}

  /** The person has changed what is written, to something that is not empty. */
  typed(): void {
    const now = this.timers.now();
    if (this.toldAt === undefined || now - this.toldAt >= REPEAT_MS) {
      this.toldAt = now;
      this.tell(true);
    }
    this.cancelIdle();
    this.cancelIdle = this.timers.after(IDLE_MS, () => this.stopped());
  }

  /** It was sent or emptied, or the person went elsewhere. */
  stopped(): void {
    this.cancelIdle();
    if (this.toldAt === undefined) return;
    this.toldAt = undefined;
    this.tell(false);
  }
}
