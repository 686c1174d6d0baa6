import { type WireError, wireError } from '../../protocol/errorCodes';
import type { Limits } from '../../protocol/limits';
import type { RoomEvent } from '../../protocol/messages';
import type { Duplicate } from './dedupeWindow';

type React = Extract<RoomEvent, { verb: 'react' }>;
type OneReaction = Pick<React, 'of' | 'emoji' | 'by'>;
/** By emoji, then by the member who put it there: the event that did. */
type Kinds = Map<string, Map<string, Duplicate>>;

/**
 * Who has put what under which message (P-5.4), as far as memory remembers it: `historyEvents` reactions in all. Of
 * more, those under the message go that was reacted to least lately.
 */
export class Reactions {
  /** By seq of the message, the one that was reacted to last at the end. */
  private readonly bySeq = new Map<number, Kinds>();
  private count = 0;

  /** @param stored what is in the room already, ascending */
  constructor(
    private readonly limits: Pick<Limits, 'maxReactions' | 'memberReactions' | 'historyEvents'>,
    stored: Iterable<RoomEvent>,
  ) {
    for (const event of stored) if (event.verb === 'react') this.apply(event);
  }

  /** The event that put it there, if it is there. */
  find({ of, emoji, by }: OneReaction): Duplicate | undefined {
    return this.bySeq.get(of)?.get(emoji)?.get(by);
  }

  /** Why a further reaction cannot be put there, if it cannot. */
  refusal({ of, emoji, by }: OneReaction): WireError | undefined {
    const { maxReactions, memberReactions } = this.limits;
    const kinds = this.bySeq.get(of) ?? new Map<string, Map<string, Duplicate>>();
    if (!kinds.has(emoji) && kinds.size >= maxReactions) return wireError('too-many-reactions');
    let own = 0;
    for (const members of kinds.values()) if (members.has(by)) own += 1;
    return own < memberReactions
      ? undefined
      : wireError(
          'too-many-reactions',
          `You have put ${own} different reactions under that message; take one of them away first.`,
        );
  }

  apply({ of, emoji, by, on, seq, at }: React): void {
    const kinds = this.bySeq.get(of) ?? new Map<string, Map<string, Duplicate>>();
    const members = kinds.get(emoji) ?? new Map<string, Duplicate>();
    this.count -= members.size;
    if (on) members.set(by, { seq, at });
    else members.delete(by);
    this.count += members.size;
    if (members.size > 0) kinds.set(emoji, members);
    else kinds.delete(emoji);
    this.bySeq.delete(of);
    if (kinds.size > 0) this.bySeq.set(of, kinds);
    this.trim();
  }

  private trim(): void {
    for (const [of, kinds] of this.bySeq) {
      if (this.count <= this.limits.historyEvents) return;
      this.bySeq.delete(of);
      for (const members of kinds.values()) this.count -= members.size;
    }
  }
}
