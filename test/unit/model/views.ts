// What stands in a window, and what must stand there.
import assert from 'node:assert/strict';
import type { MessageEntry } from '../../../src/client/conversation/entry';
import type { Window } from './program';
import { type Line, lineOf, runOf } from './truth';

/** The messages in a window, those that have yet to come back, too. */
export const entries = ({ client }: Window): MessageEntry[] =>
  client.transcript.page(undefined, 1e6).entries.filter((entry) => entry.kind === 'message');

/** The messages of the room that a window can do something to, in order. */
export const messages = (window: Window): MessageEntry[] =>
  entries(window).filter(
    ({ status, removed, order }) =>
      status === 'sent' && !removed && window.client.transcript.seqAt(order) > 0,
  );

/** What a window shows since it last lost its way is exactly what happened in the room. */
export function checkView(window: Window): void {
  const { client, truth, slot } = window;
  if (!truth) return;
  const all = client.transcript.page(undefined, 1e6).entries;
  const seqAt = (order: number) => client.transcript.seqAt(order);
  const divider = all.findLastIndex((entry) => entry.kind === 'notice' && entry.notice.kind === 'divider');
  const shown = all.slice(divider + 1).flatMap((entry) => lineOf(entry, seqAt) ?? []);
  const isOwn = (seq: number) => truth.at(seq)?.by === client.memberId;
  // one's own may come back late, and stands where it belongs, below a gap; others' stand there if somebody read back
  const first = Math.min(window.first, shown.find(({ seq }) => !isOwn(seq))?.seq ?? Infinity);
  const late = shown.filter(({ seq }) => seq < first);
  assert.deepEqual(
    late.map(({ seq }) => seq),
    [...new Set(late.map(({ seq }) => seq))].sort((a, b) => a - b),
  );
  const whole = shown.slice(late.length);
  const expected = folded(truth.lines(first, window.last, window, client.memberId), whole);
  // what this person has just put under a message, or taken away, is shown before the room has it
  const undecided = new Set(
    client.unsent.flatMap(({ what }) => (what.verb === 'react' ? [what.payload.of] : [])),
  );
  assert.deepEqual(print(whole, undecided), print(expected, undecided), `what window ${slot} shows`);
}

/** `lines` with those in one that `shown` has in one. */
function folded(lines: readonly Line[], shown: readonly Line[]): Line[] {
  let next = 0;
  const all = shown.flatMap(({ events }) => {
    const some = lines.slice(next, (next += events ?? 1));
    return events === undefined ? some : runOf(some);
  });
  return [...all, ...lines.slice(next)];
}

/** @param undecided the messages whose reactions are left out */
const print = (lines: readonly Line[], undecided: ReadonlySet<number>) =>
  lines.map(({ seq, text }) => {
    const shown = undecided.has(seq) ? text.replace(/ \| .*$/su, '') : text;
    return `${seq} ${shown.slice(0, 200)}`;
  });
