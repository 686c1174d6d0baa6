import type { RoomEvent } from '../protocol/messages';

/** What was done to a message after it was said, as an entry shows it. */
export interface Amended {
  /** The text of the latest edit. */
  readonly text?: string;
  readonly edited?: true;
  readonly removed?: true;
  readonly reactions?: readonly Reaction[];
}

export interface Reaction {
  readonly emoji: string;
  /** Names, as they were then, in the order they came. */
  readonly names: readonly string[];
  /** One's own is among them. */
  readonly own: boolean;
}

export type AmendingEvent = Extract<RoomEvent, { of: number }>;

interface Amendment {
  readonly event: AmendingEvent;
  /** It was oneself who did it. */
  readonly own: boolean;
}

/**
 * Edits, removals and reactions by the message they are about. Kept also for messages that are not here: those may
 * still come, when the person reads back, and in whatever order.
 */
export class Amendments {
  /** By seq of the message, and then by what the latest word counts of: its text, its removal, one's reaction. */
  private readonly bySeq = new Map<number, Map<string, Amendment>>();
  private count = 0;

  /** How many are kept. */
  get size(): number {
    return this.count;
  }

  /** @param own it was oneself who did it */
  apply(event: AmendingEvent, own: boolean): void {
    const amendments = this.bySeq.get(event.of) ?? new Map<string, Amendment>();
    this.bySeq.set(event.of, amendments);
    const what = subjectOf(event);
    const known = amendments.get(what);
    if (event.seq <= (known?.event.seq ?? 0)) return;
    amendments.set(what, { event, own });
    if (!known) this.count += 1;
  }

  of(seq: number): Amended {
    const amendments = this.bySeq.get(seq);
    if (!amendments) return {};
    if (amendments.has('remove')) return { removed: true, text: '' };
    const edit = amendments.get('edit')?.event;
    const reactions = new Map<string, { emoji: string; names: string[]; own: boolean }>();
    for (const { event, own } of [...amendments.values()].sort((a, b) => a.event.seq - b.event.seq)) {
      if (event.verb !== 'react' || !event.on) continue;
      const { emoji, from } = event;
      const one = reactions.get(emoji) ?? { emoji, names: [], own: false };
      one.names.push(from);
      one.own ||= own;
      reactions.set(emoji, one);
    }
    return {
      ...(edit?.verb === 'edit' && { text: edit.text, edited: true }),
      ...(reactions.size > 0 && { reactions: [...reactions.values()] }),
    };
  }

  /** The seq of the event with which the newest `count` begin. */
  newest(count: number): number {
    const seqs = [...this.bySeq.values()].flatMap((amendments) =>
      [...amendments.values()].map(({ event }) => event.seq),
    );
    return seqs.sort((a, b) => a - b).at(-count) ?? 0;
  }

  /** Drops what was done before the event `seq`: it comes again before the messages that it is about. */
  forget(seq: number): void {
    for (const [of, amendments] of this.bySeq) {
      for (const [what, { event }] of amendments) {
        if (event.seq >= seq) continue;
        amendments.delete(what);
        this.count -= 1;
      }
      if (amendments.size === 0) this.bySeq.delete(of);
    }
  }

  clear(): void {
    this.bySeq.clear();
    this.count = 0;
  }
}

/** What the latest word counts of. */
function subjectOf(event: AmendingEvent): string {
  switch (event.verb) {
    case 'react':
      return `react ${event.by} ${event.emoji}`;
    case 'edit':
      // an older history may have lost the removal, and kept the edits that it emptied (P-5.3)
      return event.removed ? 'remove' : 'edit';
    case 'remove':
      return 'remove';
  }
}
