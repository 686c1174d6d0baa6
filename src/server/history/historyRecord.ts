// The lines of a history file: first a head, then one JSON object for each event, and now and then a mark, which may
// hold an index of the lines before it (savedIndex.ts).
import { isUtf8 } from 'node:buffer';
import * as v from 'valibot';
import { type Result, fail, ok } from '../../base/result';
import { SureDate } from '../../base/sureDate';
import { withoutUndefined } from '../../base/withoutUndefined';
import { RoomEvent } from '../../protocol/wire/messages';

const FORMAT = 'tilde-history';
const VERSION = 1;

/** A room that starts again goes on at least this far above the last seq in its file (P-6.12). */
export const SEQ_GAP = 1000;

/** After so many seqs that are not in the file, it gets a mark. Well below `SEQ_GAP`. */
export const MARK_AFTER_SEQS = 500;

/** The first line: how the room is known (P-6.2). */
export interface HistoryHead {
  readonly room: string;
  readonly secret: Buffer;
  /** What was known for sure about the date when the file was begun or rewritten. */
  readonly clock?: SureDate | undefined;
}

/** What all later lines have in common. Records with unknown verbs are kept, but not served. */
export interface HistoryRecord {
  readonly verb: string;
  readonly seq: number;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** The message an `edit` or `remove` is about. */
  readonly of?: number | undefined;
  readonly removed?: boolean | undefined;
  /** In some marks: what was known for sure about the date. Not checked, see `knownOf`. */
  readonly clock?: unknown;
}

/** Says that every seq up to `seq` was given out, though not all of them are in the file. */
export interface Mark extends HistoryRecord {
  readonly verb: 'mark';
}

/** Whether an event is noise: a join, leave, rename or reaction. Noise never pushes out what was said (P-6.11). */
export const isNoise = ({ verb }: { readonly verb: string }): boolean =>
  verb === 'join' || verb === 'leave' || verb === 'rename' || verb === 'react';

export const isMark = ({ verb }: HistoryRecord): boolean => verb === 'mark';

/** A line of a file: its bytes, LF included, and where it begins. The bytes are valid until the next line is taken. */
export interface Line {
  readonly bytes: Buffer;
  readonly start: number;
}

/** The line of a record, LF included. JSON holds no bare LF. */
export const encodeLine = (record: object): Buffer => Buffer.from(`${JSON.stringify(record)}\n`);

export const encodeHead = ({ room, secret, clock }: HistoryHead): Buffer =>
  encodeLine({ format: FORMAT, v: VERSION, room, secret: secret.toString('base64url'), clock });

const Head = v.object({
  format: v.literal(FORMAT),
  v: v.number(),
  room: v.string(),
  secret: v.string(),
  clock: v.fallback(v.optional(SureDate), undefined),
});

/** @param line without its LF */
export function decodeHead(
  line: Buffer,
): Result<HistoryHead, 'no history of a room' | 'from a newer version'> {
  const head = v.safeParse(Head, parseObject(line));
  if (!head.success) return fail('no history of a room');
  if (head.output.v > VERSION) return fail('from a newer version');
  const { room, clock } = head.output;
  const secret = Buffer.from(head.output.secret, 'base64url');
  return secret.length < 32
    ? fail('no history of a room')
    : ok(withoutUndefined<HistoryHead>({ room, secret, clock }));
}

/** Reads a line, and checks only what is needed to find the way in a file; `undefined` if the line is damaged. */
export function decodeRecord(line: Buffer): HistoryRecord | undefined {
  const record = parseObject(line) as Partial<HistoryRecord> | undefined;
  if (!record) return undefined;
  const { verb, seq, at } = record;
  const isWhole = typeof verb === 'string' && isCount(seq) && isCount(at);
  return isWhole ? (record as HistoryRecord) : undefined;
}

/** What a record says to be sure about the date; `undefined` if it says nothing. */
export function knownOf({ clock }: HistoryRecord): SureDate | undefined {
  const known = clock === undefined ? undefined : v.safeParse(SureDate, clock);
  return known?.success ? known.output : undefined;
}

/** A record as an event; `undefined` if any detail of it is not what it should be. */
export function eventOf(record: HistoryRecord): RoomEvent | undefined {
  const event = v.safeParse(RoomEvent, record);
  return event.success ? event.output : undefined;
}

/** The same message or edit without its text (P-5.3). */
export function blank<T extends HistoryRecord>(record: T): T {
  const rest: T & { code?: unknown; mentions?: unknown } = { ...record, text: '', removed: true };
  delete rest.code;
  delete rest.mentions;
  return rest;
}

const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && Number(value) >= 0;

/** The JSON object that a line holds, in UTF-8; `undefined` if it holds none. */
export function parseObject(line: Buffer): object | undefined {
  if (!isUtf8(line)) return undefined;
  try {
    const value: unknown = JSON.parse(line.toString());
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
