import type { PanelEntry } from '../src/panel/entrySchemas';
import type { PanelStrings } from '../src/panel/strings';
import type { WordsOptions } from '../src/text/plainWords';
import { announcement } from './wording/announcement';
import type { Timers } from './browser/timers';

/** How long messages are gathered before the screen reader reads them out together. */
export const GATHER_MS = 1000;
/** The shortest time between two such readings, in a busy room. */
export const APART_MS = 5000;

/** What a screen reader says by itself: states at once, messages gathered, so that a burst is one sentence. */
export class Announcer {
  /** Another page tells of what comes. What the person does here is told here. */
  isQuiet = false;
  /** How many messages have come since the last sentence, and the first of them. */
  private count = 0;
  private first: readonly PanelEntry[] = [];
  private waiting = false;
  private saidAt = -Infinity;

  /**
   * @param say puts a sentence into the live region
   * @param how messages are read now
   */
  constructor(
    private readonly say: (text: string) => void,
    private readonly strings: PanelStrings,
    private readonly timers: Timers,
    private readonly how: () => WordsOptions = () => ({}),
  ) {}

  /** Something the person should know now. */
  tell(text: string): void {
    if (text !== '') this.say(text);
  }

  /** Messages of others have come. @param count how many, where `entries` does not hold them all */
  arrived(entries: readonly PanelEntry[], count = entries.length): void {
    if (count === 0 || this.isQuiet) return;
    if (this.count === 0) this.first = entries.slice(0, 1);
    this.count += count;
    if (this.waiting) return;
    this.waiting = true;
    const sinceLast = this.timers.now() - this.saidAt;
    this.timers.after(Math.max(GATHER_MS, APART_MS - sinceLast), () => {
      this.waiting = false;
      this.saidAt = this.timers.now();
      this.say(announcement(this.first, this.strings, this.count, this.how()));
      this.count = 0;
    });
  }
}
