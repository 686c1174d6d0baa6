import { type Member, type RoomEvent, recipientOf } from '../../protocol/wire/messages';
import type { Outbox } from './outbox';
import type { SeedOutbox } from './seedOutbox';

/** How a peer is reached. Native and line peers share their frames; each seed peer is written to separately. */
export type Delivery = FramedDelivery | { readonly dialect: 'seed'; readonly outbox: SeedOutbox };

export interface FramedDelivery {
  readonly dialect: 'native' | 'line';
  readonly outbox: Outbox;
}

/** Somebody in the room: one person, with a connection for each window (P-6.3). */
export interface RoomMember extends Omit<Member, 'mid'> {
  /** The `mid` of the wire (P-6.2). */
  readonly memberId: string;
  name: string;
  /** The name it asked for when it came. */
  readonly wanted: string;
  host: boolean;
  connections: readonly Delivery[];
  /** The connection that last said that the member types, while it does. */
  typingOn: Delivery | undefined;
  /** When its last typing notice was relayed, in milliseconds; -Infinity before the first. */
  typingAt: number;
  /** The highest seq that this person has read in any window. */
  readSeq: number;
}

/** Whether `member` may see `event`. A direct message, and what is done to it, is for its two members only (P-5.11). */
export function isVisibleTo({ memberId }: RoomMember, event: RoomEvent): boolean {
  const to = recipientOf(event);
  return to === undefined || to === memberId || event.by === memberId;
}
