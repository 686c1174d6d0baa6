import { nameKeys } from '../../protocol/names/nameKeys';
import type { Member } from '../../protocol/wire/messages';

/** So many names are remembered at most; the ones that were heard longest ago are forgotten first. */
const MAX_KNOWN = 2000;

/** A name of somebody in the room, now or before. */
interface Known {
  readonly memberId: string;
  readonly name: string;
  readonly keys: readonly string[];
  /** When it was first seen, in milliseconds since the epoch. */
  since: number;
}

/**
 * Who has a name that looks like somebody else's (P-7.3). A room of ours never has both at a time, but one may come when
 * the other has gone, and other servers let anybody in. Whoever had it first is not told of: the second is.
 */
export class LookAlikes {
  private readonly known = new Map<string, Known>();
  private readonly byKey = new Map<string, Set<Known>>();
  private here: ReadonlySet<string> = new Set();
  private self: string | undefined;

  /** @param self this person's member id: others look like them, and never the other way round */
  update(members: readonly Pick<Member, 'mid' | 'name' | 'since'>[], self: string | undefined): void {
    this.self = self;
    this.here = new Set(members.map(({ mid: memberId }) => memberId));
    for (const { mid: memberId, name, since } of members) this.heard(memberId, name, since);
  }

  /** Somebody said something under this name. @param at milliseconds since the epoch */
  heard(memberId: string, name: string, at: number): void {
    const id = `${memberId} ${name}`;
    const known = this.known.get(id);
    if (known) {
      known.since = Math.min(known.since, at);
      return;
    }
    const one: Known = { memberId, name, keys: nameKeys(name), since: at };
    this.known.set(id, one);
    for (const key of one.keys) this.byKey.set(key, (this.byKey.get(key) ?? new Set()).add(one));
    this.trim();
  }

  /**
   * The name of somebody else that this member's name looks like, if that other one was first. The very same name counts
   * only while both are here: plain peers come back under it as somebody new.
   */
  of(memberId: string, name: string): string | undefined {
    const mine = this.known.get(`${memberId} ${name}`);
    if (!mine || memberId === this.self) return undefined;
    let first: Known | undefined;
    for (const key of mine.keys) {
      for (const other of this.byKey.get(key) ?? []) {
        if (this.isBefore(other, mine) && (!first || other.since < first.since)) first = other;
      }
    }
    return first?.name;
  }

  private isBefore(other: Known, mine: Known): boolean {
    if (other.memberId === mine.memberId) return false;
    if (other.name === mine.name && !(this.here.has(other.memberId) && this.here.has(mine.memberId)))
      return false;
    return other.memberId === this.self || other.since < mine.since;
  }

  private trim(): void {
    for (const [id, one] of this.known) {
      if (this.known.size <= MAX_KNOWN) return;
      this.known.delete(id);
      for (const key of one.keys) {
        const alike = this.byKey.get(key);
        alike?.delete(one);
        if (alike?.size === 0) this.byKey.delete(key);
      }
    }
  }
}
