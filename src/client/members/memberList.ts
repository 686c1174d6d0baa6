import type { Disposable } from '../../base/disposable';
import { Emitter, type Event } from '../../base/emitter';
import { withoutUndefined } from '../../base/withoutUndefined';
import { MAX_SERVER_ITEMS } from '../../protocol/wire/limits';
import type { Member, RoomEvent } from '../../protocol/wire/messages';

/** Most members that are kept. No server of ours can tell of more. */
export const MAX_MEMBERS = MAX_SERVER_ITEMS;

/** Who is in the room, kept current by its events. */
export class MemberList implements Disposable {
  private byMemberId = new Map<string, Member>();
  private readonly changed = new Emitter<readonly Member[]>();
  /** Fires when `members` changes. */
  readonly onDidChange: Event<readonly Member[]> = this.changed.event;

  get members(): readonly Member[] {
    return [...this.byMemberId.values()];
  }

  reset(members: readonly Member[]): void {
    this.byMemberId = new Map(members.map((member) => [member.mid, member]));
    this.changed.fire(this.members);
  }

  /** @param seed whether the server is an original one: it does not list who was there before, so whoever speaks is added */
  apply(event: RoomEvent, seed: boolean): void {
    const known = this.byMemberId.get(event.by);
    switch (event.verb) {
      case 'join': {
        const { by: mid, name, at: since, dialect = seed ? 'seed' : 'native', host } = event;
        this.set(withoutUndefined({ mid, name, since, dialect, host }));
        return;
      }
      case 'leave':
        if (this.byMemberId.delete(event.by)) this.changed.fire(this.members);
        return;
      case 'rename':
        if (seed) this.byMemberId.delete(event.by);
        this.set({
          ...(known ?? { since: event.at, dialect: seed ? 'seed' : 'native' }),
          mid: seed ? event.to : event.by,
          name: event.to,
        });
        return;
      case 'say':
        if (seed && !known) this.set({ mid: event.by, name: event.from, since: event.at, dialect: 'seed' });
        return;
      case 'edit':
      case 'remove':
      case 'react':
        return;
    }
  }

  /** This member is the host. */
  host(memberId: string): void {
    const member = this.byMemberId.get(memberId);
    if (member && !member.host) this.set({ ...member, host: true });
  }

  dispose(): void {
    this.changed.dispose();
  }

  private set(member: Member): void {
    if (!this.byMemberId.has(member.mid) && this.byMemberId.size >= MAX_MEMBERS) return;
    this.byMemberId.set(member.mid, member);
    this.changed.fire(this.members);
  }
}
