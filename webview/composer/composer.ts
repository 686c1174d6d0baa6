import { nothing, render } from 'lit/html.js';
import { type CopiedFrom, placeText } from '../../src/panel/fencedCode';
import type { Destination, Mention, PanelCode } from '../../src/panel/fromPanel';
import type { PanelDraft, PanelMember, PanelState } from '../../src/panel/toPanel';
import { isInRoom } from '../state/connection';
import { isSameDestination } from '../state/destination';
import type { Writing } from '../state/viewState';
import { fill } from '../wording/strings';
import { commandCompletions } from './commandCompletions';
import { Completer, type Completion } from './completer';
import { ComposerKeys } from './composerKeys';
import { composerLook, type ComposerState, isNothing, problemOf } from './composerLook';
import type { ComposerOptions } from './composerOptions';
import { ComposerTools } from './composerTools';
import { composerView, type ComposerActs, type ComposerLook } from './composerView';
import { hugeText, MAX_LINES, MAX_UNITS } from './hugeText';
import { longText } from './longText';
import { longTextView } from './longTextView';
import { Mentioning } from './mentioning';
import { PastedCode } from './pastedCode';
import { ShortCodes } from './shortCodes';
import { askedBy, type CommandName } from './slashCommands';
import type { Trigger } from './trigger';
import { typeText } from './typeText';
import { WrittenDraft } from './writtenDraft';

/** Where a person writes a message. It owns its text area, so that typing, undo and IME are the browser's alone. */
export class Composer {
  readonly element = document.createElement('div');
  private panel: PanelState | undefined;
  /** Why a text came back or nothing was done with it; forgotten when the text changes. */
  private refusal: string | undefined;
  /** What was told about the last text; forgotten when the text changes. */
  private note: string | undefined;
  /** Nothing was written since the last text was sent: to undo means to take that back. */
  private hasJustSent = false;
  /** The host was asked for that text and has not answered yet. */
  private isTakingBack = false;
  private hadProblem = false;
  private isComposing = false;
  /** What waits until the person has picked a word: to change the text would break their composition off. */
  private afterComposition: (() => void)[] = [];
  /** The text that became the quoted code: where undo brings it back, it is quoted no more. */
  private quotedText: string | undefined;
  private readonly written: WrittenDraft;
  private readonly mentioning: Mentioning;
  private readonly shortCodes: ShortCodes;
  private readonly completer: Completer;
  private readonly pasted: PastedCode;
  private readonly tools: ComposerTools;
  private readonly acts: ComposerActs;

  constructor(private readonly options: ComposerOptions) {
    const { strings, onAskMembers, onPaste, onUseEmoji, onEscape, onEditLast } = options;
    this.element.className = 'composer';
    // what is pasted or dropped
    this.element.addEventListener('beforeinput', (event) => {
      if (event.data !== null && this.refuseHuge(event.data)) event.preventDefault();
    });
    const input = (): HTMLTextAreaElement => this.input;
    this.mentioning = new Mentioning(onAskMembers);
    this.written = new WrittenDraft({
      input,
      mentionsIn: (text) => this.mentioning.in(text),
      onAnother: (mentions) => this.mentioning.startAnew(mentions),
    });
    this.tools = new ComposerTools(input);
    this.pasted = new PastedCode({ input, onPaste });
    this.shortCodes = new ShortCodes({
      ...{ data: options.emoji, onUse: onUseEmoji },
      skinTone: () => this.panel?.skinTone,
    });
    options.emoji.onDidChange(() => this.onEmoji());
    this.completer = new Completer({
      input,
      label: strings.completions,
      find: (trigger) => this.completions(trigger),
      onChange: () => this.update(this.panel),
    });
    const keys = new ComposerKeys({
      ...{ input, completer: this.completer, onEscape, onSend: () => this.send() },
      enterBreaks: () => this.panel?.enterBreaks === true,
      onUndo: () => this.takeBack(),
      onEditLast: () => !this.written.isChange && !this.written.code && onEditLast(),
    });
    this.acts = {
      keydown: keys.onKeydown,
      input: this.onInput,
      paste: this.pasted.onPaste,
      caret: () => this.completeUnlessComposing(),
      compositionStart: () => (this.isComposing = true),
      compositionEnd: this.endComposition,
      blur: this.onBlur,
      send: () => this.send(),
      code: () => this.tools.code(),
      mention: () => this.tools.at(),
      emoji: options.onEmoji,
      attach: options.onAttach,
      detach: () => this.detach(),
    };
    this.update(undefined);
  }

  /** To be called whenever the state of the panel may have changed. */
  update(panel: PanelState | undefined): void {
    this.panel = panel;
    const { onTell } = this.options;
    const { state } = this;
    const problem = problemOf(state, this.options);
    render(
      composerView(
        {
          ...composerLook(state, this.options),
          remedies: this.remedies(state),
          completions: this.completer.view(),
          activeCompletion: this.completer.activeId,
        },
        this.acts,
        this.options.strings,
      ),
      this.element,
    );
    // Told once, not again for each further byte.
    if (this.hadProblem !== (problem !== undefined)) onTell(problem ?? '');
    this.hadProblem = problem !== undefined;
  }

