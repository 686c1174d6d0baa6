// Presence changes that follow each other are one entry of the transcript: a run. A single change begins one.
import { type PresenceChange, type PresenceRun, concatRuns, EMPTY_RUN, withChange } from './presenceRun';
import type { Entry, Notice, NoticeEntry } from './entry';

type Run = NoticeEntry & { readonly notice: PresenceChange | PresenceRun };

/** The place of the last event in an entry, as an order. */
export const endOf = (entry: Entry): number =>
  (entry.kind === 'notice' ? entry.upTo : undefined) ?? entry.order;

/** The run with the notice at `order` added, if the notice continues it. */
export function extendedRun(
  run: Entry | undefined,
  order: number,
  { at, notice }: Pick<NoticeEntry, 'at' | 'notice'>,
): NoticeEntry | undefined {
  if (!isOthersChange(notice) || !isRun(run) || !isSameDay(run.at, at)) return undefined;
  return { ...run, upTo: order, notice: withChange(runOf(run), notice) };
}

/** Two entries that follow each other as one run, if both are runs. It has the key of the second. */
export function mergedRun(first: Entry | undefined, second: Entry | undefined): NoticeEntry | undefined {
  if (!isRun(first) || !isRun(second) || !isSameDay(first.at, second.at)) return undefined;
  const { order, at } = first;
  return {
    ...second,
    order,
    at,
    upTo: endOf(second),
    notice: concatRuns(runOf(first), runOf(second)),
  };
}

/** Whether two versions of a run differ only in numbers. */
export const hasSamePeople = (before: Entry, now: Entry): boolean =>
  isRun(before) && isRun(now) && runOf(before).people === runOf(now).people;

const isRun = (entry: Entry | undefined): entry is Run =>
  entry?.kind === 'notice' && (entry.notice.kind === 'presence' || isOthersChange(entry.notice));

/** This person's own changes stand alone. */
const isOthersChange = (notice: Notice): notice is PresenceChange & Notice =>
  (notice.kind === 'join' || notice.kind === 'leave' || notice.kind === 'rename') && !notice.own;

const runOf = ({ notice }: Run): PresenceRun =>
  notice.kind === 'presence' ? notice : withChange(EMPTY_RUN, notice);

/** Between two days, the panel shows the date. */
const isSameDay = (a: number, b: number): boolean =>
  new Date(a).toDateString() === new Date(b).toDateString();
