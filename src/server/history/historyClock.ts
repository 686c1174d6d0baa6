import type { Clock } from '../../base/clock';
import { FIRST_DATE, type SureDate, lookAgain, sureFrom, surely } from '../../base/sureDate';
import type { HistoryFile } from './historyFile';

const DAY_MS = 86_400_000;

/**
 * What a history knows about the date: from its file, from how long it has been open, and from the computer's clock.
 */
export class HistoryClock {
  private state: SureDate;
  private lookedAt: number;
  private savedAt: number;
  private readonly startedAt: number;

  constructor(
    private readonly file: HistoryFile,
    private readonly clock: Clock,
  ) {
    this.startedAt = this.lookedAt = this.savedAt = clock.now();
    const { known, last } = file;
    const date = clock.date();
    if (known) this.state = lookAgain(known, date);
    // an empty file has nothing to lose
    else this.state = last ? sureFrom(last.at, date) : surely(Math.min(date, FIRST_DATE), date);
    // if this process is killed, the next one must not take the date from what this one has dated
    if (!known) this.save();
  }

  /** It is at least this late, in milliseconds since the epoch. What is too old by this can be deleted. */
  get sure(): number {
    return this.state.sure + this.clock.now() - this.lookedAt;
  }

  /** It is at most this late, in milliseconds since the epoch. What is too old by this is not shown. */
  get latest(): number {
    return Math.max(this.clock.date(), this.sure);
  }

  /** The date of an event that happens now. A clock that is known to be days behind is not asked. */
  get date(): number {
    const [date, { sure }] = [this.clock.date(), this];
    return date < sure - DAY_MS ? Math.floor(sure) : date;
  }

  /** How far the computer's clock is ahead of what is sure, in milliseconds. */
  get doubtMs(): number {
    return this.clock.date() - this.sure;
  }

  /** How long the history has been open, in milliseconds. */
  get ranMs(): number {
    return this.clock.now() - this.startedAt;
  }

  /** Whether a date can be trusted to say how old something is. */
  isCredible(at: number): boolean {
    return at >= FIRST_DATE && at <= this.latest;
  }

  /** Checks that the computer's clock keeps time. Must be called often. Saves what is known now and then. */
  look(): void {
    const now = this.clock.now();
    this.state = lookAgain(this.state, this.clock.date(), now - this.lookedAt);
    this.lookedAt = now;
    if (now - this.savedAt >= DAY_MS) this.save();
  }

  /** What the next start needs to know. */
  get known(): SureDate {
    return this.state;
  }

  private save(): void {
    this.savedAt = this.clock.now();
    const { seq = 0, at = 0 } = this.file.last ?? {};
    try {
      this.file.append([{ verb: 'mark', seq, at, clock: this.state }]);
    } catch {
      // a failing disk shows when something is said; until then, less is sure
    }
  }
}
