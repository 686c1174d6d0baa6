import type { Clock } from '../../base/clock';
import type { Disposable } from '../../base/disposable';
import type { RoomMember } from '../delivery/member';
import type { MemberList } from './memberList';

/**
 * Plain members that have not got the name they wanted. They have no way to ask again, so they are given it when it is
 * free, first come first served (P-8.9).
 */
export class WantedNames implements Disposable {
  /** In the order they came; with what waits for the end of somebody's time to come back. */
  private readonly waiting = new Map<RoomMember, Disposable | undefined>();

  /**
   * @param graceMs how long a name stays free for who has left and may come back
   * @param renamed told each time that a member has got its name
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

  /** Somebody has come, left or has another name. @param mayReturn who has left may come back for its name */
  look(mayReturn = false): void {
    for (const [member, grace] of this.waiting) {
      if (this.members.isTaken(member.wanted)) {
        grace?.dispose();
        this.waiting.set(member, undefined);
      } else if (grace) continue;
      else if (mayReturn && this.graceMs > 0) {
        const over = () => {
          this.waiting.set(member, undefined);
          this.look();
        };
        this.waiting.set(member, this.clock.after(this.graceMs, over));
      } else {
        this.give(member);
        // its name of before is free, which may be what one who came earlier wanted
        this.look();
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
