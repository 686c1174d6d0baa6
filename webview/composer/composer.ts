import { nothing, render } from 'lit/html.js';
import { type CopiedFrom, fencedCodes, placeText } from '../../src/panel/fencedCode';
import { type Destination, MAX_CODES, type Mention, type PanelCode } from '../../src/panel/fromPanel';
import type { PanelDraft } from '../../src/panel/entrySchemas';
import type { PanelState } from '../../src/panel/stateSchemas';
import type { PanelMember } from '../../src/panel/toPanel';
import { isSameDestination } from '../state/destination';
import type { Writing } from '../state/viewState';
import { fill } from '../wording/strings';
import { AttachedCode } from './attachedCode';
import { PastedCode } from './code/pastedCode';
import { Completions } from './completion/completions';
import { textSentBy } from './completion/slashCommands';
import { ComposerKeys } from './composerKeys';
import { composerLook, composerState, type ComposerState, problemOf } from './composerLook';
import type { ComposerOptions } from './composerOptions';
import { ComposerTools } from './composerTools';
import { composerView, type ComposerActs, type ComposerLook } from './composerView';
import { Composition } from './input/composition';
import { hugeText } from './input/hugeText';
import { longTextView } from './length/longTextView';
import { Remarks } from './remarks';
import { Sending } from './sending';
import { WrittenDraft } from './writtenDraft';

/** Where a person writes a message. It owns its text area, so that typing, undo and IME are the browser's alone. */
export class Composer {
  readonly element = document.createElement('div');
  private panel: PanelState | undefined;
  private readonly composition = new Composition();
  private readonly remarks: Remarks;
  private readonly written: WrittenDraft;
  private readonly attached: AttachedCode;
  private readonly completions: Completions;
  private readonly sending: Sending;
  private readonly pasted: PastedCode;
  private readonly tools: ComposerTools;
  private readonly acts: ComposerActs;

  constructor(private readonly options: ComposerOptions) {
    const { strings, emoji, onAskMembers, onPaste, onUseEmoji, onEscape, onEditLast } = options;
    this.element.className = 'composer';
    // what is pasted or dropped
    this.element.addEventListener('beforeinput', (event) => {
      if (event.data !== null && this.refuseHuge(event.data)) event.preventDefault();
    });
    const input = (): HTMLTextAreaElement => this.input;
    this.remarks = new Remarks({ onTell: options.onTell, onChange: () => this.update(this.panel) });
    this.completions = new Completions({
      ...{ input, strings, emoji, onAskMembers, onUseEmoji },
      panel: () => this.panel,
      isChange: () => this.written.isChange,
      onChange: () => this.update(this.panel),
      onFailed: (why) => this.remarks.tell(why),
    });
    const { completer, mentioning } = this.completions;
    this.written = new WrittenDraft({
      input,
      mentionsIn: (text) => mentioning.in(text),
      onAnother: (mentions) => mentioning.startAnew(mentions),
    });
    this.attached = new AttachedCode({
      ...{ input, written: this.written },
      onChange: (added) => this.tellAttached(added),
    });
    this.sending = new Sending({
      ...{ options, input, written: this.written, attached: this.attached, mentioning },
      state: () => this.state,
      onSent: () => this.onInput(),
      refuse: (why) => this.remarks.refuse(why),
    });
    this.tools = new ComposerTools(input);
    this.pasted = new PastedCode({ input, onPaste });
    const keys = new ComposerKeys({
      ...{ input, completer, onEscape, onSend: () => this.sending.send() },
      enterBreaks: () => this.panel?.enterBreaks === true,
      onUndo: () => this.sending.takeBack(),
      onEditLast: () => !this.written.isChange && this.written.codes.length === 0 && onEditLast(),
    });
    this.acts = {
      keydown: keys.onKeydown,
      input: this.onInput,
      paste: this.pasted.onPaste,
      caret: () => this.completeUnlessComposing(),
      compositionStart: () => this.composition.start(),
      compositionEnd: this.endComposition,
      blur: this.onBlur,
      send: () => this.sending.send(),
      code: () => this.tools.code(),
      mention: () => this.tools.at(),
      emoji: options.onEmoji,
      attach: options.onAttach,
      detach: (code) => this.attached.detach(code),
    };
    this.update(undefined);
  }

  /** To be called whenever the state of the panel may have changed. */
  update(panel: PanelState | undefined): void {
    this.panel = panel;
    const { state } = this;
    const { completer } = this.completions;
    render(
      composerView(
        {
          ...composerLook(state, this.options),
          remedies: this.remedies(state),
          completions: completer.view(),
          activeCompletion: completer.activeId,
        },
        this.acts,
        this.options.strings,
      ),
      this.element,
    );
    this.remarks.tellProblem(problemOf(state, this.options));
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
    if (done === 'gone') this.remarks.refuse(this.options.strings.changeGone);
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
    this.completions.mentioning.show([]);
    this.show(draft);
  }

