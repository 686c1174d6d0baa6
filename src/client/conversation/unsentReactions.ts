import type { Reaction } from './reactions';

/** An emoji that this person has just put under a message, or taken away. */
export interface UnsentReaction {
  readonly emoji: string;
  readonly on: boolean;
}

/** This person's reactions that have not come back, so that they can be shown at once. */
export class UnsentReactions {
  /** By the seq of their message, then by their ids, in the order they were done. */
  private readonly bySeq = new Map<number, Map<string, UnsentReaction>>();

  add(of: number, id: string, reaction: UnsentReaction): void {
    const marks = this.bySeq.get(of) ?? new Map<string, UnsentReaction>();
    this.bySeq.set(of, marks.set(id, reaction));
  }

  remove(of: number, id: string): void {
    const marks = this.bySeq.get(of);
    marks?.delete(id);
    if (marks?.size === 0) this.bySeq.delete(of);
  }

  /** What is under the message `of`, with this person's own on top. @param known what the room has */
  over(of: number, known: readonly Reaction[] | undefined): readonly Reaction[] | undefined {
    const marks = this.bySeq.get(of);
    if (!marks) return known;
    let shown = known ?? [];
    for (const mark of marks.values()) shown = withMark(shown, mark);
    return shown.length > 0 ? shown : undefined;
  }

  clear(): void {
    this.bySeq.clear();
  }
}

function withMark(shown: readonly Reaction[], { emoji, on }: UnsentReaction): readonly Reaction[] {
  const there = shown.find((one) => one.emoji === emoji);
  if (!there) return on ? [...shown, { emoji, names: [], count: 1, own: true }] : shown;
  if (there.own === on) return shown;
  const changed = { ...there, own: on, count: there.count + (on ? 1 : -1) };
  return shown.flatMap((one) => (one !== there ? [one] : changed.count > 0 ? [changed] : []));
}
