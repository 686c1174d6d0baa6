import assert from 'node:assert/strict';
import { eventsIn, historyOf } from '../support/historyFiles';
import { Clients } from '../support/nativeClient';
import { Peer } from '../support/peer';
import { type RunningServer, startServerOff } from '../support/server';

const UNHURRIED = ['--rate', '0', '--join-delay-ms', '0', '--history-days', '90'];
const DAY_MS = 86_400_000;
const YEAR_MS = 365 * DAY_MS;

describe('a room with a history file on a computer whose clock is wrong', () => {
  let server: RunningServer | undefined;
  const clients = new Clients(() => server!.port);
  const end = async () => {
    clients.reset();
    Peer.dropAll();
    await server?.stop();
    server = undefined;
  };
  afterEach(end);

  const textsIn = (file: string) =>
    eventsIn(file).flatMap(({ text }) => (typeof text === 'string' ? [text] : []));

  for (const [what, offs] of [
    ['a year ahead, twice', [YEAR_MS, YEAR_MS + 2 * DAY_MS]],
    ['in 1970', [-Date.UTC(2025, 9)]],
    ['in 2100, then in 2001', [74 * YEAR_MS, -25 * YEAR_MS]],
    ['of two hosts that are a day apart', [DAY_MS, 0, DAY_MS, 0]],
  ] as const)
    it(`P-6.12 P-6.4 loses nothing, and goes on in order: ${what}`, async () => {
      const now = Date.now();
      const kept = [89, 40, 0].map((days) => ({ text: `${days} days old`, at: now - days * DAY_MS }));
      const file = historyOf(kept);
      const all = kept.map(({ text }) => text);
      let last = kept.length;
      for (const [n, offMs] of [...offs, 0].entries()) {
        server = await startServerOff(offMs, ...UNHURRIED, '--history', file);
        const ann = await clients.join('ann');
        const { seq } = await ann.say(`said ${n}`);
        assert.ok(seq > last && Number.isSafeInteger(seq));
        last = seq;
        all.push(`said ${n}`);
        if (n === offs.length) {
          const shown = JSON.stringify(ann.welcome.history);
          for (const text of all.slice(0, -1)) assert.ok(shown.includes(JSON.stringify(text)), text);
        }
        await end();
        assert.deepEqual(textsIn(file), all);
      }
    });
});
