/** Letters that are written from right to left. */
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/** What separates the parts of a sentence that `isolated` has marked: every second part is such a part. */
export const ISOLATES = /[\u2068\u2069]/u;

/**
 * Somebody's words for use in a sentence: between isolates where they have letters from right to left, so that they move
 * nothing around them.
 */
export const isolated = (words: string): string =>
  RIGHT_TO_LEFT.test(words) ? `\u2068${words.replace(/[\u2066-\u2069]/gu, '')}\u2069` : words;
