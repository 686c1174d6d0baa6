import type { Clock } from '../../base/clock';
import { FIRST_DATE, type SureDate, lookAgain, sureFrom, surely } from '../../base/sureDate';
import type { HistoryFile } from './historyFile';

const DAY_MS = 86_400_000;

/** What a history knows of the date: by what is written in its file, how long it runs, and what the clock says. */
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
    // what has nothing in it has nothing to lose
    else this.state = last ? sureFrom(last.at, date) : surely(Math.min(date, FIRST_DATE), date);
    // should it be killed, the next one must not learn the date from what this one has dated
    if (!known) this.save();
  }

  /** It is at least so late. What is older than may be by this can be deleted. */
  get sure(): number {
    return this.state.sure + this.clock.now() - this.lookedAt;
  }

  /** As late as it may be: what is older than may be by this is not shown. */
  get latest(): number {
    return Math.max(this.clock.date(), this.sure);
  }

  /** When something happens that happens now. A clock that is known to be days behind gives no dates. */
  get date(): number {
    const [date, { sure }] = [this.clock.date(), this];
    return date < sure - DAY_MS ? Math.floor(sure) : date;
  }

  /** How far the clock is ahead of what is sure, in milliseconds. */
  get doubtMs(): number {
    return this.clock.date() - this.sure;
  }

  /** For how long the room has been open without a pause, in milliseconds. */
  get ranMs(): number {
    return this.clock.now() - this.startedAt;
  }

  /** Whether what is dated so says anything of its age. */
  isCredible(at: number): boolean {
    return at >= FIRST_DATE && at <= this.latest;
  }

  /** Looks whether the clock keeps to what it says. To be called often, and writes it down now and then. */
  look(): void {
    const now = this.clock.now();
    this.state = lookAgain(this.state, this.clock.date(), now - this.lookedAt);
    this.lookedAt = now;
    if (now - this.savedAt >= DAY_MS) this.save();
  }

  /** What there is to be known at the next start. */
  get known(): SureDate {
    return this.state;
  }

  private save(): void {
    this.savedAt = this.clock.now();
    const { seq = 0, at = 0 } = this.file.last ?? {};
    try {
      this.file.append([{ verb: 'mark', seq, at, clock: this.state }]);
    } catch {
      // a disk that fails shows when something is said; until then, less is sure
    }
  }
}
