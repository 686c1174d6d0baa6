// What is sure of the date although the computer's clock may be wrong: what is deleted by its age goes by this.
import * as v from 'valibot';

const DAY_MS = 86_400_000;
/** A clock that is off by no more has only drifted. */
const DRIFT_MS = 60_000;
/** For so long a clock must keep to what it says before it is believed. */
const HOLD_MS = 7 * DAY_MS;
/** A pause between two runs counts for no more of that: nobody knows how long it was. */
const PAUSE_MS = DAY_MS;

/** There was no Tilde before: a clock that says so is wrong, and such a date says nothing of how old something is. */
export const FIRST_DATE = Date.UTC(2025, 0, 1);

const number = v.pipe(v.number(), v.finite());

/** As it is kept from one run to the next. In milliseconds, dates since the epoch. */
export const SureDate = v.object({
  /** It is at least so late. */
  sure: number,
  /** What the clock said then, */
  date: number,
  /** by how much it was ahead of what is sure (below 0: behind), at the least, for the last */
  ahead: number,
  /** milliseconds: what was run, and up to a day of each pause. */
  heldMs: number,
});

export type SureDate = v.InferOutput<typeof SureDate>;

/** @param sure it is at least so late; the clock, which says `date`, has proved nothing yet */
export const surely = (sure: number, date: number): SureDate => ({
  sure,
  date,
  ahead: date - sure,
  heldMs: 0,
});

/** What is sure where only the date of the latest thing written is known. */
export const sureFrom = (latest: number, date: number): SureDate =>
  surely(date < FIRST_DATE ? latest : Math.min(latest, date), date);

/**
 * What is sure at the next look. Time that was run is; that of a pause, and a leap of the clock, is so once the clock has
 * kept to it for a week. A clock that goes back meanwhile has kept to nothing.
 * @param date what the clock says
 * @param ranMs milliseconds since the look before; left out: there was a pause in between
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
