import assert from 'node:assert/strict';
import { existsSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { type Logger, silentLogger } from '../../../../src/base/logger';
import type { RoomEvent } from '../../../../src/protocol/wire/messages';
import { EventLog } from '../../../../src/server/room/eventLog';
import type { History } from '../../../../src/server/history/history';
import { openHistory } from '../../../../src/server/history/openHistory';
import { FaultyDisk, WritingLog, messages, say, systemError, useFolder } from '../historySupport';
import { FakeClock, LIMITS, nextTurn } from '../support';

const fresh = useFolder();
const DAY_MS = 86_400_000;

interface Opened {
  readonly history: History;
  readonly log: EventLog;
  readonly disk: FaultyDisk;
  readonly clock: FakeClock;
  /** What members were told, in that order. */
  readonly notices: string[];
  readonly printed: string[];
  readonly close: () => Promise<void>;
}

async function open(path: string, limits: Partial<typeof LIMITS> = {}, time?: number): Promise<Opened> {
  const clock = new FakeClock();
  if (time !== undefined) clock.time = time;
  const disk = new FaultyDisk();
  const printed: string[] = [];
  const logger: Logger = {
    ...silentLogger,
    warn: (text) => printed.push(text),
    error: (text) => printed.push(text),
  };
  const opened = await openHistory(path, { ...LIMITS, ...limits }, { clock, logger, disk });
  assert.ok(opened.ok, opened.ok ? '' : opened.error);
  const history = opened.value;
  const log = new WritingLog({ ...LIMITS, ...limits }, clock, history);
  const notices: string[] = [];
  history.onDidChange(() => notices.push(history.isUnsaved ? 'unsaved' : 'saved'));
  return { history, log, disk, clock, notices, printed, close: () => history.close(log.seq) };
}

const says = (log: EventLog, text: string, more: object = {}): RoomEvent =>
  log.append({
    verb: 'say',
    from: 'ann',
    at: 1_000_000,
    by: 'm',
    id: text.slice(0, 20),
    text,
    ...more,
  }).event;

const textsIn = (path: string) =>
  [...readFileSync(path, 'utf8').matchAll(/"text":"([^"]*)"/g)].map(([, text]) => text);
const texts = (log: EventLog) =>
  [...log.descending(Infinity)].map((event) => ('text' in event ? event.text : '')).reverse();

/** Resolves when `met` returns true. It is asked in each turn of the event loop. */
async function until(met: () => boolean): Promise<void> {
  while (!met()) await nextTurn();
}

describe('history', () => {
  it('P-6.12 is the same room when it is opened again: secret, order, ids, events', async () => {
    const path = fresh();
    const one = await open(path);
    assert.deepEqual([one.log.seq, one.log.oldest, one.history.startSeq], [0, 1, 0]);
    for (const text of ['a', 'b', 'c']) says(one.log, text);
    await one.close();
    const two = await open(path);
    assert.deepEqual(two.history.secret, one.history.secret);
    assert.equal(two.history.roomId, one.history.roomId);
    assert.deepEqual([two.log.seq, two.log.oldest], [1003, 1]);
    assert.deepEqual(two.log.duplicate('m', 'b'), { seq: 2, at: 1_000_000 });
    assert.equal(says(two.log, 'd').seq, 1004);
    assert.deepEqual(texts(two.log), ['a', 'b', 'c', 'd']);
    await two.close();
  });

  it('P-6.12 gives no seq out twice, however it ended and whatever was not saved', async () => {
    const path = fresh();
    const one = await open(path);
    says(one.log, 'a');
    one.disk.writeError = systemError('ENOSPC');
    for (let n = 0; n < 5000; n++) {
      one.clock.advance(3);
      says(one.log, `${n}`);
    }
    const last = one.log.seq;
    await one.close();
    const two = await open(path, {}, one.clock.time);
    assert.ok(two.history.startSeq > last, `${two.history.startSeq}`);
    await two.close();
  });

  it('P-5.11 never holds a direct message, nor what is about one, and yet counts them', async () => {
    const path = fresh();
    const one = await open(path);
    says(one.log, 'public');
    for (let n = 0; n < 2600; n++) says(one.log, `private ${n}`, { to: 'other' });
    one.log.append({
      verb: 'edit',
      from: 'ann',
      at: 1,
      by: 'm',
      id: 'e',
      of: 2,
      text: 'private',
      to: 'other',
    });
    one.log.append({ verb: 'remove', from: 'ann', at: 1, by: 'm', id: 'r', of: 3, to: 'other' });
    one.log.erase(3);
    assert.deepEqual(textsIn(path), ['public']);
    // as after a crash, at the same moment
    const copy = fresh();
    writeFileSync(copy, readFileSync(path));
    const two = await open(copy, {}, 1_000_000);
    assert.ok(two.log.seq > one.log.seq && two.log.seq <= one.log.seq + 1000);
    await Promise.all([one.close(), two.close()]);
  });

  it('P-5.11 takes over the direct messages that the server before it had, each in its place', async () => {
    const path = fresh();
    const one = await open(path);
    for (const text of ['a', 'b']) says(one.log, text);
    const direct = says(one.log, 'private', { to: 'other' });
    says(one.log, 'c');
    await one.close();
    const rooms: unknown[] = [];
    const clock = new FakeClock();
    const opened = await openHistory(path, LIMITS, {
      clock,
      logger: silentLogger,
      takeDirect: ({ room, secret }) => {
        rooms.push([room, secret]);
        return Promise.resolve([direct, say(1e9, 'of no time', { to: 'other' })]);
      },
    });
    assert.ok(opened.ok);
    const log = new WritingLog(LIMITS, clock, opened.value);
    assert.deepEqual(
      [texts(log), rooms],
      [['a', 'b', 'private', 'c'], [[one.history.roomId, one.history.secret]]],
    );
    assert.deepEqual(log.duplicate('m', 'private'), { seq: direct.seq, at: direct.at });
    await log.close();
    assert.deepEqual(textsIn(path), ['a', 'b', 'c']);
  });

  it('keeps memory small, and serves what is older from the file', async () => {
    const path = fresh();
    const one = await open(path, { historyEvents: 50 });
    for (let n = 1; n <= 500; n++) says(one.log, `${n}`);
    const check = (log: EventLog) => {
      assert.deepEqual(
        texts(log),
        Array.from({ length: 500 }, (_, i) => `${i + 1}`),
      );
      assert.equal(log.find(7)?.seq, 7);
      assert.equal(log.oldest, 1);
    };
    check(one.log);
    assert.deepEqual(one.log.duplicate('m', '3'), { seq: 3, at: 1_000_000 });
    one.log.erase(7);
    assert.equal(texts(one.log)[6], '');
    assert.equal(one.log.find(8)?.seq, 8);
    await one.close();
    const two = await open(path, { historyEvents: 50 });
    check(two.log);
    assert.deepEqual(two.log.duplicate('m', '3'), { seq: 3, at: 1_000_000 });
    two.disk.bytesRead = 0;
    assert.equal([...two.log.descending(Infinity)].length, 500);
    assert.ok(two.disk.bytesRead > 0, 'most of it is not in memory');
    await two.close();
  });

  it('makes what was written last within sync-after-ms, once for all of it', async () => {
    const { log, disk, clock, close } = await open(fresh(), { syncAfterMs: 700 });
    let flushes = 0;
    const flush = disk.flush.bind(disk);
    disk.flush = (fd) => (flushes++, flush(fd));
    for (let n = 0; n < 10; n++) says(log, `${n}`);
    clock.advance(699);
    assert.equal(flushes, 0);
    clock.advance(1);
    assert.equal(flushes, 1);
    await nextTurn();
    clock.advance(10_000);
    assert.equal(flushes, 1, 'there was nothing new');
    says(log, 'more');
    clock.advance(700);
    assert.equal(flushes, 2);
    await close();
  });

  it('P-6.13 tells once that the disk is full, leaves no half line, and saves all of it when there is room', async () => {
    const path = fresh();
    const { log, disk, clock, notices, printed, history, close } = await open(path);
    says(log, 'saved');
    const size = statSync(path).size;
    disk.writeError = systemError('ENOSPC');
    for (let n = 0; n < 20; n++) {
      says(log, `unsaved ${n}`);
      clock.advance(1000);
      await nextTurn();
      assert.equal(statSync(path).size, size);
    }
    assert.deepEqual(notices, ['unsaved']);
    assert.ok(history.isUnsaved);
    assert.deepEqual(printed, ['history: not saved from here on: the disk is full']);
    assert.equal(texts(log).length, 21, 'the room goes on');
    log.erase(3);
    disk.writeError = undefined;
    clock.advance(300_000);
    await until(() => !history.isUnsaved);
    says(log, 'saved again');
    assert.deepEqual(notices, ['unsaved', 'saved']);
    assert.deepEqual(textsIn(path), texts(log));
    assert.ok(
      !readFileSync(path, 'utf8').includes('"text":"unsaved 1"'),
      'what was taken back meanwhile is not',
    );
    await close();
    const again = await open(path);
    assert.deepEqual([texts(again.log), again.printed], [texts(log), []]);
    await again.close();
  });

  it('P-6.13 saves once what still waits at the end, and writes nothing more', async () => {
    const path = fresh();
    const { log, disk, clock, close } = await open(path);
    disk.writeError = systemError('ENOSPC');
    says(log, 'waits');
    disk.writeError = undefined;
    let flushed = (): void => undefined;
    const flushing = new Promise<void>((resolve) => {
      disk.flush = () => {
        resolve();
        return new Promise((done) => (flushed = done));
      };
    });
    clock.advance(10_000);
    await flushing;
    says(log, 'waits for the flush');
    const closed = close();
    const { steps } = disk;
    flushed();
    await Promise.all([closed, nextTurn()]);
    assert.equal(disk.steps, steps);
    assert.deepEqual(textsIn(path), ['waits', 'waits for the flush']);
  });

  it('P-6.13 leaves no half line even where the disk lets nothing be cut off', async () => {
    const path = fresh();
    const { log, disk, clock, history, close } = await open(path);
    says(log, 'saved');
    const truncate = disk.truncate.bind(disk);
    disk.truncate = () => {
      throw systemError('EIO');
    };
    disk.writeError = systemError('EIO');
    says(log, 'a rather long one that does not fit');
    disk.writeError = undefined;
    disk.truncate = truncate;
    clock.advance(300_000);
    await until(() => !history.isUnsaved);
    says(log, 'x');
    await close();
    const again = await open(path);
    assert.deepEqual([texts(again.log).length, again.printed], [3, []]);
    await again.close();
  });

  it('P-6.13 does not tell of each turn of a disk that comes and goes', async () => {
    const { log, disk, clock, notices, history, close } = await open(fresh());
    for (let n = 0; n < 3600; n++) {
      disk.writeError = n % 7 < 3 ? systemError('ENOSPC') : undefined;
      says(log, `${n}`);
      clock.advance(1000);
      if (!history.isUnsaved) continue;
      await nextTurn();
      await nextTurn();
    }
    assert.ok(notices.length >= 4 && notices.length <= 40, `${notices.length} notices in an hour`);
    await close();
  });

  it('P-6.13 trusts no file after a failed flush: it is written anew from what was read', async () => {
    const path = fresh();
    const { log, disk, clock, notices, history, close } = await open(path);
    says(log, 'one');
    disk.flushError = systemError('EIO');
    clock.advance(1000);
    await until(() => history.isUnsaved);
    says(log, 'two');
    const before = statSync(path).ino;
    disk.flushError = undefined;
    clock.advance(5000);
    await until(() => !history.isUnsaved);
    assert.notEqual(statSync(path).ino, before);
    assert.deepEqual(
      [textsIn(path), notices],
      [
        ['one', 'two'],
        ['unsaved', 'saved'],
      ],
    );
    await close();
  });

  for (const [how, lose] of [
    ['removed', (path: string) => rmSync(path)],
    ['moved', (path: string) => renameSync(path, `${path}.moved`)],
  ] as const) {
    it(`P-6.13 notices that the file was ${how}, and writes it again`, async () => {
      const path = fresh();
      const { log, clock, notices, history, close } = await open(path);
      says(log, 'one');
      lose(path);
      says(log, 'two');
      clock.advance(1000);
      assert.deepEqual(notices, ['unsaved']);
      says(log, 'three');
      assert.ok(!existsSync(path));
      clock.advance(5000);
      await until(() => !history.isUnsaved);
      assert.deepEqual(textsIn(path), ['one', 'two', 'three']);
      await close();
    });
  }

  it('compacts when the file is larger than it may be, and keeps the newest', async () => {
    const path = fresh();
    const { log, history, printed, close } = await open(path, {
      historyFileBytes: 300_000,
      historyEvents: 10,
    });
    let largest = 0;
    for (let n = 1; n <= 3000; n++) {
      says(log, `${n} ${'x'.repeat(300)}`);
      largest = Math.max(largest, statSync(path).size);
      if (n % 10 === 0) await nextTurn();
    }
    await until(() => statSync(path).size <= 300_000);
    assert.ok(largest > 300_000 && largest < 500_000, `${largest} bytes`);
    assert.ok(statSync(path).size > 100_000);
    const kept = [...log.descending(Infinity)].map(({ seq }) => seq);
    assert.deepEqual(
      kept,
      kept.map((_, i) => 3000 - i),
    );
    assert.deepEqual(printed, []);
    assert.equal(kept.at(-1), log.oldest);
    assert.ok(history.oldest !== undefined && history.oldest > 1000);
    await close();
  });

  it('a compaction that fails changes nothing, and is tried again later', async () => {
    const path = fresh();
    const { log, disk, clock, printed, notices, close } = await open(path, { eraseAfterMs: 1000 });
    says(log, 'classified');
    log.erase(1);
    disk.rename = () => {
      throw systemError('EPERM');
    };
    clock.advance(1000);
    await until(() => printed.length > 0);
    assert.deepEqual(printed, ['history: could not be compacted: it may not be written']);
    assert.deepEqual([textsIn(path), existsSync(`${path}.new`)], [['classified'], false]);
    says(log, 'the room goes on');
    delete (disk as { rename?: unknown }).rename;
    clock.advance(600_000);
    await until(() => !textsIn(path).includes('classified'));
    assert.deepEqual([textsIn(path), notices], [['', 'the room goes on'], []]);
    await close();
  });

  it('erases in time also what was taken back just before the end', async () => {
    const path = fresh();
    const one = await open(path);
    says(one.log, 'classified');
    one.log.erase(1);
    one.log.append({ verb: 'remove', from: 'ann', at: 1, by: 'm', id: 'r', of: 1 });
    await one.close();
    assert.deepEqual(textsIn(path), ['classified']);
    const two = await open(path, { eraseAfterMs: 1000 });
    assert.deepEqual(texts(two.log), ['', '']);
    two.clock.advance(1000);
    await until(() => !textsIn(path).includes('classified'));
    await two.close();
  });

  it('erases in time also what was taken back in the turn in which it was said', async () => {
    const path = fresh();
    const { history, clock, close } = await open(path, { eraseAfterMs: 1000 });
    const log = new EventLog(LIMITS, clock, history);
    says(log, 'classified');
    log.erase(1);
    log.append({ verb: 'remove', from: 'ann', at: 1, by: 'm', id: 'r', of: 1 });
    await nextTurn();
    assert.deepEqual(texts(log), ['', '']);
    clock.advance(1000);
    await until(() => !textsIn(path).includes('classified'));
    await close();
  });

  it('P-6.12 serves nothing that is older than it may be, and deletes it within a day', async () => {
    const path = fresh();
    const start = Date.now();
    const one = await open(path, { historyDays: 90, historyEvents: 1 }, start);
    says(one.log, 'old', { at: start });
    one.clock.advance(5000);
    says(one.log, 'not so old', { at: start + 5000 });
    one.clock.advance(5 * DAY_MS - 5000);
    says(one.log, 'young', { at: start + 5 * DAY_MS });
    one.clock.advance(85 * DAY_MS);
    await nextTurn();
    assert.deepEqual(texts(one.log), ['old', 'not so old', 'young'], 'its time is not over');
    one.clock.advance(1000);
    assert.deepEqual([texts(one.log), one.log.oldest], [['not so old', 'young'], 2]);
    assert.equal(one.log.find(1), undefined);
    one.clock.advance(5000);
    assert.deepEqual([texts(one.log), one.log.oldest], [['young'], 3]);
    assert.equal(textsIn(path).length, 3, 'the file is not written anew for each of them');
    one.clock.advance(DAY_MS);
    await until(() => textsIn(path).length === 1);
    one.clock.advance(20 * DAY_MS);
    await until(() => textsIn(path).length === 0);
    assert.deepEqual(texts(one.log), []);
    assert.equal(says(one.log, 'new', { at: one.clock.time }).seq, 4);
    await one.close();
    const two = await open(path, { historyDays: 90 }, one.clock.time);
    assert.deepEqual(texts(two.log), ['new']);
    await two.close();
  });

  it('P-6.12 serves and keeps nothing too old from its start on', async () => {
    const path = fresh();
    const start = Date.now();
    const one = await open(path, {}, start);
    for (let day = 0; day < 10; day++) {
      says(one.log, `day ${day}`, { at: start + day * DAY_MS });
      one.clock.advance(DAY_MS);
    }
    await one.close();
    const two = await open(path, { historyDays: 5 }, start + 10 * DAY_MS - 1);
    assert.deepEqual(texts(two.log), ['day 5', 'day 6', 'day 7', 'day 8', 'day 9']);
    assert.equal(two.log.oldest, 6);
    await until(() => textsIn(path).length === 5);
    await two.close();
  });

  it('tries to delete what is too old no more often than anything else, where that fails', async () => {
    const path = fresh();
    const start = Date.now();
    const one = await open(path, {}, start - 8 * DAY_MS);
    one.clock.advance(8 * DAY_MS);
    says(one.log, 'old', { at: start });
    one.clock.advance(DAY_MS - 60_000);
    for (let n = 0; n < 100; n++) says(one.log, `${n}`, { at: start + DAY_MS / 8 + n * 1000 });
    await one.close();
    const two = await open(path, { historyDays: 1 }, start + DAY_MS);
    two.disk.rename = () => {
      throw systemError('EPERM');
    };
    two.clock.advance(DAY_MS / 8 + 10_000);
    await until(() => two.printed.length > 0);
    for (let n = 0; n < 50; n++) {
      two.clock.advance(1000);
      await nextTurn();
    }
    assert.deepEqual(two.printed, ['history: could not be compacted: it may not be written']);
    assert.deepEqual([texts(two.log).length, textsIn(path).length], [40, 101]);
    await two.close();
  });

  it('is cleared at once and for good; ids and order stay', async () => {
    const path = fresh();
    const one = await open(path);
    for (const text of ['a', 'b', 'c']) says(one.log, text);
    const clearing = one.history.clear(one.log.seq);
    assert.deepEqual([texts(one.log), one.log.oldest, one.log.find(2)], [[], 4, undefined]);
    says(one.log, 'd');
    await clearing;
    assert.deepEqual([textsIn(path), texts(one.log), one.log.oldest], [['d'], ['d'], 4]);
    assert.equal(one.log.duplicate('m', 'a')?.seq, 1);
    await one.history.clear(one.log.seq);
    await one.close();
    const two = await open(path);
    assert.deepEqual([texts(two.log), two.log.seq, two.log.oldest], [[], 1004, 1005]);
    assert.deepEqual(two.history.secret, one.history.secret);
    await two.close();
  });

  it('that cannot be cleared on disk says so, and serves nothing of it all the same', async () => {
    const path = fresh();
    const { log, disk, history, close } = await open(path);
    says(log, 'a');
    disk.rename = () => {
      throw systemError('EPERM');
    };
    await assert.rejects(history.clear(log.seq));
    says(log, 'b');
    assert.deepEqual([texts(log), textsIn(path)], [['b'], ['a', 'b']]);
    await close();
  });

  it('refuses with a sentence what it cannot use', async () => {
    const used = fresh();
    const one = await open(used);
    const foreign = fresh();
    writeFileSync(foreign, 'Dear diary\n');
    for (const [path, why] of [
      [used, /another server has it open/],
      [foreign, /it is no history of a room, and is left as it is/],
      [`${fresh()}/nowhere.jsonl`, /its folder is not there/],
      [fresh().replace(/[^/\\]*$/, ''), /it is no file/],
    ] as const) {
      const opened = await openHistory(path, LIMITS, { clock: new FakeClock(), logger: silentLogger });
      assert.ok(!opened.ok);
      assert.match(opened.error, why);
      assert.match(opened.error, /^The history .* cannot be used: [^\n]*\.$/);
    }
    assert.equal(readFileSync(foreign, 'utf8'), 'Dear diary\n');
    await one.close();
    await (await open(used)).close();
  });

  it('says what was damaged, in a line', async () => {
    const path = fresh();
    const one = await open(path);
    for (const { text } of messages(5)) says(one.log, text);
    await one.close();
    const text = readFileSync(path, 'utf8');
    writeFileSync(path, `${text.replace('"text":"text 2', 'oh')}{"verb":"say","te`);
    const two = await open(path);
    assert.deepEqual(two.printed, [`${path}: 1 damaged line was skipped; a torn last line was cut off.`]);
    await two.close();
  });

  it('says once that something was damaged that its start had no need to read', async () => {
    const path = fresh();
    const limits = { historyEvents: 10 };
    const one = await open(path, limits);
    for (const { text } of messages(15_000, 100)) says(one.log, text);
    await one.close();
    writeFileSync(
      path,
      readFileSync(path, 'latin1').replace('"text":"text 200 ', '"text":!text 200 '),
      'latin1',
    );
    const two = await open(path, limits);
    assert.deepEqual(two.printed, []);
    for (let n = 0; n < 2; n++) {
      const all = texts(two.log);
      assert.deepEqual([all.length, all.filter((text) => text.startsWith('text 200 '))], [14_999, []]);
      assert.deepEqual(two.printed, [`${path}: there are damaged lines, which are skipped.`]);
    }
    await two.close();
  });
});
