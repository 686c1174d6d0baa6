import type { PanelCommand } from '../../src/panel/fromPanel';
import type { PanelMessage } from '../../src/panel/toPanel';
import type { PanelStrings } from '../../src/panel/strings';
import type { Formats } from '../wording/formats';

/** What every view needs besides the state: its words, and what its buttons do. */
export interface ViewContext {
  readonly strings: PanelStrings;
  readonly formats: Formats;
  readonly act: {
    command(command: PanelCommand): void;
    /** Enters a room of before, by its id. */
    enterAgain(id: string): void;
    /** Shows who is in the room. */
    members(): void;
    /** Back to the first page. */
    toStart(): void;
    retry(key: string): void;
    copy(message: PanelMessage): void;
    /** @param id tells what was copied */
    copyText(id: string, text: string): void;
    /** Opens or closes the card with the invitation. */
    invite(on: boolean): void;
    /** To the messages that came while the reader was reading back. */
    toNew(): void;
    toUnread(): void;
    toEnd(event: Event): void;
  };
}
