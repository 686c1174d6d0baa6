// The state of the session as the panel draws it: schemas, and the types made from them.
import * as v from 'valibot';
import { SkinTone } from './fromPanel';
import type { Parsed } from './messageTable';

/** The buttons that the panel may be told to show. */
export const REMEDIES = [
  ...['tryAgain', 'typeKey', 'joinWithoutKey', 'chooseUsername', 'rejoin', 'reopen'],
  ...['changeAddress', 'joinAnother', 'host', 'leave', 'showLog'],
] as const;
export type PanelRemedy = (typeof REMEDIES)[number];

const setback = {
  /** Names the cause in a few words. Localized. */
  title: v.string(),
  /** A whole sentence, localized, for a person to act on. */
  message: v.string(),
  /** What the person can do, the likeliest first. */
  remedies: v.array(v.picklist(REMEDIES)),
};

/** Where the connection to a room stands. */
export const ConnectionStatus = v.variant('kind', [
  v.object({ kind: v.literal('idle') }),
  /** `waiting`: why there is no way in yet, where the room is waited for, however long that takes. Localized. */
  v.object({
    kind: v.literal('connecting'),
    address: v.string(),
    waiting: v.exactOptional(v.object({ title: v.string(), message: v.string() })),
  }),
  v.object({ kind: v.literal('joined') }),
  /** `waiting`: it may take long, and nothing is to move meanwhile. */
  v.object({ kind: v.literal('reconnecting'), ...setback, waiting: v.boolean() }),
  v.object({ kind: v.literal('left'), ...setback }),
  v.object({ kind: v.literal('failed'), ...setback }),
]);
export type ConnectionStatus = Parsed<typeof ConnectionStatus>;

export const PanelRoom = v.object({
  name: v.string(),
  /** What a teammate types to join, `host:port`. */
  address: v.string(),
  /** An original server: no edits, no history, no members list. */
  basic: v.boolean(),
  /** This window's own server process holds the room. */
  hosting: v.boolean(),
  /** `private`: encrypted, and only people who have the key can join and read along. */
  access: v.picklist(['open', 'private']),
  /** Nobody new can join. Only the host knows it. */
  locked: v.boolean(),
  /** The name of its host, where the host is here. */
  host: v.exactOptional(v.string()),
  /** Whether what is said is kept, where that is known. */
  saved: v.exactOptional(v.boolean()),
});
export type PanelRoom = Parsed<typeof PanelRoom>;

/** A room of before that one click enters again. */
export const PanelOffer = v.object({
  /** What `enterAgain` says. */
  id: v.string(),
  /** `reopen`: it is hosted here; `rejoin`: somebody else hosts it. */
  kind: v.picklist(['reopen', 'rejoin']),
  name: v.string(),
  /** Where it is, and when the person was there. Localized. */
  detail: v.string(),
});
export type PanelOffer = Parsed<typeof PanelOffer>;

/** What is said in the room to everybody, or with one member alone. */
export const PanelConversation = v.object({
  /** The id of that member; not set: everybody. */
  to: v.exactOptional(v.string()),
  /** The name of the member, where it is known. */
  name: v.exactOptional(v.string()),
  /** How many messages of others are unread in it. */
  unread: v.number(),
  /** The member is not in the room now. */
  away: v.exactOptional(v.literal(true)),
});
export type PanelConversation = Parsed<typeof PanelConversation>;

export const PanelState = v.object({
  connection: ConnectionStatus,
  /** Set while joined or reconnecting. It stays after leaving, for the title. */
  room: v.exactOptional(PanelRoom),
  /** The username in use. */
  you: v.exactOptional(v.string()),
  /** The conversation with one member that is shown; not set: what is said to everybody. */
  conversation: v.exactOptional(PanelConversation),
  /** All conversations, that with everybody first, where there are more than that. */
  conversations: v.exactOptional(v.array(PanelConversation)),
  /** How many people are in the room, this person included. 0 where that is not known. */
  members: v.number(),
  /** Longest text a message may have, in UTF-8 bytes. */
  maxTextBytes: v.number(),
  /** Longest code that a message may quote, in UTF-8 bytes; not set where it may quote none. */
  maxCodeBytes: v.exactOptional(v.number()),
  /** Something is selected in the editor, which could be sent. */
  selection: v.exactOptional(v.literal(true)),
  /** Messages are shown as they were written, without their formatting. */
  plain: v.exactOptional(v.literal(true)),
  /** The emoji that the person used last, without their skin tones, the last one first. */
  recentEmoji: v.exactOptional(v.array(v.string())),
  /** The skin tone that the person chose for emoji. */
  skinTone: v.exactOptional(SkinTone),
  /** Enter breaks the line, and Shift+Enter sends. */
  enterBreaks: v.exactOptional(v.literal(true)),
  /** Rooms of before, the likeliest first, where there are any and the person is in none; `more`: that is not all. */
  offers: v.exactOptional(v.object({ rooms: v.array(PanelOffer), more: v.boolean() })),
});
export type PanelState = Parsed<typeof PanelState>;
