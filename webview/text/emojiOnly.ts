/** More are drawn as text is. */
const MAX_EMOJI = 12;
/** No such text is longer, in UTF-16 units. */
const MAX_UNITS = 400;

/** As keyboards write them, with and without the selector of their form. */
const ONLY_EMOJI = new RegExp(
  `^(?:(?:\\p{RGI_Emoji}|\\p{Emoji_Presentation}|\\p{Extended_Pictographic}\\ufe0f?)\\s*){1,${MAX_EMOJI}}$`,
  'v',
);

/** Whether a text is a few emoji and nothing else. */
export const isEmojiOnly = (text: string): boolean =>
  text.length <= MAX_UNITS && ONLY_EMOJI.test(text.trim());
