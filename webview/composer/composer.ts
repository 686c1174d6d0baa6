import { nothing, render } from 'lit/html.js';
import { isolated } from '../../src/base/isolated';
import type { Destination, Draft, Mention } from '../../src/panel/fromPanel';
import type { PanelMember, PanelState } from '../../src/panel/toPanel';
import type { PanelStrings } from '../../src/panel/strings';
import type { EmojiData } from '../emoji/emojiData';
import type { Formats } from '../wording/formats';
import { composerLabel } from '../wording/composerLabel';
import { fill } from '../wording/strings';
import { isInRoom } from '../state/connection';
import { isSameDestination } from '../state/destination';
import type { Writing } from '../state/viewState';
import { asCode } from './codeMarks';
import { commandCompletions } from './commandCompletions';
import { Completer, type Completion } from './completer';
import { composerView, type ComposerActs } from './composerView';
import { type CopiedFrom, isInsideFence } from './fences';
import { hugeLength, MAX_UNITS } from './hugeText';
import { Mentioning } from './mentioning';
import { PastedCode } from './pastedCode';
import { ShortCodes } from './shortCodes';
import { askedBy, type CommandName } from './slashCommands';
import { bytesLeft, excessCharacters } from './textLength';
import type { Trigger } from './trigger';
import { typeText } from './typeText';

export interface ComposerOptions {
  readonly strings: PanelStrings;
  readonly formats: Formats;
  readonly emoji: EmojiData;
  readonly onDraft: (draft: Draft) => void;
  /** @param mentions whom the text names behind an `@` */
  readonly onSend: (text: string, mentions: readonly Mention[]) => void;
  /** The person wants something done, instead of said. @param mentions whom the rest names behind an `@` */
  readonly onCommand: (name: CommandName, rest: string, mentions: readonly Mention[]) => void;
  /** The person looks for an emoji to write. */
  readonly onEmoji: (anchor: HTMLElement) => void;
  /** The person has written one by its short code. */
  readonly onUseEmoji: (emoji: string) => void;
  /** The person may want to name somebody; to be answered by `showMembers`. */
  readonly onAskMembers: () => void;
  /** Up in an empty text area. @returns false: there is nothing to edit */
  readonly onEditLast: () => boolean;
  /** @param isEmpty nothing is written @returns false: there is nothing to leave */
  readonly onEscape: (isEmpty: boolean) => boolean;
  /** The person wants the text back that they just sent; to be answered by `takenBack`. */
  readonly onTakeBack: () => void;
  /** Whether the person is writing: not once the text is empty. */
  readonly onTyping: (on: boolean) => void;
  /** Called when the text can no longer be sent, with the reason; with '' when it can be sent again. */
  readonly onProblem: (problem: string) => void;
  /** Several lines were pasted where they may become code; to be answered by `pastedCode`, if they are. */
  readonly onPaste: (text: string) => void;
}

/** Where a person writes a message. It owns its text area, so that typing, undo and IME are the browser's alone. */
export class Composer {
  readonly element = document.createElement('div');
  private panel: PanelState | undefined;
  /** The message whose text is being changed, and what was written before that. */
  private editing: { readonly key: string; readonly before: string } | undefined;
  /** Whom the text in the text area is for. */
  private destination: Destination = { room: '' };
  /** Why a sent text came back; forgotten when the text changes. */
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
  private readonly mentioning: Mentioning;
  private readonly shortCodes: ShortCodes;
  private readonly completer: Completer;
  private readonly pasted: PastedCode;
  private readonly acts: ComposerActs;

