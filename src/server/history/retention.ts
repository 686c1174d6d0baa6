import type { Clock } from '../../base/clock';
import type { Disposable } from '../../base/disposable';
import { Emitter } from '../../base/emitter';
import type { Logger } from '../../base/logger';
import { FIRST_DATE } from '../../base/sureDate';
import type { Limits } from '../../protocol/wire/limits';
import { diskReason } from './diskReason';
import type { HistoryClock } from './historyClock';
import type { HistoryFile } from './historyFile';
import { type HistoryRecord, isNoise } from './historyRecord';
import type { Shares } from './historyShares';
import { NamedTimers } from './namedTimers';

/** How much longer an event may stay in the file than it is served, as a part of the time that it is served. */
const SLACK_PART = 0.125;
/** The longest that this may be, in milliseconds. */
const MAX_SLACK_MS = 86_400_000;
const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
/** A pause or leap of the clock that is worth a line in the log, if it hides something. */
const TOLD_DOUBT_MS = 30 * DAY_MS;
const SECOND_MS = 1000;
/** The wait after a compaction that failed. */
const RETRY_MS = 600_000;
/** The most events without a credible date that are skipped at a time, to see whether a later event is too old. */
const MAX_PASSED_OVER = 20_000;

const KEEP_ALL: Shares = { said: 0, noise: 0 };

/** Decides, when a rewrite begins, which records are kept. */
type Plan = () => Promise<IsKept> | IsKept;
type IsKept = (record: HistoryRecord) => boolean;

export type RetentionLimits = Pick<Limits, 'historyFileBytes' | 'historyDays' | 'eraseAfterMs'>;

/** The seq below which everything is too old. */
interface Floor {
  below: number;
  /** Everything below is older than this time, in milliseconds since the epoch. */
  since: number;
  /** The floor stays the same for any time up to this one. */
  until: number;
}

/** Deletes what a history no longer keeps: what was taken back, is too old, is too much, or was cleared. */
export class Retention implements Disposable {
  /** Events below this are gone for good. */
  private cleared = 0;
  /** Events below it may be too old, and are not served. They are served again if the clock was wrong. */
  private readonly hidden: Floor = { below: 0, since: -Infinity, until: -Infinity };
  /** Events below it are too old for sure, and leave the file. */
  private readonly deletable: Floor = { below: 0, since: -Infinity, until: -Infinity };
  /** The seq of the last event before this start. Everything since is no older than this start. */
  private readonly lastBefore: number;
  private hasTold = false;
  /** The last rewrite that was asked for, until it is done. */
  private rewriting: Promise<void> | undefined;
  private compactNotBefore = -Infinity;
  private readonly timers: NamedTimers<'erase' | 'expire'>;
  private readonly _onDidForget = new Emitter<number>();
  /** Fires when events must be forgotten, with the seq below which all of them are. */
  readonly onDidForget = this._onDidForget.event;

  constructor(
    private readonly file: HistoryFile,
    private readonly limits: RetentionLimits,
    private readonly time: HistoryClock,
    private readonly clock: Clock,
    private readonly logger: Logger,
  ) {
    this.timers = new NamedTimers(clock);
    this.lastBefore = file.last?.seq ?? 0;
    if (file.hasToErase) this.eraseSoon();
    this.expire(0);
    this.compactIfLarge();
  }

  /** The lowest seq that may still be served. */
  get floor(): number {
    return Math.max(this.cleared, this.hidden.below);
  }

  /** From here on, the texts of a message and of its edits are not served. They leave the file after `eraseAfterMs`. */
  erase(seq: number): void {
    this.file.erase(seq);
    this.eraseSoon();
  }

  /** Drops all events up to `seq`. Rejects if they are still in the file. */
  async clear(seq: number): Promise<void> {
    this.cleared = seq + 1;
    this._onDidForget.fire(this.cleared);
    await this.rewrite(() => (record) => record.seq > seq);
  }

  compactIfLarge(): void {
    if (this.file.size <= this.limits.historyFileBytes || this.rewriting) return;
    if (this.clock.now() >= this.compactNotBefore) void this.compact('size');
  }

  /** Rewrites the file, one rewrite after the other. `plan` decides when it begins what is kept. */
  rewrite(plan: Plan): Promise<void> {
    const rewriting = this.settled()
      .then(async () => this.file.rewrite(await plan()))
      .finally(() => {
        if (this.rewriting === rewriting) this.rewriting = undefined;
      });
    this.rewriting = rewriting;
    return rewriting;
  }

  /** Resolves when the current rewrite is done or has failed. */
  settled(): Promise<void> {
    return this.rewriting?.catch(() => undefined) ?? Promise.resolve();
  }

  /** From here on, nothing new is started. */
  dispose(): void {
    this.timers.dispose();
    this._onDidForget.dispose();
  }

