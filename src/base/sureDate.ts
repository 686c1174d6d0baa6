// What is certain about the date although the computer's clock may be wrong. Deleting by age goes by this.
import * as v from 'valibot';

const DAY_MS = 86_400_000;
/** A clock that is off by no more than this has only drifted. */
const DRIFT_MS = 60_000;
/** How long a clock must stay consistent before it is believed. */
const HOLD_MS = 7 * DAY_MS;
/** Most that a pause between two runs counts towards that: nobody knows how long it was. */
const PAUSE_MS = DAY_MS;

/** There was no Tilde before this date. A clock that shows an earlier one is wrong, and says nothing about age. */
export const FIRST_DATE = Date.UTC(2025, 0, 1);

const number = v.pipe(v.number(), v.finite());

/** What is stored from one run to the next. In milliseconds, dates since the epoch. */
export const SureDate = v.object({
  /** It is at least this late. */
  sure: number,
  /** What the clock said at that moment. */
  date: number,
  /** By how much the clock has been ahead of `sure` (below 0: behind), at the least, for `heldMs`. */
  ahead: number,
  /** How long the clock has been consistent: the time that was run, and up to a day of each pause. */
  heldMs: number,
});

export type SureDate = v.InferOutput<typeof SureDate>;

/** @param sure it is at least this late @param date what the clock says, which has proved nothing yet */
export const surely = (sure: number, date: number): SureDate => ({
  sure,
  date,
  ahead: date - sure,
  heldMs: 0,
});

/** What is certain if only the date of the latest thing written is known. */
export const sureFrom = (latest: number, date: number): SureDate =>
  surely(date < FIRST_DATE ? latest : Math.min(latest, date), date);

/**
 * What is certain at the next look. Time that was run is certain. A pause, or a leap of the clock, is certain once the clock
 * has been consistent with it for a week. A clock that goes back meanwhile starts over.
 * @param date what the clock says
 * @param ranMs milliseconds since the last look; left out if there was a pause in between
 */
export function lookAgain(before: SureDate, date: number, ranMs?: number): SureDate {
  const sure = before.sure + (ranMs ?? 0);
  const ahead = date - sure;
  if (Math.abs(ahead) <= DRIFT_MS) return surely(date, date);
  if (Math.sign(ahead) !== Math.sign(before.ahead)) return surely(sure, date);
  const passedMs = ranMs ?? Math.min(PAUSE_MS, Math.max(0, date - before.date));
  const heldMs = before.heldMs + passedMs;
  const held = Math.sign(ahead) * Math.min(Math.abs(ahead), Math.abs(before.ahead));
  return heldMs < HOLD_MS ? { sure, date, ahead: held, heldMs } : surely(sure + held, date);
}
