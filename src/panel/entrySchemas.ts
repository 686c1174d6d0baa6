// The entries of the transcript as the panel draws them: schemas, and the types made from them.
import * as v from 'valibot';
import { Draft, PanelCode } from './fromPanel';
import type { Parsed } from './messageTable';

/** How many colours the panel has for authors: `.author-0` and so on in `webview/views/authorColors.css`. */
export const AUTHOR_COLORS = 12;
export const AuthorColor = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(AUTHOR_COLORS - 1));

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
  color: AuthorColor,
  own: v.boolean(),
  text: v.string(),
  /** `pending`: said, not yet back from the room. `failed`: given up; the person may retry. */
  status: v.picklist(['pending', 'sent', 'failed']),
  /** The name of somebody else, who was here first, that the author's looks like. */
  lookAlike: v.exactOptional(v.string()),
  /** Its author uses `nc` or another program that shows plain text only. */
  plainPeer: v.exactOptional(v.literal(true)),
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
  /** Set where the notice stands for a message of this author, who is ignored. Consecutive ones are shown as one. */
  ignored: v.exactOptional(v.object({ mid: v.string(), name: v.string() })),
});
export type PanelNotice = Parsed<typeof PanelNotice>;

export const PanelEntry = v.variant('kind', [PanelMessage, PanelNotice]);
export type PanelEntry = Parsed<typeof PanelEntry>;
