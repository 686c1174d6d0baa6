const MINUTE_MS = 60_000;

const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** From here on people count in days: what was in the evening is "yesterday" in the morning. */
const COUNTED_IN_DAYS_MS = 12 * HOUR_MS;

/** The largest first; each is so many days long. */
const LONG_UNITS = [
  { unit: 'year', days: 365 },
  { unit: 'month', days: 30 },
  { unit: 'day', days: 1 },
] as const;

/**
 * How long before `now` the time `at` was, in words: "5 minutes ago", "yesterday". Both in milliseconds since the epoch.
 * @param language a BCP 47 tag
 */
export function relativeTime(at: number, now: number, language: string): string {
  if (isNoDate(at)) return '?';
  const passed = Math.max(0, now - at);
  const ago = (count: number, unit: Intl.RelativeTimeFormatUnit): string =>
    new Intl.RelativeTimeFormat(language, { numeric: 'auto' }).format(-Math.floor(count), unit);
  const days = passed < COUNTED_IN_DAYS_MS ? 0 : daysBetween(at, now);
  const long = LONG_UNITS.find((candidate) => days >= candidate.days);
  if (long) return ago(days / long.days, long.unit);
  return passed < HOUR_MS ? ago(passed / MINUTE_MS, 'minute') : ago(passed / HOUR_MS, 'hour');
}

/** How many midnights lie between. */
function daysBetween(at: number, now: number): number {
  // rounded, because a day with a clock change is an hour longer or shorter
  return Math.round((new Date(now).setHours(0, 0, 0, 0) - new Date(at).setHours(0, 0, 0, 0)) / DAY_MS);
}

/**
 * Date and time to the second.
 * @param at milliseconds since the epoch
 * @param language a BCP 47 tag
 */
export function exactTime(at: number, language: string): string {
  if (isNoDate(at)) return '?';
  return new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'medium' }).format(at);
}

/**
 * Since when something lasts: the time and, unless that is today, the day. Both in milliseconds since the epoch.
 * @param language a BCP 47 tag
 */
export function sinceTime(at: number, now: number, language: string): string {
  if (isNoDate(at)) return '?';
  const isToday = new Date(at).toDateString() === new Date(now).toDateString();
  const day = isToday ? {} : ({ weekday: 'long', day: 'numeric', month: 'long' } as const);
  const time = { hour: 'numeric', minute: '2-digit' } as const;
  return new Intl.DateTimeFormat(language, { ...day, ...time }).format(at);
}

/** A time that no date can hold is a peer's or a file's nonsense, and no reason to show nothing at all. */
const isNoDate = (at: number): boolean => Number.isNaN(new Date(at).getTime());
