import assert from 'node:assert/strict';
import { pause } from '../../src/base/clock';
import { systemClock } from '../../src/base/systemClock';
import { freshPath } from '../conformance/support/historyFiles';
import { withServer } from '../conformance/support/useServer';
import { Gauge, liveHeapMib } from './support/gauge';
import { type SeatFigures, fillSeat } from './support/seats';

const MEMBERS = 50;
const MINUTES = Number(process.env['TILDE_SOAK_MINUTES'] ?? '10');
/** How much the memory that stays may grow in the second half, in MiB. */
const MAX_GROWTH_MIB = 8;
/** The time is looked at in this many parts. */
const PARTS = 10;

describe('a room in use for long', () => {
  before(function () {
    if (process.platform === 'linux') return;
    process.stdout.write('      left out: there is no /proc here\n');
    this.skip();
  });

  it(`holds no more memory and no handle after ${MINUTES} minutes of ${MEMBERS} members`, async function () {
    this.timeout((MINUTES + 2) * 60_000);
    // everything of which a room keeps a bounded amount is full before the second half, but for the ids (P-6.9)
    const bounds = ['--history-events', '500', '--history-file-bytes', String(2 ** 20)];
    await withServer(['--history', freshPath(), ...bounds], async (port, server) => {
      const gauges = { server: new Gauge(server.child.pid!), clients: new Gauge(process.pid) };
      const before = { server: gauges.server.openHandles, clients: gauges.clients.openHandles };
      const heapBefore = liveHeapMib();
      const figures: SeatFigures = { joins: 0, said: 0 };
      const endAt = Date.now() + MINUTES * 60_000;
      const cpuBefore = process.cpuUsage();
      const seats = Array.from({ length: MEMBERS }, (_, seat) => fillSeat(seat, port, endAt, figures));
      try {
        await Promise.all(seats);
      } finally {
        gauges.server.dispose();
        gauges.clients.dispose();
      }
      const cpu = process.cpuUsage(cpuBefore);
      process.stdout.write(
        `      ${JSON.stringify(figures)}, clients' CPU s ${Math.round(cpu.user / 1e6)}\n`,
      );
      for (const [who, gauge] of Object.entries(gauges)) {
        const least = gauge.leastMib(PARTS).join(' ');
        process.stdout.write(`      ${who}: least MiB ${least}; handles at most ${gauge.mostHandles}\n`);
      }
      assert.equal(server.errors(), '');
      // the last to leave may still be on the way out; the test's time is what bounds this
      for (const who of ['server', 'clients'] as const)
        while (gauges[who].openHandles > before[who]) await pause(systemClock, 100);
      process.stdout.write(
        `      handles before ${JSON.stringify(before)}, and after all have left no more\n`,
      );
      const halfway = gauges.server.leastMib(PARTS).slice(PARTS / 2);
      const growth = halfway.at(-1)! - halfway[0]!;
      assert.ok(growth <= MAX_GROWTH_MIB, `server: ${growth} MiB more at the end than halfway`);
      // the clients' process goes up and down with its collector; what they leave behind can be had exactly
      const left = liveHeapMib() - heapBefore;
      process.stdout.write(`      clients: ${left} MiB of heap more after all have left than before\n`);
      assert.ok(left <= MAX_GROWTH_MIB, `clients: ${left} MiB are left of those that are gone`);
    });
  });
});
