import { type WireError, wireError } from '../../protocol/wire/errorCodes';
import type { Limits } from '../../protocol/wire/limits';
import type { RoomEvent } from '../../protocol/wire/messages';
import type { EventStamp } from './dedupeWindow';

type React = Extract<RoomEvent, { verb: 'react' }>;
type OneReaction = Pick<React, 'of' | 'emoji' | 'by'>;
/** By emoji, then by member: the event that put the emoji there. */
type Kinds = Map<string, Map<string, EventStamp>>;

/**
 * Who has put which emoji under which message (P-5.4), for the latest `historyEvents` reactions. When there are more, the
 * reactions under the message that was reacted to longest ago are forgotten.
 */
export class Reactions {
  /** By the message's seq; the message that was reacted to last is at the end. */
  private readonly bySeq = new Map<number, Kinds>();
  private count = 0;

  /** @param stored the events that the room has already, ascending */
  constructor(
    private readonly limits: Pick<
      Limits,
      'maxReactions' | 'memberReactions' | 'messageReactions' | 'historyEvents'
    >,
    stored: Iterable<RoomEvent>,
  ) {
    for (const event of stored) if (event.verb === 'react') this.apply(event);
  }

  /** The event that put this reaction there; `undefined` if it is not there. */
  find({ of, emoji, by }: OneReaction): EventStamp | undefined {
    return this.bySeq.get(of)?.get(emoji)?.get(by);
  }

  /** Why one more reaction cannot be put there; `undefined` if it can. */
  refusal({ of, emoji, by }: OneReaction): WireError | undefined {
    const { maxReactions, memberReactions, messageReactions } = this.limits;
    const kinds = this.bySeq.get(of) ?? new Map<string, Map<string, EventStamp>>();
    if (!kinds.has(emoji) && kinds.size >= maxReactions) return wireError('too-many-reactions');
    let own = 0;
    let all = 0;
    for (const members of kinds.values()) {
      if (members.has(by)) own += 1;
      all += members.size;
    }
    if (all >= messageReactions) {
      return wireError(
        'too-many-reactions',
        `There are ${all} reactions under that message, and no more are taken.`,
      );
    }
    return own < memberReactions
      ? undefined
      : wireError(
          'too-many-reactions',
          `You have put ${own} different reactions under that message; take one of them away first.`,
        );
  }

  apply({ of, emoji, by, on, seq, at }: React): void {
    const kinds = this.bySeq.get(of) ?? new Map<string, Map<string, EventStamp>>();
    const members = kinds.get(emoji) ?? new Map<string, EventStamp>();
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
