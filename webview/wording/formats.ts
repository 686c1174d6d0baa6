import { timeLocale } from '../../src/base/timeLocale';
import { dayOf } from '../state/rows';

/** Times and days in the reader's language, region and time zone; `at` is in milliseconds since the epoch. */
export interface Formats {
  /** Hour and minute. */
  time(at: number): string;
  /** The date, and the time to the second. */
  exact(at: number): string;
  /** "Today", "Yesterday", or else the date. */
  day(at: number, now: number): string;
  /** A whole number. */
  count(value: number): string;
  /** "a, b and c". */
  list(items: readonly string[]): string;
  /** For machines. */
  iso(at: number): string;
}

/**
 * @param language a BCP 47 tag: that of the editor
 * @param system a BCP 47 tag: that of the system, whose region and clock they follow
 */
export function createFormats(language: string, system: string): Formats {
  const locale = timeLocale(language, system);
  const time = new Intl.DateTimeFormat(locale, { timeStyle: 'short' });
  const exact = new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'medium' });
  const date = new Intl.DateTimeFormat(locale, { dateStyle: 'full' });
  const number = new Intl.NumberFormat(locale);
  const list = new Intl.ListFormat(locale, { type: 'conjunction' });
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const drawn =
    (format: (at: number) => string) =>
    (at: number): string =>
      // A peer may send a time that no date can hold. That is no reason to draw nothing at all.
      Number.isNaN(new Date(at).getTime()) ? '?' : format(at);
  return {
    time: drawn((at) => time.format(at)),
    exact: drawn((at) => exact.format(at)),
    list: (items) => list.format(items),
    count: (value) => number.format(value),
    iso: drawn((at) => new Date(at).toISOString()),
    day(at, now) {
      // Rounded, because a day with a clock change is an hour longer or shorter.
      const days = Math.round((dayOf(at) - dayOf(now)) / 86_400_000);
      const text =
        days === 0 || days === -1 ? relative.format(days, 'day') : drawn((x) => date.format(x))(at);
      return text.charAt(0).toLocaleUpperCase(locale) + text.slice(1);
    },
  };
}
