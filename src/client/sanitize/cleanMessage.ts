// Cleans every name, text and sentence that a server sends. Links do this before anything else, so that nothing behind
// them, not even the log, sees the rest.
import { withoutUndefined } from '../../base/withoutUndefined';
import { isEmoji } from '../../protocol/wire/emoji';
import { mentionsIn } from '../../protocol/wire/mentions';
import type { Code, Mention, RoomEvent, ServerMessage, Welcome } from '../../protocol/wire/messages';
import { SERVER_NAME } from '../../protocol/names/names';
import { withLineFeeds } from '../../protocol/wire/text';
import { cleanName, cleanRoomName, cleanSentence } from './cleanText';

interface Words {
  readonly text: string;
  code?: Code | undefined;
  mentions?: Mention[] | undefined;
}

/** Verbs that are passed on as they are: `cleanEvent` cleans what is in the events, the others have no words. */
type WithoutWords =
  | 'join'
  | 'leave'
  | 'rename'
  | 'react'
  | 'remove'
  | 'typing'
  | 'host'
  | 'saved'
  | 'read'
  | 'prove'
  | 'ping'
  | 'pong';

const OF_MEMBERS: ReadonlySet<string> = new Set(['say', 'edit', 'remove', 'react', 'typing']);

/** The message with every name, text and sentence in it clean. A verb that is neither cleaned nor named in {@link WithoutWords} does not compile. */
export function cleanMessage(message: ServerMessage): ServerMessage {
  const clean = { ...message, from: cleanSender(message) };
  switch (clean.verb) {
    case 'say':
    case 'edit':
      return { ...clean, payload: cleanWords(clean.payload) } as ServerMessage;
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
      return { ...clean, payload: reason === undefined ? {} : { reason: cleanSentence(reason) } };
    }
    default:
      return clean satisfies { verb: WithoutWords };
  }
}

/** The event with every name and text in it clean; undefined for a reaction that is no emoji (P-5.4). */
export function cleanEvent(event: RoomEvent): RoomEvent | undefined {
  const from = cleanSender(event);
  switch (event.verb) {
    case 'say': {
      const clean = { ...cleanWords(event), from };
      // nothing answers what is said later
      if (clean.reply !== undefined && clean.reply >= clean.seq) delete clean.reply;
      return clean;
    }
    case 'edit':
      return { ...cleanWords(event), from };
    case 'join':
      return { ...event, from, name: cleanName(event.name) };
    case 'leave': {
      const clean = { ...event, from, name: cleanName(event.name) };
      if (event.reason) clean.reason = cleanSentence(event.reason);
      if (event.remover) clean.remover = { ...event.remover, name: cleanName(event.remover.name) };
      return clean;
    }
    case 'rename':
      return { ...event, from, name: cleanName(event.name), to: cleanName(event.to) };
    case 'react':
      return isEmoji(event.emoji) ? { ...event, from } : undefined;
    case 'remove':
      return { ...event, from };
  }
}

const cleanEvents = (events: readonly RoomEvent[]): RoomEvent[] =>
  events.flatMap((event) => cleanEvent(event) ?? []);

/** Only the server's own verbs may come from `SERVER`. */
function cleanSender({ verb, from }: { readonly verb: string; readonly from: string }): string {
  return from === SERVER_NAME && !OF_MEMBERS.has(verb) ? from : cleanName(from);
}

/**
 * Text and quoted code with LF for every line break, so that every program shows the same lines (P-7.6), and of the
 * mentions those that stand in the text, under names that can be shown (P-5.15).
 */
function cleanWords<T extends Words>(words: T): T {
  const clean = { ...words, text: withLineFeeds(words.text) };
  // of its place, what does not fit was left out
  if (clean.code) clean.code = withoutUndefined({ ...clean.code, text: withLineFeeds(clean.code.text) });
  const mentions = mentionsIn(
    clean.text,
    clean.mentions?.filter(({ name }) => cleanName(name) === name),
  );
  delete clean.mentions;
  return mentions ? { ...clean, mentions } : clean;
}

const cleanWelcome = (welcome: Welcome): Welcome => ({
  ...welcome,
  room: { ...welcome.room, name: cleanRoomName(welcome.room.name) },
  you: cleanName(welcome.you),
  members: welcome.members.map((member) => ({ ...member, name: cleanName(member.name) })),
  history: cleanEvents(welcome.history),
});
