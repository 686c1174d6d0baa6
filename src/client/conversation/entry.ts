// What a transcript is made of.
import { withoutUndefined } from '../../base/withoutUndefined';
import type { Code, RoomEvent } from '../../protocol/messages';
import type { RequestProblem } from '../types/clientTypes';
import type { PresenceRun } from './presenceRun';
import type { Reaction } from './reactions';

interface EntryBase {
  /** Stable for the entry's whole life, also when a pending message becomes sent. */
  readonly key: string;
  /** Ascending, not always whole; changes when a pending message gets its place, and when a run begins earlier than was known. */
  readonly order: number;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** `pending`: not yet back from the room. `failed`: given up, may be retried. */
export type MessageStatus = 'pending' | 'sent' | 'failed';

export interface MessageEntry extends EntryBase {
  readonly kind: 'message';
  /** The author's name when it was said. */
  readonly from: string;
  /** The author's mid; the name where there are no mids. */
  readonly by: string;
  readonly own: boolean;
  readonly text: string;
  readonly status: MessageStatus;
  /** Why it failed. */
  readonly problem?: RequestProblem;
  /** The message it answers, as that one's order. */
  readonly reply?: number;
  /** The lines it quotes. */
  readonly code?: Code;
  /** The mid of the one it is for, if it is for one only. */
  readonly to?: string;
  readonly edited?: true;
  /** Its author took it back; the text is gone. */
  readonly removed?: true;
  readonly reactions?: readonly Reaction[];
}

/** What is said of a message before it has a place. */
export type MessageContent = Pick<MessageEntry, 'at' | 'from' | 'by' | 'text'> &
  Partial<Pick<MessageEntry, 'reply' | 'code' | 'to' | 'removed'>>;

/** A line of the room itself. `divider`: what happened between here and there is not known. */
export type Notice =
  | { readonly kind: 'join' | 'leave'; readonly name: string; readonly own: boolean }
  | { readonly kind: 'rename'; readonly name: string; readonly to: string; readonly own: boolean }
  | PresenceRun
  | { readonly kind: 'divider' }
  /** Whether what is said is saved, as from here on. */
  | { readonly kind: 'saving'; readonly on: boolean }
  /** Something one did was not taken; of a message that is told where it stands. */
  | { readonly kind: 'problem'; readonly problem: RequestProblem }
  /** The server's own words. */
  | { readonly kind: 'server-text'; readonly text: string };

export interface NoticeEntry extends EntryBase {
  readonly kind: 'notice';
  readonly notice: Notice;
  /** Where a run of comings and goings ends; `order` is where it begins. */
  readonly upTo?: number;
}

export type Entry = MessageEntry | NoticeEntry;

/** What an entry is made of besides its place. */
export type NewEntry = Omit<MessageEntry, 'key' | 'order'> | Omit<NoticeEntry, 'key' | 'order'>;

export interface Page {
  /** Ascending. */
  readonly entries: readonly Entry[];
  /** There are older ones. */
  readonly more: boolean;
}

type Say = Extract<RoomEvent, { verb: 'say' }>;

/**
 * What an event shows in the transcript, if it shows anything of its own.
 * @param self `by` of one's own events
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
    case 'join':
    case 'leave':
      return { kind: 'notice', at, notice: { kind: event.verb, name: event.name, own } };
    case 'rename':
      return { kind: 'notice', at, notice: { kind: 'rename', name: event.name, to: event.to, own } };
  }
}

/** What a message says, wherever it stands. */
export function messageFrom(
  { at, from, by, text, reply, code, to, removed }: Omit<Say, 'seq' | 'verb'>,
  orderOf: (seq: number) => number,
): MessageContent {
  return withoutUndefined({
    at,
    from,
    by,
    text,
    reply: reply === undefined ? undefined : orderOf(reply),
    code,
    to,
    removed: removed ? true : undefined,
  });
}
