// Finds mentions: names of members in texts. Pure.
import { foldName } from '../../protocol/names/nameKeys';
import { mentionText } from '../../protocol/wire/mentions';
import type { Mention } from '../../protocol/wire/messages';

/** A letter, mark or digit of a script that separates words by spaces. */
const LETTER = String.raw`(?:(?![\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}])[\p{L}\p{M}\p{N}])`;
const WORD = String.raw`(?:${LETTER}|_)+`;
/** What joins two words into one thing: `bob-2`, `bob.ts`, `bob@host`, `src/bob`, `key=bob`, `host:9999`, `bob+tag@host`. */
const JOINT = String.raw`(?:[-.@=]|[/\\]+|::|:(?=\p{N})|\+(?=[\p{L}\p{M}\p{N}_.-]*@))`;
/** What turns a word into something other than a name: `#bob`, `$bob`, `~bob`, `/bob`, `.bob`, `./bob`. */
const SIGIL = String.raw`(?:[#$~%]|(?<![.\p{L}\p{N}])\.)?(?:(?<![/\\.])\.{0,2}[/\\]+)?`;
/**
 * Things that count as one, however many words they have: links, `:shortcodes:`, paths, addresses, file names, compounds,
 * calls such as `bob()`, and single words. A thing never begins inside one of its kind: no text is searched twice.
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

/** Korean titles and particles behind a name: 고양이야, 민준이한테서는, Bob님은. */
const KOREAN = String.raw`(?:이|들|님|씨|쌤|군|양|형|누나|언니|오빠|선배|선생님|은|는|가|을|를|의|에|에게|에게서|께|께서|한테|한테서|더러|보고|와|과|랑|이랑|하고|도|만|부터|까지|조차|마저|로|으로|처럼|같이|만큼|보다|아|야|여|나|든|라도|라고|라면|란|네|요|죠|입니다|예요|에요|다|인데|고){1,5}`;
/** Those, or the genitive without an apostrophe, as in German: Bobs. */
const SUFFIX = new RegExp(String.raw`(?:${KOREAN}|(?<=\p{L})s)(?!${LETTER}|_)`, 'uy');

/** Stands for what is left out of a text. Nothing that it is next to becomes a name by it. */
const LEFT_OUT = '\ufffc';

/** The text without these mentions: whoever they hang on, their names mean nobody else. */
export function withoutMentions(text: string, mentions: readonly Mention[]): string {
  // a longer name may begin with a shorter one
  const texts = mentions.map(mentionText).sort((a, b) => b.length - a.length);
  return texts.reduce((rest, one) => rest.replaceAll(one, LEFT_OUT), text);
}

/** A part of a folded text. */
type Span = readonly [start: number, end: number];

/**
 * Whether `text` mentions the member called `name`. The name may have any spelling that folds alike (P-7.3), and must
 * stand by itself: not as a part of a word, a longer name, a path, an address or the like.
 * @param others the names of all members of the room; called only where they matter
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

/** Folds a text like a name. Apostrophes and hyphens fold, too: keyboards differ in those that they type. */
const fold = (text: string): string =>
  // in a text, the form of a sigma and the dot of a Turkish i make no difference
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

/** For each index of the text: 1 in the middle of a thing, else 0. */
function insides(text: string): Uint8Array {
  const inside = new Uint8Array(text.length + 1);
  for (const { 0: thing, index } of text.matchAll(THING)) {
    // underscores around a thing only emphasize it
    const lead = /^_*/.exec(thing)?.[0].length ?? 0;
    const trail = /(?<!_)_*$/.exec(thing)?.[0].length ?? 0;
    const around = Math.min(lead, trail);
    inside.fill(1, index + around + 1, index + thing.length - around);
  }
  return inside;
}

/** Whether no thing crosses either end of the span. */
function standsAlone(text: string, [start, end]: Span, inside: Uint8Array): boolean {
  if (/^\p{M}/u.test(text.slice(end, end + 2))) return false;
  SUFFIX.lastIndex = end;
  const last = SUFFIX.test(text) ? SUFFIX.lastIndex : end;
  return inside[start] !== 1 && inside[last] !== 1;
}
