// A reaction is one emoji in one form (P-5.4), so that two that look alike are the same.

/** They only say how to draw the character before them, and programs leave them out at will. */
const VARIATION_SELECTORS = /[\uFE0E\uFE0F]/g;
/** What is drawn as text unless U+FE0F follows, or a skin tone. */
const TEXT_BY_DEFAULT = /(?!\p{Emoji_Presentation})\p{Emoji}(?!\p{Emoji_Modifier})/gu;

let emoji: RegExp | undefined;

/** An emoji in the form in which Unicode lists it, fully qualified. Anything else does not become an emoji. */
export const qualifiedEmoji = (raw: string): string =>
  raw.replace(VARIATION_SELECTORS, '').replace(TEXT_BY_DEFAULT, '$&\uFE0F');

/**
 * Whether this is an emoji that Unicode recommends (UTS 51), or a character reserved for a future one: an editor may know
 * a newer version than the server. The pattern is made at first use, because that takes a while.
 * @param text fully qualified
 */
export function isEmoji(text: string): boolean {
  emoji ??= new RegExp(
    String.raw`^(?:\p{RGI_Emoji}|[\p{Extended_Pictographic}&&\p{Cn}]\p{Emoji_Modifier}?)$`,
    'v',
  );
  return emoji.test(text);
}
