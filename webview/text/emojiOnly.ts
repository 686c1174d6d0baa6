/** More are drawn as text is. */
const MAX_EMOJI = 12;
/** No such text is longer, in UTF-16 units. */
const MAX_UNITS = 400;

/** As keyboards write them, with and without the selector of their form. */
const EMOJI = new RegExp(
  String.raw`(?:\p{RGI_Emoji}|\p{Emoji_Presentation}|\p{Extended_Pictographic}\ufe0f?)\s*`,
  'vy',
);

/** Whether a text is a few emoji and nothing else. One after the other: a pattern for all would try each in every way. */
export function isEmojiOnly(text: string): boolean {
  const all = text.trim();
  if (all === '' || all.length > MAX_UNITS) return false;
  EMOJI.lastIndex = 0;
  for (let count = 1; count <= MAX_EMOJI && EMOJI.test(all); count++)
    if (EMOJI.lastIndex === all.length) return true;
  return false;
}
