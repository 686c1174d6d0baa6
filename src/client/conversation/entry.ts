// What a transcript is made of.
import { withoutUndefined } from '../../base/withoutUndefined';
import type { Code, Mention, RoomEvent } from '../../protocol/wire/messages';
import type { RequestProblem } from '../types/clientTypes';
import type { PresenceRun } from './presenceRun';
import type { Reaction } from './reactions';

interface EntryBase {
  /** Stable for the entry's whole life, also when a pending message becomes sent. */
  readonly key: string;
  /**
   * Its place in the transcript, ascending, not always whole. It changes when a pending message gets its place, and when a
   * run turns out to begin earlier.
   */
  readonly order: number;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** `pending`: not back from the room yet. `failed`: given up, may be retried. */
export type MessageStatus = 'pending' | 'sent' | 'failed';

/** A change to a text that has not come back from the room. */
export interface UnsentEdit {
  readonly id: string;
  readonly text: string;
  readonly mentions?: readonly Mention[];
  readonly status: 'pending' | 'failed';
  /** Why it failed. */
  readonly problem?: RequestProblem;
}

export interface MessageEntry extends EntryBase {
  readonly kind: 'message';
  /** The author's name when it was said. */
  readonly from: string;
  /** The author's member id; the name where there are no ids. */
  readonly by: string;
  readonly own: boolean;
  readonly text: string;
  readonly status: MessageStatus;
  /** Why it failed. */
  readonly problem?: RequestProblem;
  /** The order of the message it answers. */
  readonly reply?: number;
  /** The lines it quotes. */
  readonly code?: Code;
  /** The members that its text names behind an `@`. */
  readonly mentions?: readonly Mention[];
  /** The id of the member it is for, if it is a direct message. */
  readonly to?: string;
  /** When its author last changed the text, in milliseconds since the epoch. */
  readonly editedAt?: number;
  /** The change that this person made to it last, until the room has it. */
  readonly unsentEdit?: UnsentEdit;
  /** Its author took it back; the text is gone. */
  readonly removed?: true;
  readonly reactions?: readonly Reaction[];
}

/** What a message says, without its place and state. */
export type MessageContent = Pick<MessageEntry, 'at' | 'from' | 'by' | 'text'> &
  Partial<Pick<MessageEntry, 'reply' | 'code' | 'mentions' | 'to' | 'removed'>>;

/** A line of the room itself. `divider`: what happened between the lines around it is not known. */
export type Notice =
  | { readonly kind: 'join' | 'leave'; readonly name: string; readonly own: boolean }
  | { readonly kind: 'rename'; readonly name: string; readonly to: string; readonly own: boolean }
  /** The host, `by` where it is known, has removed somebody. */
  | {
      readonly kind: 'removal';
      readonly name: string;
      readonly own: boolean;
      readonly by?: { readonly name: string; readonly own: boolean };
    }
  | PresenceRun
  | { readonly kind: 'divider' }
  /** Whether what is said from here on is saved. */
  | { readonly kind: 'saving'; readonly on: boolean }
  /** Something this person did was refused. A message shows that itself. */
  | { readonly kind: 'problem'; readonly problem: RequestProblem }
  /** The server's own words. */
  | { readonly kind: 'server-text'; readonly text: string };

export interface NoticeEntry extends EntryBase {
  readonly kind: 'notice';
  readonly notice: Notice;
  /** The order of the last change in a run; `order` is where the run begins. */
  readonly upTo?: number;
}

export type Entry = MessageEntry | NoticeEntry;

/** What an entry is made of besides its place. */
export type NewEntry = Omit<MessageEntry, 'key' | 'order'> | Omit<NoticeEntry, 'key' | 'order'>;

/** Which entries of a transcript somebody wants to see. */
export type IsWanted = (entry: Entry) => boolean;

export interface Page {
  /** Ascending. */
  readonly entries: readonly Entry[];
  /** Whether there are older ones. */
  readonly more: boolean;
  /** Older ones were wanted, and the room did not answer, or was not there to be asked. */
  readonly isUnanswered?: true;
}

/** The other one of the two who read a direct message; undefined: it is for everybody. */
export const partnerOf = ({ to, own, by }: Pick<MessageEntry, 'to' | 'own' | 'by'>): string | undefined =>
  to === undefined ? undefined : own ? to : by;

/**
 * Whether an entry belongs to what is said with that member alone; with undefined, to everybody. What is missing, and what
 * was not done, belongs to both.
 */
export function isSaidWith(partner: string | undefined, entry: Entry): boolean {
  if (entry.kind === 'message') return partnerOf(entry) === partner;
  return partner === undefined || entry.notice.kind === 'divider' || entry.notice.kind === 'problem';
}

type Say = Extract<RoomEvent, { verb: 'say' }>;

/**
 * The entry that an event makes in the transcript.
 * @param self this member's id
 * @param orderOf the place of an event, by its seq
 */
export function entryFrom(
  event: Exclude<RoomEvent, { of: number }>,
  self: string | undefined,
  orderOf: (seq: number) => number,
): NewEntry {
  const { at } = event;
  const own = event.by === self;
  switch (event.verb) {
    case 'say':
      return { kind: 'message', ...messageFrom(event, orderOf), own, status: 'sent' };
    case 'leave': {
      const { name, reason, remover } = event;
      if (reason !== 'removed') return { kind: 'notice', at, notice: { kind: 'leave', name, own } };
      const by = remover && { name: remover.name, own: remover.mid === self };
      return { kind: 'notice', at, notice: withoutUndefined({ kind: 'removal', name, own, by }) };
    }
    case 'join':
      return { kind: 'notice', at, notice: { kind: event.verb, name: event.name, own } };
    case 'rename':
      return { kind: 'notice', at, notice: { kind: 'rename', name: event.name, to: event.to, own } };
  }
}

/** What a message says. @param orderOf the place of an event, by its seq */
export function messageFrom(
  { at, from, by, text, reply, code, mentions, to, removed }: Omit<Say, 'seq' | 'verb'>,
  orderOf: (seq: number) => number,
): MessageContent {
  return withoutUndefined({
    at,
    from,
    by,
    text,
    reply: reply === undefined ? undefined : orderOf(reply),
    code,
    mentions,
    to,
    removed: removed ? true : undefined,
  });
}