  constructor(private readonly options: ComposerOptions) {
    this.element.className = 'composer';
    // what is pasted or dropped
    this.element.addEventListener('beforeinput', (event) => {
      if (event.data !== null && this.refuseHuge(event.data)) event.preventDefault();
    });
    this.mentioning = new Mentioning(options.onAskMembers);
    this.pasted = new PastedCode({ input: () => this.input, onPaste: options.onPaste });
    this.shortCodes = new ShortCodes({
      ...{ data: options.emoji, onUse: options.onUseEmoji },
      skinTone: () => this.panel?.skinTone,
    });
    options.emoji.onDidChange(() => this.onEmoji());
    this.completer = new Completer({
      input: () => this.input,
      label: options.strings.completions,
      find: (trigger) => this.completions(trigger),
      onChange: () => this.update(this.panel),
    });
    this.acts = {
      keydown: this.onKeydown,
      input: this.onInput,
      paste: this.pasted.onPaste,
      caret: () => this.completeUnlessComposing(),
      compositionStart: () => (this.isComposing = true),
      compositionEnd: this.endComposition,
      blur: this.onBlur,
      send: this.send,
      code: () => this.writeCode(),
      mention: () => this.writeAt(),
      emoji: options.onEmoji,
    };
    this.update(undefined);
  }

  /** To be called whenever the state of the panel may have changed. */
  update(panel: PanelState | undefined): void {
    this.panel = panel;
    const { strings, formats, onProblem } = this.options;
    const problem = this.problem();
    const wrong = problem ?? this.refusal;
    const sendable = problem === undefined && this.text() !== '';
    const why = problem ?? (isInRoom(panel?.connection) ? strings.nothingToSend : strings.notConnected);
    const left = panel && bytesLeft(this.text(), panel.maxTextBytes);
    render(
      composerView(
        {
          label: composerLabel(panel, strings),
          writeAs:
            panel?.you === undefined ? undefined : fill(strings.writeAs, { name: isolated(panel.you) }),
          hint:
            wrong ?? this.note ?? (panel?.connection.kind === 'reconnecting' ? strings.sentLater : undefined),
          isWrong: wrong !== undefined,
          remedies: nothing,
          sendable,
          sendTitle: sendable ? (panel?.enterBreaks ? strings.sendsOnShiftEnter : strings.sendsOnEnter) : why,
          left: left === undefined ? undefined : formats.count(left),
          completions: this.completer.view(),
          activeCompletion: this.completer.activeId,
        },
        this.acts,
        strings,
      ),
      this.element,
    );
    // Told once, not again for each further byte.
    if (this.hadProblem !== (problem !== undefined)) onProblem(problem ?? '');
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
    const message = writing?.kind === 'edit' ? writing.message : undefined;
    if (message?.key === this.editing?.key) return;
    const before = this.editing ? this.editing.before : this.input.value;
    this.editing = message && { key: message.key, before };
    this.mentioning.startAnew(message?.unsentEdit ? message.unsentEdit.mentions : message?.mentions);
    this.input.value = message ? (message.unsentEdit?.text ?? message.text) : before;
    this.forgetLast();
  }

  /** Whom the text is for that is being written. It changes together with the text, and with nothing else. */
  get writesTo(): Destination {
    return this.destination;
  }

  /**
   * Shows the draft for another room or member, to be followed by `update`. For the same, what is written here is newer
   * than what the host knows.
   */
  showDraft({ text, ...destination }: Draft): void {
    if (isSameDestination(destination, this.destination)) return;
    this.endComposition();
    this.editing = undefined;
    this.mentioning.startAnew();
    this.mentioning.show([]);
    this.destination = destination;
    this.input.value = text;
    this.forgetLast();
  }

  /** Writes `text` where the caret is, as if the person had typed it. */
  insert(text: string): void {
    if (!this.refuseHuge(text)) typeText(this.input, text);
  }

  /** These are in the room now. */
  showMembers(members: readonly PanelMember[]): void {
    this.mentioning.show(members);
    this.completer.refresh();
  }

  /** Brings back the text that was sent last. @param draft undefined: it is too late @param mentions whom it names */
  takenBack(draft: Draft | undefined, mentions: readonly Mention[] = []): void {
    this.isTakingBack = false;
    const { strings } = this.options;
    if (draft === undefined) {
      this.note = strings.alreadySent;
      this.update(this.panel);
    } else {
      this.restore(draft, undefined);
      if (isSameDestination(draft, this.destination))
        for (const member of mentions) this.mentioning.name(member);
    }
  }

