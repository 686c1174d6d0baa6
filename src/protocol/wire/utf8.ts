// UTF-8 without Node: strict decoding, byte lengths, cutting between characters.
import { type Result, fail, ok } from '../../base/result';
import { type WireError, wireError } from './errorCodes';

// Node and every browser have both, but no type library that this floor may use declares them.
declare class TextEncoder {
  encode(text: string): Uint8Array;
}
declare class TextDecoder {
  constructor(label: string, options: { ignoreBOM: boolean });
  decode(bytes: Uint8Array): string;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
/** What the decoder puts in place of invalid bytes. A peer may also have sent it. */
const REPLACEMENT = '\ufffd';
const REPLACEMENT_BYTES = [0xef, 0xbf, 0xbd];

export const encodeUtf8 = (text: string): Uint8Array => encoder.encode(text);

/**
 * Decodes complete, valid UTF-8; anything else is `bad-utf8`, never U+FFFD. Nothing is thrown on the way: exceptions are
 * slow, and a peer that sends junk would make everybody wait.
 */
export function decodeUtf8(bytes: Uint8Array): Result<string, WireError> {
  const text = decoder.decode(bytes);
  return wasReplaced(text, bytes) ? fail(wireError('bad-utf8')) : ok(text);
}

/** Whether anything in `text` stands for invalid bytes. Up to the first of those, bytes and text run in step. */
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
 * How many bytes at the end begin a character that is not complete yet: 0 to 3. Bytes that cannot begin one count as 0;
 * the decoder refuses them.
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
