// Which scripts a word is written in (UTS 39, section 5). Mixing two is how one word passes for another.

/** Belongs to no script, or to the script of the letter before it. */
const OF_ANY_SCRIPT = /[\p{Script=Common}\p{Script=Inherited}]/gu;

/** Scripts that are written together, also with Latin: Japanese, Chinese with Bopomofo, Korean (highly restrictive). */
const TOGETHER =
  /^(?:[\p{scx=Latin}\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}]*|[\p{scx=Latin}\p{scx=Han}\p{scx=Bopomofo}]*|[\p{scx=Latin}\p{scx=Han}\p{scx=Hangul}]*)$/u;

/** Every other script of Unicode 17, the most used first. */
const SCRIPTS =
  `Cyrl Arab Deva Grek Hebr Thai Beng Taml Telu Armn Geor Gujr Guru Knda Mlym Sinh Orya Ethi Khmr Laoo Mymr Tibt Syrc Thaa
  Mong Nkoo Cher Cans Tfng Vaii Adlm Bali Java Sund Yiii Lisu Olck Batk Bugi Cham Kali Khar Lana Lepc Limb Mtei Nagm Newa
  Osge Rohg Saur Sylo Tale Talu Tavt Tagb Tglg Hano Buhd Rjng Bamu Cakm Hmng Hmnp Wcho Toto Plrd Mroo Modi Sidd Sind Tirh
  Takr Khoj Mahj Mult Gong Gonm Dogr Gran Goth Copt Runr Ogam Glag Dsrt Shaw Osma Medf Perm Aghb Elba Vith Phag Soyo Zanb
  Marc Bhks Ahom Kawi Maka Nand Diak Kthi Kits Tang Nshu Brah Brai Armi Prti Phli Phlp Phnx Samr Mand Mani Narb Sarb Nbat
  Palm Hatr Elym Chrs Sogd Sogo Ougr Avst Xpeo Xsux Ugar Egyp Hluw Lina Linb Cpmn Cprt Cari Lyci Lydi Ital Orkh Hung Merc
  Mero Pauc Sora Bass Dupl Mend Yezi Sgnw Shrd Tnsa Wara
  Gara Gukh Krai Onao Sunu Todr Tutg Berf Sidt Tayo Tols`.split(/\s+/);

/** The scripts that Unicode recommends for names (UAX 31, table 5), for a class of characters in a pattern. */
export const IN_USE =
  `Latn Cyrl Grek Armn Geor Hebr Arab Deva Beng Guru Gujr Orya Taml Telu Knda Mlym Sinh Thai Laoo Tibt
  Mymr Ethi Khmr Hang Hira Kana Bopo Hani`.replaceAll(/\s*(\w+)/g, String.raw`\p{scx=$1}`);

const ONLY = new Map<string, RegExp>();

/** Matches words of `script` only; made when a word needs it. An engine that does not know the script matches nothing. */
function only(script: string): RegExp {
  const known = ONLY.get(script);
  if (known) return known;
  let made = /(?!)/u;
  try {
    made = new RegExp(`^\\p{scx=${script}}+$`, 'u');
  } catch {
    // this engine does not know the script, nor any letter of it
  }
  ONLY.set(script, made);
  return made;
}

/** Whether a word mixes scripts that nobody writes together. */
export function isMixed(word: string): boolean {
  const letters = word.replace(OF_ANY_SCRIPT, '');
  return !TOGETHER.test(letters) && !SCRIPTS.some((script) => only(script).test(letters));
}
