import { html, nothing, render, type TemplateResult } from 'lit/html.js';
import { live } from 'lit/directives/live.js';
import { SKIN_TONES, type SkinTone } from '../../src/panel/fromPanel';
import type { PanelStrings } from '../../src/panel/strings';
import { isRepeatedClick } from '../browser/repeatedClick';
import type { EmojiData } from './emojiData';
import { findEmoji } from './findEmoji';
import { withTone } from './skinTones';

/** As many as one looks through. */
const MAX_FOUND = 90;
const GAP_PX = 4;

export interface EmojiPickerParts {
  readonly strings: PanelStrings;
  readonly data: EmojiData;
  /** The emoji used last, the last one first. */
  readonly recent: () => readonly string[];
  /** The skin tone that the person chose. */
  readonly skinTone: () => SkinTone | undefined;
  /** The person chooses another one. */
  readonly onSkinTone: (tone: SkinTone | undefined) => void;
  /** It is gone, and the focus is where it went from there. */
  readonly onClosed: () => void;
}

interface Shown {
  readonly emoji: string;
  readonly label: string;
  readonly code?: string | undefined;
}

interface Opened {
  readonly onPick: (emoji: string) => void;
  /** Those used last, which keep their places while it is open. */
  readonly recent: readonly string[];
  tone: SkinTone | undefined;
}

const optionId = (index: number): string => `emoji-${index}`;

/** Where a person looks for an emoji: by words, by arrow keys or by the pointer. It lies over the panel until one is picked. */
export class EmojiPicker {
  private readonly element = document.createElement('div');
  private opened: Opened | undefined;
  private shown: readonly Shown[] = [];
  private active = 0;

  constructor(private readonly parts: EmojiPickerParts) {
    this.element.className = 'emoji-picker';
    this.element.popover = 'auto';
    this.element.setAttribute('role', 'dialog');
    this.element.setAttribute('aria-label', parts.strings.emoji);
    this.element.addEventListener('toggle', (event) => {
      if (event.newState === 'closed') this.closed();
    });
    parts.data.onDidChange(() => this.draw());
  }

  /** Opens it beside `anchor`. The focus goes back there with Escape. */
  open(anchor: HTMLElement, onPick: (emoji: string) => void): void {
    const { recent, skinTone, data } = this.parts;
    this.opened = { onPick, recent: recent(), tone: skinTone() };
    this.active = 0;
    document.body.append(this.element);
    this.draw();
    this.element.showPopover();
    this.place(anchor);
    this.input?.focus();
    void data.load();
  }

  private get input(): HTMLInputElement | null {
    return this.element.querySelector('.find');
  }

  private closed(): void {
    this.opened = undefined;
    this.element.remove();
    render(nothing, this.element);
    this.parts.onClosed();
  }

  private place(anchor: HTMLElement): void {
    const { style, offsetWidth, offsetHeight } = this.element;
    const { left, top, bottom } = anchor.getBoundingClientRect();
    const above = top - offsetHeight - GAP_PX;
    const below = Math.min(bottom + GAP_PX, innerHeight - offsetHeight - GAP_PX);
    style.left = `${Math.max(GAP_PX, Math.min(left, innerWidth - offsetWidth - GAP_PX))}px`;
    style.top = `${above >= 0 ? above : Math.max(0, below)}px`;
  }

  private draw(): void {
    if (!this.opened) return;
    const { strings, data } = this.parts;
    const recent = this.find(this.opened);
    this.active = Math.max(0, Math.min(this.active, this.shown.length - 1));
    const current = this.shown[this.active];
    render(
      html`<input
          type="text"
          class="find"
          role="combobox"
          aria-expanded="true"
          aria-autocomplete="list"
          aria-controls="emoji-list"
          aria-activedescendant=${current ? optionId(this.active) : nothing}
          aria-label=${strings.findEmoji}
          placeholder=${strings.findEmoji}
          @input=${() => this.walk(0)}
          @keydown=${this.onKeydown}
        />
        <div class="emoji-place">
          <div
            id="emoji-list"
            class="emoji-list"
            tabindex="-1"
            role="listbox"
            aria-label=${strings.emoji}
            aria-busy=${!data.isThere && !data.hasFailed}
            @click=${this.onClick}
          >
            ${this.shown.map((one, index) => [
              index > 0 && index === recent ? html`<hr role="presentation" />` : nothing,
              this.optionView(one, index),
            ])}
          </div>
          <div class="nothing" role="status">${this.whyNothing()}</div>
        </div>
        <div class="emoji-foot">
          <p class="emoji-name" aria-hidden="true">
            ${current ? [current.label, current.code && ` :${current.code}:`] : nothing}
          </p>
          ${this.tonesView(this.opened)}
        </div>`,
      this.element,
    );
  }

