const MINUTE_MS = 60_000;

/** The largest first; `ms` is the length of one. */
const UNITS = [
  { unit: 'year', ms: 365 * 24 * 60 * MINUTE_MS },
  { unit: 'month', ms: 30 * 24 * 60 * MINUTE_MS },
  { unit: 'day', ms: 24 * 60 * MINUTE_MS },
  { unit: 'hour', ms: 60 * MINUTE_MS },
] as const;

/**
 * How long before `now` the time `at` was, in words: "5 minutes ago". Both in milliseconds since the epoch.
 * @param language a BCP 47 tag
 */
export function relativeTime(at: number, now: number, language: string): string {
  if (isNoDate(at)) return '?';
  const passed = Math.max(0, now - at);
  const { unit, ms } = UNITS.find((candidate) => passed >= candidate.ms) ?? { unit: 'minute', ms: MINUTE_MS };
  return new Intl.RelativeTimeFormat(language, { numeric: 'auto' }).format(-Math.floor(passed / ms), unit);
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
