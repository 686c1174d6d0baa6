import type { RoomEvent } from '../../protocol/messages';
import type { NewEntry, OwnMessage } from './entry';

type Say = Extract<RoomEvent, { verb: 'say' }>;

/**
 * What an event shows in the transcript, if it shows anything of its own.
 * @param self `by` of one's own events
 * @param orderOf the place of an event, by its seq
 */
export function entryOf(
  event: Exclude<RoomEvent, { of: number }>,
  self: string | undefined,
  orderOf: (seq: number) => number,
): NewEntry {
  const { at } = event;
  const own = event.by === self;
  switch (event.verb) {
    case 'say':
      return { kind: 'message', ...messageOf(event, orderOf), own, status: 'sent' };
    case 'join':
    case 'leave':
      return { kind: 'notice', at, notice: { kind: event.verb, name: event.name, own } };
    case 'rename':
      return { kind: 'notice', at, notice: { kind: 'rename', name: event.name, to: event.to, own } };
  }
}

/** What a message says, wherever it stands. */
export function messageOf(
  { at, from, by, text, reply, code, to, removed }: Omit<Say, 'seq' | 'verb'>,
  orderOf: (seq: number) => number,
): OwnMessage {
  return {
    at,
    from,
    by,
    text,
    ...(reply !== undefined && { reply: orderOf(reply) }),
    ...(code && { code }),
    ...(to !== undefined && { to }),
    ...(removed && { removed: true }),
  };
}
