import assert from 'node:assert/strict';
import { realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { silentLogger } from '../../../../src/base/logger';
import { DEFAULT_LIMITS } from '../../../../src/protocol/wire/limits';
import type { EventLog } from '../../../../src/server/room/eventLog';
import { openHistory } from '../../../../src/server/history/openHistory';
import { MemoryDisk } from '../../model/memoryDisk';
import { WritingLog } from '../historySupport';
import { FakeClock } from '../support';

describe('a history that was put back to an older copy', () => {
  const file = path.join(realpathSync.native(tmpdir()), 'room');
  let clock: FakeClock;
  let disk: MemoryDisk;
  beforeEach(() => {
    clock = new FakeClock();
    disk = new MemoryDisk();
  });

  async function start() {
    const opened = await openHistory(file, DEFAULT_LIMITS, {
      clock,
      logger: silentLogger,
      disk: disk.forProgram(),
      lock: () => Promise.resolve({ release: () => undefined }),
    });
    assert.ok(opened.ok);
    return { history: opened.value, log: new WritingLog(DEFAULT_LIMITS, clock, opened.value) };
  }

  /** @returns the seqs of the messages */
  const say = (log: EventLog, count: number, to?: string): number[] =>
    Array.from({ length: count }, () => {
      clock.advance(1);
      const said = { verb: 'say', from: 'ann', at: clock.now(), by: 'm', text: 'hi' } as const;
      return log.append({ ...said, ...(to !== undefined && { to }) }).event.seq;
    });

  for (const ending of ['closed', 'killed'] as const) {
    it(`P-6.12 gives out no seq twice, and knows those it has lost, where the copy's server was ${ending}`, async () => {
      const first = await start();
      const kept = say(first.log, 3);
      if (ending === 'closed') await first.history.close(first.log.seq);
      disk.copy(file, 'copy');
      const second = ending === 'closed' ? await start() : first;
      const lost = say(second.log, 5);
      await second.history.close(second.log.seq);

      disk.copy('copy', file);
      const third = await start();
      const after = say(third.log, 2000);
      assert.ok(Math.min(...after) > Math.max(...lost));
      for (const seq of [...kept, ...after]) assert.ok(third.log.isKnown(seq), `${seq} is known`);
      for (const seq of lost) assert.ok(!third.log.isKnown(seq), `${seq} is lost`);
      await third.history.close(third.log.seq);

      const fourth = await start();
      for (const seq of [...kept, ...after]) assert.ok(fourth.log.isKnown(seq), `${seq} is known later, too`);
      for (const seq of lost) assert.ok(!fourth.log.isKnown(seq), `${seq} is lost for good`);
      assert.ok(!fourth.log.isKnown(fourth.log.seq + 1), 'nor is what has yet to be');
      await fourth.history.close(fourth.log.seq);
    });
  }

  it('P-6.6 knows the seqs of direct messages, which are not in the file', async () => {
    const first = await start();
    const kept = [
      ...say(first.log, 2),
      ...say(first.log, 700, 'other'),
      ...say(first.log, 1),
      ...say(first.log, 9, 'other'),
    ];
    await first.history.close(first.log.seq);
    const second = await start();
    for (const seq of kept) assert.ok(second.log.isKnown(seq), `${seq} is known`);
    await second.history.close(second.log.seq);
  });
});