  focus(): void {
    this.input.focus();
  }

  /**
   * Tells what the text is for, to be followed by `update`. To change a message shows its text; what was written before
   * comes back when that is over.
   */
  write(writing: Writing | undefined): void {
    const done = this.written.write(writing);
    if (done === 'same') return;
    this.forgetLast();
    if (done === 'gone') this.tellGone();
    this.tellDraft();
  }

  /** Leaves the reply or the change; what was written before comes back. */
  leave(): void {
    this.written.leave();
    this.forgetLast();
    this.tellDraft();
  }

  /** Whom the text is for that is being written. It changes together with the text, and with nothing else. */
  get writesTo(): Destination {
    return this.written.destination;
  }

  /**
   * Shows the draft for another room or member, or none, to be followed by `update`. For the same, what is written here is
   * newer than what the host knows.
   */
  showDraft(draft: PanelDraft = { room: '', text: '' }): void {
    if (isSameDestination(draft, this.writesTo)) return;
    this.endComposition();
    this.mentioning.show([]);
    this.show(draft);
  }

  /** Writes `text` where the caret is, as if the person had typed it. */
  insert(text: string): void {
    if (!this.refuseHuge(text)) this.tools.insert(text);
  }

  /** These are in the room now. */
  showMembers(members: readonly PanelMember[]): void {
    this.mentioning.show(members);
    this.completer.refresh();
  }

  /** Brings back what was sent last. @param draft undefined: it is too late */
  takenBack(draft: PanelDraft | undefined): void {
    this.isTakingBack = false;
    if (draft !== undefined) this.restore(draft, undefined);
    else {
      this.note = this.options.strings.alreadySent;
      this.update(this.panel);
    }
  }

  /** Shows what was written to the same where else the window shows it. Who composes here has the last word. */
  followDraft(draft: PanelDraft): void {
    if (!isSameDestination(draft, this.writesTo) || this.isComposing || this.written.isShowing(draft)) return;
    this.show(draft);
    this.options.onWriting(this.written.writing);
    this.update(this.panel);
  }

  /** Brings back what could not be sent, in front of what was written since. The host has it among its drafts. */
  restore(draft: PanelDraft, problem: string | undefined): void {
    if (this.isComposing) this.afterComposition.push(() => this.putBack(draft, problem));
    else this.putBack(draft, problem);
  }

  /** Makes code of what was just pasted, if it is still there as it was; to undo that gives the plain text back. */
  pastedCode(text: string, from: CopiedFrom): void {
    if (this.isComposing || !this.pasted.become(text, from)) return;
    this.tell(this.options.strings.pastedAsCode);
  }

  /** The message will quote these lines. */
  attach(code: PanelCode): void {
    this.written.code = code;
    this.quotedText = undefined;
    this.tellDraft();
    this.update(this.panel);
    this.options.onTell(fill(this.options.strings.attached, { place: placeText(code) }));
    this.focus();
  }

  /** Writes a name where the person writes; once, however often that is asked for. */
  mention(member: Mention): void {
    this.mentioning.name(member);
    this.tools.mention(member);
  }

  private get input(): HTMLTextAreaElement {
    const input = this.element.querySelector('textarea');
    if (!input) throw new Error('the composer is not drawn');
    return input;
  }

  private show(draft: PanelDraft): void {
    const done = this.written.show(draft);
    this.forgetLast();
    if (done !== 'gone') return;
    this.tellGone();
    this.tellDraft();
  }

  private putBack(draft: PanelDraft, problem: string | undefined): void {
    if (!isSameDestination(draft, this.writesTo)) return;
    this.written.putBack(draft);
    this.options.onWriting(this.written.writing);
    this.tellDraft();
    this.forgetLast();
    this.refusal = problem;
    this.update(this.panel);
  }

  private readonly endComposition = (): void => {
    this.isComposing = false;
    const waiting = this.afterComposition;
    this.afterComposition = [];
    for (const run of waiting) run();
    this.completer.update();
  };

  private tellDraft(): void {
    this.options.onDraft(this.written.all);
  }

  private text(): string {
    return (this.element.querySelector('textarea')?.value ?? '').trimEnd();
  }

  private get state(): ComposerState {
    const { panel, written, refusal, note } = this;
    const { code, isChange } = written;
    const text = this.text();
    const long =
      panel && isInRoom(panel.connection)
        ? longText(text, panel.maxTextBytes, code || isChange ? undefined : panel.maxCodeBytes)
        : undefined;
    return { panel, text, code, isChange, long, refusal, note };
  }

  /** What can be done with a text that is too long. */
  private remedies({ long, isChange, text }: ComposerState): ComposerLook['remedies'] {
    if (!long || isChange) return nothing;
    const { messages, code } = long;
    const offers = {
      ...(messages !== undefined && { split: { messages, run: () => this.send(true) } }),
      // who is to read it stands in a command: as code, all would
      ...(code && askedBy(text).kind !== 'command' && { quote: () => this.quote(code) }),
    };
    return longTextView(offers, this.options.strings);
  }

