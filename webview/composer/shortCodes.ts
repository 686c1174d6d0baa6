import type { Emoji } from '../emoji/emoji';
import { findEmoji } from '../emoji/findEmoji';
import { loadEmoji } from '../emoji/loadEmoji';
import type { Completion } from './completer';
import { endsInCode } from './codeMarks';
import type { Trigger } from './trigger';
import { typeText } from './typeText';

/** As many as one looks through. */
const MAX_FOUND = 12;
/** A whole short code at the end of a text, and no part of a word. */
const WRITTEN = /(?<![\p{L}\p{M}\p{N}_:/]):([\p{L}\p{N}+-][\p{L}\p{N}_+-]*):$/u;

/** Emoji by their short codes, `:tada:`. */
export class ShortCodes {
  private all: readonly Emoji[] = [];
  private isLoading = false;

  /** @param onLoad they were not there yet when they were looked for first */
  constructor(
    private readonly onUse: (emoji: string) => void,
    private readonly onLoad: () => void,
  ) {}

  find({ query }: Trigger): readonly Completion[] {
    void this.load();
    return findEmoji(this.all, query, MAX_FOUND).map(({ emoji, codes: [code = ''] }) => ({
      label: `:${code}:`,
      lead: emoji,
      text: `${emoji} `,
      onPick: () => this.onUse(emoji),
    }));
  }

  /** Puts the emoji in place of its short code, where that was just written to its end. Undo brings the short code back. */
  replaceWritten(input: HTMLTextAreaElement): void {
    const { value, selectionStart: caret, selectionEnd } = input;
    const before = value.slice(0, caret);
    const [written, code] = caret === selectionEnd ? (WRITTEN.exec(before) ?? []) : [];
    if (written === undefined || code === undefined) return;
    const found = this.all.find(({ codes }) => codes.includes(code));
    if (!found || endsInCode(before)) return;
    this.onUse(found.emoji);
    typeText(input, found.emoji, caret - written.length, caret);
  }

  private async load(): Promise<void> {
    if (this.isLoading) return;
    this.isLoading = true;
    try {
      this.all = await loadEmoji();
      this.onLoad();
    } catch (error) {
      this.isLoading = false;
      throw error;
    }
  }
}
