// Noise (joins, leaves, renames, reactions) never pushes out what was said.
import assert from 'node:assert/strict';
import { EventLog } from '../../../../src/server/room/eventLog';
import { FakeClock } from '../support';
import { noise, says, textsOf } from '../noiseSupport';

const seqsOf = (log: EventLog) => [...log.descending(Infinity)].map(({ seq }) => seq).reverse();

describe('noise in memory', () => {
  it('P-6.11 pushes out nothing that was said, however much of it there is', () => {
    const log = new EventLog({ historyEvents: 64, historyBytes: 1e6 }, new FakeClock());
    for (let n = 0; n < 64; n++) log.append(says(`${n}`));
    for (let n = 0; n < 5000; n++) {
      log.append(noise(n));
      const kept = seqsOf(log).length;
      assert.ok(kept <= 64 + 64 + 8, `${kept} events`);
    }
    assert.deepEqual(
      textsOf(log),
      Array.from({ length: 64 }, (_, n) => `${n}`),
    );
    assert.equal(log.oldest, 1);
    const latest = seqsOf(log).slice(-64);
    assert.deepEqual(
      [latest[0], latest.at(-1)],
      [log.seq - 63, log.seq],
      'the latest are there, whatever they are',
    );
  });

  it('P-6.11 pushes out nothing by its bytes either', () => {
    const log = new EventLog({ historyEvents: 1e6, historyBytes: 40_000 }, new FakeClock());
    for (let n = 0; n < 30; n++) log.append(says(`${n}`.padEnd(500, '.')));
    for (let n = 0; n < 2000; n++) log.append(noise(n));
    assert.equal(textsOf(log).length, 30);
  });

  it('P-6.8 is not served from below the oldest that was said', () => {
    const log = new EventLog({ historyEvents: 32, historyBytes: 1e6 }, new FakeClock());
    for (let n = 1; n < 500; n++) {
      log.append(n % 7 === 0 ? noise(n) : says(`${n}`));
      const saids = [...log.descending(Infinity)].filter(({ verb }) => verb === 'say').map(({ seq }) => seq);
      const [first = 0] = [...saids].reverse();
      const missing = Array.from({ length: log.seq - log.oldest + 1 }, (_, i) => log.oldest + i)

        .filter((seq) => seq % 7 !== 0 && !saids.includes(seq));
      assert.deepEqual(missing, [], 'all that was said from the oldest on is there');
      assert.ok(saids.length >= Math.min(32, Math.floor((n * 6) / 7)) && first >= log.oldest);
    }
  });
});
