// What the composer shows besides the text. Pure.
import { isolated } from '../../src/base/isolated';
import { MAX_CODES, type PanelCode } from '../../src/panel/fromPanel';
import type { PanelStrings } from '../../src/panel/strings';
import type { PanelState } from '../../src/panel/stateSchemas';
import { isInRoom } from '../state/connection';
import { composerLabel } from '../wording/composerLabel';
import type { Formats } from '../wording/formats';
import { fill } from '../wording/strings';
import { isCommand } from './completion/slashCommands';
import type { ComposerLook } from './composerView';
import { longText, type LongText } from './length/longText';
import { bytesLeft } from './length/textLength';

/** What is being written, and where. */
export interface ComposerState {
  readonly panel: PanelState | undefined;
  readonly text: string;
  /** What of it would be sent: less or more than that, where it is a command. */
  readonly sent: string;
  /** The code that it quotes. */
  readonly codes: readonly PanelCode[];
  /** It takes the place of a message. */
  readonly isChange: boolean;
  /** Where the text is too long for one message. */
  readonly long: LongText | undefined;
  /** Why the last text came back, or nothing was done with it. */
  readonly refusal: string | undefined;
  /** What was told about the last text. */
  readonly note: string | undefined;
}

/** With what there is to know about the length of the text. */
export function composerState(known: Omit<ComposerState, 'long'>): ComposerState {
  const { panel, text, sent, codes, isChange } = known;
  // who is to read it may stand in a command: as code, all would
  const canBeCode = codes.length < MAX_CODES && !isChange && !isCommand(text);
  const { maxTextBytes = Infinity, maxCodeBytes } = panel ?? {};
  const long = isInRoom(panel?.connection)
    ? longText({ text, sent, maxTextBytes, maxCodeBytes: canBeCode ? maxCodeBytes : undefined })
    : undefined;
  return { ...known, long };
}

export interface Wording {
  readonly strings: PanelStrings;
  readonly formats: Formats;
}

/** Why it cannot be sent. An empty text is no problem: there is just nothing to send. */
export function problemOf(state: ComposerState, { strings, formats }: Wording): string | undefined {
  const { panel, long } = state;
  if (!panel || isNothing(state)) return undefined;
  if (!isInRoom(panel.connection)) return strings.notConnected;
  if (!long) return undefined;
  const { excess } = long;
  return excess === 1 ? strings.tooLongByOne : fill(strings.tooLong, { count: formats.count(excess) });
}

export const isNothing = ({ text, codes }: ComposerState): boolean => text === '' && codes.length === 0;

/** All that does not depend on what can be done. */
export function composerLook(
  state: ComposerState,
  wording: Wording,
): Omit<ComposerLook, 'remedies' | 'completions' | 'activeCompletion'> {
  const { panel, sent, codes, isChange, refusal, note } = state;
  const { strings, formats } = wording;
  const problem = problemOf(state, wording);
  const wrong = problem ?? refusal;
  const sendable = problem === undefined && !isNothing(state);
  const [onEnter, onShiftEnter] = isChange
    ? [strings.savesOnEnter, strings.savesOnShiftEnter]
    : [strings.sendsOnEnter, strings.sendsOnShiftEnter];
  const why = problem ?? (isInRoom(panel?.connection) ? strings.nothingToSend : strings.notConnected);
  const left = panel && bytesLeft(sent, panel.maxTextBytes);
  return {
    label: composerLabel(panel, strings),
    writeAs: panel?.you === undefined ? undefined : fill(strings.writeAs, { name: isolated(panel.you) }),
    codes,
    canAttach: panel?.selection === true && panel.maxCodeBytes !== undefined && !isChange,
    hint: wrong ?? note ?? (panel?.connection.kind === 'reconnecting' ? strings.sentLater : undefined),
    isWrong: wrong !== undefined,
    sendable,
    send: {
      label: isChange ? strings.save : strings.send,
      title: sendable ? (panel?.enterBreaks ? onShiftEnter : onEnter) : why,
      icon: isChange ? 'save' : panel?.enterBreaks ? 'send' : 'enter',
    },
    left: left === undefined ? undefined : formats.count(left),
  };
}
