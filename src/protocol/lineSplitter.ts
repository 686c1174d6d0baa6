const LF = 10;
const EMPTY = new Uint8Array(0);

/**
 * Cuts a byte stream into lines. Splits on the byte before anything is decoded: a LF never lies inside a UTF-8
 * character. Pull-based, so that a reader may stop between two lines; what it has not asked for waits here.
 */
export class LineSplitter {
  private readonly chunks: Uint8Array[] = [];
  /** Bytes of the first chunk that are already given out. */
  private offset = 0;
  /** The beginning of a line whose LF has not come, in a buffer that grows by doubling. */
  private partial = EMPTY;
  private partialLength = 0;

  /** @param maxBytes longest line taken, its LF included */
  constructor(private readonly maxBytes: number) {}

  push(chunk: Uint8Array): void {
    if (chunk.length > 0) this.chunks.push(chunk);
  }

  /** The next whole line without its LF; `undefined` if there is none yet; `'too-long'`, and then for ever. */
  next(): Uint8Array | 'too-long' | undefined {
    for (let chunk = this.chunks[0]; chunk; chunk = this.chunks[0]) {
      const at = chunk.indexOf(LF, this.offset);
      const piece = chunk.subarray(this.offset, at < 0 ? chunk.length : at);
      if (this.partialLength + piece.length >= this.maxBytes) return 'too-long';
      if (at < 0 || at === chunk.length - 1) {
        this.chunks.shift();
        this.offset = 0;
      } else this.offset = at + 1;
      if (at >= 0) return this.partialLength === 0 ? piece : this.finish(piece);
      this.keep(piece);
    }
    return undefined;
  }

  /** What waits without a LF at the end of input; empty when the last line was whole. */
  rest(): Uint8Array {
    return this.finish(EMPTY);
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
