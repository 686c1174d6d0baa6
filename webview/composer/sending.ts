import { fill } from '../wording/strings';
import { isInRoom } from '../state/connection';
import type { AttachedCode } from './attachedCode';
import type { Mentioning } from './completion/mentioning';
import { askedBy, type CommandName } from './completion/slashCommands';
import { type ComposerState, isNothing } from './composerLook';
import type { ComposerOptions } from './composerOptions';
import { typeText } from './input/typeText';
import type { WrittenDraft } from './writtenDraft';

export interface SendingParts {
  readonly options: Pick<ComposerOptions, 'strings' | 'onBeforeSend' | 'onSend' | 'onCommand' | 'onTakeBack'>;
  readonly input: () => HTMLTextAreaElement;
  readonly written: WrittenDraft;
  readonly attached: AttachedCode;
  readonly mentioning: Mentioning;
  readonly state: () => ComposerState;
  /** The text was sent: what is written is another one, which is about to be told. */
  readonly onSent: () => void;
  /** Nothing was done with the text, for this reason. */
  readonly refuse: (why: string) => void;
}

/** Sends what is written, or does what it asks for; and takes back what was sent last. */
export class Sending {
  /** Nothing was written since the last text was sent: to undo means to take that back. */
  private hasJustSent = false;
  /** The host was asked for that text and has not answered yet. */
  private isTakingBack = false;

  constructor(private readonly parts: SendingParts) {}

  /** @param inParts the person wants it in several messages, if need be */
  send(inParts = false): void {
    const { options, written, onSent, refuse } = this.parts;
    const wasChange = this.parts.state().isChange;
    options.onBeforeSend();
    const state = this.parts.state();
    const { panel, text, codes, isChange, long } = state;
    // its message is gone: a new one is sent only when the person has seen that
    if (wasChange && !isChange) return;
    const isTooLong = long !== undefined && !(inParts && long.messages !== undefined);
    if (isNothing(state) || isTooLong || !isInRoom(panel?.connection)) return;
    const asked = isChange ? ({ kind: 'text', text } as const) : askedBy(text);
    if (asked.kind === 'unknown') {
      refuse(fill(options.strings.noCommand, { name: asked.name }));
      return;
    }
    if (asked.kind === 'command') {
      this.run(asked.name, asked.rest);
      return;
    }
    const said = { ...written.now(asked.text), ...(codes.length > 0 && { codes }) };
    written.sent();
    onSent();
    this.hasJustSent = !isChange;
    options.onSend(said);
    this.parts.input().focus();
  }

  /** @returns false: what there is to undo is the browser's */
  takeBack(): boolean {
    if (!this.hasJustSent) return false;
    if (!this.isTakingBack) this.parts.options.onTakeBack();
    this.isTakingBack = true;
    return true;
  }

  /** The host has answered. */
  tookBack(): void {
    this.isTakingBack = false;
  }

  /** Something else is written by now. */
  changed(): void {
    this.hasJustSent = false;
  }

  private run(name: CommandName, rest: string): void {
    const { options, input, written, attached, mentioning, refuse } = this.parts;
    const { strings, onCommand } = options;
    if (rest === '' && (name === 'me' || name === 'msg')) {
      refuse(name === 'me' ? strings.meNeedsWords : strings.msgNeedsName);
      return;
    }
    const picked = mentioning.pickedFor(rest);
    const { codes } = written;
    const words = { ...written.now(rest), ...(picked && { picked }), ...(codes.length > 0 && { codes }) };
    // the lines go with the text, to whom that is for
    if (name === 'msg') attached.forget();
    typeText(input(), name === 'help' ? '/' : '', 0, input().value.length);
    mentioning.startAnew();
    if (name !== 'help') onCommand(name, words);
  }
}
