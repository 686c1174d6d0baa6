import { withoutUndefined } from '../../base/withoutUndefined';
import type { Mention, RoomEvent } from '../../protocol/wire/messages';
import { type Reaction, Reactions } from './reactions';
import { type Size, textBytes } from './size';

/** What was done to a message after it was said, as an entry shows it. */
export interface Amended {
  /** The text of the latest edit. */
  readonly text?: string;
  /** The members that it mentions. */
  readonly mentions?: readonly Mention[];
  /** When that was, in milliseconds since the epoch. */
  readonly editedAt?: number;
  readonly removed?: true;
  readonly reactions?: readonly Reaction[];
}

export type AmendingEvent = Extract<RoomEvent, { of: number }>;

/** What was done to one message. Of each kind only the latest counts, and a removal overrides everything else. */
interface Done {
  removedAt?: number;
  edit?: Extract<AmendingEvent, { verb: 'edit' }>;
  readonly reactions: Reactions;
}

/** Roughly the bytes that an edit or a removal takes besides its text. */
const DONE_BYTES = 200;

/**
 * Edits, removals and reactions, by the message they are about. They are kept even if the message is not here: it may
 * come when the person reads back, and in any order.
 */
export class Amendments {
  private readonly bySeq = new Map<number, Done>();
  private total: Size = { count: 0, bytes: 0 };

  get size(): Size {
    return this.total;
  }

  /** @param own whether this person did it @returns whether it is news */
  apply(event: AmendingEvent, own: boolean): boolean {
    const done = this.bySeq.get(event.of) ?? { reactions: new Reactions() };
    this.bySeq.set(event.of, done);
    return this.change(done, () => take(done, event, own));
  }

  of(seq: number): Amended {
    const done = this.bySeq.get(seq);
    if (!done) return {};
    if (done.removedAt !== undefined) return { removed: true, text: '' };
    const { edit, reactions } = done;
    return withoutUndefined({
      text: edit?.text,
      mentions: edit?.mentions,
      editedAt: edit?.at,
      reactions: reactions.isShown ? reactions.shown : undefined,
    });
  }

  /** The seq of the oldest event to keep, so that no more than `most` are kept. */
  newest(most: Size): number {
    const all = [...this.bySeq.values()].flatMap(sizesOf).sort((a, b) => b.seq - a.seq);
    let bytes = 0;
    const end = all.findIndex((one, i) => i >= most.count || (bytes += one.bytes) > most.bytes);
    // the first one that is too much goes, and everything below it
    return end < 0 ? 0 : (all[end]?.seq ?? 0) + 1;
  }

  /** Drops what was done before the event `seq`. It comes again before the messages that it is about. */
  forget(seq: number): void {
    for (const [of, done] of this.bySeq) {
      this.change(done, () => {
        if ((done.removedAt ?? seq) < seq) delete done.removedAt;
        if (done.edit && done.edit.seq < seq) delete done.edit;
        done.reactions.forget(seq);
      });
      if (sizeOf(done).count === 0) this.bySeq.delete(of);
    }
  }

  clear(): void {
    this.bySeq.clear();
    this.total = { count: 0, bytes: 0 };
  }

  private change<T>(done: Done, act: () => T): T {
    const before = sizeOf(done);
    const result = act();
    const after = sizeOf(done);
    this.total = {
      count: this.total.count + after.count - before.count,
      bytes: this.total.bytes + after.bytes - before.bytes,
    };
    return result;
  }
}

/** Takes an event in. The highest seq counts, whenever it comes. @returns whether it is news */
function take(done: Done, event: AmendingEvent, own: boolean): boolean {
  // an older history may have lost the removal, and kept the edits that it emptied (P-5.3)
  if (event.verb === 'remove' || (event.verb === 'edit' && event.removed)) {
    const isNews = done.removedAt === undefined;
    done.removedAt = Math.max(done.removedAt ?? 0, event.seq);
    delete done.edit;
    done.reactions.forget(Infinity);
    return isNews;
  }
  if (done.removedAt !== undefined) return false;
  if (event.verb === 'react') return done.reactions.apply(event, own);
  if (event.seq <= (done.edit?.seq ?? 0)) return false;
  done.edit = event;
  return true;
}

/** The bytes that the words of an edit take. */
const wordsOf = (edit: Done['edit']): number => textBytes([edit?.text, edit?.mentions]);

function sizeOf({ removedAt, edit, reactions }: Done): Size {
  const others = Number(removedAt !== undefined) + Number(edit !== undefined);
  return {
    count: reactions.size + others,
    bytes: reactions.bytes + others * DONE_BYTES + wordsOf(edit),
  };
}

function sizesOf({ removedAt, edit, reactions }: Done): { readonly seq: number; readonly bytes: number }[] {
  return [
    ...(removedAt === undefined ? [] : [{ seq: removedAt, bytes: DONE_BYTES }]),
    ...(edit ? [{ seq: edit.seq, bytes: DONE_BYTES + wordsOf(edit) }] : []),
    ...reactions.sizes(),
  ];
}
