// What a reaction is (P-5.4): one emoji, in one form, so that two that look alike are one.

/** They only say how the character before them is drawn; programs leave them out at will. */
const VARIATION_SELECTORS = /[\uFE0E\uFE0F]/g;
/** What is drawn as text unless U+FE0F follows, or a skin tone. */
const TEXT_BY_DEFAULT = /(?!\p{Emoji_Presentation})\p{Emoji}(?!\p{Emoji_Modifier})/gu;

let emoji: RegExp | undefined;

/** The form in which Unicode lists an emoji, fully qualified. What is none becomes none. */
export const qualifiedEmoji = (raw: string): string =>
  raw.replace(VARIATION_SELECTORS, '').replace(TEXT_BY_DEFAULT, '$&\uFE0F');

/**
 * Whether this is an emoji that Unicode recommends (UTS 51), or a character that it keeps free for one of later: an
 * editor may know a newer version than the server. The pattern takes a while to make, so that no start waits for it.
 * @param text fully qualified
 */
export function isEmoji(text: string): boolean {
  emoji ??= new RegExp(
    String.raw`^(?:\p{RGI_Emoji}|[\p{Extended_Pictographic}&&\p{Cn}]\p{Emoji_Modifier}?)$`,
    'v',
  );
  return emoji.test(text);
}
