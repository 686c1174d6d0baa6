import type { Draft } from '../../src/panel/fromPanel';
import type { Written } from '../../src/panel/inFront';
import type { PanelStrings } from '../../src/panel/strings';
import type { EmojiData } from '../emoji/emojiData';
import type { Writing } from '../state/viewState';
import type { Formats } from '../wording/formats';
import type { CommandName, CommandWords } from './completion/slashCommands';

/** What the composer needs, and whom it tells what the person does. */
export interface ComposerOptions {
  readonly strings: PanelStrings;
  readonly formats: Formats;
  readonly emoji: EmojiData;
  readonly onDraft: (draft: Draft) => void;
  /** What is written is about that now: a draft has come that says so. */
  readonly onWriting: (writing: Writing | undefined) => void;
  /** The person is about to send. What has come from the room since the last drawing is drawn first, by `write`. */
  readonly onBeforeSend: () => void;
  readonly onSend: (said: Written) => void;
  /** The person wants something done, instead of said. */
  readonly onCommand: (name: CommandName, words: CommandWords) => void;
  /** The person looks for an emoji to write. */
  readonly onEmoji: (anchor: HTMLElement) => void;
  /** The person has written one by its short code. */
  readonly onUseEmoji: (emoji: string) => void;
  /** The person may want to name somebody; to be answered by `showMembers`. */
  readonly onAskMembers: () => void;
  /** The person wants to quote what is selected in the editor; to be answered by `attach`. */
  readonly onAttach: () => void;
  /** Up in an empty text area. @returns false: there is nothing to edit */
  readonly onEditLast: () => boolean;
  /** @param isEmpty nothing is written @returns false: there is nothing to leave */
  readonly onEscape: (isEmpty: boolean) => boolean;
  /** The person wants the text back that they just sent; to be answered by `takenBack`. */
  readonly onTakeBack: () => void;
  /** Whether the person is writing: not once the text is empty. */
  readonly onTyping: (on: boolean) => void;
  /** What a screen reader tells: why the text can no longer be sent, and '' when it can be sent again; what was done. */
  readonly onTell: (sentence: string) => void;
  /** Several lines were pasted where they may become code; to be answered by `pastedCode`, if they are. */
  readonly onPaste: (text: string) => void;
}