  /** Shows what was written to the same where else the window shows it. Who composes here has the last word. */
  followDraft({ text, ...destination }: Draft): void {
    if (!isSameDestination(destination, this.destination) || this.isComposing) return;
    if (this.editing) this.editing = { ...this.editing, before: text };
    if (this.editing || text === this.input.value) return;
    this.input.value = text;
    this.forgetLast();
    this.update(this.panel);
  }

  /** Brings back what could not be sent, in front of what was written since. The host has it among its drafts. */
  restore(draft: Draft, problem: string | undefined): void {
    if (this.isComposing) this.afterComposition.push(() => this.putBack(draft, problem));
    else this.putBack(draft, problem);
  }

  /** Makes code of what was just pasted, if it is still there as it was; to undo that gives the plain text back. */
  pastedCode(text: string, from: CopiedFrom): void {
    if (this.isComposing || !this.pasted.become(text, from)) return;
    this.tell(this.options.strings.pastedAsCode);
  }

  private putBack({ text, ...destination }: Draft, problem: string | undefined): void {
    if (!isSameDestination(destination, this.destination)) return;
    if (this.editing) {
      const { before } = this.editing;
      this.editing = { ...this.editing, before: before === '' ? text : `${text}\n${before}` };
      return;
    }
    const { value, selectionStart, selectionEnd } = this.input;
    // the draft that this page began with has it already
    const isHere = value === text || value.startsWith(`${text}\n`);
    const lead = isHere ? '' : value === '' ? text : `${text}\n`;
    this.input.value = lead + value;
    // The caret stays in what is being written.
    if (value !== '') this.input.setSelectionRange(lead.length + selectionStart, lead.length + selectionEnd);
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
  };

  /** Writes a name where the person writes; once, however often that is asked for. */
  mention(member: Mention): void {
    const before = this.input.value.slice(0, this.input.selectionStart);
    const mention = `@${member.name} `;
    this.mentioning.name(member);
    if (before.endsWith(mention)) this.focus();
    else typeText(this.input, `${/(?:^|\s)$/.test(before) ? '' : ' '}${mention}`);
  }

  private get input(): HTMLTextAreaElement {
    const input = this.element.querySelector('textarea');
    if (!input) throw new Error('the composer is not drawn');
    return input;
  }

  private tellDraft(): void {
    if (this.editing) return;
    this.options.onDraft({ ...this.destination, text: this.input.value });
  }

  private text(): string {
    return (this.element.querySelector('textarea')?.value ?? '').trimEnd();
  }

  /** Why the text cannot be sent. An empty one is no problem: there is just nothing to send. */
  private problem(): string | undefined {
    const { strings, formats } = this.options;
    const text = this.text();
    if (text === '' || !this.panel) return undefined;
    if (!isInRoom(this.panel.connection)) return strings.notConnected;
    const excess = excessCharacters(text, this.panel.maxTextBytes);
    if (excess === 0) return undefined;
    return excess === 1 ? strings.tooLongByOne : fill(strings.tooLong, { count: formats.count(excess) });
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
    this.options.onProblem(note);
  }

  private completeUnlessComposing(): void {
    if (!this.isComposing) this.completer.update();
  }

  private writeCode(): void {
    const { input } = this;
    const { value, selectionStart, selectionEnd } = input;
    const code = asCode(value, selectionStart, selectionEnd);
    typeText(input, code.text);
    input.setSelectionRange(code.selectionStart, code.selectionEnd);
  }

