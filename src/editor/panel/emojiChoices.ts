import { Emitter } from '../../base/emitter';
import { isSkinTone, type SkinTone } from '../../panel/fromPanel';
import { isEmoji, qualifiedEmoji } from '../../protocol/wire/emoji';

/** As many as fit beside each other, and as one remembers. */
const MAX_RECENT = 5;
const SKIN_TONES = /\p{Emoji_Modifier}/gu;

/** What is kept between windows; anything else that is read counts as nothing. */
export interface KeptChoice {
  readonly read: () => unknown;
  readonly keep: (value: unknown) => void;
}

/** The emoji that the person used last, and the skin tone that they chose, in all windows. */
export class EmojiChoices {
  private readonly change = new Emitter<void>();
  readonly onDidChange = this.change.event;

  constructor(private readonly kept: { readonly recent: KeptChoice; readonly skinTone: KeptChoice }) {}

  /** The last one first, without their skin tones. */
  get recent(): readonly string[] {
    const kept = this.kept.recent.read();
    const all: readonly unknown[] = Array.isArray(kept) ? kept : [];
    const emoji = all.filter((one): one is string => typeof one === 'string' && isEmoji(one));
    return [...new Set(emoji.map(withoutTone))].slice(0, MAX_RECENT);
  }

  /** Undefined: none was chosen. */
  get skinTone(): SkinTone | undefined {
    const kept = this.kept.skinTone.read();
    return isSkinTone(kept) ? kept : undefined;
  }

  /** The person has used it. */
  use(raw: string): void {
    const emoji = withoutTone(qualifiedEmoji(raw));
    if (!isEmoji(emoji) || this.recent[0] === emoji) return;
    this.kept.recent.keep([emoji, ...this.recent.filter((one) => one !== emoji)].slice(0, MAX_RECENT));
    this.change.fire();
  }

  /** @param skinTone undefined: none */
  choose(skinTone: SkinTone | undefined): void {
    this.kept.skinTone.keep(skinTone);
    this.change.fire();
  }
}

const withoutTone = (emoji: string): string => qualifiedEmoji(emoji.replace(SKIN_TONES, ''));
