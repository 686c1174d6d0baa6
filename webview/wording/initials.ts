const segmenter = new Intl.Segmenter();

/** What stands for a name in little room: the first character of its first and its last word, as a person sees them. */
export function initials(name: string): string {
  const words = name.split(/[\s_.-]+/u).filter((word) => /^[\p{L}\p{N}]/u.test(word));
  const [first = name, ...more] = words;
  return [first, ...more.slice(-1)].map(firstCharacter).join('').toLocaleUpperCase();
}

function firstCharacter(word: string): string {
  for (const { segment } of segmenter.segment(word)) return segment;
  return '';
}
