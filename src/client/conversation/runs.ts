// Comings and goings on end are one entry of the transcript: a run. A single one is the beginning of a run.
import { type Coming, type Comings, joinedRuns, NO_COMINGS, withComing } from './comings';
import type { Entry, Notice, NoticeEntry } from './entry';

type Run = NoticeEntry & { readonly notice: Coming | Comings };

/** The place of the last event in an entry. */
export const endOf = (entry: Entry): number =>
  (entry.kind === 'notice' ? entry.upTo : undefined) ?? entry.order;

/** The run that goes on with what has that place, if it does. */
export function goneOn(
  run: Entry | undefined,
  order: number,
  { at, notice }: Pick<NoticeEntry, 'at' | 'notice'>,
): NoticeEntry | undefined {
  if (!isComing(notice) || !isRun(run) || !isSameDay(run.at, at)) return undefined;
  return { ...run, upTo: order, notice: withComing(comingsOf(run), notice) };
}

/** One run of two that follow each other, if they are: under the key of the second. */
export function asOneRun(first: Entry | undefined, second: Entry | undefined): NoticeEntry | undefined {
  if (!isRun(first) || !isRun(second) || !isSameDay(first.at, second.at)) return undefined;
  const { order, at } = first;
  return {
    ...second,
    order,
    at,
    upTo: endOf(second),
    notice: joinedRuns(comingsOf(first), comingsOf(second)),
  };
}

/** Whether all that has grown between two versions of a run is numbers. */
export const isSameText = (before: Entry, now: Entry): boolean =>
  isRun(before) && isRun(now) && comingsOf(before).people === comingsOf(now).people;

const isRun = (entry: Entry | undefined): entry is Run =>
  entry?.kind === 'notice' && (entry.notice.kind === 'comings' || isComing(entry.notice));

/** One's own comings and goings stand alone. */
const isComing = (notice: Notice): notice is Coming & Notice =>
  (notice.kind === 'join' || notice.kind === 'leave' || notice.kind === 'rename') && !notice.own;

const comingsOf = ({ notice }: Run): Comings =>
  notice.kind === 'comings' ? notice : withComing(NO_COMINGS, notice);

/** The name of a day may stand between the others. */
const isSameDay = (a: number, b: number): boolean =>
  new Date(a).toDateString() === new Date(b).toDateString();
