import { html, nothing, render, type TemplateResult } from 'lit/html.js';
import type { PanelStrings } from '../../src/panel/strings';
import type { Emoji } from './emoji';
import { findEmoji } from './findEmoji';
import { loadEmoji } from './loadEmoji';

/** As many as one looks through. */
const MAX_FOUND = 90;
const GAP_PX = 4;

interface Opened {
  readonly onPick: (emoji: string) => void;
  readonly recent: readonly string[];
}

const optionId = (index: number): string => `emoji-${index}`;

/** Where a person looks for an emoji: by words, by arrow keys or by the pointer. It lies over the panel until one is picked. */
export class EmojiPicker {
  private readonly element = document.createElement('div');
  private opened: Opened | undefined;
  private all: readonly Emoji[] | undefined;
  private shown: readonly string[] = [];
  private active = 0;

  constructor(
    private readonly strings: PanelStrings,
    /** The emoji used last, the last one first. */
    private readonly recent: () => readonly string[],
  ) {
    this.element.className = 'emoji-picker';
    this.element.popover = 'auto';
    this.element.setAttribute('role', 'dialog');
    this.element.setAttribute('aria-label', strings.emoji);
    this.element.addEventListener('toggle', (event) => {
      if (event.newState === 'closed') this.closed();
    });
  }

  /** Opens it beside `anchor`. The focus goes back there with Escape. */
  async open(anchor: HTMLElement, onPick: (emoji: string) => void): Promise<void> {
    this.opened = { onPick, recent: this.recent() };
    document.body.append(this.element);
    this.draw('');
    this.element.showPopover();
    this.place(anchor);
    this.element.querySelector('input')?.focus();
    try {
      this.all ??= await loadEmoji();
    } finally {
      this.draw(this.element.querySelector('input')?.value ?? '');
    }
  }

  private closed(): void {
    this.opened = undefined;
    this.element.remove();
    render(nothing, this.element);
  }

  private place(anchor: HTMLElement): void {
    const { style, offsetWidth, offsetHeight } = this.element;
    const { left, top, bottom } = anchor.getBoundingClientRect();
    const above = top - offsetHeight - GAP_PX;
    const below = Math.min(bottom + GAP_PX, innerHeight - offsetHeight - GAP_PX);
    style.left = `${Math.max(GAP_PX, Math.min(left, innerWidth - offsetWidth - GAP_PX))}px`;
    style.top = `${above >= 0 ? above : Math.max(0, below)}px`;
  }

  private draw(query: string, active = 0): void {
    const { strings, opened, all = [] } = this;
    if (!opened) return;
    const found = query.trim() === '' ? all : findEmoji(all, query, MAX_FOUND);
    const recent = query.trim() === '' ? opened.recent : [];
    this.shown = [...recent, ...found.map(({ emoji }) => emoji)];
    this.active = Math.max(0, Math.min(active, this.shown.length - 1));
    const current = all.find(({ emoji }) => emoji === this.shown[this.active]);
    render(
      html`<input
          type="text"
          role="combobox"
          aria-expanded="true"
          aria-autocomplete="list"
          aria-controls="emoji-list"
          aria-activedescendant=${this.shown.length > 0 ? optionId(this.active) : nothing}
          aria-label=${strings.findEmoji}
          placeholder=${strings.findEmoji}
          @input=${(event: Event) => this.draw((event.target as HTMLInputElement).value)}
          @keydown=${this.onKeydown}
        />
        <div
          id="emoji-list"
          class="emoji-list"
          role="listbox"
          aria-label=${strings.emoji}
          @click=${this.onClick}
        >
          ${this.groupsView(found, recent)}
        </div>
        <p class="emoji-name" aria-hidden="true">
          ${current ? `${current.label} :${current.codes[0] ?? ''}:` : nothing}
        </p>`,
      this.element,
    );
  }

  private groupsView(found: readonly Emoji[], recent: readonly string[]): TemplateResult {
    if (this.all && this.shown.length === 0) return html`<p class="nothing">${this.strings.noEmoji}</p>`;
    const label = (emoji: string): string => this.all?.find((one) => one.emoji === emoji)?.label ?? emoji;
    return html`${recent.map((emoji, index) => this.optionView(emoji, label(emoji), index))}${
      recent.length > 0 && found.length > 0 ? html`<hr role="presentation" />` : nothing
    }${found.map((one, index) => this.optionView(one.emoji, one.label, recent.length + index))}`;
  }

  private optionView(emoji: string, label: string, index: number): TemplateResult {
    return html`<div
      id=${optionId(index)}
      class="emoji"
      role="option"
      aria-label=${label}
      aria-selected=${index === this.active}
      title=${label}
    >
      ${emoji}
    </div>`;
  }

  private readonly onClick = (event: Event): void => {
    const option = (event.target as Element).closest('.emoji');
    if (option) this.pick(Number(option.id.slice(optionId(0).length - 1)));
  };

  private readonly onKeydown = (event: KeyboardEvent): void => {
    // an input method has these keys while it composes
    if (event.isComposing) return;
    const input = event.target as HTMLInputElement;
    const atEnd = input.selectionStart === input.value.length;
    const step = new Map([
      ['ArrowDown', this.columns()],
      ['ArrowUp', -this.columns()],
      ...(atEnd ? ([['ArrowRight', 1]] as const) : []),
      ...(atEnd && this.active > 0 ? ([['ArrowLeft', -1]] as const) : []),
    ]).get(event.key);
    if (step !== undefined) {
      event.preventDefault();
      this.draw(input.value, this.active + step);
      document.getElementById(optionId(this.active))?.scrollIntoView({ block: 'nearest' });
    } else if (event.key === 'Enter') {
      event.preventDefault();
      this.pick(this.active);
    }
  };

  /** How many stand in a row. */
  private columns(): number {
    const list = this.element.querySelector('.emoji-list');
    return list ? Math.max(1, getComputedStyle(list).gridTemplateColumns.split(' ').length) : 1;
  }

  private pick(index: number): void {
    const { opened } = this;
    const emoji = this.shown[index];
    if (!opened || emoji === undefined) return;
    this.element.hidePopover();
    opened.onPick(emoji);
  }
}