  /** Makes code of the text, that the message quotes; to undo that gives the text back. */
  private quote(code: PanelCode): void {
    const { value } = this.input;
    typeText(this.input, '', 0, value.length);
    this.attach(code);
    this.quotedText = value;
  }

  private detach(): void {
    this.written.code = this.quotedText = undefined;
    this.tellDraft();
    this.update(this.panel);
    this.focus();
  }

  private forgetLast(): void {
    this.refusal = this.note = undefined;
    this.hasJustSent = false;
    this.completer.close();
  }

  /** There are emoji to complete short codes with, or it is told why there are none. The next letter tries again. */
  private onEmoji(): void {
    const { emoji, strings } = this.options;
    if (emoji.isThere) this.completer.refresh();
    else if (emoji.hasFailed && this.completer.asksFor === 'emoji') this.tell(strings.emojiFailed);
  }

  private tell(note: string): void {
    this.note = note;
    this.update(this.panel);
    this.options.onTell(note);
  }

  private completeUnlessComposing(): void {
    if (!this.isComposing) this.completer.update();
  }

  private readonly onInput = ({ inputType, data }: Partial<InputEvent> = {}): void => {
    this.pasted.changed(inputType);
    if (inputType === 'historyUndo' && this.quotedText === this.input.value)
      this.written.code = this.quotedText = undefined;
    this.forgetLast();
    this.tellDraft();
    this.options.onTyping(this.text() !== '');
    this.completeUnlessComposing();
    // not where it came back by undo
    if (inputType === 'insertText' && data === ':') this.shortCodes.replaceWritten(this.input);
    this.update(this.panel);
  };

  private readonly onBlur = (): void => {
    this.options.onTyping(false);
    this.completer.close();
  };

  /** @returns false: what there is to undo is the browser's */
  private takeBack(): boolean {
    if (!this.hasJustSent) return false;
    if (!this.isTakingBack) this.options.onTakeBack();
    this.isTakingBack = true;
    return true;
  }

  private completions(trigger: Trigger): readonly Completion[] {
    const { kind, query } = trigger;
    if (kind === 'emoji') return this.shortCodes.find(trigger);
    if (kind === 'mention') return this.mentioning.find(trigger);
    // what is edited is no command
    if (this.written.isChange) return [];
    if (kind === 'recipient') return this.mentioning.find(trigger);
    return commandCompletions(query, this.panel?.room?.basic === true, this.options.strings);
  }

  private run(name: CommandName, rest: string): void {
    const { strings, onCommand } = this.options;
    if (rest === '' && (name === 'me' || name === 'msg')) {
      this.refuse(name === 'me' ? strings.meNeedsWords : strings.msgNeedsName);
      return;
    }
    const { written } = this;
    const picked = this.mentioning.pickedFor(rest);
    const { code } = written;
    const words = { ...written.now(rest), ...(picked && { picked }), ...(code && { code }) };
    // the lines go with the text, to whom that is for
    if (name === 'msg') written.code = this.quotedText = undefined;
    typeText(this.input, name === 'help' ? '/' : '', 0, this.input.value.length);
    this.mentioning.startAnew();
    if (name !== 'help') onCommand(name, words);
  }

  /** Says why nothing was done with the text, which stays. */
  private refuse(why: string): void {
    this.refusal = why;
    this.update(this.panel);
    this.options.onTell(why);
  }

  /** Keeps out what the text area could not hold. Whoever copied it has it. @returns whether it does */
  private refuseHuge(added: string): boolean {
    const { strings, formats } = this.options;
    const huge = hugeText(this.input, added);
    if (!huge) return false;
    const [sentence, count, most] =
      'units' in huge
        ? [strings.hugeText, huge.units, MAX_UNITS]
        : [strings.tooManyLines, huge.lines, MAX_LINES];
    this.refuse(fill(sentence, { count: formats.count(count), most: formats.count(most) }));
    return true;
  }

  private tellGone(): void {
    this.refusal = this.options.strings.changeGone;
    this.options.onTell(this.refusal);
  }

  /** @param inParts the person wants it in several messages, if need be */
  private send(inParts = false): void {
    const { written, options } = this;
    const wasChange = this.state.isChange;
    options.onBeforeSend();
    const { panel, text, code, isChange, long } = this.state;
    // its message is gone: a new one is sent only when the person has seen that
    if (wasChange && !isChange) return;
    const isTooLong = long !== undefined && !(inParts && long.messages !== undefined);
    if (isNothing(this.state) || isTooLong || !isInRoom(panel?.connection)) return;
    const asked = isChange ? ({ kind: 'text', text } as const) : askedBy(text);
    if (asked.kind === 'unknown') {
      this.refuse(fill(options.strings.noCommand, { name: asked.name }));
      return;
    }
    if (asked.kind === 'command') {
      this.run(asked.name, asked.rest);
      return;
    }
    const said = { ...written.now(asked.text), ...(code && { code }) };
    written.sent();
    this.onInput();
    this.hasJustSent = !isChange;
    options.onSend(said);
    this.focus();
  }
}
