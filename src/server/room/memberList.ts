import { type Result, ok } from '../../base/result';
import type { WireError } from '../../protocol/wire/errorCodes';
import type { Member } from '../../protocol/wire/messages';
import { nameKeys } from '../../protocol/names/nameKeys';
import { freeName, parseName } from '../../protocol/names/names';
import type { RoomMember } from '../delivery/member';

/** Who is in the room, and under which name. No two names are alike (P-7.4). */
export class MemberList implements Iterable<RoomMember> {
  private readonly members = new Map<string, RoomMember>();
  private readonly takenKeys = new Set<string>();

  get(memberId: string): RoomMember | undefined {
    return this.members.get(memberId);
  }

  [Symbol.iterator](): Iterator<RoomMember> {
    return this.members.values();
  }

  /** Adds a member under the name `wanted`, or the next free one. @param wanted as it was sent; checked here */
  add(
    wanted: string,
    { memberId, since, dialect, host }: Pick<RoomMember, 'memberId' | 'since' | 'dialect' | 'host'>,
  ): Result<RoomMember, WireError> {
    const parsed = parseName(wanted);
    if (!parsed.ok) return parsed;
    const member: RoomMember = {
      memberId,
      name: this.free(parsed.value),
      wanted: parsed.value,
      since,
      dialect,
      host,
      connections: [],
      typingOn: undefined,
      typingAt: -Infinity,
      readSeq: 0,
    };
    this.members.set(memberId, member);
    this.take(member.name);
    return ok(member);
  }

  delete({ memberId, name }: RoomMember): void {
    this.members.delete(memberId);
    this.release(name);
  }

  /** Gives `member` the name `wanted`, or the next free one, which may be the name it has. @param wanted parsed */
  rename(member: RoomMember, wanted: string): void {
    this.release(member.name);
    member.name = this.free(wanted);
    this.take(member.name);
  }

  isTaken(name: string): boolean {
    return nameKeys(name).some((key) => this.takenKeys.has(key));
  }

  /** All members as the wire describes them, `first` at the front. */
  list(first: RoomMember): Member[] {
    const list = [first, ...[...this].filter((member) => member !== first)];
    return list.map(({ memberId, name, since, dialect, host }) => ({
      mid: memberId,
      name,
      since,
      dialect,
      host: host || undefined,
    }));
  }

  private free(wanted: string): string {
    return freeName(wanted, (candidate) => this.isTaken(candidate));
  }

  private take(name: string): void {
    for (const key of nameKeys(name)) this.takenKeys.add(key);
  }

  /** No two members share a key, so these are free from here on. */
  private release(name: string): void {
    for (const key of nameKeys(name)) this.takenKeys.delete(key);
  }
}
