import type { PanelStrings } from '../../src/panel/strings';
import type { PanelState } from '../../src/panel/stateSchemas';
import { conversationName } from './conversationName';
import { fill } from './strings';

/** To whom a person writes. */
export const composerLabel = (panel: PanelState | undefined, strings: PanelStrings): string =>
  panel?.conversation
    ? fill(strings.directComposerLabel, { name: conversationName(panel.conversation, strings) })
    : fill(strings.composerLabel, { room: panel?.room?.name ?? '' });
