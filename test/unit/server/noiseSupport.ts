// Events that say something, and noise: what is only done in passing.
import type { NewEvent } from '../../../src/protocol/wire/messages';
import type { EventLog } from '../../../src/server/room/eventLog';

/** When all of it happens; milliseconds since the epoch. */
export const at = 1_000_000;

export const says = (text: string): NewEvent => ({
  ...{ verb: 'say', from: 'ann', at, by: 'm', id: text.slice(0, 20), text },
});

const noises: readonly ((n: number) => NewEvent)[] = [
  (n) => ({ verb: 'join', from: 'SERVER', at, by: `m${n}`, name: `n ${n}` }),
  (n) => ({ verb: 'leave', from: 'SERVER', at, by: `m${n}`, name: `n ${n}` }),
  (n) => ({ verb: 'rename', from: 'SERVER', at, by: 'm', id: `r${n}`, name: `a${n}`, to: `a${n + 1}` }),
  (n) => ({ verb: 'react', from: 'ann', at, by: 'm', id: `e${n}`, of: 1, emoji: '👍', on: n % 2 === 0 }),
];

/** A join, a leave, a rename and a reaction in turn. */
export const noise = (n: number): NewEvent => noises[n % noises.length]!(n);

/** What was said, the oldest first. */
export const textsOf = (log: EventLog) =>
  [...log.descending(Infinity)].flatMap((event) => (event.verb === 'say' ? [event.text] : [])).reverse();
