import { html, nothing, render } from 'lit/html.js';
import { isolated } from '../../src/base/isolated';
import type { Draft } from '../../src/panel/fromPanel';
import type { PanelState } from '../../src/panel/toPanel';
import type { PanelStrings } from '../../src/panel/strings';
import type { Formats } from '../wording/formats';
import { fill } from '../wording/strings';
import { isInRoom } from '../state/connection';
import type { Writing } from '../state/viewState';
import { excessCharacters } from './excess';

export interface ComposerOptions {
  readonly strings: PanelStrings;
  readonly formats: Formats;
  readonly onDraft: (draft: Draft) => void;
  readonly onSend: (text: string) => void;
  /** Up in an empty text area. @returns false: there is nothing to edit */
  readonly onEditLast: () => boolean;
  /** @returns false: there is nothing to leave */
  readonly onEscape: () => boolean;
  /** The person wants the text back that they just sent; to be answered by `takenBack`. */
  readonly onTakeBack: () => void;
  /** Whether the person is writing: not once the text is empty. */
  readonly onTyping: (on: boolean) => void;
  /** Called when the text can no longer be sent, with the reason; with '' when it can be sent again. */
  readonly onProblem: (problem: string) => void;
}

/** Where a person writes a message. It owns its text area, so that typing, undo and IME are the browser's alone. */
export class Composer {
  readonly element = document.createElement('div');
  private panel: PanelState | undefined;
  /** The message whose text is being changed, and what was written before that. */
  private editing: { readonly key: string; readonly before: string } | undefined;
  /** The room whose draft is in the text area. */
  private room = '';
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

  constructor(private readonly options: ComposerOptions) {
    this.element.className = 'composer';
    this.update(undefined);
  }

