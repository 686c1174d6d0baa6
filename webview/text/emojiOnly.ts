import { type EmojiOf, findCodes } from '../../src/text/shortCodes';

/** More are drawn as text is. */
const MAX_EMOJI = 12;
/** No such text is longer, in UTF-16 units. */
const MAX_UNITS = 400;

/** As keyboards write them, with and without the selector of their form. */
const EMOJI = new RegExp(
  String.raw`(?:\p{RGI_Emoji}|\p{Emoji_Presentation}|\p{Extended_Pictographic}\ufe0f?)\s*`,
  'vy',
);

/**
 * Whether a text is a few emoji and nothing else, some of them perhaps as short codes. One after the other: a pattern for all
 * would try each in every way.
 */
export function isEmojiOnly(text: string, emojiOf: EmojiOf = () => undefined): boolean {
  const all = shownAs(text, emojiOf).trim();
  if (all === '' || all.length > MAX_UNITS) return false;
  EMOJI.lastIndex = 0;
  for (let count = 1; count <= MAX_EMOJI && EMOJI.test(all); count++)
    if (EMOJI.lastIndex === all.length) return true;
  return false;
}

function shownAs(text: string, emojiOf: EmojiOf): string {
  if (text.length > MAX_UNITS) return text;
  let shown = text;
  for (const { from, text: written, code } of findCodes(text).toReversed())
    shown = shown.slice(0, from) + (emojiOf(code) ?? written) + shown.slice(from + written.length);
  return shown;
}
