import StateInline from 'markdown-it/lib/rules_inline/state_inline.mjs';

/** What may stand before markup that begins, and behind markup that ends. Letters that need no spaces may, too. */
const BEFORE = /^(?:[\s([{"'>\-|,;:!?]|(?!\p{ASCII})[\p{Lo}\p{P}\p{S}\p{Cf}])$/u;
const BEHIND = /^(?:[\s)\]}"'<\-|,;:!?.]|(?!\p{ASCII})[\p{Lo}\p{P}\p{S}\p{Cf}])$/u;
/** Not what begins something that is emphasized. */
const NOT_FIRST = /^[/.,;:!?)\]}=<>\\|]$/;

/** Where markdown-it is in a text. Its emphasis begins and ends only at the edges of words. */
export class ChatState extends StateInline {
  /** As CommonMark has it, and more strictly. */
  override scanDelims(start: number, canSplitWord: boolean): ReturnType<StateInline['scanDelims']> {
    const found = super.scanDelims(start, canSplitWord);
    const { src } = this;
    const end = start + found.length;
    // Python's `__init__`
    const isName = src[start] === '_' && found.length > 1;
    const before = charBefore(src, edge(src, start, -1));
    const after = edge(src, end, 1);
    const behind = charAt(src, after);
    const opens = BEFORE.test(before) && !NOT_FIRST.test(behind);
    const ends = BEHIND.test(behind) && !(behind === '.' && /[\w*]/.test(src[after + 1] ?? ''));
    return {
      ...found,
      can_open: found.can_open && opens && !isName,
      can_close: found.can_close && ends && !isName,
    };
  }
}

/** The place behind other delimiters that stand there, a few of them. @param step 1 or -1 */
function edge(src: string, from: number, step: 1 | -1): number {
  let at = from;
  for (let left = 8; left > 0 && DELIMITERS.has(src.charAt(step > 0 ? at : at - 1)); left--) at += step;
  return at;
}
const DELIMITERS = new Set('*_~');

const charAt = (src: string, at: number): string => {
  const point = src.codePointAt(at);
  return point === undefined ? ' ' : String.fromCodePoint(point);
};
const charBefore = (src: string, at: number): string => {
  if (at === 0) return ' ';
  const low = src.charCodeAt(at - 1);
  return low >= 0xdc00 && low <= 0xdfff ? charAt(src, at - 2) : src.charAt(at - 1);
};
