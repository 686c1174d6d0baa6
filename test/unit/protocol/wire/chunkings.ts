import * as fc from 'fast-check';

/** Every property runs with this seed, so that a failure is one for everybody. */
export const FIXED = { seed: 20240607, numRuns: 200 };

/** The ways a decoder row is fed: whole, byte by byte, and cut in two at every place, inside characters too. */
export function* chunkings(bytes: Uint8Array): Generator<Uint8Array[]> {
  yield [bytes];
  yield Array.from(bytes, (byte) => Uint8Array.of(byte));
  for (let cut = 1; cut < bytes.length; cut++) yield [bytes.subarray(0, cut), bytes.subarray(cut)];
}

/** `bytes` cut at the given places. */
export function cutAt(bytes: Uint8Array, places: readonly number[]): Uint8Array[] {
  const cuts = [0, ...places.map((place) => place % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
  return cuts.slice(1).map((end, i) => bytes.subarray(cuts[i], end));
}

export const places = fc.array(fc.nat(100_000), { maxLength: 20 });

/** Any text at all, lone surrogates, controls and emoji included. */
export const anyText = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc
    .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 20 })
    .map((units) => String.fromCharCode(...units)),
  fc.constantFrom(
    'SERVER',
    'ſerver',
    'ＳＥＲＶＥＲ',
    'e\ufe0f\u0301',
    'ẞ',
    'ΑΣ',
    'İ',
    '\u2800',
    '~',
    '👩‍💻',
    'ﷺ',
  ),
);

/** `text` with U+FFFD for each lone surrogate: what any encoder makes of it. */
export const wellFormed = (text: string): string => Buffer.from(text).toString();
