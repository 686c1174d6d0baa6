// Whom a text means. Pure.
import { foldName } from '../../protocol/nameKeys';

/** A letter, mark or digit, in a script that parts its words with spaces. */
const LETTER = String.raw`(?:(?![\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}])[\p{L}\p{M}\p{N}])`;
const WORD = String.raw`(?:${LETTER}|_)+`;
/** What makes one thing of two words: `bob-2`, `bob.ts`, `bob@host`, `src/bob`, `key=bob`, `host:9999`, `bob+tag@host`. */
const JOINT = String.raw`(?:[-.@=]|[/\\]+|::|:(?=\p{N})|\+(?=[\p{L}\p{M}\p{N}_.-]*@))`;
/** What makes another thing of one word: `#bob`, `$bob`, `~bob`, `/bob`, `.bob`, `./bob`. */
const SIGIL = String.raw`(?:[#$~%]|(?<![.\p{L}\p{N}])\.)?(?:(?<![/\\.])\.{0,2}[/\\]+)?`;
/**
 * Things that are one, however many words are in them: links, `:shortcodes:`, paths, addresses, file names, compounds,
 * calls such as `bob()`, and single words. Each begins where nothing of its kind goes before, so that no text is looked
 * at twice.
 */
const THING = new RegExp(
  [
    String.raw`(?<![a-z0-9+.-])(?:[a-z][a-z0-9+.-]*://|mailto:)[!-~]+`,
    String.raw`(?<![^\s(]):${WORD}:(?!${LETTER})`,
    String.raw`${SIGIL}${WORD}(?:${JOINT}${WORD})*(?:[/\\](?!@)|\(\))?`,
    String.raw`[\p{sc=Kana}ー]+`,
  ].join('|'),
  'gu',
);

/** How Korean goes on behind a name, with titles and particles: 고양이야, 민준이한테서는, Bob님은. */
const KOREAN = String.raw`(?:이|들|님|씨|쌤|군|양|형|누나|언니|오빠|선배|선생님|은|는|가|을|를|의|에|에게|에게서|께|께서|한테|한테서|더러|보고|와|과|랑|이랑|하고|도|만|부터|까지|조차|마저|로|으로|처럼|같이|만큼|보다|아|야|여|나|든|라도|라고|라면|란|네|요|죠|입니다|예요|에요|다|인데|고){1,5}`;
/** It, or the genitive without an apostrophe, as in German: Bobs. */
const SUFFIX = new RegExp(String.raw`(?:${KOREAN}|(?<=\p{L})s)(?!${LETTER}|_)`, 'uy');

/** From where to where, in a folded text. */
type Span = readonly [start: number, end: number];

/**
 * Whether `text` means the member called `name`: it has the name in any spelling that folds alike
 * (P-7.3), and there it stands by itself: it is no part of a word, a longer name, a path, an address or the like.
 * @param others names of all who are in the room; asked for only where that matters
 */
export function mentions(text: string, name: string, others: () => readonly string[]): boolean {
  const wanted = fold(name);
  if (wanted === '') return false;
  const folded = fold(text);
  const found = places(folded, wanted);
  if (found.length === 0) return false;
  const inside = insides(folded);
  const meant = found.filter((span) => standsAlone(folded, span, inside));
  if (meant.length === 0) return false;
  const theirs = new Uint8Array(folded.length);
  for (const other of others().map(fold)) {
    if (other.length <= wanted.length || !other.includes(wanted)) continue;
    for (const span of places(folded, other)) if (standsAlone(folded, span, inside)) theirs.fill(1, ...span);
  }
  return meant.some(([start, end]) => theirs[start] !== 1 || theirs[end - 1] !== 1);
}

/** As names are compared; and keyboards differ in the apostrophes and hyphens that they type. */
const fold = (text: string): string =>
  // neither the place of a sigma nor the dot of a Turkish i makes a difference in a text
  foldName(text)
    .replaceAll('ς', 'σ')
    .replaceAll('i\u0307', 'i')
    .replace(/[‘’ʼʻ′]/gu, "'")
    .replaceAll('‐', '-');

function places(text: string, name: string): Span[] {
  const spans: Span[] = [];
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + name.length))
    spans.push([at, at + name.length]);
  return spans;
}

/** By place in the text, whether the middle of a thing is there: 1, or else 0. */
function insides(text: string): Uint8Array {
  const inside = new Uint8Array(text.length + 1);
  for (const { 0: thing, index } of text.matchAll(THING)) {
    // underscores around it only emphasize
    const lead = /^_*/.exec(thing)?.[0].length ?? 0;
    const trail = /(?<!_)_*$/.exec(thing)?.[0].length ?? 0;
    const around = Math.min(lead, trail);
    inside.fill(1, index + around + 1, index + thing.length - around);
  }
  return inside;
}

/** No thing goes on over an end of it. */
function standsAlone(text: string, [start, end]: Span, inside: Uint8Array): boolean {
  if (/^\p{M}/u.test(text.slice(end, end + 2))) return false;
  SUFFIX.lastIndex = end;
  const last = SUFFIX.test(text) ? SUFFIX.lastIndex : end;
  return inside[start] !== 1 && inside[last] !== 1;
}
