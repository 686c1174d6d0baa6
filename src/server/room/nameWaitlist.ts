import type { Clock } from '../../base/clock';
import type { Disposable } from '../../base/disposable';
import type { RoomMember } from '../delivery/member';
import type { MemberList } from './memberList';

/**
 * Plain members that did not get the name they wanted. They cannot ask again, so each is given the name when it is free,
 * first come first served (P-8.9).
 */
export class NameWaitlist implements Disposable {
  /** In the order they came, each with the timer that runs while the name is kept for somebody who may come back. */
  private readonly waiting = new Map<RoomMember, Disposable | undefined>();

  /**
   * @param graceMs how long a name is kept for a member that has left and may come back
   * @param renamed called each time a member has been given its name, with the name it had before
   */
  constructor(
    private readonly members: MemberList,
    private readonly clock: Clock,
    private readonly graceMs: number,
    private readonly renamed: (member: RoomMember, before: string) => void,
  ) {}

  add(member: RoomMember): void {
    if (member.name !== member.wanted) this.waiting.set(member, undefined);
  }

  delete(member: RoomMember): void {
    this.waiting.get(member)?.dispose();
    this.waiting.delete(member);
  }

  /** Gives out the names that are free; to be called after a join, a leave or a rename. @param mayReturn whether the member that has left may come back for its name */
  grantFreeNames(mayReturn = false): void {
    for (const [member, grace] of this.waiting) {
      if (this.members.isTaken(member.wanted)) {
        grace?.dispose();
        this.waiting.set(member, undefined);
      } else if (grace) continue;
      else if (mayReturn && this.graceMs > 0) {
        const over = () => {
          this.waiting.set(member, undefined);
          this.grantFreeNames();
        };
        this.waiting.set(member, this.clock.after(this.graceMs, over));
      } else {
        this.give(member);
        // that freed its old name, which a member further up may be waiting for
        this.grantFreeNames();
        return;
      }
    }
  }

  dispose(): void {
    for (const grace of this.waiting.values()) grace?.dispose();
    this.waiting.clear();
  }

  private give(member: RoomMember): void {
    const before = member.name;
    this.delete(member);
    this.members.rename(member, member.wanted);
    this.renamed(member, before);
  }
}
