/** Messages that come within this time after a notification wait for the next one. */
const PAUSE_MS = 8000;

/**
 * When the next notification may come: they must not pile up while the person is away. A message for this person alone
 * waits only for an earlier such message of the same author.
 */
export class NotificationThrottle {
  private quietUntil = 0;
  /** Member id of an author whose message for this person was notified -> until when the next one waits. */
  private readonly quietAuthors = new Map<string, number>();
  /** The order of the last message that was read when a person who was away was notified; undefined: the person is back. */
  private readWhenAway: number | undefined;

  /**
   * A notification was shown.
   * @param lastRead the order of the last message that is read
   * @param authors member ids of those who said something in it for this person
   */
  told(now: number, focused: boolean, lastRead: number, authors: readonly string[] = []): void {
    this.quietUntil = now + PAUSE_MS;
    for (const [author, until] of this.quietAuthors) if (until <= now) this.quietAuthors.delete(author);
    for (const author of authors) this.quietAuthors.set(author, this.quietUntil);
    this.readWhenAway = focused ? undefined : lastRead;
  }

  /** The window has the focus: the person is back. */
  focused(): void {
    this.readWhenAway = undefined;
  }

  /** How long to wait at least, in milliseconds. @param author of a message for this person; undefined: it is for all */
  left(now: number, author?: string): number {
    const until = author === undefined ? this.quietUntil : (this.quietAuthors.get(author) ?? 0);
    return Math.max(0, until - now);
  }

  /**
   * Whether the last notification is enough for messages that are for all: the person has neither come back nor read
   * anything since, here or elsewhere.
   */
  isAway(lastRead: number): boolean {
    return this.readWhenAway !== undefined && lastRead <= this.readWhenAway;
  }
}
