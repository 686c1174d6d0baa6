import { html, nothing, render } from 'lit';
import type { PanelState } from '../src/panel/messages';
import type { PanelStrings } from '../src/panel/strings';
import { fill } from './strings';

export interface ComposerOptions {
  readonly strings: PanelStrings;
  readonly draft: string;
  readonly onDraft: (draft: string) => void;
  readonly onSend: (text: string) => void;
}

/** Where a message is written. Owns its text area, so that typing, undo and IME are the browser's alone. */
export class Composer {
  readonly element = document.createElement('div');
  private panel: PanelState | undefined;

  constructor(private readonly options: ComposerOptions) {
    this.element.className = 'composer';
    this.update(undefined);
    this.input.value = options.draft;
    this.update(undefined);
  }

  /** To be called whenever the state of the panel may have changed. */
  update(panel: PanelState | undefined): void {
    this.panel = panel;
    const { strings } = this.options;
    const label = fill(strings.composerLabel, { room: panel?.room?.name ?? '' });
    const problem = this.problem();
    const hint = problem ?? (panel?.connection.kind === 'reconnecting' ? strings.sentLater : undefined);
    const sendable = problem === undefined && this.text() !== '';
    const sendTitle = problem ?? (sendable ? strings.sendsOnEnter : strings.nothingToSend);
    render(
      html`<div class="composer-row">
          <textarea
            id="composer"
            rows="1"
            dir="auto"
            aria-label=${label}
            aria-describedby="composer-hint"
            aria-invalid=${problem === undefined ? 'false' : 'true'}
            placeholder=${label}
            @keydown=${this.onKeydown}
            @input=${this.onInput}
          ></textarea>
          <vscode-button id="send" ?disabled=${!sendable} title=${sendTitle} @click=${this.send}
            >${strings.send}</vscode-button
          >
        </div>
        <div id="composer-hint" class="hint" role="status" ?data-problem=${problem !== undefined}>
          ${hint ?? nothing}
        </div>`,
      this.element,
    );
  }

  focus(): void {
    this.input.focus();
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
    const { connection, maxTextBytes } = this.panel;
    // While reconnecting the client keeps what is said and sends it when it is back.
    if (connection.kind !== 'joined' && connection.kind !== 'reconnecting') return strings.notConnected;
    const excess = new TextEncoder().encode(text).length - maxTextBytes;
    return excess > 0 ? fill(strings.tooLong, { count: excess }) : undefined;
  }

  private readonly onInput = (): void => {
    this.options.onDraft(this.input.value);
    this.update(this.panel);
  };

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
    this.options.onSend(text);
    this.input.value = '';
    this.onInput();
    this.focus();
  };
}
