/** After a notification, what comes within this time waits for the next one. */
const PAUSE_MS = 8000;

/** When the next notification may come: they must not pile up before somebody who is away. */
export class ToastPause {
  private quietUntil = 0;
  /** What was read when one was told who was away; undefined: nobody is waited for. */
  private readWhenAway: number | undefined;

  /** One was shown. @param readUpTo the order up to which all is read */
  told(now: number, focused: boolean, readUpTo: number): void {
    this.quietUntil = now + PAUSE_MS;
    this.readWhenAway = focused ? undefined : readUpTo;
  }

  /** The window has the focus: its person has come back. */
  focused(): void {
    this.readWhenAway = undefined;
  }

  /** How long to wait at least, in milliseconds. */
  left(now: number): number {
    return Math.max(0, this.quietUntil - now);
  }

  /** Whether the one before stands for all: its person has neither come back nor read anything since, here or elsewhere. */
  isAway(readUpTo: number): boolean {
    return this.readWhenAway !== undefined && readUpTo <= this.readWhenAway;
  }
}
