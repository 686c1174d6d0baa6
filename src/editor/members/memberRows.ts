import type { Member } from '../../protocol/wire/messages';

/** A member as the list shows it. */
export interface MemberRow {
  readonly memberId: string;
  readonly name: string;
  readonly own: boolean;
  readonly host: boolean;
  /** They are not here just now, and are expected back: the host of a room that is looked for. */
  readonly away: boolean;
  /** They use `nc` or another program that shows plain text only. */
  readonly plain: boolean;
  /** This installation does not show what they say. */
  readonly ignored: boolean;
  /** The name of somebody else here, who came first, that theirs looks like. */
  readonly lookAlike?: string | undefined;
  /** When they joined, in milliseconds since the epoch. */
  readonly since: number;
}

/** The person's own row is first, then the host's, then the others by name. */
export function memberRows(
  members: readonly Member[],
  memberId: string | undefined,
  compareNames: (a: string, b: string) => number,
  {
    isIgnored = () => false,
    isHostAway = false,
    lookAlikeOf = () => undefined,
  }: {
    readonly isIgnored?: (memberId: string) => boolean;
    readonly isHostAway?: boolean;
    readonly lookAlikeOf?: (memberId: string, name: string) => string | undefined;
  } = {},
): readonly MemberRow[] {
  return members
    .map((member) => ({
      memberId: member.mid,
      name: member.name,
      own: member.mid === memberId,
      host: member.host ?? false,
      away: isHostAway && member.host === true && member.mid !== memberId,
      plain: member.dialect !== 'native',
      ignored: isIgnored(member.mid),
      since: member.since,
      lookAlike: lookAlikeOf(member.mid, member.name),
    }))
    .sort(
      (a, b) =>
        Number(b.own) - Number(a.own) || Number(b.host) - Number(a.host) || compareNames(a.name, b.name),
    );
}
