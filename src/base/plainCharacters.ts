// Typed and pasted text, with the characters that a keyboard has.

/** Takes up no space: comes along out of a browser, a mail or a word processor. */
const INVISIBLE = /(?![\u200c\u200d])[\p{Default_Ignorable_Code_Point}\p{Cf}]/gu;
/** Between letters of some scripts, a joiner belongs to the word: without it, the word is another one. */
const STRAY_JOINER =
  /(?<!(?!\p{ASCII})[\p{L}\p{M}])[\u200c\u200d]|[\u200c\u200d](?!(?!\p{ASCII})[\p{L}\p{M}])/gu;
/** Superior and circled numbers, and fractions: a footnote as often as a digit. */
const OTHER_NUMBERS = /(\p{No}+)/u;
const DASH = /[\p{Pd}\u02d7\u2043\u2212]/gu;
const COLON = /[\u2236\ua789]/g;
const FULL_STOP = /\u3002/g;
const PIECE = /[^\s:/=,;]+/g;

/**
 * The text in plain characters and on one line: nothing invisible, full-width and styled characters as plain ones, every
 * dash as `-`, every space and line break as one space. Letters that only look like others stay what they are, and so do
 * digits beside letters of another script. Idempotent.
 */
export function plainCharacters(text: string): string {
  return text
    .replace(INVISIBLE, '')
    .replace(STRAY_JOINER, '')
    .split(OTHER_NUMBERS)
    .map((part, index) => (index % 2 === 0 ? part.normalize('NFKC') : part))
    .join('')
    .replace(DASH, '-')
    .replace(COLON, ':')
    .replace(FULL_STOP, '.')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(PIECE, (piece) => (/[\p{L}\p{M}]/u.test(piece) ? piece : piece.replace(/\p{Nd}/gu, asciiDigit)));
}

/** In Unicode, the ten digits of a script stand in a row, but sometimes two such rows stand side by side. */
function asciiDigit(digit: string): string {
  const code = digit.codePointAt(0) ?? 0;
  let first = code;
  while (/\p{Nd}/u.test(String.fromCodePoint(first - 1))) first -= 1;
  return String((code - first) % 10);
}
