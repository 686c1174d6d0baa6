// The lines of a history file: a head first, then one JSON object for each event, and now and then a mark, which may
// hold an index of what stands before it (savedIndex.ts).
import { isUtf8 } from 'node:buffer';
import * as v from 'valibot';
import { type Result, fail, ok } from '../../base/result';
import { SureDate } from '../../base/sureDate';
import { withoutUndefined } from '../../base/withoutUndefined';
import { RoomEvent } from '../../protocol/messages';

const FORMAT = 'tilde-history';
const VERSION = 1;

/** A room that starts again goes on at least this far above the last seq in its file (P-6.12). */
export const SEQ_GAP = 1000;

/** So many seqs that are not in the file are marked in it: well below the gap. */
export const MARK_AFTER_SEQS = 500;

/** The first line: what the room is known by (P-6.2). */
export interface HistoryHead {
  readonly room: string;
  readonly secret: Buffer;
  /** What was sure of the date when the file was begun, or written anew. */
  readonly clock?: SureDate | undefined;
}

/** Every later line, as far as all have it in common. Verbs that are not known here are kept, but not served. */
export interface HistoryRecord {
  readonly verb: string;
  readonly seq: number;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** The message an `edit` or `remove` is about. */
  readonly of?: number | undefined;
  readonly removed?: boolean | undefined;
  /** What was sure of the date when this was written: in some marks. As it was read, see `knownOf`. */
  readonly clock?: unknown;
}

/** Says that every seq up to `seq` has been given out, though not all of them are in the file. */
export interface Mark extends HistoryRecord {
  readonly verb: 'mark';
}

/** What is done in passing, and lets nothing be forgotten that was said (P-6.11). */
export const isNoise = ({ verb }: { readonly verb: string }): boolean =>
  verb === 'join' || verb === 'leave' || verb === 'rename' || verb === 'react';

export const isMark = ({ verb }: HistoryRecord): boolean => verb === 'mark';

/** A line as it stands in a file: its bytes, LF included, and where it begins. Valid until the next is taken. */
export interface Line {
  readonly bytes: Buffer;
  readonly start: number;
}

/** A line, LF included. JSON holds no bare LF. */
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

/** What stands in a line, looked at no closer than finding one's way needs; `undefined` if it is damaged. */
export function decodeRecord(line: Buffer): HistoryRecord | undefined {
  const record = parseObject(line) as Partial<HistoryRecord> | undefined;
  if (!record) return undefined;
  const { verb, seq, at } = record;
  const isWhole = typeof verb === 'string' && isCount(seq) && isCount(at);
  return isWhole ? (record as HistoryRecord) : undefined;
}

/** What a record says to be sure of the date, if it says that. */
export function knownOf({ clock }: HistoryRecord): SureDate | undefined {
  const known = clock === undefined ? undefined : v.safeParse(SureDate, clock);
  return known?.success ? known.output : undefined;
}

/** The event a record is, if it is one in every detail. */
export function eventOf(record: HistoryRecord): RoomEvent | undefined {
  const event = v.safeParse(RoomEvent, record);
  return event.success ? event.output : undefined;
}

/** The same message or edit without what it said (P-5.3). */
export function blank<T extends HistoryRecord>(record: T): T {
  const rest: T & { code?: unknown } = { ...record, text: '', removed: true };
  delete rest.code;
  return rest;
}

const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && Number(value) >= 0;

/** What JSON in UTF-8 a line holds, if it holds an object. */
export function parseObject(line: Buffer): object | undefined {
  if (!isUtf8(line)) return undefined;
  try {
    const value: unknown = JSON.parse(line.toString());
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
