// What a server sends, every name and sentence in it clean. Links do this first of all: nothing behind them, not even
// the log, sees the rest.
import { isEmoji } from '../protocol/emoji';
import type { RoomEvent, ServerMessage, Welcome } from '../protocol/messages';
import { cleanName, cleanSentence } from './cleanText';

/** The message with every name and sentence in it clean. */
export function cleanMessage(message: ServerMessage): ServerMessage {
  const clean = { ...message, from: cleanName(message.from) };
  switch (clean.verb) {
    case 'welcome':
      return { ...clean, payload: cleanWelcome(clean.payload) };
    case 'history':
      return { ...clean, payload: { ...clean.payload, events: cleanEvents(clean.payload.events) } };
    case 'error': {
      const { code, message: sentence } = clean.payload;
      const words = { code: cleanSentence(code), message: cleanSentence(sentence) };
      return { ...clean, payload: { ...clean.payload, ...words } };
    }
    case 'bye': {
      const { reason } = clean.payload;
      return { ...clean, payload: { ...(reason !== undefined && { reason: cleanSentence(reason) }) } };
    }
    default:
      return clean;
  }
}

/** The event with every name in it clean; `undefined` where it shows nothing that can be shown (P-5.4). */
export function cleanEvent(event: RoomEvent): RoomEvent | undefined {
  const from = cleanName(event.from);
  switch (event.verb) {
    case 'join':
      return { ...event, from, name: cleanName(event.name) };
    case 'leave': {
      const { name, reason } = event;
      return { ...event, from, name: cleanName(name), ...(reason && { reason: cleanSentence(reason) }) };
    }
    case 'rename':
      return { ...event, from, name: cleanName(event.name), to: cleanName(event.to) };
    case 'react':
      return isEmoji(event.emoji) ? { ...event, from } : undefined;
    default:
      return { ...event, from };
  }
}

const cleanEvents = (events: readonly RoomEvent[]): RoomEvent[] =>
  events.flatMap((event) => cleanEvent(event) ?? []);

const cleanWelcome = (welcome: Welcome): Welcome => ({
  ...welcome,
  room: { ...welcome.room, name: cleanName(welcome.room.name) },
  you: cleanName(welcome.you),
  members: welcome.members.map((member) => ({ ...member, name: cleanName(member.name) })),
  history: cleanEvents(welcome.history),
});
