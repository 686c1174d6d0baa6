import assert from 'node:assert/strict';
import { existsSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import type { RoomEvent } from '../../../../src/protocol/wire/messages';
import { type Disk, realDisk } from '../../../../src/server/history/disk';
import { HistoryFile } from '../../../../src/server/history/historyFile';
import { FaultyDisk, HEAD, edit, messages, remove, say, useFolder } from '../historySupport';

const fresh = useFolder();

function opened(file: string, disk: Disk = realDisk, indexBytes?: number) {
  const result = HistoryFile.open(file, disk, { indexBytes });
  assert.ok(result.ok, result.ok ? '' : result.error);
  return result.value;
}

function create(events: readonly RoomEvent[] = [], disk: Disk = realDisk) {
  const path = fresh();
  HistoryFile.create(path, disk, HEAD);
  const { file } = opened(path, disk);
  file.append(events);
  return { path, file };
}

const all = (file: HistoryFile) => [...file.descending(Infinity)].reverse();
const seqs = (events: readonly RoomEvent[]) => events.map(({ seq }) => seq);
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i);
const everything = () => true;

describe('history file', () => {
  it('gives back what was written, and what the room is known by', () => {
    const events = [say(1), edit(2, 1, 'better'), say(3, 'Grüße\n🌍'), remove(7, 3), say(1007)];
    const { path, file } = create(events.slice(0, 3));
    assert.deepEqual(all(file), events.slice(0, 3));
    file.append(events.slice(3));
    file.erase(3);
    file.close();
    const again = opened(path);
    assert.deepEqual(again.damage, { lines: 0, tornBytes: 0 });
    assert.deepEqual(again.file.head, HEAD);
    assert.deepEqual([again.file.oldest?.seq, again.file.last?.seq], [1, 1007]);
    assert.deepEqual(seqs(all(again.file)), [1, 2, 3, 7, 1007]);
    again.file.close();
  });

  it('is readable by its owner only', function () {
    if (process.platform === 'win32') this.skip(); // there are no such modes
    const { path, file } = create();
    assert.equal(statSync(path).mode & 0o777, 0o600);
    file.close();
  });

  it('torn at any byte of its last line, loses that line and no other', () => {
    const { path, file } = create([say(1), say(2), say(3, 'Grüße 🌍')]);
    file.close();
    const whole = readFileSync(path);
    const end = whole.lastIndexOf(10, whole.length - 2) + 1;
    for (let cut = end; cut < whole.length; cut++) {
      writeFileSync(path, whole.subarray(0, cut));
      const { file, damage } = opened(path);
      assert.deepEqual(damage, { lines: 0, tornBytes: cut - end }, `cut at ${cut}`);
      assert.deepEqual(seqs(all(file)), [1, 2]);
      assert.equal(statSync(path).size, end);
      file.append([say(3, 'Grüße 🌍')]);
      file.close();
      assert.deepEqual(readFileSync(path), whole);
    }
  });

  for (const [what, damage, lost] of [
    ['one line is no JSON', (text: string) => text.replace(/^.*"seq":3}$/m, '{"verb":"say"'), [3]],
    ['one line is empty', (text: string) => text.replace(/^.*"seq":3}$/m, ''), [3]],
    [
      'a piece is zeros',
      (text: string) => text.replace(/text 3".*\n.*text 4/, (s) => '\0'.repeat(s.length)),
      [3, 4],
    ],
    ['a line end is lost', (text: string) => text.replace(/("seq":3})\n/, '$1 '), [3, 4]],
    ['one line stands twice', (text: string) => text.replace(/^(.*"seq":3}\n)/m, '$1$1'), []],
    ['a line has lost its seq', (text: string) => text.replace(',"seq":3', ''), [3]],
  ] as const) {
    it(`skips what is damaged, and nothing else: ${what}`, async () => {
      const { path, file } = create([1, 2, 3, 4, 5].map((seq) => say(seq)));
      file.close();
      const text = damage(readFileSync(path, 'utf8'));
      assert.notEqual(text, readFileSync(path, 'utf8'));
      writeFileSync(path, text);
      const kept = range(1, 5).filter((seq) => !(lost as readonly number[]).includes(seq));
      const again = opened(path);
      assert.deepEqual(again.damage, { lines: 1, tornBytes: 0 });
      assert.deepEqual(seqs(all(again.file)), kept);
      assert.equal(readFileSync(path, 'utf8'), text, 'nothing is thrown away at once');
      await again.file.rewrite(everything);
      again.file.append([say(6)]);
      again.file.close();
      const mended = opened(path);
      assert.deepEqual(mended.damage, { lines: 0, tornBytes: 0 });
      assert.deepEqual(seqs(all(mended.file)), [...kept, 6]);
      mended.file.close();
    });
  }

  it('skips bytes that are no UTF-8', () => {
    const { path, file } = create([say(1), say(2, 'XX'), say(3)]);
    file.close();
    const bytes = readFileSync(path);
    bytes[bytes.indexOf('XX')] = 0xff;
    writeFileSync(path, bytes);
    const again = opened(path);
    assert.deepEqual([again.damage.lines, seqs(all(again.file))], [1, [1, 3]]);
    again.file.close();
  });

  it('is not served with a record that is no event in every detail, and keeps what a newer version wrote', async () => {
    const { path, file } = create([say(1)]);
    file.close();
    const strange = '{"verb":"dance","seq":2,"at":1,"steps":[1]}\n{"verb":"say","seq":3,"at":1}\n';
    writeFileSync(path, strange, { flag: 'a' });
    const again = opened(path);
    again.file.append([say(4)]);
    assert.deepEqual(seqs(all(again.file)), [1, 4]);
    assert.deepEqual([again.file.find(2), again.file.find(3)], [undefined, undefined]);
    await again.file.rewrite(everything);
    assert.ok(readFileSync(path, 'utf8').includes(strange));
    again.file.close();
  });

  for (const [what, content] of [
    ['text', 'Dear diary\n'],
    ['a line without an end', 'x'.repeat(100_000)],
    ['JSON of another kind', '{"format":"other","v":1}\n{}\n'],
    ['a list', '[1]\n'],
    ['a head with too short a secret', '{"format":"tilde-history","v":1,"room":"r","secret":"abc"}\n'],
    ['a torn head', '{"format":"tilde-history","v":1,"room":"r","secret":"'],
    ['a newer version', `{"format":"tilde-history","v":2,"room":"r","secret":"${'a'.repeat(50)}"}\n`],
  ] as const) {
    it(`refuses a file that is no history, and leaves it as it is: ${what}`, () => {
      const path = fresh();
      writeFileSync(path, content, { mode: 0o644 });
      const before = statSync(path);
      const disk = new FaultyDisk();
      const result = HistoryFile.open(path, disk);
      assert.equal(
        !result.ok && result.error,
        what === 'a newer version' ? 'from a newer version' : 'no history of a room',
      );
      assert.equal(readFileSync(path, 'utf8'), content);
      assert.deepEqual([statSync(path).mtimeMs, statSync(path).mode], [before.mtimeMs, before.mode]);
      assert.equal(disk.opened.size, 0);
    });
  }

  it('serves any page and finds any event, however many there are', () => {
    const { path, file } = create();
    for (let from = 0; from < 6000; from += 100) {
      file.append(range(from + 1, from + 100).map((n) => say(3 * n, 'x'.repeat((n * 7919) % 300))));
    }
    file.append([say(20_000, '"'.repeat(100_000)), say(20_001)]);
    const check = (one: HistoryFile) => {
      assert.deepEqual(seqs(all(one)), [...range(1, 6000).map((n) => 3 * n), 20_000, 20_001]);
      for (const n of [1, 2, 77, 3000, 5999, 6000]) {
        assert.equal(one.find(3 * n)?.seq, 3 * n);
        assert.equal(one.find(3 * n + 1), undefined);
        assert.equal(one.descending(3 * n + 1).next().value?.seq, 3 * n);
      }
      assert.deepEqual(
        [one.find(0), one.find(99_999), one.find(20_001)?.seq],
        [undefined, undefined, 20_001],
      );
      assert.deepEqual([...one.descending(3)], []);
    };
    check(file);
    file.close();
    const again = opened(path);
    check(again.file);
    again.file.close();
  });

  it('reads no more for a page than the page, be it the newest or the oldest', () => {
    const disk = new FaultyDisk();
    const { file } = create([], disk);
    const events = messages(40_000, 100);
    for (let from = 0; from < events.length; from += 1000) file.append(events.slice(from, from + 1000));
    assert.ok(file.size > 7_000_000);
    for (const before of [Infinity, 20_000, 201]) {
      disk.bytesRead = 0;
      const page = file.descending(before);
      for (let n = 0; n < 200; n++) assert.ok(!page.next().done);
      assert.ok(disk.bytesRead < 250_000, `${disk.bytesRead} bytes before ${before}`);
    }
    file.close();
  });

  it('serves a removed text never again, and loses it when it is written anew', async () => {
    const code = { path: 'a.ts', start: 1, end: 1, text: 'classified code' };
    const { path, file } = create([say(1, 'classified', { code }), say(2), edit(3, 1, 'classified again')]);
    const isHidden = (one: HistoryFile) => {
      const [first, , third] = all(one);
      assert.deepEqual([one.find(1), one.find(3)], [first, third]);
      assert.deepEqual(first, say(1, '', { removed: true }));
      assert.deepEqual(third, { ...edit(3, 1, ''), removed: true });
    };
    file.erase(1);
    isHidden(file);
    file.append([remove(4, 1)]);
    assert.ok(file.hasToErase);
    file.close();
    assert.ok(readFileSync(path, 'utf8').includes('classified'));
    const again = opened(path);
    isHidden(again.file);
    assert.ok(again.file.hasToErase, 'it is known again');
    await again.file.rewrite(everything);
    assert.ok(!readFileSync(path, 'utf8').includes('classified'));
    assert.ok(!again.file.hasToErase);
    isHidden(again.file);
    again.file.close();
    const last = opened(path);
    isHidden(last.file);
    assert.ok(!last.file.hasToErase, 'there is nothing left to erase');
    last.file.close();
  });

  it('drops what is too old when it is written anew, and says where the order goes on', async () => {
    const { path, file } = create(messages(10));
    await file.rewrite(({ seq }) => seq > 4);
    assert.deepEqual(seqs(all(file)), [5, 6, 7, 8, 9, 10]);
    assert.equal(file.oldest?.seq, 5);
    await file.rewrite(() => false);
    assert.deepEqual([all(file), file.oldest, file.last?.seq], [[], undefined, 10]);
    file.close();
    const again = opened(path);
    assert.deepEqual([again.file.last?.seq, again.damage], [10, { lines: 0, tornBytes: 0 }]);
    again.file.append([say(11)]);
    assert.deepEqual(seqs(all(again.file)), [11]);
    again.file.close();
  });

  it('takes events while it is written anew, a slice at a time', async () => {
    const disk = new FaultyDisk();
    const { path, file } = create(messages(10_000, 200), disk);
    let seq = 10_000;
    let [turns, most] = [0, 0];
    const copying = { goesOn: true };
    let before = disk.bytesRead;
    const watch = () => {
      if (!copying.goesOn) return;
      turns++;
      most = Math.max(most, disk.bytesRead - before);
      if (seq < 10_300) file.append([say(++seq)]);
      if (seq === 10_100) file.erase(50);
      before = disk.bytesRead;
      setImmediate(watch);
    };
    setImmediate(watch);
    await file.rewrite(({ seq }) => seq > 10);
    copying.goesOn = false;
    assert.ok(turns > 15, `${turns} turns`);
    assert.ok(most < 500_000, `${most} bytes in one turn`);
    assert.deepEqual(seqs(all(file)), range(11, seq));
    file.append([say(seq + 1)]);
    file.close();
    const again = opened(path);
    assert.deepEqual(again.damage, { lines: 0, tornBytes: 0 });
    assert.deepEqual(seqs(all(again.file)), range(11, seq + 1));
    again.file.close();
    assert.equal(disk.opened.size, 0);
  });

  it('remembers what was removed no longer than it stands in the file', async () => {
    /** Everything that a file keeps in sets, which would grow with each removal. */
    const remembered = (file: HistoryFile) =>
      Object.values(file).reduce((sum: number, one) => sum + (one instanceof Set ? one.size : 0), 0);
    const { path, file } = create(messages(100));
    for (let seq = 1; seq <= 100; seq++) file.erase(seq);
    file.append(range(1, 100).map((of) => remove(100 + of, of)));
    assert.ok(remembered(file) > 0);
    await file.rewrite(({ seq }) => seq > 50);
    assert.equal(remembered(file), 0);
    assert.ok(all(file).every((event) => event.verb === 'remove' || ('text' in event && event.text === '')));
    file.close();
    const again = opened(path);
    assert.equal(remembered(again.file), 0, 'neither those that are blank nor those that are gone');
    assert.deepEqual(again.file.find(60), { ...say(60, ''), removed: true });
    again.file.close();
  });

  it('serves no edit of a removed message that is gone itself, and erases it', async () => {
    const { path, file } = create([say(1), say(2), edit(3, 1, 'classified'), say(4)]);
    await file.rewrite(({ seq }) => seq > 1);
    file.append([remove(5, 1)]);
    file.close();
    const again = opened(path);
    assert.deepEqual(again.file.find(3), { ...edit(3, 1, ''), removed: true });
    assert.ok(again.file.hasToErase);
    await again.file.rewrite(everything);
    assert.ok(!readFileSync(path, 'utf8').includes('classified'));
    assert.deepEqual(again.file.find(3), { ...edit(3, 1, ''), removed: true });
    assert.ok(!again.file.hasToErase);
    again.file.close();
  });

  it('what is removed behind the copying is erased the next time', async () => {
    const { path, file } = create(messages(5000, 200));
    const rewriting = file.rewrite(everything);
    await new Promise((resolve) => setImmediate(resolve));
    file.erase(1);
    await rewriting;
    assert.ok(file.hasToErase && readFileSync(path, 'utf8').includes('text 1 '));
    await file.rewrite(everything);
    assert.equal(readFileSync(path, 'utf8').includes('text 1 '), false);
    file.close();
  });

  for (const left of [0, 1000, 500_000]) {
    it(`cannot be written anew when something else has cut it short, to ${left} bytes, and says so`, async () => {
      const { path, file } = create(messages(5000, 200));
      truncateSync(path, left);
      assert.equal(file.isInPlace(), false);
      await assert.rejects(file.rewrite(everything), /cut short/);
      assert.equal(statSync(path).size, left);
      file.close();
    });
  }

  it('gives up writing anew when it is closed', async () => {
    const { path, file } = create(messages(5000, 200));
    const rewriting = file.rewrite(everything);
    await new Promise((resolve) => setImmediate(resolve));
    file.close();
    await assert.rejects(rewriting, /closed/);
    assert.ok(!existsSync(`${path}.new`));
    const again = opened(path);
    assert.equal(all(again.file).length, 5000);
    again.file.close();
  });

  for (const indexBytes of [Infinity, 20_000]) {
    it(`killed at any step of being written anew, has all that was in it: an index after ${indexBytes} bytes`, async () => {
      const events = [...messages(700, 200), remove(701, 600)];
      let killedAt = 1;
      for (; ; killedAt++) {
        const { path, file: whole } = create(events);
        whole.close();
        const disk = new FaultyDisk();
        const { file } = opened(path, disk, indexBytes);
        disk.steps = 0;
        disk.killedAt = killedAt;
        let seq = 701;
        const written: number[] = [];
        const writes = () => {
          try {
            file.append([say(++seq)]);
            written.push(seq);
            setImmediate(writes);
          } catch {
            // it is dead
          }
        };
        setImmediate(writes);
        const survived = await file
          .rewrite(({ seq }) => seq > 100)
          .then(
            () => true,
            () => false,
          );
        disk.killedAt = 0; // if it was not killed before
        disk.bury();
        const again = opened(path, realDisk, indexBytes);
        assert.equal(again.damage.lines, 0);
        assert.ok(!existsSync(`${path}.new`), 'what is left over is cleared away');
        const kept = all(again.file);
        const expected = [...range(101, 701), ...written];
        assert.deepEqual(seqs(kept).slice(-expected.length), expected, `killed at step ${killedAt}`);
        assert.ok([1, 101].includes(kept[0]!.seq));
        assert.deepEqual(again.file.find(600), { ...say(600, ''), removed: true });
        again.file.close();
        if (survived) break;
      }
      assert.ok(killedAt > 15, `${killedAt} steps`);
    });
  }

  it('killed at any step of being made, is there or can be made', () => {
    let killedAt = 1;
    for (; ; killedAt++) {
      const path = fresh();
      const disk = new FaultyDisk();
      disk.killedAt = killedAt;
      let survived = true;
      try {
        HistoryFile.create(path, disk, HEAD);
      } catch {
        survived = false;
      }
      disk.bury();
      if (!existsSync(path)) HistoryFile.create(path, realDisk, HEAD);
      const { file } = opened(path);
      assert.deepEqual(file.head, HEAD);
      file.close();
      if (survived) break;
    }
    assert.ok(killedAt > 5, `${killedAt} steps`);
  });
});
