import { type WireError, wireError } from './errorCodes';
import { concatBytes, decodeUtf8 } from './utf8';

const LF = 10;
const EMPTY = new Uint8Array(0);
/**
 * How many bytes of short lines are decoded at once, because each call costs. No more, because a line keeps the text it
 * was cut from in memory.
 */
const BLOCK_BYTES = 1024;

/**
 * Cuts a byte stream into lines of text. It splits bytes before it decodes, because a LF never lies inside a UTF-8
 * character. It is pull-based, so that a reader may stop between two lines; the rest waits here.
 */
export class LineSplitter {
  /** What was pushed, and how many of its bytes are decoded already. */
  private chunk: Uint8Array = EMPTY;
  private offset = 0;
  /** Up to this offset, lines are decoded one by one, because together they are not valid UTF-8. */
  private damagedTo = 0;
  /** Whole decoded lines, and how many of their UTF-16 units are given out. */
  private block = '';
  private given = 0;
  /** The beginning of a line without its LF, in a buffer that grows by doubling. */
  private partial = EMPTY;
  private partialLength = 0;

  /** Whether everything up to the next LF is the rest of a line that was too long. */
  private skipping = false;

  /** @param maxBytes longest line taken, its LF included */
  constructor(private readonly maxBytes: number) {}

  /** Whether what comes is dropped, up to the end of a line that was too long. */
  get isSkipping(): boolean {
    return this.skipping;
  }

  /** Drops the line that was too long, and also what is still to come of it. */
  skip(): void {
    this.skipping = true;
    this.partial = EMPTY;
    this.partialLength = 0;
  }

  push(chunk: Uint8Array): void {
    this.chunk = this.chunk.length === 0 ? chunk : concatBytes(this.chunk.subarray(this.offset), chunk);
    this.offset = this.damagedTo = 0;
  }

  /**
   * The next whole line without its LF, or undefined if there is none yet, or what is wrong with it: `bad-utf8`, or
   * `frame-too-long`, which is returned until {@link skip} is called.
   */
  next(): string | WireError | undefined {
    if (this.given === this.block.length && !this.decodeBlock()) return this.nextByItself();
    const end = this.block.indexOf('\n', this.given);
    const line = this.block.slice(this.given, end);
    this.given = end + 1;
    return line;
  }

  /** What is left without a LF at the end of input; empty if the last line was whole. */
  rest(): string | WireError {
    return decoded(this.finish(EMPTY));
  }

  /** Decodes the next whole lines, if there are any within a block and all are valid UTF-8. */
  private decodeBlock(): boolean {
    this.block = '';
    this.given = 0;
    if (this.skipping || this.offset < this.damagedTo || this.chunk.length === 0 || this.partialLength > 0)
      return false;
    const blockBytes = Math.min(BLOCK_BYTES, this.maxBytes);
    const end = this.chunk.lastIndexOf(LF, this.offset + blockBytes - 1) + 1;
    if (end <= this.offset) return false;
    const text = decodeUtf8(this.chunk.subarray(this.offset, end));
    if (!text.ok) {
      this.damagedTo = end;
      return false;
    }
    this.block = text.value;
    this.goOn(end);
    return true;
  }

  /** Takes a line that is long, damaged, or in several chunks. */
  private nextByItself(): string | WireError | undefined {
    const { chunk } = this;
    if (chunk.length === 0) return undefined;
    const at = chunk.indexOf(LF, this.offset);
    if (this.skipping) {
      this.skipping = at < 0;
      this.goOn(at < 0 ? chunk.length : at + 1);
      return this.next();
    }
    const piece = chunk.subarray(this.offset, at < 0 ? chunk.length : at);
    if (this.partialLength + piece.length >= this.maxBytes) return wireError('frame-too-long');
    this.goOn(at < 0 ? chunk.length : at + 1);
    if (at >= 0) return decoded(this.partialLength === 0 ? piece : this.finish(piece));
    this.keep(piece);
    return undefined;
  }

  private goOn(offset: number): void {
    this.offset = offset;
    if (offset < this.chunk.length) return;
    this.chunk = EMPTY;
    this.offset = this.damagedTo = 0;
  }

  private keep(piece: Uint8Array): void {
    const length = this.partialLength + piece.length;
    if (length > this.partial.length) {
      const grown = new Uint8Array(Math.max(length, 2 * this.partial.length));
      grown.set(this.partial.subarray(0, this.partialLength));
      this.partial = grown;
    }
    this.partial.set(piece, this.partialLength);
    this.partialLength = length;
  }

  private finish(piece: Uint8Array): Uint8Array {
    this.keep(piece);
    const line = this.partial.subarray(0, this.partialLength);
    this.partial = EMPTY;
    this.partialLength = 0;
    return line;
  }
}

function decoded(bytes: Uint8Array): string | WireError {
  const text = decodeUtf8(bytes);
  return text.ok ? text.value : text.error;
}
