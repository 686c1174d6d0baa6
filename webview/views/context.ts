import type { PanelCode, PanelCommand } from '../../src/panel/fromPanel';
import type { PanelMessage } from '../../src/panel/entrySchemas';
import type { MessageAction } from '../state/messageActions';
import type { EmojiOf } from '../../src/text/shortCodes';
import type { PanelStrings } from '../../src/panel/strings';
import type { Highlighting } from '../code/highlighting';
import type { Place } from '../code/placeView';
import type { Formats } from '../wording/formats';

/** What every view needs besides the state: its words, and what its buttons do. */
export interface ViewContext {
  readonly strings: PanelStrings;
  readonly formats: Formats;
  readonly highlighting: Highlighting;
  /** Undefined where there is no such short code, or not yet: then the panel is drawn anew when there is. */
  readonly emojiOf: EmojiOf;
  readonly act: {
    command(command: PanelCommand): void;
    /** Enters a room of before, by its id. */
    enterAgain(id: string): void;
    /** Shows who is in the room. */
    members(): void;
    /** Shows what is said with that member alone; with undefined, to everybody. */
    showConversation(to: string | undefined): void;
    /** Back to the first page. */
    toStart(): void;
    /** Sends a failed message or change again. */
    retry(key: string): void;
    /** Gives it up. */
    discard(key: string): void;
    message(message: PanelMessage, action: MessageAction): void;
    /** Puts this person's emoji there or, where it is there, takes it away. */
    react(message: PanelMessage, emoji: string): void;
    /** Shows all emoji, to react with one of them. @param anchor beside it */
    pickReaction(message: PanelMessage, anchor: HTMLElement): void;
    /** To the message of that order. */
    goTo(order: number): void;
    /** The same where it stands in another conversation, or nobody knows yet where. */
    goElsewhere(order: number): void;
    /** Leaves the reply or the change that is being written. */
    stopWriting(): void;
    /** A key in the list. */
    key(event: KeyboardEvent): void;
    /** The focus or the pointer is on a message, or leaves it. */
    look(event: Event): void;
    /** Opens an address that somebody wrote; VS Code asks first. */
    openLink(url: string): void;
    /** Shows a long message, or long code in it, to its end, or folds it again. */
    unfold(key: string, on: boolean): void;
    /** @param id tells what was copied */
    copyText(id: string, text: string): void;
    /** Goes to a place in a file of the workspace. */
    openPlace(place: Place): void;
    /** Goes to where that code is now. */
    goToCode(code: PanelCode): void;
    /** Shows that code beside this person's own lines. */
    compareCode(code: PanelCode): void;
    /** Writes code where the cursor is in the editor. */
    insertCode(code: string): void;
    /** Shows code in an editor of its own. @param language as VS Code calls it */
    openCode(code: string, language: string | undefined): void;
    /** Opens or closes the card with the invitation. */
    invite(on: boolean): void;
    /** To the messages that came while the reader was reading back. */
    toNew(): void;
    toUnread(): void;
    toEnd(event: Event): void;
  };
}
