import type { Clock } from '../base/clock';
import { encodeServer } from '../protocol/frame';
import type { Limits } from '../protocol/limits';
import type { FanOut } from './fanOut';
import type { Delivery, RoomMember } from './member';

/** What members let each other know in passing: it has no place in the room's order and is not kept. */
export class Signals {
  constructor(
    private readonly members: Iterable<RoomMember>,
    private readonly fanOut: FanOut,
    private readonly limits: Pick<Limits, 'typingIntervalMs'>,
    private readonly clock: Clock,
  ) {}

  /** Tells the others; at most one notice in `typingIntervalMs` for each member, and its end always (P-5.5). */
  typing(member: RoomMember, on: boolean): void {
    const now = this.clock.now();
    if (on ? now - member.typingAt < this.limits.typingIntervalMs : !member.isTyping) return;
    member.isTyping = on;
    if (on) member.typingAt = now;
    const frame = encodeServer('typing', { by: member.mid, on }, member.name);
    for (const other of this.members) if (other !== member) this.fanOut.toNative(other, frame);
  }

  /** Tells this member's other windows how far it has read (P-5.7). @param lastSeq the last there is to read */
  read(member: RoomMember, from: Delivery, seq: number, lastSeq: number): void {
    if (seq <= member.readSeq || seq > lastSeq) return;
    member.readSeq = seq;
    this.fanOut.toNative(member, encodeServer('read', { seq }), from);
  }
}
