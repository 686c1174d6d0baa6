import { html, nothing, render } from 'lit/html.js';
import type { PanelState } from '../src/panel/messages';
import type { PanelStrings } from '../src/panel/strings';
import { fill } from './strings';
import { canSay } from './views/connection';

export interface ComposerOptions {
  readonly strings: PanelStrings;
  readonly onDraft: (draft: string) => void;
  readonly onSend: (text: string) => void;
  /** The person writes (and what is written is not empty), or has stopped. */
  readonly onTyping: (on: boolean) => void;
  /** What is written cannot be sent from now on, or nothing stands against it again: ''. */
  readonly onProblem: (problem: string) => void;
}

/** Where a message is written. Owns its text area, so that typing, undo and IME are the browser's alone. */
export class Composer {
  readonly element = document.createElement('div');
  private panel: PanelState | undefined;
  /** Why what was sent came back, until it is changed. */
  private refusal: string | undefined;
  private hadProblem = false;

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
    const hint = wrong ?? (panel?.connection.kind === 'reconnecting' ? strings.sentLater : undefined);
    const empty = this.text() === '';
    const sendable = problem === undefined && !empty;
    const why = problem ?? (canSay(this.panel?.connection) ? strings.nothingToSend : strings.notConnected);
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
            @keydown=${this.onKeydown}
            @input=${this.onInput}
            @blur=${this.onBlur}
          ></textarea>
          <vscode-button
            id="send"
            ?disabled=${!sendable}
            title=${sendable ? strings.sendsOnEnter : why}
            @click=${this.send}
            >${strings.send}</vscode-button
          >
        </div>
        <div id="composer-hint" class="hint" dir="auto" ?data-problem=${wrong !== undefined}>
          ${hint ?? nothing}
        </div>`,
      this.element,
    );
    // Said once, not anew with each byte that is too many.
    if (this.hadProblem !== (problem !== undefined)) onProblem(problem ?? '');
    this.hadProblem = problem !== undefined;
  }

  focus(): void {
    this.input.focus();
  }

  /** Puts another text in the place of what is written, to be followed by `update`. */
  show(draft: string): void {
    this.input.value = draft;
    this.refusal = undefined;
  }

  /** Brings back what could not be sent, before what was written since. */
  restore(text: string, problem: string): void {
    const since = this.input.value;
    this.input.value = since === '' ? text : `${text}\n${since}`;
    this.options.onDraft(this.input.value);
    this.refusal = problem;
    this.update(this.panel);
  }

  private get input(): HTMLTextAreaElement {
    const input = this.element.querySelector('textarea');
    if (!input) throw new Error('the composer is not drawn');
    return input;
  }

  private text(): string {
    return (this.element.querySelector('textarea')?.value ?? '').trimEnd();
  }

  /** Why what is written cannot be sent; an empty message is no problem, there just is nothing to send. */
  private problem(): string | undefined {
    const { strings } = this.options;
    const text = this.text();
    if (text === '' || !this.panel) return undefined;
    if (!canSay(this.panel.connection)) return strings.notConnected;
    const excess = new TextEncoder().encode(text).length - this.panel.maxTextBytes;
    return excess > 0 ? fill(strings.tooLong, { count: excess }) : undefined;
  }

  private readonly onInput = (): void => {
    this.refusal = undefined;
    this.options.onDraft(this.input.value);
    this.options.onTyping(this.text() !== '');
    this.update(this.panel);
  };

  private readonly onBlur = (): void => this.options.onTyping(false);

  private readonly onKeydown = (event: KeyboardEvent): void => {
    // Enter that ends an IME composition picks a word; some IMEs tell so only by key code 229.
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- there is no other way to know
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    this.send();
  };

  private readonly send = (): void => {
    const text = this.text();
    if (text === '' || !this.panel || this.problem() !== undefined) return;
    this.input.value = '';
    this.onInput();
    this.options.onSend(text);
    this.focus();
  };
}
