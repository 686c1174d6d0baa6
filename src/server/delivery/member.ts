import { type Member, type RoomEvent, recipientOf } from '../../protocol/messages';
import type { Outbox } from './outbox';
import type { SeedOutbox } from './seedOutbox';

/** How a peer is reached: native and line peers by frames that all of them share, seed peers each by itself. */
export type Delivery = FramedDelivery | { readonly dialect: 'seed'; readonly outbox: SeedOutbox };

export interface FramedDelivery {
  readonly dialect: 'native' | 'line';
  readonly outbox: Outbox;
}

/** Somebody in the room: one person, with one connection or, with several windows, more (P-6.3). */
export interface RoomMember extends Omit<Member, 'mid'> {
  /** The `mid` of the wire (P-6.2). */
  readonly memberId: string;
  name: string;
  /** The name that it asked for when it came. */
  readonly wanted: string;
  host: boolean;
  connections: readonly Delivery[];
  /** The connection on which it was last said to be typing, while it is. */
  typingOn: Delivery | undefined;
  /** When its last typing notice was relayed, in milliseconds; 0 before the first. */
  typingAt: number;
  /** How far this person has read, in any of its windows. */
  readSeq: number;
}

/** Whether `member` may see `event`: of direct messages, and of what is about them, only its own (P-5.11). */
export function isVisibleTo({ memberId }: RoomMember, event: RoomEvent): boolean {
  const to = recipientOf(event);
  return to === undefined || to === memberId || event.by === memberId;
}