  private writeAt(): void {
    const before = this.input.value.slice(0, this.input.selectionStart);
    typeText(this.input, /(?:^|[\s(])$/.test(before) ? '@' : ' @');
  }

  private readonly onInput = ({ inputType, data }: Partial<InputEvent> = {}): void => {
    this.pasted.changed(inputType);
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

  private readonly onKeydown = (event: KeyboardEvent): void => {
    if (this.hasJustSent && isUndo(event)) {
      event.preventDefault();
      // VS Code would undo something as well.
      event.stopPropagation();
      if (!this.isTakingBack) this.options.onTakeBack();
      this.isTakingBack = true;
      return;
    }
    // A key that an input method takes picks a word. Some show this only by key code 229.
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- there is no other way to know
    if (event.isComposing || event.keyCode === 229) return;
    if (!this.completer.isOpen && this.isIndent(event)) {
      event.preventDefault();
      typeText(this.input, '\t');
      return;
    }
    if (this.completer.key(event) || this.isLeft(event)) event.preventDefault();
    else if (event.key === 'Enter' && this.sends(event)) {
      event.preventDefault();
      this.send();
    }
  };

  /** Enter sends and Shift+Enter breaks the line, or the other way round. */
  private sends({ shiftKey, ctrlKey, metaKey }: KeyboardEvent): boolean {
    return ctrlKey || metaKey || shiftKey === (this.panel?.enterBreaks === true);
  }

  /** Between fences, the Tab key writes a tab. With Shift it leaves in any case. */
  private isIndent({ key, shiftKey, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
    if (key !== 'Tab' || shiftKey || ctrlKey || metaKey || altKey) return false;
    return isInsideFence(this.input.value, this.input.selectionStart);
  }

  /** Escape leaves what is being written; Up in an empty text area goes to what was said last. */
  private isLeft({ key, shiftKey, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
    if (shiftKey || ctrlKey || metaKey || altKey) return false;
    if (key === 'Escape') return this.options.onEscape(this.input.value === '');
    return key === 'ArrowUp' && this.input.value === '' && !this.editing && this.options.onEditLast();
  }

  private completions(trigger: Trigger): readonly Completion[] {
    const { kind, query } = trigger;
    if (kind === 'emoji') return this.shortCodes.find(trigger);
    if (kind === 'mention') return this.mentioning.find(trigger);
    // what is edited is no command
    if (this.editing) return [];
    if (kind === 'recipient') return this.mentioning.find(trigger);
    return commandCompletions(query, this.panel?.room?.basic === true, this.options.strings);
  }

  private run(name: CommandName, rest: string): void {
    const { strings, onCommand } = this.options;
    if (rest === '' && (name === 'me' || name === 'msg')) {
      this.refuse(name === 'me' ? strings.meNeedsWords : strings.msgNeedsName);
      return;
    }
    const mentions = this.mentioning.in(rest);
    typeText(this.input, name === 'help' ? '/' : '', 0, this.input.value.length);
    this.mentioning.startAnew();
    if (name !== 'help') onCommand(name, rest, mentions);
  }

  /** Says why nothing was done with the text, which stays. */
  private refuse(why: string): void {
    this.refusal = why;
    this.update(this.panel);
    this.options.onProblem(why);
  }

  /** Keeps out what the text area could not hold. Whoever copied it has it. @returns whether it does */
  private refuseHuge(added: string): boolean {
    const { strings, formats } = this.options;
    const units = hugeLength(this.input, added);
    if (units === undefined) return false;
    const [count, most] = [formats.count(units), formats.count(MAX_UNITS)];
    this.refuse(fill(strings.hugeText, { count, most }));
    return true;
  }

  private readonly send = (): void => {
    const text = this.text();
    if (text === '' || !this.panel || this.problem() !== undefined) return;
    const asked = this.editing ? ({ kind: 'text', text } as const) : askedBy(text);
    if (asked.kind === 'unknown') {
      this.refuse(fill(this.options.strings.noCommand, { name: asked.name }));
      return;
    }
    if (asked.kind === 'command') {
      this.run(asked.name, asked.rest);
      return;
    }
    const mentions = this.mentioning.in(asked.text);
    this.input.value = '';
    this.mentioning.startAnew();
    this.onInput();
    this.hasJustSent = !this.editing;
    this.options.onSend(asked.text, mentions);
    this.focus();
  };
}

/** Ctrl+Z, on a Mac Cmd+Z. */
const isUndo = ({ key, ctrlKey, metaKey, shiftKey, altKey }: KeyboardEvent): boolean =>
  key.toLowerCase() === 'z' && ctrlKey !== metaKey && !shiftKey && !altKey;
