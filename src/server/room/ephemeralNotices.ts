import type { Clock } from '../../base/clock';
import { encodeServer } from '../../protocol/wire/frame';
import type { Limits } from '../../protocol/wire/limits';
import type { FanOut } from '../delivery/fanOut';
import type { Delivery, RoomMember } from '../delivery/member';

/** Notices that have no place in the room's order and are not kept: who types, how far somebody has read, who is the host. */
export class EphemeralNotices {
  constructor(
    private readonly members: Iterable<RoomMember>,
    private readonly fanOut: FanOut,
    private readonly limits: Pick<Limits, 'typingIntervalMs'>,
    private readonly clock: Clock,
  ) {}

  /** Tells the others that a member types: at most once in `typingIntervalMs`. They are always told of the end (P-5.5). */
  typing(member: RoomMember, from: Delivery, on: boolean): void {
    if (!on) {
      this.stopped(member, from);
      return;
    }
    const now = this.clock.now();
    const isNews = now - member.typingAt >= this.limits.typingIntervalMs;
    if (isNews || member.typingOn) member.typingOn = from;
    if (!isNews) return;
    member.typingAt = now;
    this.tellOfTyping(member, true);
  }

  /** Nobody types on this connection any more; it may be gone. The member may be typing in another window. */
  stopped(member: RoomMember, from: Delivery): void {
    if (member.typingOn !== from) return;
    member.typingOn = undefined;
    this.tellOfTyping(member, false);
  }

  /** Tells this member's other windows how far it has read (P-5.7). @param lastSeq the last seq in the room */
  read(member: RoomMember, from: Delivery, seq: number, lastSeq: number): void {
    if (seq <= member.readSeq || seq > lastSeq) return;
    member.readSeq = seq;
    this.fanOut.toNative(member, encodeServer('read', { seq }), from);
  }

  /** Tells the others that this member has turned out to be the host (P-5.13). */
  host(member: RoomMember): void {
    this.tellOthers(member, encodeServer('host', { by: member.memberId }));
  }

  private tellOfTyping(member: RoomMember, on: boolean): void {
    this.tellOthers(member, encodeServer('typing', { by: member.memberId, on }, member.name));
  }

  private tellOthers(member: RoomMember, frame: string): void {
    for (const other of this.members) if (other !== member) this.fanOut.toNative(other, frame);
  }
}