  /** Writes `text` where the caret is, as if the person had typed it. */
  insert(text: string): void {
    if (!this.refuseHuge(text)) this.tools.insert(text);
  }

  /** These are in the room now. */
  showMembers(members: readonly PanelMember[]): void {
    this.completions.showMembers(members);
    this.update(this.panel);
  }

  /** Brings back what was sent last. @param draft undefined: it is too late */
  takenBack(draft: PanelDraft | undefined): void {
    this.sending.tookBack();
    if (draft !== undefined) this.restore(draft, undefined);
    else this.remarks.show({ note: this.options.strings.alreadySent });
  }

  /** Shows what was written to the same where else the window shows it. Who composes here has the last word. */
  followDraft(draft: PanelDraft): void {
    if (
      !isSameDestination(draft, this.writesTo) ||
      this.composition.isComposing ||
      this.written.isShowing(draft)
    )
      return;
    this.show(draft);
    this.options.onWriting(this.written.writing);
    this.update(this.panel);
  }

  /** Brings back what could not be sent, in front of what was written since. The host has it among its drafts. */
  restore(draft: PanelDraft, problem: string | undefined): void {
    this.composition.after(() => this.putBack(draft, problem));
  }

  /** Makes code of what was just pasted, if it is still there as it was; to undo that gives the plain text back. */
  pastedCode(text: string, from: CopiedFrom): void {
    if (this.composition.isComposing || !this.pasted.become(text, from)) return;
    this.remarks.tell(this.options.strings.pastedAsCode);
  }

  /** Quotes that code. A room whose messages can quote none gets it within the text. */
  attach(codes: readonly PanelCode[]): void {
    const { strings } = this.options;
    if (this.panel?.maxCodeBytes === undefined) this.insert(fencedCodes(codes, this.text() === ''));
    else if (!this.attached.attach(codes))
      this.remarks.refuse(fill(strings.tooManyAttached, { count: MAX_CODES }));
  }

  /** Writes a name where the person writes; once, however often that is asked for. */
  mention(member: Mention): void {
    this.completions.mentioning.name(member);
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
    if (done === 'other') return;
    const { changeGone, changeElsewhere } = this.options.strings;
    this.remarks.refuse(done === 'gone' ? changeGone : changeElsewhere);
    this.tellDraft();
  }

  private putBack(draft: PanelDraft, problem: string | undefined): void {
    if (!isSameDestination(draft, this.writesTo)) return;
    this.written.putBack(draft);
    this.options.onWriting(this.written.writing);
    this.tellDraft();
    this.forgetLast();
    this.remarks.show({ refusal: problem });
  }

  private readonly endComposition = (): void => {
    this.composition.end();
    this.completions.completer.update();
  };

  private tellDraft(): void {
    this.options.onDraft(this.written.all);
  }

  private text(): string {
    return (this.element.querySelector('textarea')?.value ?? '').trimEnd();
  }

  private get state(): ComposerState {
    const { panel, written, remarks } = this;
    const { codes, isChange } = written;
    const text = this.text();
    const { mentioning } = this.completions;
    const sent = isChange ? text : textSentBy(text, (words) => mentioning.saidIn(words));
    return composerState({ panel, text, sent, codes, isChange, ...remarks.shown });
  }

  /** What can be done with a text that is too long. */
  private remedies({ long, isChange }: ComposerState): ComposerLook['remedies'] {
    if (!long || isChange) return nothing;
    const sendInParts = (): void => this.sending.send(true);
    const quote = (code: PanelCode): void => this.attached.quote(code);
    return longTextView(long, { sendInParts, quote }, this.options.strings);
  }

  private tellAttached(added: readonly PanelCode[]): void {
    const { onTell, strings } = this.options;
    this.tellDraft();
    this.update(this.panel);
    if (added.length > 0) onTell(fill(strings.attached, { place: added.map(placeText).join(', ') }));
    this.focus();
  }

  private forgetLast(): void {
    this.remarks.forget();
    this.sending.changed();
    this.completions.completer.close();
  }

  private completeUnlessComposing(): void {
    if (!this.composition.isComposing) this.completions.completer.update();
  }

  private readonly onInput = ({ inputType, data }: Partial<InputEvent> = {}): void => {
    this.pasted.changed(inputType);
    this.attached.changed(inputType);
    this.forgetLast();
    this.tellDraft();
    this.options.onTyping(this.text() !== '');
    this.completeUnlessComposing();
    // not where it came back by undo
    if (inputType === 'insertText' && data === ':') this.completions.replaceWritten();
    this.update(this.panel);
  };

  private readonly onBlur = (): void => {
    this.options.onTyping(false);
    this.completions.completer.close();
  };

  /** Keeps out what the text area could not hold. Whoever copied it has it. @returns whether it does */
  private refuseHuge(added: string): boolean {
    const huge = hugeText(this.input, added, this.options);
    if (huge !== undefined) this.remarks.refuse(huge);
    return huge !== undefined;
  }
}
