// Noise (joins, leaves, renames, reactions) never pushes out what was said.
import assert from 'node:assert/strict';
import { readFileSync, statSync } from 'node:fs';
import { silentLogger } from '../../../../src/base/logger';
import { openHistory } from '../../../../src/server/history/openHistory';
import { FaultyDisk, WritingLog, systemError, useFolder } from '../historySupport';
import { FakeClock, LIMITS, nextTurn } from '../support';
import { noise, says, textsOf } from '../noiseSupport';

const fresh = useFolder();
async function open(path: string, limits: Partial<typeof LIMITS> = {}, disk = new FaultyDisk()) {
  const clock = new FakeClock();
  const opened = await openHistory(path, { ...LIMITS, ...limits }, { clock, logger: silentLogger, disk });
  assert.ok(opened.ok);
  const history = opened.value;
  const log = new WritingLog({ ...LIMITS, ...limits }, clock, history);
  return { history, log, clock, close: () => history.close(log.seq) };
}

describe('noise in a history file', () => {
  const historyFileBytes = 200_000;

  it('P-6.12 goes first when the file is too large, and all that was said stays', async () => {
    const path = fresh();
    const { log, history, close } = await open(path, { historyFileBytes, historyEvents: 20 });
    const wanted: string[] = [];
    for (let n = 0; n < 8000; n++) {
      if (n % 20 === 0) {
        wanted.push(`said ${n}`);
        log.append(says(`said ${n}`));
      } else log.append(noise(n));
      if (n % 50 === 0) await nextTurn();
    }
    for (let n = 0; n < 50; n++) await nextTurn();
    assert.ok(statSync(path).size < 1.5 * historyFileBytes, `${statSync(path).size} bytes`);
    assert.deepEqual(textsOf(log), wanted);
    assert.deepEqual([log.oldest, log.find(1)?.seq], [1, 1]);
    // a gap of dropped events is no start of the room: a member that has seen them resumes from there
    for (let seq = 1; seq <= log.seq; seq += 13) assert.ok(log.isKnown(seq), `${seq}`);
    await close();
    assert.ok(history.oldest === 1);

    const again = await open(path, { historyFileBytes, historyEvents: 20 });
    assert.deepEqual(textsOf(again.log), wanted);
    for (let seq = 1; seq <= log.seq; seq += 13) assert.ok(again.log.isKnown(seq), `${seq}`);
    assert.ok(!again.log.isKnown(log.seq + 1), 'the start of the room is one');
    assert.ok(again.log.duplicate('m', wanted.at(-1)!));
    await again.close();
  });

  it('P-6.12 does not hide a start of the room that stood among it', async () => {
    const path = fresh();
    const one = await open(path, { historyFileBytes });
    one.log.append(says('first'));
    for (let n = 0; n < 30; n++) one.log.append(noise(n));
    const lost = one.log.seq + 1;
    await one.close();
    const two = await open(path, { historyFileBytes });
    for (let n = 0; n < 3000; n++) {
      two.log.append(noise(n));
      if (n % 50 === 0) await nextTurn();
    }
    two.log.append(says('second'));
    for (let n = 0; n < 50; n++) await nextTurn();
    assert.ok(statSync(path).size < historyFileBytes);
    assert.deepEqual(textsOf(two.log), ['first', 'second']);
    await two.close();
    // what is in the file now
    const three = await open(path, { historyFileBytes });
    for (const { log } of [two, three]) {
      for (const seq of [1, 10, lost - 1, two.history.startSeq + 1, two.log.seq - 1000])
        assert.ok(log.isKnown(seq), `${seq}`);
      for (const seq of [lost, lost + 500, two.history.startSeq]) assert.ok(!log.isKnown(seq), `${seq}`);
    }
    await three.close();
  });

  it('P-6.12 leaves what was said its bound: only what was said pushes that out', async () => {
    const path = fresh();
    const { log, close } = await open(path, { historyFileBytes, historyEvents: 20 });
    for (let n = 0; n < 1500; n++) {
      log.append(n % 3 === 0 ? noise(n) : says(`${n} ${'x'.repeat(200)}`));
      if (n % 20 === 0) await nextTurn();
    }
    for (let n = 0; n < 50; n++) await nextTurn();
    const kept = textsOf(log);
    assert.ok(kept.length > 300 && kept.length < 1000, `${kept.length}`);
    assert.ok(kept.at(-1)?.startsWith('1499 '));
    const first = Number(kept[0]?.split(' ')[0]);
    assert.equal(
      kept.length,
      Array.from({ length: 1500 - first }, (_, i) => first + i).filter((n) => n % 3).length,
    );
    assert.ok(log.oldest > first - 2, 'nothing stands before it');
    assert.ok(!readFileSync(path, 'utf8').includes('"text":"1 '));
    await close();
  });

  it('P-6.13 that the disk did not take pushes out nothing that was said, and is saved as far as it is there', async () => {
    const path = fresh();
    const disk = new FaultyDisk();
    const { log, history, clock, close } = await open(path, { historyEvents: 32 }, disk);
    log.append(says('saved'));
    disk.writeError = systemError('ENOSPC');
    for (let n = 0; n < 20; n++) log.append(says(`unsaved ${n}`));
    for (let n = 0; n < 3000; n++) log.append(noise(n));
    const wanted = ['saved', ...Array.from({ length: 20 }, (_, n) => `unsaved ${n}`)];
    assert.deepEqual([history.isUnsaved, textsOf(log)], [true, wanted]);
    disk.writeError = undefined;
    clock.advance(5000);
    while (history.isUnsaved) await nextTurn();
    assert.deepEqual(textsOf(log), wanted);
    await close();
    assert.ok(statSync(path).size < 30_000, 'of the noise, the latest');
    const again = await open(path);
    assert.deepEqual(textsOf(again.log), wanted);
    await again.close();
  });
});
