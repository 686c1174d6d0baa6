const MINUTE_MS = 60_000;

/** The largest first; `ms` is how long one is. */
const UNITS = [
  { unit: 'year', ms: 365 * 24 * 60 * MINUTE_MS },
  { unit: 'month', ms: 30 * 24 * 60 * MINUTE_MS },
  { unit: 'day', ms: 24 * 60 * MINUTE_MS },
  { unit: 'hour', ms: 60 * MINUTE_MS },
] as const;

/**
 * How long ago `at` was at `now`, in words: "5 minutes ago".
 * @param language a BCP 47 tag
 */
export function relativeTime(at: number, now: number, language: string): string {
  const passed = Math.max(0, now - at);
  const { unit, ms } = UNITS.find((candidate) => passed >= candidate.ms) ?? { unit: 'minute', ms: MINUTE_MS };
  return new Intl.RelativeTimeFormat(language, { numeric: 'auto' }).format(-Math.floor(passed / ms), unit);
}