  /** To be called whenever the state of the panel may have changed. */
  update(panel: PanelState | undefined): void {
    this.panel = panel;
    const { strings, onProblem } = this.options;
    const label = fill(strings.composerLabel, { room: panel?.room?.name ?? '' });
    const problem = this.problem();
    const wrong = problem ?? this.refusal;
    const later = panel?.connection.kind === 'reconnecting' ? strings.sentLater : undefined;
    const hint = wrong ?? this.note ?? later;
    const empty = this.text() === '';
    const sendable = problem === undefined && !empty;
    const why = problem ?? (isInRoom(this.panel?.connection) ? strings.nothingToSend : strings.notConnected);
    render(
      html`<div class="composer-row">
          <textarea
            id="composer"
            rows="1"
            dir="auto"
            aria-label=${label}
            aria-describedby="composer-hint"
            aria-invalid=${wrong === undefined ? 'false' : 'true'}
            placeholder=${label}
            title=${panel?.you === undefined ? nothing : fill(strings.writeAs, { name: isolated(panel.you) })}
            @keydown=${this.onKeydown}
            @input=${this.onInput}
            @compositionstart=${() => (this.isComposing = true)}
            @compositionend=${this.endComposition}
            @blur=${this.onBlur}
          ></textarea>
          <vscode-button
            id="send"
            ?disabled=${!sendable}
            title=${sendable ? strings.sendsOnEnter : why}
            @click=${this.send}
            ><span class="send-text">${strings.send}</span
            ><svg class="send-icon" viewBox="0 0 16 16" aria-hidden="true">
              <path d="M13 3v5H4m4-4L4 8l4 4"></path></svg
          ></vscode-button>
        </div>
        <div
          id="composer-hint"
          class="hint"
          dir="auto"
          ?hidden=${hint === undefined}
          ?data-problem=${wrong !== undefined}
        >
          ${hint ?? nothing}
        </div>`,
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
    this.input.value = message ? (message.unsentEdit?.text ?? message.text) : before;
    this.forgetLast();
  }

  /**
   * Shows the draft of another room, to be followed by `update`. In the same room, what is written here is newer than what
   * the host knows.
   */
  showDraft({ room, text }: Draft): void {
    if (room === this.room) return;
    this.endComposition();
    this.editing = undefined;
    this.room = room;
    this.input.value = text;
    this.forgetLast();
  }

  /** Writes `text` where the caret is, as if the person had typed it. */
  insert(text: string): void {
    this.focus();
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- the only way that the person can undo
    document.execCommand('insertText', false, text);
  }

  /** Brings back the text that was sent last. @param text undefined: it is too late */
  takenBack(text: string | undefined): void {
    this.isTakingBack = false;
    const { strings } = this.options;
    if (text === undefined) {
      this.note = strings.alreadySent;
      this.update(this.panel);
    } else this.restore(text, undefined);
  }

  /** Shows what was written in this room where else the window shows it. Who composes here has the last word. */
  followDraft({ room, text }: Draft): void {
    if (room !== this.room || this.isComposing) return;
    if (this.editing) this.editing = { ...this.editing, before: text };
    if (this.editing || text === this.input.value) return;
    this.input.value = text;
    this.forgetLast();
    this.update(this.panel);
  }

  /** Brings back what could not be sent, in front of what was written since. */
  restore(text: string, problem: string | undefined): void {
    if (this.isComposing) this.afterComposition.push(() => this.putBack(text, problem));
    else this.putBack(text, problem);
  }

  private putBack(text: string, problem: string | undefined): void {
    if (this.editing) {
      const { before } = this.editing;
      this.editing = { ...this.editing, before: before === '' ? text : `${text}\n${before}` };
      return;
    }
    const { value, selectionStart, selectionEnd } = this.input;
    const lead = value === '' ? text : `${text}\n`;
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
  mention(name: string): void {
    const { input } = this;
    const { value, selectionStart: start, selectionEnd: end } = input;
    const mention = `@${name} `;
    const before = value.slice(0, start);
    if (!before.endsWith(mention)) {
      const gap = /(?:^|\s)$/.test(before) ? '' : ' ';
      input.setRangeText(gap + mention, start, end, 'end');
      this.onInput();
    }
    this.focus();
  }

  private get input(): HTMLTextAreaElement {
    const input = this.element.querySelector('textarea');
    if (!input) throw new Error('the composer is not drawn');
    return input;
  }

  private tellDraft(): void {
    if (this.editing) return;
    this.options.onDraft({ room: this.room, text: this.input.value });
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
  }

  private readonly onInput = (): void => {
    this.forgetLast();
    this.tellDraft();
    this.options.onTyping(this.text() !== '');
    this.update(this.panel);
  };

  private readonly onBlur = (): void => this.options.onTyping(false);

  private readonly onKeydown = (event: KeyboardEvent): void => {
    if (this.hasJustSent && isUndo(event)) {
      event.preventDefault();
      // VS Code would undo something as well.
      event.stopPropagation();
      if (!this.isTakingBack) this.options.onTakeBack();
      this.isTakingBack = true;
      return;
    }
    if (this.isLeft(event)) {
      event.preventDefault();
      return;
    }
    // Enter that ends an IME composition picks a word. Some IMEs show this only by key code 229.
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- there is no other way to know
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    this.send();
  };

  /** Escape leaves what is being written; Up in an empty text area goes to what was said last. */
  private isLeft({ key, isComposing, shiftKey, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
    if (isComposing || shiftKey || ctrlKey || metaKey || altKey) return false;
    if (key === 'Escape') return this.options.onEscape();
    return key === 'ArrowUp' && this.input.value === '' && !this.editing && this.options.onEditLast();
  }

  private readonly send = (): void => {
    const text = this.text();
    if (text === '' || !this.panel || this.problem() !== undefined) return;
    this.input.value = '';
    this.onInput();
    this.hasJustSent = !this.editing;
    this.options.onSend(text);
    this.focus();
  };
}

/** Ctrl+Z, on a Mac Cmd+Z. */
const isUndo = ({ key, ctrlKey, metaKey, shiftKey, altKey }: KeyboardEvent): boolean =>
  key.toLowerCase() === 'z' && ctrlKey !== metaKey && !shiftKey && !altKey;
