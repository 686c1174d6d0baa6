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

interface Amendment {
  text?: { readonly seq: number; readonly value: string };
  removed: boolean;
  /** By emoji and mid: the latest word counts. */
  readonly reactions: Map<string, { seq: number; on: boolean; emoji: string; name: string; own: boolean }>;
}

export type AmendingEvent = Extract<RoomEvent, { of: number }>;

/**
 * Edits, removals and reactions by the message they are about. Kept also for messages that are not here: those may
 * still come, when the person reads back, and in whatever order.
 */
export class Amendments {
  private readonly bySeq = new Map<number, Amendment>();

  /** @param own it was oneself who did it */
  apply(event: AmendingEvent, own: boolean): void {
    let amendment = this.bySeq.get(event.of);
    if (!amendment) this.bySeq.set(event.of, (amendment = { removed: false, reactions: new Map() }));
    switch (event.verb) {
      case 'edit':
        if (event.seq > (amendment.text?.seq ?? 0)) amendment.text = { seq: event.seq, value: event.text };
        return;
      case 'remove':
        amendment.removed = true;
        return;
      case 'react': {
        const { seq, on, emoji, by, from: name } = event;
        const key = `${by} ${emoji}`;
        if (seq > (amendment.reactions.get(key)?.seq ?? 0)) {
          amendment.reactions.set(key, { seq, on, emoji, name, own });
        }
      }
    }
  }

  of(seq: number): Amended {
    const amendment = this.bySeq.get(seq);
    if (!amendment) return {};
    if (amendment.removed) return { removed: true, text: '' };
    const reactions = new Map<string, { emoji: string; names: string[]; own: boolean }>();
    for (const { on, emoji, name, own } of [...amendment.reactions.values()].sort((a, b) => a.seq - b.seq)) {
      if (!on) continue;
      const one = reactions.get(emoji) ?? { emoji, names: [], own: false };
      one.names.push(name);
      one.own ||= own;
      reactions.set(emoji, one);
    }
    return {
      ...(amendment.text && { text: amendment.text.value, edited: true }),
      ...(reactions.size > 0 && { reactions: [...reactions.values()] }),
    };
  }

  clear(): void {
    this.bySeq.clear();
  }
}
