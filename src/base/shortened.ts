const segmenter = new Intl.Segmenter();

/**
 * `text`, or its beginning and an ellipsis where it has more than `max` code points. It is cut between characters as a
 * person sees them: a family of emoji stays whole or goes whole. One character of more than `max` code points is cut.
 */
export function shortened(text: string, max: number): string {
  let end = 0;
  let count = 0;
  for (const point of text) {
    if (++count > max) break;
    end += point.length;
  }
  if (end === text.length) return text;
  // where a character begins depends on what follows by one code point
  const start = segmenter.segment(text.slice(0, end + 2)).containing(end)?.index ?? 0;
  return `${text.slice(0, start > 0 ? start : end).trimEnd()}…`;
}
