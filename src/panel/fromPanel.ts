// What the chat panel says to the extension host: a table of schemas, and the types made from them.
import * as v from 'valibot';
import type { MessageOf, Parsed } from './messageTable';

/** Whom a text is for: everybody in a room, or `to`, one member of it alone. `room` only tells rooms apart. */
const destination = { room: v.string(), to: v.exactOptional(v.string()) };
export const Destination = v.object(destination);
export type Destination = Parsed<typeof Destination>;

/** A member that a text names behind an `@`, under the name that stands there. */
export const Mention = v.object({ mid: v.string(), name: v.string() });
export type Mention = Parsed<typeof Mention>;
const mentions = v.exactOptional(v.array(Mention));

/** Unicode's modifiers of emoji that show people, from light to dark. */
export const SKIN_TONES = ['🏻', '🏼', '🏽', '🏾', '🏿'] as const;
export const SkinTone = v.picklist(SKIN_TONES);
export type SkinTone = Parsed<typeof SkinTone>;
export const isSkinTone = (value: unknown): value is SkinTone => v.is(SkinTone, value);

/** Lines of a file that a message quotes. Lines are from 1. */
export const PanelCode = v.object({
  path: v.string(),
  start: v.number(),
  end: v.number(),
  text: v.string(),
  language: v.exactOptional(v.string()),
  /** The repository of the file: host and path. */
  remote: v.exactOptional(v.string()),
  /** The full id of the commit that was checked out. */
  commit: v.exactOptional(v.string()),
  /** Whether the file was not as in that commit. */
  dirty: v.exactOptional(v.boolean()),
  /** What stands around the lines, to know their place again. The panel only passes it on. */
  context: v.exactOptional(
    v.object({
      ...{ above: v.string(), below: v.string(), outline: v.string() },
      ...{ copies: v.number(), copy: v.number(), lines: v.number() },
    }),
  ),
});
export type PanelCode = Parsed<typeof PanelCode>;

/**
 * What goes with a text. `codes`: the first goes in one message with the text, each of the others in one of its own behind
 * it. `reply`: the order of the message that it answers.
 */
const more = { mentions, codes: v.exactOptional(v.array(PanelCode)), reply: v.exactOptional(v.number()) };
/** So many pieces of code at most go with one text: nobody would read more. */
export const MAX_CODES = 10;

/** Code in what is shown; `id` tells it from all other code there. */
const CodeQuestion = v.object({ id: v.string(), code: PanelCode });
export type CodeQuestion = Parsed<typeof CodeQuestion>;

/** So much code may be asked about at once. */
export const MAX_CODE_QUESTIONS = 20;

/**
 * What a person began to write and has not sent. `change`: a new text for their message of order `of`, begun meanwhile;
 * without `of`, that message is not there any more.
 */
export const Draft = v.object({
  ...{ ...destination, text: v.string(), ...more },
  change: v.exactOptional(v.object({ of: v.exactOptional(v.number()), text: v.string(), mentions })),
});
export type Draft = Parsed<typeof Draft>;

/** Commands that a button in the panel may run; the host refuses every other. */
export const PANEL_COMMANDS = [
  'tilde.host',
  'tilde.join',
  'tilde.openRecent',
  'tilde.leave',
  'tilde.tryAgain',
  'tilde.roomSettings',
  'tilde.setUsername',
  'tilde.showLog',
] as const;
export type PanelCommand = (typeof PANEL_COMMANDS)[number];

const FromOne = v.pipe(v.number(), v.integer(), v.minValue(1));

