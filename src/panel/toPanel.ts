// What the extension host says to the chat panel: a table of schemas, and the types made from them. The extension host
// owns all state; the panel draws it and can be rebuilt from a snapshot at any time. The other direction is in
// `fromPanel.ts`: each end bundles only the schemas by which it parses.
import * as v from 'valibot';
import { Destination, Draft, Mention, PanelCode, SkinTone } from './fromPanel';
import type { MessageOf, Parsed } from './messageTable';

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

/** How many colours the panel has for authors: `.author-0` and so on in `webview/views/authorColors.css`. */
export const AUTHOR_COLORS = 12;
const color = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(AUTHOR_COLORS - 1));

/** Somebody in the room. */
export const PanelMember = v.object({
  mid: v.string(),
  name: v.string(),
  /** Which of the `AUTHOR_COLORS`. */
  color,
  /** It is this person. */
  you: v.boolean(),
});
export type PanelMember = Parsed<typeof PanelMember>;

const entryBase = {
  /** Stable for the entry's whole life, also when a pending message becomes sent. */
  key: v.string(),
  /**
   * Position in the transcript, ascending. It changes when a pending message gets its place, and when a run of notices
   * turns out to begin earlier.
   */
  order: v.number(),
  /** Milliseconds since the epoch. */
  at: v.number(),
};

/** The message that another one answers, in one line. */
export const PanelReply = v.object({
  /** Its place in the transcript. It may have to be fetched first. */
  order: v.number(),
  /** Its author, and which of the colours they have; not set where the message is not here. */
  author: v.exactOptional(v.string()),
  color: v.exactOptional(v.number()),
  /** The beginning of what it says, as plain text; a localized sentence where it was deleted or hidden. */
  excerpt: v.exactOptional(v.string()),
  /** It stands in another conversation than its answer. */
  elsewhere: v.exactOptional(v.literal(true)),
});
export type PanelReply = Parsed<typeof PanelReply>;

/** A member that a text names behind an `@`. */
export const PanelMention = v.object({
  /** As it stands in the text. */
  name: v.string(),
  mid: v.string(),
  /** What the member is called now, where that is known, and otherwise what stands in the text. */
  now: v.string(),
  /** Whether it is this person. */
  own: v.boolean(),
});
export type PanelMention = Parsed<typeof PanelMention>;

/** An emoji under a message. */
export const PanelReaction = v.object({
  emoji: v.string(),
  count: v.number(),
  /** Whether this person is among them. */
  own: v.boolean(),
  /** The first of those whom it is from, this person excepted. */
  names: v.array(v.string()),
});
export type PanelReaction = Parsed<typeof PanelReaction>;

export const PanelMessage = v.object({
  kind: v.literal('message'),
  ...entryBase,
  author: v.string(),
  /** The same for all messages of one author, whatever the name was then. */
  authorKey: v.string(),
  /** Which of the `AUTHOR_COLORS`. */
  color,
  own: v.boolean(),
  text: v.string(),
  /** `pending`: said, not yet back from the room. `failed`: given up; the person may retry. */
  status: v.picklist(['pending', 'sent', 'failed']),
  /** The name of somebody else, who was here first, that the author's looks like. */
  lookAlike: v.exactOptional(v.string()),
  /** The only reader, where the message is not for everybody. Localized; a name in it is `isolated`. */
  direct: v.exactOptional(v.string()),
  /** The lines that it quotes. */
  code: v.exactOptional(PanelCode),
  /** Whom its text names. */
  mentions: v.exactOptional(v.array(PanelMention)),
  /** What it answers. */
  reply: v.exactOptional(PanelReply),
  /** In the order they came. */
  reactions: v.exactOptional(v.array(PanelReaction)),
  /** When its author changed the text last, in milliseconds since the epoch. */
  editedAt: v.exactOptional(v.number()),
  /** A change of this person's that the room does not have yet. `retry` and `discard` know it by its `key`. */
  unsentEdit: v.exactOptional(
    v.object({
      key: v.string(),
      text: v.string(),
      mentions: v.exactOptional(v.array(PanelMention)),
      status: v.picklist(['pending', 'failed']),
      /** Why it failed, a localized sentence. */
      problem: v.exactOptional(v.string()),
    }),
  ),
  /** Its author took it back; the text says so. */
  removed: v.exactOptional(v.literal(true)),
  /** Why it failed, a localized sentence. */
  problem: v.exactOptional(v.string()),
});
export type PanelMessage = Parsed<typeof PanelMessage>;

/** A draft, with the message that it answers or changes. */
export const PanelDraft = v.object({ ...Draft.entries, about: v.exactOptional(PanelMessage) });
export type PanelDraft = Parsed<typeof PanelDraft>;

/** A line of the room itself: people joined, left or were renamed, or a divider after a gap. */
export const PanelNotice = v.object({
  kind: v.literal('notice'),
  ...entryBase,
  /** Localized. Names in it are `isolated`. */
  text: v.string(),
  /** All that it stands for, sentence by sentence, where it sums up more than it says. The same as for `text`. */
  details: v.exactOptional(v.array(v.string())),
  /** Set where the notice stands for a message of this author, who is ignored. */
  ignored: v.exactOptional(v.string()),
});
export type PanelNotice = Parsed<typeof PanelNotice>;

