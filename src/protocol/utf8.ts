// UTF-8 without Node: strict decoding, byte lengths, cuts between characters.
import { type Result, fail, ok } from '../base/result';
import { type WireError, wireError } from './errorCodes';

// Both are in Node and in every browser, but in no library that this floor may be typed against.
declare class TextEncoder {
  encode(text: string): Uint8Array;
}
declare class TextDecoder {
  constructor(label: string, options: { ignoreBOM: boolean });
  decode(bytes: Uint8Array): string;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
/** What the decoder puts in the place of bytes that are no UTF-8. It may also have been sent. */
const REPLACEMENT = '\ufffd';
const REPLACEMENT_BYTES = [0xef, 0xbf, 0xbd];

export const encodeUtf8 = (text: string): Uint8Array => encoder.encode(text);

/**
 * Decodes whole, valid UTF-8; anything else is `bad-utf8`, never U+FFFD. Throws nothing on the way: whoever pours junk
 * would make everybody wait for that.
 */
export function decodeUtf8(bytes: Uint8Array): Result<string, WireError> {
  const text = decoder.decode(bytes);
  return wasReplaced(text, bytes) ? fail(wireError('bad-utf8')) : ok(text);
}

/** Whether anything in `text` stands for bytes that were no UTF-8. Up to the first such, bytes and text run in step. */
function wasReplaced(text: string, bytes: Uint8Array): boolean {
  let [from, offset] = [0, 0];
  for (let at = text.indexOf(REPLACEMENT); at >= 0; at = text.indexOf(REPLACEMENT, from)) {
    offset += utf8Length(text.slice(from, at));
    if (REPLACEMENT_BYTES.some((byte, i) => bytes[offset + i] !== byte)) return true;
    offset += REPLACEMENT_BYTES.length;
    from = at + 1;
  }
  return false;
}

/** Bytes `text` takes in UTF-8. A lone surrogate counts as the 3 bytes of its replacement. */
export function utf8Length(text: string): number {
  let bytes = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x80) bytes += 1;
    else if (unit < 0x800) bytes += 2;
    else if (unit >= 0xd800 && unit < 0xdc00 && isLowSurrogate(text.charCodeAt(i + 1))) {
      bytes += 4;
      i++;
    } else bytes += 3;
  }
  return bytes;
}

const isLowSurrogate = (unit: number) => unit >= 0xdc00 && unit < 0xe000;

/**
 * How many trailing bytes of `bytes` begin a character that is not complete yet: 0 to 3.
 * Bytes that cannot begin one count as 0 and are left to the decoder to refuse.
 */
export function incompleteTail(bytes: Uint8Array): number {
  for (let back = 1; back <= 3 && back <= bytes.length; back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if ((byte & 0xc0) === 0x80) continue; // inside a character: look further back for its first byte
    const needed = byte >= 0xf0 && byte < 0xf5 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc2 ? 2 : 1;
    return byte < 0xf5 && needed > back ? back : 0;
  }
  return 0;
}

/** Cuts `text` into parts of at most `maxBytes` UTF-8 bytes each, between characters (code points). */
export function splitByBytes(text: string, maxBytes: number): string[] {
  if (text.length * 3 <= maxBytes) return [text];
  const parts: string[] = [];
  let start = 0;
  let bytes = 0;
  let i = 0;
  while (i < text.length) {
    const units = (text.codePointAt(i) ?? 0) > 0xffff ? 2 : 1;
    const size = utf8Length(text.slice(i, i + units));
    if (bytes + size > maxBytes && i > start) {
      parts.push(text.slice(start, i));
      start = i;
      bytes = 0;
    }
    bytes += size;
    i += units;
  }
  parts.push(text.slice(start));
  return parts;
}

/** Two pieces of bytes as one. */
export function concatBytes(first: Uint8Array, second: Uint8Array): Uint8Array {
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}
