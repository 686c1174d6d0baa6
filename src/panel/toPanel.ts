// What the extension host says to the chat panel: a table of schemas, and the types made from them. The extension host
// owns all state; the panel draws it and can be rebuilt from a snapshot at any time. The other direction is in
// `fromPanel.ts`: each end bundles only the schemas by which it parses.
import * as v from 'valibot';
import { AuthorColor, PanelDraft, PanelEntry } from './entrySchemas';
import { Destination, Mention, PanelCode } from './fromPanel';
import type { MessageOf, Parsed } from './messageTable';
import { PanelState } from './stateSchemas';

/** Somebody in the room. */
export const PanelMember = v.object({
  mid: v.string(),
  name: v.string(),
  /** Which of the `AUTHOR_COLORS`. */
  color: AuthorColor,
  /** It is this person. */
  you: v.boolean(),
});
export type PanelMember = Parsed<typeof PanelMember>;

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

/** Where code that somebody quoted is among this person's files. */
export const PanelCodePlace = v.object({
  /**
   * `here`: where it was said to be; `moved`: elsewhere; `changed`: there, but not as it was; `several`, `perhaps`: nobody can
   * say which of the places; `gone`: not in the file; `noFile`; `unread`: the file cannot be looked into; `late`.
   */
  found: v.picklist([
    ...(['here', 'moved', 'changed', 'several', 'perhaps', 'gone', 'noFile', 'unread', 'late'] as const),
  ]),
  /** Its lines, from 1, where there is one place. */
  start: v.exactOptional(v.number()),
  end: v.exactOptional(v.number()),
  /** The file, in the workspace, where it is not called as was said. */
  path: v.exactOptional(v.string()),
  /** Another commit is checked out than where it was quoted. */
  otherCommit: v.exactOptional(v.literal(true)),
});
export type PanelCodePlace = Parsed<typeof PanelCodePlace>;

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
  /** Answers `findCode`. */
  codePlaces: v.object({ places: v.array(v.object({ id: v.string(), place: PanelCodePlace })) }),
  /** Files changed: code that was quoted from these paths may be elsewhere by now. */
  codeStale: v.object({ paths: v.array(v.string()) }),
  /** Answers `pasted`, whose text it repeats: what is known of code that was copied from an editor. */
  pastedCode: v.object({
    text: v.string(),
    /** As VS Code calls it. */
    language: v.exactOptional(v.string()),
    /** Where it is from, if that is a file of the workspace. Lines are from 1. */
    place: v.exactOptional(v.object({ path: v.string(), start: v.number(), end: v.number() })),
  }),
  /** Code that the person wants to send, and to whom they wrote when they chose it. */
  attached: v.object({ for: Destination, codes: v.array(PanelCode) }),
  /** Does what the person chose in the menu of the message with that key. */
  act: v.object({ key: v.string(), action: PanelAction }),
  /** Copies what is selected, as the person chose in the menu. */
  copySelection: v.object({}),
  /** Shows the message of that order. It may have to be fetched first. `away`: that is not possible now. */
  goTo: v.object({ order: v.number(), away: v.exactOptional(v.literal(true)) }),
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