export const PanelEntry = v.variant('kind', [PanelMessage, PanelNotice]);
export type PanelEntry = Parsed<typeof PanelEntry>;

/** What teammates need to join, as people are shown it. */
export const PanelInvitation = v.object({
  /** The likeliest first; where there are several, with the network that each is on. */
  addresses: v.array(v.object({ address: v.string(), network: v.exactOptional(v.string()) })),
  key: v.exactOptional(v.string()),
  link: v.string(),
  /** All of it, to be pasted into a mail or another chat. */
  text: v.string(),
  /** What a teammate does who has not the extension. */
  withoutTilde: v.string(),
  /** What joins an open room from a terminal. */
  terminal: v.exactOptional(v.string()),
  /** Why no teammate can join, and how to change that. */
  problem: v.exactOptional(v.string()),
});
export type PanelInvitation = Parsed<typeof PanelInvitation>;

/** What the menu of a message offers. */
const PanelAction = v.picklist([
  'addReaction',
  'reply',
  'edit',
  'remove',
  'copyText',
  'copyMarkdown',
  'copyLink',
]);
export type PanelAction = Parsed<typeof PanelAction>;

/** Extension host to panel: type -> schema. */
export const TO_PANEL = {
  /** Replaces everything the panel shows. */
  snapshot: v.object({
    state: PanelState,
    entries: v.array(PanelEntry),
    /** The panel can ask for older entries. */
    more: v.boolean(),
    /** The order up to which this person has read, in any window. The unread line stands behind it. */
    readUpTo: v.number(),
    /** What was begun in the room and not sent, where there is a room. */
    draft: v.exactOptional(PanelDraft),
  }),
  state: v.object({ state: PanelState }),
  /** New entries, or new versions of shown ones (same key). */
  entries: v.object({ entries: v.array(PanelEntry) }),
  /** Replaces `entries` where there were too many: the newest, without gaps. */
  newest: v.object({
    entries: v.array(PanelEntry),
    more: v.boolean(),
    /** How many messages of others are new. Some of them are only among the older entries. */
    came: v.number(),
  }),
  /** The page the panel asked for. It ends before the entry whose order is `before`. */
  older: v.object({ before: v.number(), entries: v.array(PanelEntry), more: v.boolean() }),
  /** Who is typing now, by name. The host takes a name out when its time is over. */
  typing: v.object({ names: v.array(v.string()) }),
  /**
   * Whether the window has the focus, anywhere in it: then the person is looking at what is on screen. `quiet`: the chat is
   * on screen in another place, too, which tells a screen reader what comes.
   */
  focus: v.object({ on: v.boolean(), quiet: v.exactOptional(v.literal(true)) }),
  /** This person has read that far in another window. */
  read: v.object({ upTo: v.number() }),
  /** The draft was changed where else this window shows the chat. */
  draft: PanelDraft,
  /** The host could not even try to send the draft: it goes back to the composer. `problem` is a localized sentence. */
  refused: v.object({ draft: PanelDraft, problem: v.string() }),
  /** Answers `takeBack`: what nobody has got; without a draft, it is too late. */
  takenBack: v.object({ draft: v.exactOptional(PanelDraft) }),
  /** Writes the name of somebody where the person writes. */
  mention: Mention,
  /** These are called otherwise now: what mentions them shows their new names. */
  renamed: v.object({ members: v.array(v.object({ mid: v.string(), name: v.string() })) }),
  /** What the panel asked for: who is in the room. */
  members: v.object({ members: v.array(PanelMember) }),
  /** Answers `findPlaces`: the paths, as they were written, that are files of the workspace. */
  places: v.object({ found: v.array(v.string()) }),
  /** Answers `pasted`, whose text it repeats: what is known of code that was copied from an editor. */
  pastedCode: v.object({
    text: v.string(),
    /** As VS Code calls it. */
    language: v.exactOptional(v.string()),
    /** Where it is from, if that is a file of the workspace. Lines are from 1. */
    place: v.exactOptional(v.object({ path: v.string(), start: v.number(), end: v.number() })),
  }),
  /** Answers `attach`: what is selected in the editor, for whom that asked. */
  attached: v.object({ for: Destination, code: PanelCode }),
  /** Does what the person chose in the menu of the message with that key. */
  act: v.object({ key: v.string(), action: PanelAction }),
  /** Shows the message of that order. It may have to be fetched first. */
  goTo: v.object({ order: v.number() }),
  /** What the panel asked for. It holds the key, and is kept only as long as it is shown. */
  invitation: PanelInvitation,
};
export type ToPanel = MessageOf<typeof TO_PANEL>;

/**
 * What the host posts: everything there is to tell, in order. It posts no more before the panel has answered `taken`.
 * The panel parses each message by itself, and one that does not fit spoils no other.
 */
export const Batch = v.object({ type: v.literal('batch'), messages: v.array(v.unknown()) });
export interface Batch extends Parsed<typeof Batch> {
  readonly messages: readonly ToPanel[];
}
