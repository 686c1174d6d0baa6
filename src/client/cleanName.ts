// Names as a server gives them: ours keeps to P-7, but others may say anything, and names go everywhere.
import type { RoomEvent, ServerPayload } from '../protocol/messages';
import type { Joined, LinkOwner } from './link';

/** No valid name is longer: 128 bytes, of which the characters that need most marks take two each. */
const MAX_CODE_POINTS = 64;
/** Of what is longer, no more than this is looked at; in UTF-16 units. */
const MAX_LOOKED_AT = 1024;

const BREAK = /[\p{Cc}\p{Zl}\p{Zp}]/gu;
/** Format characters (bidi and zero-width among them), lone surrogates, and all else that shows nothing (P-7.1). */
const HIDDEN = /[\p{Cf}\p{Cs}]|(?![\uFE0E\uFE0F])\p{Default_Ignorable_Code_Point}/gu;
const UNCLEAN =
  /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]|(?![\uFE0E\uFE0F])\p{Default_Ignorable_Code_Point}|^\s|\s$/u;
/** Nothing that can be seen. */
const BLANK = /^(?:[\s\u2800]|\uFE0E|\uFE0F)*$/u;

/**
 * A name that can be shown anywhere: one line, of one direction, of at most 64 code points, and not empty. A valid name
 * stays as it is.
 */
export function cleanName(raw: string): string {
  if (raw.length <= MAX_CODE_POINTS && !UNCLEAN.test(raw) && !BLANK.test(raw)) return raw;
  const line = raw
    .slice(0, MAX_LOOKED_AT)
    .replace(BREAK, ' ')
    .replace(HIDDEN, '')
    .replace(/\s+/gu, ' ')
    .trim();
  const name = Array.from(line).slice(0, MAX_CODE_POINTS).join('').trimEnd();
  return BLANK.test(name) ? '?' : name;
}

/** The event with every name in it clean. */
export function cleanEvent(event: RoomEvent): RoomEvent {
  const from = cleanName(event.from);
  switch (event.verb) {
    case 'join':
    case 'leave':
      return { ...event, from, name: cleanName(event.name) };
    case 'rename':
      return { ...event, from, name: cleanName(event.name), to: cleanName(event.to) };
    default:
      return { ...event, from };
  }
}

/** A page of history with every name in it clean. */
export const cleanPage = (page: ServerPayload<'history'>): ServerPayload<'history'> => ({
  ...page,
  events: page.events.map(cleanEvent),
});

/** All that a link tells `owner`, every name in it clean. */
export function cleaning(owner: LinkOwner): LinkOwner {
  return {
    ...owner,
    joined: (joined, link) => owner.joined(cleanJoined(joined), link),
    event: (event) => owner.event(cleanEvent(event)),
    typing: (mid, name, on) => owner.typing(mid, cleanName(name), on),
  };
}

function cleanJoined(joined: Joined): Joined {
  const { room, name, members, history } = joined;
  return {
    ...joined,
    // an original room's name is its address, as the person typed it
    room: room.kind === 'seed' ? room : { ...room, name: cleanName(room.name) },
    name: cleanName(name),
    members: members.map((member) => ({ ...member, name: cleanName(member.name) })),
    history: history.map(cleanEvent),
  };
}
