// Programs such as Windows' telnet send each keystroke by itself (P-3.7).
import { charactersOf } from '../names/names';
import { decodeUtf8 } from '../wire/utf8';

const [BACKSPACE, LF, CR, NUL, ESCAPE, DELETE] = [0x08, 0x0a, 0x0d, 0x00, 0x1b, 0x7f];
/** No key sends more; a family emoji has 25 bytes. */
const MAX_KEY_BYTES = 32;

/**
 * Whether `chunk` is one keystroke: one user-perceived character, or an escape sequence. A LF alone is not: any program
 * sends that as an empty line.
 */
export function isKeystroke(chunk: Uint8Array): boolean {
  if (chunk.length === 1) return chunk[0] !== LF;
  if (chunk[0] === ESCAPE) return chunk.length <= MAX_KEY_BYTES;
  // nearly every name begins like this, and has at least two characters
  const beginsAscii = (chunk[0] ?? 0) < 0x80 && (chunk[1] ?? 0) < 0x80;
  if (chunk.length > MAX_KEY_BYTES || beginsAscii) return false;
  const text = decodeUtf8(chunk);
  return text.ok && charactersOf(text.value).length === 1;
}

/** Whether Enter was pressed. Programs send CR LF, CR NUL, CR or LF for it. */
export const hasEnter = (chunk: Uint8Array): boolean => chunk.includes(CR) || chunk.includes(LF);

/** Turns each Enter into one LF, even if its bytes come apart. */
export class EnterNormalizer {
  private afterCr = false;

  toLf(chunk: Uint8Array): Uint8Array {
    const bytes: number[] = [];
    for (const byte of chunk) {
      const isRest = this.afterCr && (byte === LF || byte === NUL);
      this.afterCr = byte === CR;
      if (!isRest) bytes.push(byte === CR ? LF : byte);
    }
    return Uint8Array.from(bytes);
  }
}

/** A typed line without what backspace or delete erased. */
export function withoutErased(line: string): string {
  const kept: string[] = [];
  for (const character of charactersOf(line)) {
    const code = character.charCodeAt(0);
    if (code === BACKSPACE || code === DELETE) kept.pop();
    else kept.push(character);
  }
  return kept.join('');
}
