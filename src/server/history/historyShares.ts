import { type HistoryRecord, isMark, isNoise } from './historyRecord';

/** Where what was said may take more of the file's bound than this, */
const SAID_PART = 7 / 8;
/** it is cut down to this. */
const SAID_KEPT_PART = 3 / 4;
/** What comings, goings, renames and reactions are cut down to: little, so that they cannot bring it about soon again. */
const NOISE_KEPT_PART = 1 / 16;
/** How exactly it is known where the bytes are, in bytes. */
const BLOCK_BYTES = 32_768;

/** The first seqs of what is kept. */
export interface Shares {
  readonly said: number;
  readonly noise: number;
}

/**
 * What takes how much in a history file, and so what is let go of when it is too large: what was said gives way to
 * nothing but what was said (P-6.12).
 */
export class HistoryShares {
  private readonly blocks: { readonly seq: number; said: number; noise: number }[] = [];

  /** Adds a record behind all others. @param bytes what it takes in the file */
  add(record: HistoryRecord, bytes: number): void {
    if (isMark(record)) return;
    let block = this.blocks.at(-1);
    if (!block || block.said + block.noise >= BLOCK_BYTES)
      this.blocks.push((block = { seq: record.seq, said: 0, noise: 0 }));
    block[isNoise(record) ? 'noise' : 'said'] += bytes;
  }

  /** What is kept where the file may have so many bytes. */
  within(bytes: number): Shares {
    const tooMuchSaid = this.bytesOf('said') > bytes * SAID_PART;
    const said = tooMuchSaid ? this.seqOfLast('said', bytes * SAID_KEPT_PART) : 0;
    // below the oldest that was said is nothing to be served: there, others are missing
    const noise = Math.max(said, this.seqOfLast('noise', bytes * NOISE_KEPT_PART));
    return { said, noise };
  }

  private bytesOf(kind: 'said' | 'noise'): number {
    return this.blocks.reduce((sum, block) => sum + block[kind], 0);
  }

  /** The first seq of the last `bytes` bytes of a kind, about; 0 if there are no more. */
  private seqOfLast(kind: 'said' | 'noise', bytes: number): number {
    let left = bytes;
    let seq = Infinity;
    for (const block of [...this.blocks].reverse()) {
      left -= block[kind];
      if (left < 0) return seq;
      seq = block.seq;
    }
    return 0;
  }
}