  private eraseSoon(): void {
    this.timers.set('erase', this.limits.eraseAfterMs, () => void this.compact('erase'));
  }

  /** Whether an event is too old to be served, by what the clock says now. */
  isTooOld(event: Pick<HistoryRecord, 'seq' | 'at'>): boolean {
    return this.keptMs > 0 && this.isBefore(event, this.time.latest - this.keptMs);
  }

  private get keptMs(): number {
    return this.limits.historyDays * DAY_MS;
  }

  /**
   * Hides events as soon as they are too old. The file is not rewritten for each of them, but only once something in it
   * has been too old for longer than `slackMs`, by what is sure about the date.
   */
  private expire(slackMs: number): void {
    this.time.look();
    const { keptMs } = this;
    let waitMs = MINUTE_MS;
    if (keptMs > 0) {
      const since = this.time.latest - keptMs;
      waitMs = this.hideBefore(since) - since;
      this.move(this.deletable, this.time.sure - keptMs - slackMs);
      const isDue = this.deletable.below > (this.file.oldest?.seq ?? Infinity);
      if (isDue && !this.rewriting && this.clock.now() >= this.compactNotBefore) void this.compact('expire');
    }
    // often enough to see soon that somebody has set the clock
    waitMs = Math.min(MINUTE_MS, Math.max(SECOND_MS, waitMs));
    this.timers.set('expire', waitMs, () => this.expire(Math.min(keptMs * SLACK_PART, MAX_SLACK_MS)));
  }

  /** Hides everything that is older than `since`. @returns the time up to which nothing more needs to be hidden */
  private hideBefore(since: number): number {
    const { below } = this.hidden;
    this.move(this.hidden, since);
    if (this.hidden.below > below) {
      this._onDidForget.fire(this.floor);
      if (!this.hasTold && this.time.doubtMs > TOLD_DOUBT_MS) this.tellOfDoubt();
    }
    return this.hidden.until;
  }

  /** Moves a floor so that everything below is older than `since`: up, or down if somebody has set the clock back. */
  private move(floor: Floor, since: number): void {
    const isBack = since < floor.since - MINUTE_MS;
    if (isBack) floor.below = 0;
    else if (since < floor.until) return;
    floor.since = since;
    Object.assign(floor, this.floorAt(floor.below, since));
  }

  private tellOfDoubt(): void {
    this.hasTold = true;
    const days = Math.round(this.time.doubtMs / DAY_MS);
    this.logger.warn(
      `history: the computer's clock is ${days} days ahead of what the file knows of: what is too old by that is not shown, and deleted only once the clock has kept to it for a week.`,
    );
  }

  /**
   * @param from a seq; nothing below it is looked at
   * @returns the seq below which everything is older than `since`, and the time up to which that stays so
   */
  private floorAt(from: number, since: number): Pick<Floor, 'below' | 'until'> {
    let below = from;
    let passedOver = 0;
    // events that are yet to come are not looked at, either
    let until = since + HOUR_MS;
    try {
      for (const event of this.file.times(from)) {
        if (this.isBefore(event, since)) below = event.seq + 1;
        else if (this.time.isCredible(event.at) || ++passedOver > MAX_PASSED_OVER) {
          until = Math.min(until, event.at);
          break;
        }
      }
    } catch (error) {
      this.logger.warn(`history: cannot be read: ${diskReason(error)}`);
    }
    return { below, until };
  }

  /** Whether an event is older than `since`. One since the start is no older than the start, whatever its date says. */
  private isBefore({ seq, at }: Pick<HistoryRecord, 'seq' | 'at'>, since: number): boolean {
    return at < since && at >= FIRST_DATE && (seq <= this.lastBefore || this.time.ranMs >= this.keptMs);
  }

  /** Drops what was taken back, is too old or is too much. If that fails, it is tried again later. */
  private async compact(why: 'size' | 'erase' | 'expire'): Promise<void> {
    const { historyFileBytes } = this.limits;
    try {
      await this.rewrite(async () => {
        const isLarge = this.file.size > historyFileBytes;
        const shares = isLarge ? (await this.file.shares()).within(historyFileBytes) : KEEP_ALL;
        const { below } = this.keptMs > 0 ? this.floorAt(0, this.time.sure - this.keptMs) : { below: 0 };
        const from = Math.max(below, this.cleared);
        return (record) => record.seq >= Math.max(from, isNoise(record) ? shares.noise : shares.said);
      });
      if (this.file.hasToErase) this.eraseSoon();
    } catch (error) {
      if (this.timers.isDisposed) return;
      this.compactNotBefore = this.clock.now() + RETRY_MS;
      this.logger.warn(`history: could not be compacted: ${diskReason(error)}`);
      if (why === 'erase') this.timers.set('erase', RETRY_MS, () => void this.compact('erase'));
    }
  }
}
