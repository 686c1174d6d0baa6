import { MAX_HISTORY_LIMIT, MAX_SERVER_FRAME_BYTES, PROTOCOL_VERSION } from '../../protocol/wire/limits';
import type { ClientPayload, RoomEvent, ServerPayload, Welcome } from '../../protocol/wire/messages';
import { type RoomMember, isVisibleTo } from '../delivery/member';
import type { Room } from '../room/room';
import type { ServerContext } from './session';

/** What a frame keeps free for its other fields, in bytes. */
const RESERVED_BYTES = 4096;

/**
 * Everything a newcomer must know (P-4.3); after `resume`, what it missed (P-6.6).
 * @param lastSeq the room's last seq before the newcomer's own join
 * @param token proves, when the member comes back, that it was here
 */
export function welcome(
  { room, limits, tlsEntry }: Pick<ServerContext, 'room' | 'limits' | 'tlsEntry'>,
  member: RoomMember,
  resume: ClientPayload<'hello'>['resume'],
  lastSeq: number,
  token: string,
): Welcome {
  const { log, identity } = room;
  const resumed = resume?.room === identity.roomId && resume.seq <= lastSeq && log.isKnown(resume.seq);
  const members = firstThatFit(room.memberList(member), MAX_SERVER_FRAME_BYTES / 2);
  const budget = MAX_SERVER_FRAME_BYTES - RESERVED_BYTES - Buffer.byteLength(JSON.stringify(members));
  const history = resumed
    ? latest(room, member, { after: resume.seq, bytes: budget })
    : latest(room, member, { limit: MAX_HISTORY_LIMIT, bytes: budget });
  return {
    v: PROTOCOL_VERSION,
    room: {
      id: identity.roomId,
      name: room.name,
      access: tlsEntry ? 'private' : 'open',
      kept: log.isKept,
    },
    you: member.name,
    mid: member.memberId,
    token,
    seq: log.seq,
    resumed,
    whole: (resumed && !history.more) || undefined,
    oldest: log.oldest,
    unsaved: log.isUnsaved || undefined,
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
    history: history.events,
  };
}

/** The newest events below `before` that `member` may see, at most `limit` (P-5.8). */
export function historyPage(
  room: Room,
  member: RoomMember,
  before: number,
  limit: number,
): ServerPayload<'history'> {
  return latest(room, member, { before, limit, bytes: MAX_SERVER_FRAME_BYTES - RESERVED_BYTES });
}

interface Range {
  /** Both are exclusive. */
  readonly after?: number;
  readonly before?: number;
  readonly limit?: number;
  /** How many bytes of JSON the events may take. */
  readonly bytes: number;
}

/** The newest events of a range that `member` may see and that fit, ascending; `more` says whether there are older ones. */
function latest(room: Room, member: RoomMember, range: Range): { events: RoomEvent[]; more: boolean } {
  const { after = 0, before = Infinity, limit = Infinity } = range;
  const events: RoomEvent[] = [];
  let left = range.bytes;
  let more = false;
  for (const event of room.log.descending(before)) {
    if (event.seq <= after) break;
    if (!isVisibleTo(member, event)) continue;
    left -= jsonBytes(event);
    more = events.length >= limit || left < 0;
    if (more) break;
    events.push(event);
  }
  return { events: events.reverse(), more };
}

/** As many items from the front as take at most `bytes` in JSON. */
function firstThatFit<T>(items: T[], bytes: number): T[] {
  let left = bytes;
  const stop = items.findIndex((item) => (left -= jsonBytes(item)) < 0);
  return stop < 0 ? items : items.slice(0, stop);
}

const jsonBytes = (item: unknown): number => Buffer.byteLength(JSON.stringify(item)) + 1;