/** Panel to extension host: type -> schema. */
export const FROM_PANEL = {
  /**
   * The panel is drawn and wants a snapshot: at its start, after it was hidden or moved, and on its way to the newest
   * entries when it does not hold them any more.
   */
  ready: v.object({}),
  /** The panel has taken the last batch. */
  taken: v.object({}),
  /** It goes where it was written for, whatever the host shows by now; in several messages, where it is too long for one. */
  say: v.object({ ...destination, text: v.string(), ...more }),
  /**
   * `/msg`. `words`: the name of a member and what to say to them alone, with the code of `draft`; or only the name, to open
   * the conversation. Where nobody is meant, it goes back as `draft`.
   */
  direct: v.object({
    draft: Draft,
    words: v.string(),
    /** Who was picked for the name, and is meant whatever others are called. */
    picked: v.exactOptional(Mention),
  }),
  /** Changes the text of this person's message of that order. */
  edit: v.object({ ...destination, of: v.number(), text: v.string(), mentions }),
  /** Takes this person's message of that order back for good. The host asks first. */
  remove: v.object({ of: v.number() }),
  /** Puts this person's emoji under the message of that order, or takes it away. */
  react: v.object({ of: v.number(), emoji: v.string(), on: v.boolean() }),
  /** Sends a failed message or edit again. */
  retry: v.object({ key: v.string() }),
  /** Gives a failed message or edit up. */
  discard: v.object({ key: v.string() }),
  /** Takes the newest message back that was written there, if it was never sent. The host answers `takenBack`. */
  takeBack: Destination,
  /** Asks for a page of entries before the oldest shown one, whose order is `before`. */
  older: v.object({ before: v.number() }),
  /** Puts a text, as it is shown, on the clipboard. */
  copy: v.object({ text: v.string() }),
  /** Asks which of these paths, as somebody wrote them, are files of the workspace. The host answers `places`. */
  findPlaces: v.object({ paths: v.array(v.string()) }),
  /** Goes to a place in a file of the workspace. Lines and columns are from 1; `end` is the last line of a stretch. */
  openPlace: v.object({
    path: v.string(),
    line: FromOne,
    column: v.exactOptional(FromOne),
    end: v.exactOptional(FromOne),
  }),
  /** Asks where that code is among this person's files. The host answers `codePlaces`. */
  findCode: v.object({ codes: v.pipe(v.array(CodeQuestion), v.maxLength(MAX_CODE_QUESTIONS)) }),
  /** Goes to where that code is now. */
  goToCode: v.object({ code: PanelCode }),
  /** Shows that code beside this person's own lines. */
  compareCode: v.object({ code: PanelCode }),
  /** Writes code where the cursor is in the editor. */
  insertCode: v.object({ text: v.string() }),
  /** Shows code in an editor of its own. `language` is as VS Code calls it. */
  openCode: v.object({ text: v.string(), language: v.exactOptional(v.string()) }),
  /** Several lines were pasted. The host answers `pastedCode`, where they were copied from an editor. */
  pasted: v.object({ text: v.string() }),
  /** The person wants to send what is selected in the editor. The host answers `attached`. */
  attach: Destination,
  /** Puts a link to the message of that order on the clipboard. */
  copyLink: v.object({ of: v.number() }),
  /** Asks for the invitation: its card is open. */
  invitation: v.object({}),
  /** The draft has changed. It is empty when it was sent. */
  draft: Draft,
  /** The person began to type, or has stopped. */
  typing: v.object({ on: v.boolean() }),
  /** The person has seen what was said there up to this order: it is on screen, and the window has the focus. */
  read: v.object({ upTo: v.number(), to: v.exactOptional(v.string()) }),
  /** Shows what is said with that member alone; without `to`, what is said to everybody. */
  showConversation: v.object({ to: v.exactOptional(v.string()) }),
  /** Shows the conversation in which the message of that order stands. The host answers `goTo`. */
  goTo: v.object({ order: v.number() }),
  /** Opens an address of the web, or one to write to. The host opens no other. */
  openLink: v.object({ url: v.string() }),
  command: v.object({ command: v.picklist(PANEL_COMMANDS) }),
  /** Enters a room of before. */
  enterAgain: v.object({ id: v.string() }),
  /** The person has written that emoji: it is among those used last. */
  useEmoji: v.object({ emoji: v.string() }),
  /** The skin tone that emoji are to have; without one, they have none. */
  chooseSkinTone: v.object({ skinTone: v.exactOptional(SkinTone) }),
  /** Changes the username. */
  rename: v.object({ name: v.string() }),
  /** Ignores the member of that name; where there is none, the host asks whom. */
  ignore: v.object({ name: v.string() }),
  /** Shows messages as they were written, or with their formatting. */
  plain: v.object({ on: v.boolean() }),
  /** Asks for `members`: the person may want to name one. */
  listMembers: v.object({}),
  /** Shows who is in the room. */
  members: v.object({}),
  /** Back to the first page, from a room that was not reached. */
  toStart: v.object({}),
};
export type FromPanel = MessageOf<typeof FROM_PANEL>;
