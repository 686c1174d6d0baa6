// What a text looks like: its skeleton according to Unicode's confusables (UTS 39, section 4).
import { CONFUSABLES } from './confusableData';

/** Characters that show nothing, and so make no visible difference. */
export const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\u2800]/gu;

/** Small capitals, which confusables.txt does not map to the Latin letters they look like. */
const SMALL_CAPITALS = 'ᴀa ʙb ᴅd ᴇe ꜰf ɢg ʜh ᴊj ĸk ʟl ɴn ᴘp ʀr ᴛt ʏy';
/** Where alphabets of 26 letters begin: in black circles, in black squares, regional indicators (letters, without a flag). */
const ALPHABETS = [0x1f150, 0x1f170, 0x1f1e6];

let prototypes: ReadonlyMap<string, string> | undefined;

/** The text with each character replaced by the one it is mistaken for. Only for comparing; nobody could read it. */
export function skeleton(text: string): string {
  // read at first use, because that takes a millisecond
  prototypes ??= readPrototypes(CONFUSABLES);
  const known = prototypes;
  let drawn = '';
  for (const point of text.normalize('NFD').replace(INVISIBLE, '')) {
    drawn += prototypeOf(point, known);
  }
  return drawn.normalize('NFD');
}

function prototypeOf(point: string, known: ReadonlyMap<string, string>): string {
  const prototype = known.get(point);
  if (prototype !== undefined || point < '\x80') return prototype ?? point;
  // the data leaves out characters that look like their compatibility form
  const form = point.normalize('NFKC');
  return form === point ? point : Array.from(form.normalize('NFD'), (one) => known.get(one) ?? one).join('');
}

function readPrototypes(data: string): ReadonlyMap<string, string> {
  const known = new Map<string, string>();
  let point = 0;
  for (const entry of data.split(' ')) {
    const [step, prototype = ''] = entry.split(':');
    point += step ? parseInt(step, 36) : 1;
    known.set(
      String.fromCodePoint(point),
      String.fromCodePoint(...prototype.split('.').map((one) => parseInt(one, 36))),
    );
  }
  return withLetters(known);
}

/** The data with what Unicode leaves out. */
function withLetters(known: Map<string, string>): ReadonlyMap<string, string> {
  const letters = new Map(SMALL_CAPITALS.split(' ').map(([small = '', letter = '']) => [small, letter]));
  for (const [point, prototype] of known) {
    known.set(point, Array.from(prototype, (one) => letters.get(one) ?? prototypeOf(one, known)).join(''));
  }
  for (const first of ALPHABETS) {
    for (let i = 0; i < 26; i++) letters.set(String.fromCodePoint(first + i), String.fromCharCode(0x41 + i));
  }
  for (const [drawn, letter] of letters) known.set(drawn, known.get(letter) ?? letter);
  return known;
}
