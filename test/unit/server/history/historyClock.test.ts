import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { type Logger, silentLogger } from '../../../../src/base/logger';
import type { EventLog } from '../../../../src/server/room/eventLog';
import { openHistory } from '../../../../src/server/history/openHistory';
import { FaultyDisk, HEAD, WritingLog, say, useFolder } from '../historySupport';
import { encodeHead, encodeLine } from '../../../../src/server/history/historyRecord';
import { FakeClock, LIMITS, nextTurn } from '../support';

const fresh = useFolder();
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const YEAR_MS = 365 * DAY_MS;
const NOW = Date.UTC(2026, 6, 1);
const RIGHT = NOW + HOUR_MS;

const textsIn = (path: string) =>
  [...readFileSync(path, 'utf8').matchAll(/"text":"([^"]*)"/g)].map(([, text]) => text);
const texts = (log: EventLog) =>
  [...log.descending(Infinity)].map((event) => ('text' in event ? event.text : '')).reverse();

/** Enough turns of the event loop for a file to be rewritten. */
async function settle(): Promise<void> {
  for (let n = 0; n < 20; n++) await nextTurn();
}

describe('a history and a clock that is wrong', () => {
  async function open(path: string, date: number, limits: Partial<typeof LIMITS> = { historyDays: 90 }) {
    const clock = new FakeClock();
    clock.time = date;
    const warnings: string[] = [];
    const logger: Logger = { ...silentLogger, warn: (text) => warnings.push(text) };
    const opened = await openHistory(
      path,
      { ...LIMITS, ...limits },
      { clock, logger, disk: new FaultyDisk() },
    );
    assert.ok(opened.ok);
    const history = opened.value;
    const log = new WritingLog({ ...LIMITS, ...limits }, clock, history);
    const says = (text: string) =>
      log.append({ verb: 'say', from: 'ann', at: history.date, by: 'm', id: text, text }).event;
    await settle();
    return { history, log, clock, warnings, says, close: () => history.close(log.seq) };
  }

  /** A file of an older version: messages from so many days before `NOW`, and nothing sure about the date. */
  function fileOf(days: readonly number[]): string {
    const path = fresh();
    const events = days.map((ago, i) => say(i + 1, `${ago} days`, { at: NOW - ago * DAY_MS }));
    writeFileSync(path, Buffer.concat([encodeHead(HEAD), ...events.map(encodeLine)]));
    return path;
  }

  const ALL = ['89 days', '30 days', '0 days'];

  for (const leaps of [
    [YEAR_MS],
    [91 * DAY_MS],
    [-YEAR_MS],
    [-NOW],
    [YEAR_MS, 2 * YEAR_MS, 74 * YEAR_MS],
    [YEAR_MS, 0, YEAR_MS + DAY_MS, 0, YEAR_MS + 2 * DAY_MS],
    [DAY_MS, 0, DAY_MS, HOUR_MS, 2 * DAY_MS],
  ]) {
    it(`P-6.12 deletes nothing that a right one keeps, started with the date off by ${leaps.join(', ')} ms`, async () => {
      const path = fileOf([89, 30, 0]);
      for (const leapMs of leaps) {
        const wrong = await open(path, RIGHT + leapMs);
        wrong.clock.advance(HOUR_MS);
        await settle();
        await wrong.close();
        assert.deepEqual(textsIn(path), ALL, `${leapMs}`);
      }
      const right = await open(path, RIGHT + 20 * HOUR_MS);
      assert.deepEqual(texts(right.log), ALL);
      await right.close();
      assert.deepEqual(textsIn(path), ALL);
    });

    it(`P-6.12 nor one that leaps by them while it runs; and serves all again when it is right`, async () => {
      const path = fileOf([80, 30, 0]);
      const one = await open(path, RIGHT);
      one.says('now');
      const all = ['80 days', '30 days', '0 days', 'now'];
      for (const leapMs of leaps) {
        one.clock.leap(leapMs);
        one.clock.advance(2 * HOUR_MS);
        await settle();
        assert.ok(texts(one.log).includes('now'), 'what was said since the start is no older');
        one.clock.leap(-leapMs);
        one.clock.advance(60_000);
        assert.deepEqual(texts(one.log), all);
      }
      await one.close();
      assert.deepEqual(textsIn(path), all);
    });
  }

  it('P-6.12 shows nothing that is too old by the clock, says so, and deletes it when the clock has kept to it for a week', async () => {
    const path = fileOf([10, 0]);
    const one = await open(path, NOW + 120 * DAY_MS);
    assert.deepEqual([texts(one.log), one.log.oldest, one.log.find(2)], [[], 3, undefined]);
    assert.match(
      one.warnings.join('\n'),
      /the computer's clock is 120 days ahead .* is not shown, and deleted only/,
    );
    one.says('back');
    one.clock.advance(6.9 * DAY_MS);
    await settle();
    assert.equal(textsIn(path).length, 3);
    one.clock.advance(2 * DAY_MS);
    await settle();
    assert.deepEqual(textsIn(path), ['back']);
    await one.close();
  });

  it('P-6.12 deletes it, too, at the starts of as many days; and none of them takes new messages for older', async () => {
    const path = fileOf([10, 0]);
    for (let day = 0; day <= 8; day++) {
      const one = await open(path, NOW + (120 + day) * DAY_MS);
      one.says(`day ${day}`);
      await one.close();
    }
    assert.deepEqual(
      textsIn(path),
      Array.from({ length: 9 }, (_, day) => `day ${day}`),
    );
  });

  it('P-6.12 keeps what is sure of the date over a kill, being written anew, and an index', async () => {
    const path = fileOf([89, 0]);
    const limits = { historyDays: 90, eraseAfterMs: 1000 };
    const one = await open(path, NOW + YEAR_MS, limits);
    for (let n = 0; n < 3000; n++) one.says(`${n} ${'x'.repeat(100)}`);
    one.history.erase(1);
    one.clock.advance(1000);
    while (textsIn(path)[0] !== '') await nextTurn();
    const copy = fresh();
    writeFileSync(copy, readFileSync(path));
    await one.close();
    for (const file of [path, copy]) {
      const again = await open(file, NOW + YEAR_MS + HOUR_MS, limits);
      await settle();
      await again.close();
      assert.equal(textsIn(file).length, 3002);
    }
  });

  it('P-6.12 lets no message from the future keep what is behind it', async () => {
    const path = fileOf([100, -300, 95, 91, -40 * 365, 0]);
    const one = await open(path, RIGHT);
    assert.deepEqual(texts(one.log), [`${-40 * 365} days`, '0 days']);
    assert.deepEqual(textsIn(path), [`${-40 * 365} days`, '0 days']);
    await one.close();
  });

  it('P-6.12 serves none that is too old, behind one that was dated too late', async () => {
    const path = fileOf([40, 100, 95, 10]);
    const one = await open(path, RIGHT);
    assert.deepEqual(texts(one.log), ['40 days', '10 days']);
    assert.deepEqual(
      [2, 4].map((seq) => one.log.find(seq)?.seq),
      [undefined, 4],
    );
    await one.close();
    assert.equal(textsIn(path).length, 4, 'what stands behind one that stays leaves the file with it');
  });

  it('P-6.12 takes no date from before there was a room for an age', async () => {
    const path = fresh();
    const begun = await open(path, 1000);
    begun.says('in 1970');
    await begun.close();
    const later = await open(path, NOW);
    assert.deepEqual(texts(later.log), ['in 1970']);
    later.says('now');
    await later.close();
    const wrong = await open(path, 5000);
    assert.ok(wrong.history.date >= NOW - DAY_MS || wrong.history.date < NOW);
    await wrong.close();
    assert.deepEqual(textsIn(path), ['in 1970', 'now']);
  });

  it('P-6.12 dates nothing before what is sure by more than a day, and all by the clock where that can be', async () => {
    const path = fileOf([0]);
    for (const [offMs, expectedMs] of [
      [-YEAR_MS, 0],
      [-NOW, 0],
      [-HOUR_MS, -HOUR_MS],
      [YEAR_MS, YEAR_MS],
    ] as const) {
      const copy = fresh();
      writeFileSync(copy, readFileSync(path));
      const first = await open(copy, NOW);
      await first.close();
      const one = await open(copy, NOW + offMs);
      assert.equal(one.history.date, NOW + expectedMs, `${offMs}`);
      await one.close();
    }
  });

  it('P-6.12 gives no seq out twice, and none too high, however the clock leaps between starts', async () => {
    const path = fileOf([0]);
    const given = new Set<number>();
    const give = ({ seq }: { seq: number }) => {
      assert.ok(!given.has(seq) && Number.isSafeInteger(seq), `${seq}`);
      given.add(seq);
    };
    const dates = [NOW, NOW + YEAR_MS, NOW, 0, NOW + 5 * YEAR_MS, NOW + 1, NOW - 1, NOW + YEAR_MS];
    for (const [n, date] of dates.entries()) {
      const older = readFileSync(path);
      const lost = await open(path, date);
      for (let said = 0; said < 1500; said++) {
        give(lost.says(`${said}`));
        lost.clock.advance(1);
      }
      await lost.close();
      // replaced by an older copy, with the same clock or one that is behind
      writeFileSync(path, older);
      const one = await open(path, n % 2 ? lost.clock.time : 0);
      for (let said = 0; said < 1500; said++) give(one.says(`${said}`));
      await one.close();
    }
    let last = 0;
    for (let n = 0; n < 40; n++) {
      const one = await open(path, n % 2 ? 8.64e15 : NOW);
      const { seq } = one.says(`${n}`);
      assert.ok(seq > last && seq < Number.MAX_SAFE_INTEGER / 4, `${seq} after ${last}`);
      last = seq;
      await one.close();
    }
  });

  it('P-6.9 knows again what was said, also where a wrong clock hides it', async () => {
    const path = fileOf([1, 0]);
    const one = await open(path, NOW + YEAR_MS);
    assert.deepEqual(texts(one.log), []);
    assert.deepEqual(one.log.duplicate('m', 'id 2'), { seq: 2, at: NOW });
    await one.close();
  });

  it('P-6.12 lets two hosts go on with a file whose clocks are a day apart', async () => {
    const path = fileOf([89.5, 89, 1]);
    for (let n = 0; n < 20; n++) {
      const host = await open(path, NOW + n * HOUR_MS + (n % 2) * DAY_MS);
      host.clock.advance(HOUR_MS / 2);
      await settle();
      await host.close();
    }
    // half a day after it became too old
    assert.deepEqual(textsIn(path), ['89.5 days', '89 days', '1 days']);
  });
});
