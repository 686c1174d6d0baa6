import { MAX_HISTORY_LIMIT, MAX_SERVER_FRAME_BYTES, PROTOCOL_VERSION } from '../protocol/limits';
import type { ClientPayload, RoomEvent, ServerPayload, Welcome } from '../protocol/messages';
import type { Room, RoomMember } from './room';
import type { ServerContext } from './session';

/** What a frame keeps free for its other fields. */
const RESERVED_BYTES = 4096;

/**
 * All that a newcomer must know (P-4.3); after `resume`, what it missed (P-6.6).
 * @param lastSeq the room's last seq before the newcomer's own join
 */
export function welcome(
  { room, limits }: ServerContext,
  member: RoomMember,
  resume: ClientPayload<'hello'>['resume'],
  lastSeq: number,
): Welcome {
  const { log, identity } = room;
  const resumed = resume?.room === identity.roomId && resume.seq <= lastSeq;
  const members = newestThatFit(room.memberList(member), MAX_SERVER_FRAME_BYTES / 2, 'first');
  const budget = MAX_SERVER_FRAME_BYTES - RESERVED_BYTES - Buffer.byteLength(JSON.stringify(members));
  const missed = resumed
    ? visible(room, member, resume.seq, log.seq + 1)
    : visible(room, member, 0, log.seq + 1).slice(-MAX_HISTORY_LIMIT);
  return {
    v: PROTOCOL_VERSION,
    room: { id: identity.roomId, name: room.name, access: 'open' },
    you: member.name,
    mid: member.mid,
    token: identity.token(member.mid),
    seq: log.seq,
    resumed,
    oldest: log.oldest,
    members,
    limits: {
      rate: limits.rate,
      burst: limits.burst,
      maxTextBytes: limits.maxTextBytes,
      maxCodeBytes: limits.maxCodeBytes,
      maxFrameBytes: limits.maxFrameBytes,
      pingIntervalMs: limits.pingIntervalMs,
      idleTimeoutMs: limits.idleTimeoutMs,
      typingIntervalMs: limits.typingIntervalMs,
    },
    history: newestThatFit(missed, budget, 'last'),
  };
}

/** The newest events below `before` that `member` may see, at most `limit` (P-5.8). */
export function historyPage(
  room: Room,
  member: RoomMember,
  before: number,
  limit: number,
): ServerPayload<'history'> {
  const all = visible(room, member, 0, before);
  const events = newestThatFit(all.slice(-limit), MAX_SERVER_FRAME_BYTES - RESERVED_BYTES, 'last');
  return { events, more: events.length < all.length };
}

function visible(room: Room, member: RoomMember, after: number, before: number): RoomEvent[] {
  return room.log.between(after, before).filter((event) => room.isVisibleTo(member, event));
}

/** As many items as take at most `bytes` in JSON, from the first or back from the last. */
function newestThatFit<T>(items: readonly T[], bytes: number, from: 'first' | 'last'): T[] {
  let left = bytes;
  const order = from === 'first' ? items : items.toReversed();
  const stop = order.findIndex((item) => (left -= Buffer.byteLength(JSON.stringify(item)) + 1) < 0);
  const kept = stop < 0 ? [...order] : order.slice(0, stop);
  return from === 'first' ? kept : kept.reverse();
}
