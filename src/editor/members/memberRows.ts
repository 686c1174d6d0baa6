import type { Member } from '../../protocol/messages';

/** A member as the list shows it. */
export interface MemberRow {
  readonly memberId: string;
  readonly name: string;
  readonly own: boolean;
  readonly host: boolean;
  /** Somebody with `nc` or another program that shows plain text only. */
  readonly plain: boolean;
  /** What they say is not shown. */
  readonly ignored: boolean;
  /** When it joined, in milliseconds since the epoch. */
  readonly since: number;
}

/** Oneself first, then whoever hosts, then by name. */
export function memberRows(
  members: readonly Member[],
  memberId: string | undefined,
  compareNames: (a: string, b: string) => number,
  isIgnored: (memberId: string) => boolean = () => false,
): readonly MemberRow[] {
  return members
    .map((member) => ({
      memberId: member.mid,
      name: member.name,
      own: member.mid === memberId,
      host: member.host ?? false,
      plain: member.dialect !== 'native',
      ignored: isIgnored(member.mid),
      since: member.since,
    }))
    .sort(
      (a, b) =>
        Number(b.own) - Number(a.own) || Number(b.host) - Number(a.host) || compareNames(a.name, b.name),
    );
}
