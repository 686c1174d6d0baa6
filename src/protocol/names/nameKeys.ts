// When two names count as one: if a person could mistake one for the other.
import { INVISIBLE, skeleton } from './skeleton';

const ASCII = /^[\0-\x7f]*$/;

/** Names that fold alike are one name: compatibility forms, case and invisible marks make no difference. */
export function foldName(name: string): string {
  const bare = name.normalize('NFKC').replace(INVISIBLE, '');
  // down, up and down again is the closest that the language has to Unicode's full case folding (ẞ, ß, ς, ﬁ)
  const cased = bare.toLowerCase().toUpperCase().toLowerCase().normalize('NFKC');
  return cased.replace(/\s+/gu, ' ').trim();
}

/** The name as it stands, in lower case and in upper case: some letters look alike in one case only. */
function casesOf(name: string): readonly string[] {
  const folded = foldName(name);
  return [name, folded, folded.toUpperCase()];
}

const AROUND = /^[\p{P}\s]+|[\p{P}\s]+$/gu;

/**
 * Names that share a key are one name (P-7.3): they look alike in the same case, apart from punctuation around them. Each
 * case has keys of its own, because `Ian` and `Lan` look alike only across cases.
 */
export const nameKeys = (name: string): readonly string[] =>
  casesOf(name).map((one, i) => {
    const look = skeleton(one).replace(/\s+/gu, ' ').trim();
    return `${i} ${look.replace(AROUND, '') || look}`;
  });

/** Punctuation, which may look like a letter (`—`), and strokes. */
const BETWEEN_WORDS = /[\p{P}|∣❘⏐￨]/gu;

/**
 * Whether a name begins with what looks like `word`, by itself or followed by anything but a letter or digit.
 * @param word of capitals that no other character of ASCII looks like
 */
export function beginsLike(word: string): (name: string) => boolean {
  const between = '[^\\p{L}\\p{N}]*';
  const begins = new RegExp(`^${between}${Array.from(word).join(between)}(?![\\p{L}\\p{N}])`, 'iu');
  return (name) => {
    const words = name.replace(BETWEEN_WORDS, ' ');
    return (
      begins.test(words) || (!ASCII.test(name) && casesOf(words).some((one) => begins.test(skeleton(one))))
    );
  };
}
