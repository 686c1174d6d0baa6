import type { Member } from '../protocol/messages';

/** A member as the list shows it. */
export interface MemberRow {
  readonly mid: string;
  readonly name: string;
  readonly own: boolean;
  readonly host: boolean;
  /** Somebody with `nc` or another program that shows plain text only. */
  readonly plain: boolean;
  /** When it joined, in milliseconds since the epoch. */
  readonly since: number;
}

/** Oneself first, then whoever hosts, then by name. */
export function memberRows(
  members: readonly Member[],
  mid: string | undefined,
  compareNames: (a: string, b: string) => number,
): readonly MemberRow[] {
  return members
    .map((member) => ({
      mid: member.mid,
      name: member.name,
      own: member.mid === mid,
      host: member.host ?? false,
      plain: member.dialect !== 'native',
      since: member.since,
    }))
    .sort(
      (a, b) =>
        Number(b.own) - Number(a.own) || Number(b.host) - Number(a.host) || compareNames(a.name, b.name),
    );
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** How long ago `since` is, in whole units that people use; less than a minute is 0 minutes. */
export function ago(since: number, now: number): { value: number; unit: 'minute' | 'hour' | 'day' } {
  const passed = Math.max(0, now - since);
  if (passed < HOUR_MS) return { value: Math.floor(passed / MINUTE_MS), unit: 'minute' };
  if (passed < DAY_MS) return { value: Math.floor(passed / HOUR_MS), unit: 'hour' };
  return { value: Math.floor(passed / DAY_MS), unit: 'day' };
}