  /** Finds what is to be shown. @returns how many of it were used last */
  private find({ recent, tone }: Opened): number {
    const { data } = this.parts;
    const query = this.input?.value.trim() ?? '';
    const found = query === '' ? data.list : findEmoji(data.list, query, MAX_FOUND);
    const used = query === '' ? recent : [];
    const last = used.map((emoji) => {
      const known = data.list.find((one) => one.emoji === emoji);
      return { emoji: withTone(emoji, tone), label: known?.label ?? emoji, code: known?.codes[0] };
    });
    const others = found.map(({ emoji, label, codes }) => ({
      ...{ emoji: withTone(emoji, tone), label, code: codes[0] },
    }));
    this.shown = [...last, ...others];
    return used.length;
  }

  /** Why there are none, and what can be done. */
  private whyNothing(): TemplateResult | typeof nothing {
    const { strings, data } = this.parts;
    if (data.hasFailed)
      return html`${strings.emojiFailed}
        <button type="button" class="link" @click=${this.tryAgain}>${strings.tryAgain}</button>`;
    return data.isThere && this.shown.length === 0 ? html`${strings.noEmoji}` : nothing;
  }

  private readonly tryAgain = (): void => {
    // the button goes
    this.input?.focus();
    void this.parts.data.load();
  };

  private optionView({ emoji, label }: Shown, index: number): TemplateResult {
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

  /** A hand of each skin tone: one stop of the Tab key, walked by arrow keys. */
  private tonesView({ tone: chosen }: Opened): TemplateResult {
    const { strings } = this.parts;
    const labels = [
      ...[strings.skinToneNone, strings.skinToneLight, strings.skinToneMediumLight],
      ...[strings.skinToneMedium, strings.skinToneMediumDark, strings.skinToneDark],
    ];
    return html`<div class="skin-tones" role="radiogroup" aria-label=${strings.skinTone}>
      ${[undefined, ...SKIN_TONES].map(
        (tone, i) =>
          html`<label title=${labels[i] ?? ''}
            ><input
              type="radio"
              name="skin-tone"
              aria-label=${labels[i] ?? ''}
              .checked=${live(tone === chosen)}
              @change=${() => this.choose(tone)}
            /><span aria-hidden="true">${withTone('✋', tone)}</span></label
          >`,
      )}
    </div>`;
  }

  private choose(tone: SkinTone | undefined): void {
    if (!this.opened) return;
    this.opened.tone = tone;
    this.parts.onSkinTone(tone);
    this.draw();
  }

  private readonly onClick = (event: Event): void => {
    const option = (event.target as Element).closest('.emoji');
    if (option && !isRepeatedClick(event)) this.pick(Number(option.id.slice(optionId(0).length - 1)));
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
      this.walk(this.active + step);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      this.pick(this.active);
    }
  };

  private walk(to: number): void {
    this.active = to;
    this.draw();
    document.getElementById(optionId(this.active))?.scrollIntoView({ block: 'nearest' });
  }

  /** How many stand in a row. */
  private columns(): number {
    const list = this.element.querySelector('.emoji-list');
    return list ? Math.max(1, getComputedStyle(list).gridTemplateColumns.split(' ').length) : 1;
  }

  private pick(index: number): void {
    const { opened } = this;
    const picked = this.shown[index];
    if (!opened || !picked) return;
    this.element.hidePopover();
    opened.onPick(picked.emoji);
  }
}
