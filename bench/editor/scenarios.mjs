// What happens in the room, and what has to be reached while it does.
import { setTimeout as delay } from 'node:timers/promises';

/** @typedef {import('./room.mjs').Room} Room @typedef {import('./room.mjs').Event} Event */

/**
 * `run` has it happen; what comes after it is painted last. `asked`: commands are run by the palette meanwhile.
 * @typedef {{ id: string, what: string, asked: boolean, run: (room: Room) => Promise<void> }} Scenario
 */

/** @param {string} text @returns {Event} */
export const said = (text) => ({ verb: 'say', from: 'Bob', text });

/**
 * @param {number} count
 * @param {(index: number) => readonly Event[]} make
 */
function* many(count, make) {
  for (let index = 0; index < count; index++) yield* make(index);
}

/** @param {number} count @param {number} parts @param {number} ms in all @param {(from: number, to: number) => Promise<void>} part */
async function spread(count, parts, ms, part) {
  for (let i = 0; i < parts; i++) {
    const next = delay(ms / parts);
    await part((count * i) / parts, (count * (i + 1)) / parts);
    await next;
  }
}

const passing = (/** @type {number} */ from, /** @type {number} */ to) =>
  many(to - from, (i) => {
    const who = { by: `m-${from + i}`, name: `guest-${from + i}` };
    return [
      { verb: 'join', ...who, dialect: 'line' },
      { verb: 'leave', ...who },
    ];
  });

/** One after another Unicode gives enough of them: each flag is two regional letters, and so are nonsense flags. */
const emoji = (/** @type {number} */ index) =>
  String.fromCodePoint(
    0x1f1e6 + (index % 26),
    0x1f1e6 + (Math.floor(index / 26) % 26),
    0x1f600 + Math.floor(index / 676),
  );

/** @type {readonly Scenario[]} */
export const SCENARIOS = [
  {
    id: 'messages',
    what: '1,000 messages in 0.25 s',
    asked: false,
    run: (room) =>
      spread(1000, 10, 250, (from, to) => room.tell(many(to - from, (i) => [said(`message ${from + i}`)]))),
  },
  {
    id: 'joins',
    what: '20,000 people come and go at once',
    asked: true,
    run: (room) => room.tell(passing(0, 20_000)),
  },
  {
    id: 'steady-joins',
    what: '4,000 people come and go in 2.5 s',
    asked: true,
    run: (room) => spread(4000, 250, 2500, (from, to) => room.tell(passing(from, to))),
  },
  {
    id: 'reactions',
    what: '15,200 reactions to one message in 1.5 s',
    asked: true,
    async run(room) {
      const of = room.next;
      await room.tell([said('react to this')]);
      await spread(15_200, 50, 1500, (from, to) =>
        room.tell(
          many(to - from, (i) => [{ verb: 'react', from: 'Bob', of, emoji: emoji(from + i), on: true }]),
        ),
      );
    },
  },
];

/**
 * What is to be reached, in milliseconds.
 * @type {readonly { scenario: string, measure: 'paintedMs' | 'afterMs' | 'answeredMs', what: string, atMost: number }[]}
 */
export const TARGETS = [
  { scenario: 'messages', measure: 'paintedMs', what: 'to the last paint', atMost: 500 },
  { scenario: 'joins', measure: 'paintedMs', what: 'to the last paint', atMost: 2000 },
  { scenario: 'joins', measure: 'answeredMs', what: 'slowest command meanwhile', atMost: 2000 },
  { scenario: 'steady-joins', measure: 'afterMs', what: 'from then to the last paint', atMost: 500 },
  { scenario: 'steady-joins', measure: 'answeredMs', what: 'slowest command meanwhile', atMost: 2000 },
  { scenario: 'reactions', measure: 'afterMs', what: 'from then to the last paint', atMost: 500 },
  { scenario: 'reactions', measure: 'answeredMs', what: 'slowest command meanwhile', atMost: 2000 },
];
