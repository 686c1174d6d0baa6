import { firstIndex } from '../../base/binarySearch';
import { MAX_MEMBER_REACTIONS, MAX_MESSAGE_REACTIONS, MAX_REACTIONS } from '../../protocol/wire/limits';
import type { RoomEvent } from '../../protocol/wire/messages';

export interface Reaction {
  readonly emoji: string;
  /** The first {@link MAX_NAMES} names of others, as they were then, in the order they came. */
  readonly names: readonly string[];
  /** How many members it is from. */
  readonly count: number;
  /** Whether this person is among them. */
  readonly own: boolean;
}

type React = Extract<RoomEvent, { verb: 'react' }>;

/** Most names that are shown with a reaction. */
export const MAX_NAMES = 50;
/** Most marks kept for one message: as many as any room takes. */
export const MAX_MARKS = MAX_MESSAGE_REACTIONS;
/** Roughly the bytes that a mark takes besides its texts. */
const MARK_BYTES = 200;

/** Whether a member's emoji is under a message, by the last event about it. */
interface Mark {
  readonly seq: number;
  readonly by: string;
  readonly emoji: string;
  readonly on: boolean;
  readonly name: string;
  readonly own: boolean;
}

/** An emoji and who put it there, ascending. */
interface Kind {
  readonly emoji: string;
  readonly marks: Mark[];
  /** How many of them are this person's. */
  own: number;
  reaction: Reaction;
}

/**
 * The reactions under one message, in whatever order their events come. An event costs about the same however many
 * there are: only the emoji it is about is built anew.
 */
export class Reactions {
  /** By member and emoji. Withdrawn ones are kept, because older events about them may still come. */
  private readonly marks = new Map<string, Mark>();
  /** How many of these are withdrawn. */
  private withdrawn = 0;
  private readonly kinds = new Map<string, Kind>();
  /** The kinds by their first mark, ascending. */
  private readonly order: Kind[] = [];
  /** Marks up to this seq that are not here were withdrawn and dropped. */
  private floor = 0;
  bytes = 0;

  /** How many marks are kept. */
  get size(): number {
    return this.marks.size;
  }

  /** Whether there are any to be shown. */
  get isShown(): boolean {
    return this.order.length > 0;
  }

  /** In the order of their first marks. */
  get shown(): readonly Reaction[] {
    return this.order.map(({ reaction }) => reaction);
  }

  /** The seq of each mark, and the bytes it takes. */
  sizes(): { readonly seq: number; readonly bytes: number }[] {
    return Array.from(this.marks.values(), (mark) => ({ seq: mark.seq, bytes: bytesOf(mark) }));
  }

  /** @param own whether this person did it @returns whether it is news */
  apply({ seq, by, emoji, on, from: name }: React, own: boolean): boolean {
    const key = `${by} ${emoji}`;
    const known = this.marks.get(key);
    if (seq <= (known?.seq ?? this.floor)) return false;
    if (known) this.drop(key, known);
    const hasRoom = this.hasRoom(by, emoji, on);
    if (hasRoom) this.put(key, { seq, by, emoji, on, name, own });
    return hasRoom || known !== undefined;
  }

  /** Drops what was done before the event `seq`. */
  forget(seq: number): void {
    for (const [key, mark] of this.marks) if (mark.seq < seq) this.drop(key, mark);
  }

  /** Whether there is room for it. Only a server that is not ours sends more. */
  private hasRoom(by: string, emoji: string, on: boolean): boolean {
    if (this.marks.size >= MAX_MARKS) this.dropWithdrawn();
    if (this.marks.size >= MAX_MARKS) return false;
    if (!on) return true;
    if (!this.kinds.has(emoji) && this.kinds.size >= MAX_REACTIONS) return false;
    let own = 0;
    for (const kind of this.kinds.keys()) if (this.marks.get(`${by} ${kind}`)?.on) own += 1;
    return own < MAX_MEMBER_REACTIONS;
  }

  private dropWithdrawn(): void {
    if (this.withdrawn === 0) return;
    for (const [key, mark] of this.marks) {
      if (mark.on) continue;
      this.floor = Math.max(this.floor, mark.seq);
      this.drop(key, mark);
    }
  }

  private put(key: string, mark: Mark): void {
    this.marks.set(key, mark);
    this.bytes += bytesOf(mark);
    if (!mark.on) {
      this.withdrawn += 1;
      return;
    }
    const { emoji, own } = mark;
    const kind = this.kinds.get(emoji) ?? { emoji, marks: [], own: 0, reaction: NO_REACTION };
    this.kinds.set(emoji, kind);
    insert(kind.marks, mark, seqOf);
    if (own) kind.own += 1;
    this.changed(kind);
  }

  private drop(key: string, mark: Mark): void {
    this.marks.delete(key);
    this.bytes -= bytesOf(mark);
    if (!mark.on) {
      this.withdrawn -= 1;
      return;
    }
    const kind = this.kinds.get(mark.emoji);
    if (!kind) return;
    const { marks } = kind;
    const from = firstIndex(marks.length, (i) => (marks[i]?.seq ?? Infinity) >= mark.seq);
    marks.splice(marks.indexOf(mark, from), 1);
    if (mark.own) kind.own -= 1;
    this.changed(kind);
  }

  /** Builds one kind anew, and puts it where it belongs. */
  private changed(kind: Kind): void {
    const place = this.order.indexOf(kind);
    if (place >= 0) this.order.splice(place, 1);
    kind.reaction = reactionOf(kind);
    if (kind.marks.length === 0) this.kinds.delete(kind.emoji);
    else insert(this.order, kind, ({ marks }) => marks[0]?.seq ?? 0);
  }
}

const seqOf = ({ seq }: Mark): number => seq;

const bytesOf = ({ by, emoji, name }: Mark): number =>
  MARK_BYTES + 2 * (2 * (by.length + emoji.length) + name.length);

const NO_REACTION: Reaction = { emoji: '', names: [], count: 0, own: false };

const reactionOf = ({ emoji, marks, own }: Kind): Reaction => ({
  emoji,
  names: othersOf(marks, MAX_NAMES),
  count: marks.length,
  own: own > 0,
});

function othersOf(marks: readonly Mark[], max: number): string[] {
  const names: string[] = [];
  for (const { own, name } of marks) {
    if (names.length === max) break;
    if (!own) names.push(name);
  }
  return names;
}

/** Puts `item` into its place in an ascending list, which is usually the last. */
function insert<T>(list: T[], item: T, seqOf: (item: T) => number): void {
  let at = list.length;
  for (let one = list[at - 1]; one !== undefined && seqOf(one) > seqOf(item); one = list[at - 1]) at -= 1;
  list.splice(at, 0, item);
}
