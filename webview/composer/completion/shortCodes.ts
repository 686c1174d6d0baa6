import type { SkinTone } from '../../../src/panel/fromPanel';
import type { EmojiData } from '../../emoji/emojiData';
import { findEmoji } from '../../emoji/findEmoji';
import { withTone } from '../../emoji/skinTones';
import type { Completion } from './completer';
import { endsInCode } from '../code/codeMarks';
import type { Trigger } from './trigger';
import { typeText } from '../input/typeText';

/** As many as one looks through. */
const MAX_FOUND = 12;
/** A whole short code at the end of a text, and no part of a word. */
const WRITTEN = /(?<![\p{L}\p{M}\p{N}_:/]):([\p{L}\p{N}+-][\p{L}\p{N}_+-]*):$/u;

export interface ShortCodesParts {
  readonly data: EmojiData;
  readonly skinTone: () => SkinTone | undefined;
  /** The person has written that emoji. */
  readonly onUse: (emoji: string) => void;
}

/** Emoji by their short codes, `:tada:`. */
export class ShortCodes {
  constructor(private readonly parts: ShortCodesParts) {}

  find({ query }: Trigger): readonly Completion[] {
    const { data, skinTone, onUse } = this.parts;
    void data.load();
    return findEmoji(data.list, query, MAX_FOUND).map(({ emoji: plain, label, codes: [code = ''] }) => {
      const emoji = withTone(plain, skinTone());
      return {
        ...{ label: `:${code}:`, detail: label, lead: emoji, text: `${emoji} ` },
        onPick: () => onUse(emoji),
      };
    });
  }

  /** Puts the emoji in place of its short code, where that was just written to its end. Undo brings the short code back. */
  replaceWritten(input: HTMLTextAreaElement): void {
    const { value, selectionStart: caret, selectionEnd } = input;
    const before = value.slice(0, caret);
    const [written, code] = caret === selectionEnd ? (WRITTEN.exec(before) ?? []) : [];
    if (written === undefined || code === undefined) return;
    const { data, skinTone, onUse } = this.parts;
    const found = data.ofCode(code);
    if (!found || endsInCode(before)) return;
    const emoji = withTone(found.emoji, skinTone());
    onUse(emoji);
    typeText(input, emoji, caret - written.length, caret);
  }
}
