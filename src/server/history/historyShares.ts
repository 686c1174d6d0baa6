import { type HistoryRecord, isMark, isNoise } from './historyRecord';

/** The largest part of the file's bound that messages and edits may take. */
const SAID_PART = 7 / 8;
/** The part that they are cut down to when they take more. */
const SAID_KEPT_PART = 3 / 4;
/**
 * The part that joins, leaves, renames and reactions are cut down to: little, so that the file does not soon grow full.
 */
const NOISE_KEPT_PART = 1 / 16;
/** How exactly the positions of the bytes are known, in bytes. */
const BLOCK_BYTES = 32_768;

/** The first seq of each kind that is kept. */
export interface Shares {
  readonly said: number;
  readonly noise: number;
}

/**
 * What takes how much of a history file, and therefore what is dropped when the file is too large. Messages and edits
 * give way only to later messages and edits (P-6.12).
 */
export class HistoryShares {
  private readonly blocks: { readonly seq: number; said: number; noise: number }[] = [];

  /** Adds the next record. @param bytes its length in the file */
  add(record: HistoryRecord, bytes: number): void {
    if (isMark(record)) return;
    let block = this.blocks.at(-1);
    if (!block || block.said + block.noise >= BLOCK_BYTES)
      this.blocks.push((block = { seq: record.seq, said: 0, noise: 0 }));
    block[isNoise(record) ? 'noise' : 'said'] += bytes;
  }

  /** What is kept if the file may have so many bytes. */
  within(bytes: number): Shares {
    const tooMuchSaid = this.bytesOf('said') > bytes * SAID_PART;
    const said = tooMuchSaid ? this.seqOfLast('said', bytes * SAID_KEPT_PART) : 0;
    // nothing below the oldest message is served, since messages are missing there
    const noise = Math.max(said, this.seqOfLast('noise', bytes * NOISE_KEPT_PART));
    return { said, noise };
  }

  private bytesOf(kind: 'said' | 'noise'): number {
    return this.blocks.reduce((sum, block) => sum + block[kind], 0);
  }

  /** About the first seq of the last `bytes` bytes of a kind; 0 if there are no more bytes than that. */
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
