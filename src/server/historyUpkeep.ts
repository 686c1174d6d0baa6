import type { Clock } from '../base/clock';
import type { Disposable } from '../base/disposable';
import { Emitter } from '../base/emitter';
import type { Logger } from '../base/logger';
import type { Limits } from '../protocol/limits';
import { diskReason } from './diskReason';
import type { HistoryFile } from './historyFile';
import { type HistoryRecord, isNoise } from './historyRecord';
import type { Shares } from './historyShares';
import { Timers } from './timers';

/** How much longer than it is served something too old may stand in the file, as a part of its time, */
const SLACK_PART = 0.125;
/** and at most. */
const MAX_SLACK_MS = 86_400_000;
const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const SECOND_MS = 1000;
/** Wait after a compaction that failed. */
const RETRY_MS = 600_000;

const KEEP_ALL: Shares = { said: 0, noise: 0 };

/** Says, at the beginning, which records are kept. */
type Plan = () => Promise<IsKept> | IsKept;
type IsKept = (record: HistoryRecord) => boolean;

export type UpkeepLimits = Pick<Limits, 'historyFileBytes' | 'historyDays' | 'eraseAfterMs'>;

/** Lets go of what a history is to keep no longer: what is taken back, too old, too much, or all of it. */
export class HistoryUpkeep implements Disposable {
  /** Events below this are not served any more; they leave the file, too. */
  private lowest = 0;
  /** The last rewriting that was asked for, while it is not done. */
  private rewriting: Promise<void> | undefined;
  private compactNotBefore = -Infinity;
  private readonly timers: Timers<'erase' | 'expire'>;
  private readonly _onDidForget = new Emitter<number>();
  /** Fires with the seq below which everything is to be forgotten. */
  readonly onDidForget = this._onDidForget.event;

  constructor(
    private readonly file: HistoryFile,
    private readonly limits: UpkeepLimits,
    private readonly clock: Clock,
    private readonly logger: Logger,
  ) {
    this.timers = new Timers(clock);
    if (file.hasToErase) this.eraseSoon();
    this.expire(0);
    this.compactIfLarge();
  }

  /** The lowest seq that may still be served. */
  get floor(): number {
    return this.lowest;
  }

  /** The text of a message and of its edits is not served any more, and has left the file `eraseAfterMs` later. */
  erase(seq: number): void {
    this.file.erase(seq);
    this.eraseSoon();
  }

  /** Drops all events up to `seq`. Rejects if they are still in the file. */
  async clear(seq: number): Promise<void> {
    this.forgetBelow(seq + 1);
    await this.rewrite(() => (record) => record.seq > seq);
  }

  compactIfLarge(): void {
    if (this.file.size <= this.limits.historyFileBytes || this.rewriting) return;
    if (this.clock.now() >= this.compactNotBefore) void this.compact('size');
  }

  /** Writes the file anew, one time after the other; `plan` says at its beginning what is kept. */
  rewrite(plan: Plan): Promise<void> {
    const rewriting = this.settled()
      .then(async () => this.file.rewrite(await plan()))
      .finally(() => {
        if (this.rewriting === rewriting) this.rewriting = undefined;
      });
    this.rewriting = rewriting;
    return rewriting;
  }

  /** Resolves when what is being rewritten is done, or has failed. */
  settled(): Promise<void> {
    return this.rewriting?.catch(() => undefined) ?? Promise.resolve();
  }

  /** Begins nothing any more. */
  dispose(): void {
    this.timers.dispose();
  }

  private eraseSoon(): void {
    this.timers.set('erase', this.limits.eraseAfterMs, () => void this.compact('erase'));
  }

  /**
   * What has become too old is not served any more, as soon as it has. The file is written anew when the oldest in it
   * is so by more than `slackMs`: not for each event.
   */
  private expire(slackMs: number): void {
    const keptMs = this.limits.historyDays * DAY_MS;
    if (keptMs === 0) return;
    const now = this.clock.now();
    const { oldest } = this.file;
    const isDue = oldest && now - oldest.at > keptMs + slackMs;
    const nextMs = this.forgetOlder(now - keptMs);
    if (isDue && !this.rewriting && now >= this.compactNotBefore) void this.compact('expire');
    const waitMs = Math.min(HOUR_MS, Math.max(SECOND_MS, nextMs));
    this.timers.set('expire', waitMs, () => this.expire(Math.min(keptMs * SLACK_PART, MAX_SLACK_MS)));
  }

  /** Serves nothing any more that was before `time`. @returns when that will be too little, in milliseconds from now */
  private forgetOlder(time: number): number {
    let below = this.lowest;
    let nextMs = Infinity;
    try {
      for (const { seq, at } of this.file.times(below)) {
        nextMs = at - time;
        if (nextMs >= 0) break;
        below = seq + 1;
      }
    } catch (error) {
      this.logger.warn(`history: cannot be read: ${diskReason(error)}`);
    }
    if (below > this.lowest) this.forgetBelow(below);
    return nextMs < 0 ? Infinity : nextMs;
  }

  /** Drops what is taken back, too old or too much. What fails is tried again later. */
  private async compact(why: 'size' | 'erase' | 'expire'): Promise<void> {
    const { historyDays, historyFileBytes } = this.limits;
    try {
      await this.rewrite(async () => {
        const isLarge = this.file.size > historyFileBytes;
        const shares = isLarge ? (await this.file.shares()).within(historyFileBytes) : KEEP_ALL;
        const tooOld = historyDays > 0 ? this.clock.now() - historyDays * DAY_MS : -Infinity;
        // what stands behind something that is young enough stays, whatever the clock said then
        let isReached = false;
        return (record) => {
          isReached ||= record.at >= tooOld && record.seq >= this.lowest;
          return isReached && record.seq >= (isNoise(record) ? shares.noise : shares.said);
        };
      });
      if (this.file.hasToErase) this.eraseSoon();
    } catch (error) {
      if (this.timers.isDisposed) return;
      this.compactNotBefore = this.clock.now() + RETRY_MS;
      this.logger.warn(`history: could not be compacted: ${diskReason(error)}`);
      if (why === 'erase') this.timers.set('erase', RETRY_MS, () => void this.compact('erase'));
    }
  }

  private forgetBelow(seq: number): void {
    this.lowest = seq;
    this._onDidForget.fire(seq);
  }
}
