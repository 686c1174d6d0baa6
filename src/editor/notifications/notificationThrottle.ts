/** After a notification, what comes within this time waits for the next one. */
const PAUSE_MS = 8000;

/**
 * When the next notification may come: they must not pile up before somebody who is away. What is for this person alone
 * waits for nothing but more of the same from the same author.
 */
export class NotificationThrottle {
  private quietUntil = 0;
  /** Until when those are quiet who said something for this person that was told, by mid. */
  private readonly quietAuthors = new Map<string, number>();
  /** What was read when one was told who was away; undefined: nobody is waited for. */
  private readWhenAway: number | undefined;

  /**
   * One was shown.
   * @param readUpTo the order up to which all is read
   * @param authors of what in it was for this person
   */
  told(now: number, focused: boolean, readUpTo: number, authors: readonly string[] = []): void {
    this.quietUntil = now + PAUSE_MS;
    for (const [author, until] of this.quietAuthors) if (until <= now) this.quietAuthors.delete(author);
    for (const author of authors) this.quietAuthors.set(author, this.quietUntil);
    this.readWhenAway = focused ? undefined : readUpTo;
  }

  /** The window has the focus: its person has come back. */
  focused(): void {
    this.readWhenAway = undefined;
  }

  /** How long to wait at least, in milliseconds. @param author of something for this person; left out: it is for all */
  left(now: number, author?: string): number {
    const until = author === undefined ? this.quietUntil : (this.quietAuthors.get(author) ?? 0);
    return Math.max(0, until - now);
  }

  /**
   * Whether the one before stands for all that is for all: its person has neither come back nor read anything since,
   * here or elsewhere.
   */
  isAway(readUpTo: number): boolean {
    return this.readWhenAway !== undefined && readUpTo <= this.readWhenAway;
  }
}
