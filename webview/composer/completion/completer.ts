import { html, nothing, type TemplateResult } from 'lit/html.js';
import { plainCommand } from './slashCommands';
import { type Trigger, triggerAt } from './trigger';
import { typeText } from '../input/typeText';

/** One way to complete what is written. */
export interface Completion {
  /** What is shown, and read out. */
  readonly label: string;
  /** What stands before it, for the eye only. */
  readonly lead?: TemplateResult | string;
  readonly detail?: string;
  /** What takes the place of what was written. */
  readonly text: string;
  readonly onPick?: () => void;
}

export interface CompleterParts {
  readonly input: () => HTMLTextAreaElement;
  /** What the list is called. */
  readonly label: string;
  /** Ways to complete; none: there is no list. Those that come later are told by `refresh`. */
  readonly find: (trigger: Trigger) => readonly Completion[];
  /** What is shown has changed. */
  readonly onChange: () => void;
}

export const LIST_ID = 'completions';
const optionId = (index: number): string => `completion-${index}`;

/** Offers to complete what is being written: a list above the text, walked by keys, while the focus stays in the text. */
export class Completer {
  private trigger: Trigger | undefined;
  private options: readonly Completion[] = [];
  private active = 0;
  /** Where the person put the list away, or what a pick has left: it stays away until something else is there. */
  private dismissed: (Pick<Trigger, 'start'> & Partial<Trigger>) | undefined;

  constructor(private readonly parts: CompleterParts) {}

  get isOpen(): boolean {
    return this.options.length > 0;
  }

  /** What the text asks to be completed, whether there are ways to or not. */
  get asksFor(): Trigger['kind'] | undefined {
    return this.trigger?.kind;
  }

  /** The id of the option that Enter picks. */
  get activeId(): string | undefined {
    return this.isOpen ? optionId(this.active) : undefined;
  }

  /** The text or the caret has changed. */
  update(): void {
    const { value, selectionStart, selectionEnd } = this.parts.input();
    const trigger = selectionStart === selectionEnd ? triggerAt(value, selectionStart) : undefined;
    const { start, query = trigger?.query } = this.dismissed ?? {};
    if (trigger?.start !== start || trigger?.query !== query) this.dismissed = undefined;
    const isSame = trigger?.start === this.trigger?.start && trigger?.query === this.trigger?.query;
    this.trigger = trigger;
    if (!isSame) this.active = 0;
    this.refresh();
  }

  /** There may be more, or other, ways to complete it. */
  refresh(): void {
    const { trigger, dismissed, parts } = this;
    const wasOpen = this.isOpen;
    this.options = trigger && !dismissed ? parts.find(trigger) : [];
    this.active = Math.min(this.active, Math.max(0, this.options.length - 1));
    if (wasOpen || this.options.length > 0) parts.onChange();
  }

  close(): void {
    this.trigger = undefined;
    this.refresh();
  }

  /** @returns whether the key was meant for the list */
  key({ key, shiftKey, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
    if (!this.isOpen || ctrlKey || metaKey || altKey || shiftKey) return false;
    const { length } = this.options;
    switch (key) {
      case 'ArrowDown':
        return this.walk((this.active + 1) % length);
      case 'ArrowUp':
        return this.walk((this.active + length - 1) % length);
      case 'Enter':
        // a command that is written already is run
        if (this.isWritten) return false;
        this.pick(this.active);
        return true;
      case 'Tab':
        this.pick(this.active);
        return true;
      case 'Escape':
        this.dismissed = this.trigger && { start: this.trigger.start };
        this.refresh();
        return true;
      default:
        return false;
    }
  }

  /** Whether the command that Enter would pick, or whom it is about, stands there already. */
  private get isWritten(): boolean {
    const { kind, query } = this.trigger ?? {};
    const option = this.options[this.active];
    if (kind === 'recipient') return option?.label === query?.trimEnd();
    return kind === 'command' && option?.text.trimEnd() === plainCommand(this.parts.input().value);
  }

  view(): TemplateResult | typeof nothing {
    if (!this.isOpen) return nothing;
    return html`<div id=${LIST_ID} class="completions" role="listbox" aria-label=${this.parts.label}>
      ${this.options.map((option, index) => this.optionView(option, index))}
    </div>`;
  }

  private optionView({ label, lead, detail }: Completion, index: number): TemplateResult {
    return html`<div
      id=${optionId(index)}
      class="completion"
      role="option"
      aria-selected=${index === this.active}
      @pointerdown=${(event: Event) => event.preventDefault()}
      @click=${() => this.pick(index)}
    >
      <span class="lead" aria-hidden="true">${lead ?? nothing}</span
      ><bdi class="label">${label}</bdi
      >${detail === undefined ? nothing : html` <span class="detail">${detail}</span>`}
    </div>`;
  }

  private walk(to: number): true {
    this.active = to;
    this.parts.onChange();
    document.getElementById(optionId(to))?.scrollIntoView({ block: 'nearest' });
    return true;
  }

  private pick(index: number): void {
    const { trigger, parts } = this;
    const option = this.options[index];
    if (!trigger || !option) return;
    option.onPick?.();
    const input = parts.input();
    typeText(input, option.text, trigger.start, input.selectionEnd);
    // a command may ask for more
    if (trigger.kind === 'command' && this.trigger?.kind === 'recipient') return;
    // a longer name may begin so, and the next Enter is to send
    this.dismissed = triggerAt(input.value, input.selectionStart);
    this.close();
  }
}
