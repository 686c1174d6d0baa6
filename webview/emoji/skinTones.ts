// Skin tones of emoji. Pure.
import type { SkinTone } from '../../src/panel/fromPanel';

/** What a skin tone stands behind: not the hands between two people. A selector of its form would tear the two apart. */
const PERSON = /(?!(?<=\u200d)🤝)(\p{Emoji_Modifier_Base})\ufe0f?/gu;

let whole: RegExp | undefined;

/** The emoji with that skin tone, everybody in it; the emoji as it is, where Unicode has none of that tone. */
export function withTone(emoji: string, tone: SkinTone | undefined): string {
  const toned = tone ? emoji.replace(PERSON, `$1${tone}`) : emoji;
  if (toned === emoji) return emoji;
  // made at first use, because that takes a while
  whole ??= new RegExp(String.raw`^\p{RGI_Emoji}$`, 'v');
  return whole.test(toned) ? toned : emoji;
}
