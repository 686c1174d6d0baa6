import assert from 'node:assert/strict';
import { copyFileSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import type { RoomEvent } from '../../../../src/protocol/wire/messages';
import { type Disk, realDisk } from '../../../../src/server/history/disk';
import { HistoryFile } from '../../../../src/server/history/historyFile';
import { encodeHead, encodeLine } from '../../../../src/server/history/historyRecord';
import { INDEX_BEGIN, encodeIndex } from '../../../../src/server/history/savedIndex';
import { seededRandom } from '../../model/random';
import type { LineFileOptions } from '../../../../src/server/history/lineFile';
import { FaultyDisk, HEAD, edit, messages, remove, say, systemError, useFolder } from '../historySupport';
import { nextTurn } from '../support';

/** Small, so that a short file has many indexes, and some of them have more than one block. */
const INDEX_BYTES = 5000;
/** As long as `INDEX_BEGIN`, but the beginning of an ordinary mark. */
const NO_INDEX = INDEX_BEGIN.replace('index', 'xedni');

const fresh = useFolder();

function opened(path: string, disk: Disk = realDisk, options: LineFileOptions = { indexBytes: INDEX_BYTES }) {
  const result = HistoryFile.open(path, disk, options);
  assert.ok(result.ok, result.ok ? '' : result.error);
  return result.value;
}

function create() {
  const path = fresh();
  HistoryFile.create(path, realDisk, HEAD);
  return { path, file: opened(path).file };
}

/** Writes events in small batches, as a room does. */
function write(file: HistoryFile, events: readonly RoomEvent[]): void {
  for (let from = 0; from < events.length; from += 7) file.append(events.slice(from, from + 7));
}

/** Makes a file with so many messages of about 300 bytes, and closes it. */
function written(count: number): string {
  const { path, file } = create();
  write(file, messages(count, 200));
  file.close();
  return path;
}

/** Makes the same file as a server does, with an index as often as usual. */
function writtenAsUsual(count: number): string {
  const path = fresh();
  HistoryFile.create(path, realDisk, HEAD);
  const { file } = opened(path, realDisk, {});
  write(file, messages(count, 200));
  file.close();
  return path;
}

/** Makes a file that has no index before its last event, and closes it. */
function withOneIndex(count: number): string {
  const path = fresh();
  writeFileSync(path, Buffer.concat([encodeHead(HEAD), ...messages(count, 200).map(encodeLine)]));
  const { file } = opened(path);
  file.append([say(count + 1)]);
  file.close();
  return path;
}

const seqs = (file: HistoryFile) => [...file.descending(Infinity)].map(({ seq }) => seq).reverse();
const range = (count: number) => Array.from({ length: count }, (_, i) => i + 1);
const linesOf = (path: string) => readFileSync(path, 'latin1').trimEnd().split('\n');
const indexesIn = (path: string) => linesOf(path).filter((line) => line.startsWith(INDEX_BEGIN));
const replace = (path: string, change: (text: string) => string) =>
  writeFileSync(path, change(readFileSync(path, 'latin1')), 'latin1');

/** Where the last index and those that it continues begin, the last first. */
function chainOf(path: string): number[] {
  const starts: number[] = [];
  const bytes = readFileSync(path);
  const startOf = (line = '') => /"previous":{"start":(\d+)/.exec(line)?.[1];
  let line = indexesIn(path).at(-1);
  for (let start: number | undefined = bytes.lastIndexOf(INDEX_BEGIN); start !== undefined;) {
    starts.push(start);
    const before = startOf(line);
    start = before === undefined ? undefined : Number(before);
    if (start !== undefined) line = bytes.toString('latin1', start, bytes.indexOf('\n', start));
  }
  return starts;
}

/** How many bytes are read when a file is opened. */
function bytesToOpen(path: string): number {
  const disk = new FaultyDisk();
  opened(path, disk).file.close();
  return disk.bytesRead;
}

/** Everything that can be known about a file. */
const known = (file: HistoryFile) => ({
  events: [...file.descending(Infinity)],
  times: [...file.times(0)].map(({ seq, at }) => [seq, at]),
  oldest: file.oldest?.seq,
  last: [file.last?.seq, file.last?.at],
  holes: file.holes,
});

/** The same of a copy of the file at `path` whose indexes are not valid, so that all of it must be read. */
function readThrough(path: string) {
  const copy = fresh();
  copyFileSync(path, copy);
  replace(copy, (text) => text.replaceAll(INDEX_BEGIN, NO_INDEX));
  const { file } = opened(copy);
  const all = { all: known(file), hasToErase: file.hasToErase };
  file.close();
  return all;
}

/** What may happen to a file, at random, and what must be in it then. */
class Story {
  private readonly random: () => number;
  private readonly disk = new FaultyDisk();
  private readonly path: string;
  private file: HistoryFile;
  private seq = 0;
  /** The texts that must be served, by seq. */
  private readonly events = new Map<number, RoomEvent>();
  /** Messages that were taken back. */
  private readonly gone = new Set<number>();

  constructor(seed: number) {
    this.random = seededRandom(seed);
    const { path, file } = create();
    file.close();
    this.path = path;
    this.file = this.open();
  }

  async step(): Promise<void> {
    const kind = this.random();
    if (kind < 0.8) this.say();
    else if (kind < 0.84) this.say(this.fails);
    else if (kind < 0.89) this.leaveOut();
    else if (kind < 0.93) await this.rewrite();
    else if (kind < 0.96) this.restart();
  }

  /** Checks that a file opened by its index is the same as one that is read whole, and is what it must be. */
  check(): void {
    const { all, hasToErase } = readThrough(this.path);
    const other = this.open();
    assert.deepEqual(known(other), all);
    assert.deepEqual(known(this.file), all);
    assert.deepEqual(all.events.toReversed(), [...this.events.values()]);
    // at worst, something that may have to be erased is looked at once more
    if (hasToErase) assert.ok(other.hasToErase);
    other.close();
  }

  async end(): Promise<void> {
    await this.file.rewrite(() => true);
    this.restart();
    assert.equal(this.file.hasToErase, false);
    this.check();
    this.file.close();
    assert.equal(this.disk.opened.size, 0);
  }

  private say(write = (batch: readonly RoomEvent[]) => this.file.append(batch)): void {
    const batch: RoomEvent[] = [];
    for (let n = this.below(12); n >= 0; n--) batch.push(this.event(++this.seq));
    write(batch);
    for (const event of batch) {
      this.events.set(event.seq, event);
      if (event.verb === 'remove') this.blank(event.of);
    }
  }

  private event(seq: number): RoomEvent {
    const { verb, seq: of } = [...this.events.values()][this.below(this.events.size)] ?? {};
    if (verb !== 'say' || !of || this.gone.has(of) || this.random() < 0.5)
      return say(seq, 'x'.repeat(this.below(900)));
    if (this.random() < 0.6) return edit(seq, of, `better ${seq}`);
    this.gone.add(of);
    // also if nobody asked before to have it erased
    if (this.random() < 0.5) this.file.erase(of);
    return remove(seq, of);
  }

  private blank(of: number): void {
    for (const event of this.events.values()) {
      if (event.seq === of || (event.verb === 'edit' && event.of === of))
        this.events.set(event.seq, { ...event, text: '', removed: true } as RoomEvent);
    }
  }

  /** The disk takes half of it at first, and all of it later. */
  private readonly fails = (batch: readonly RoomEvent[]): void => {
    this.disk.writeError = systemError('ENOSPC');
    assert.throws(() => this.file.append(batch), /ENOSPC/);
    this.disk.writeError = undefined;
    this.file.append(batch);
  };

  /** Skips seqs, as if direct messages had come or the room had started again. */
  private leaveOut(): void {
    this.seq += 1 + this.below(2000);
    this.file.append([{ verb: 'mark', seq: this.seq, at: 1000 + this.seq }]);
  }

  private async rewrite(): Promise<void> {
    const from = this.below(2) * this.below(this.seq);
    const rewriting = this.file.rewrite(({ seq }) => seq >= from);
    if (this.random() < 0.5) await nextTurn();
    if (this.random() < 0.5) this.say();
    await rewriting;
    for (const seq of this.events.keys()) if (seq < from) this.events.delete(seq);
  }

  private restart(): void {
    this.file.close();
    // killed while something was written
    if (this.random() < 0.5) writeFileSync(this.path, `{"verb":"say","seq":${this.seq}`, { flag: 'a' });
    this.file = this.open();
  }

  private open(): HistoryFile {
    return opened(this.path, this.disk).file;
  }

  private below(n: number): number {
    return Math.floor(this.random() * n);
  }
}

describe('index in a history file', () => {
  it('lets a file be opened without reading what is before it', () => {
    const [short, long] = [writtenAsUsual(5000), writtenAsUsual(20_000)];
    const [fromShort, fromLong] = [bytesToOpen(short), bytesToOpen(long)];
    assert.ok(statSync(short).size > 1_300_000 && statSync(long).size > 4 * fromLong);
    // twice what follows the last index, since that is searched first, and a little for each earlier index
    for (const bytes of [fromShort, fromLong]) assert.ok(bytes < 800_000, `${bytes}`);
  });

  it('takes hardly any of the file', () => {
    const path = writtenAsUsual(20_000);
    const bytes = indexesIn(path).join('\n').length;
    assert.ok(bytes > 0 && bytes < statSync(path).size / 400, `${bytes}`);
  });

  it('is written by the first who writes to a file that has none, and is all that is there', () => {
    const path = withOneIndex(500);
    assert.equal(indexesIn(path).length, 1);
    assert.ok(bytesToOpen(path) < statSync(path).size);
    const again = opened(path);
    assert.deepEqual(seqs(again.file), range(501));
    again.file.close();
  });

  for (let seed = 1; seed <= 20; seed++) {
    it(`says what reading everything says, whatever was done before: seed ${seed}`, async () => {
      const story = new Story(seed);
      for (let n = 0; n < 250; n++) {
        await story.step();
        if (n % 10 === 0) story.check();
      }
      await story.end();
    });
  }

  it('torn at any byte, is cut off, and the one before it counts', () => {
    const path = written(60);
    const whole = readFileSync(path);
    const start = whole.lastIndexOf(`\n${INDEX_BEGIN}`) + 1;
    const end = whole.indexOf('\n', start) + 1;
    for (let cut = start; cut < end; cut++) {
      writeFileSync(path, whole.subarray(0, cut));
      const { file, damage } = opened(path);
      assert.deepEqual(damage, { lines: 0, tornBytes: cut - start }, `cut at ${cut}`);
      assert.deepEqual(seqs(file), range(file.last!.seq));
      file.close();
    }
    writeFileSync(path, whole.subarray(0, end));
    assert.deepEqual(opened(path).damage, { lines: 0, tornBytes: 0 });
  });

  const INDEX_PATTERN = new RegExp(`^${INDEX_BEGIN}.*\n`, 'm');
  for (const [what, damage] of [
    ['a line is gone', (text: string) => text.replace(/^.*"seq":3}\n/m, '')],
    ['an event has grown', (text: string) => text.replace('"text 3 ', '"text 3, longer ')],
    ['bytes that say nothing stand in between', (text: string) => text.replace('"seq":4}\n', '"seq":4}\n\n')],
    ['an index is gone', (text: string) => text.replace(INDEX_PATTERN, '')],
    ['the first event is another', (text: string) => text.replace('"seq":1}', '"seq":0}')],
    ['the first event is damaged', (text: string) => text.replace('"seq":1}', '"seq":!}')],
  ] as const) {
    it(`counts for nothing where it does not fit: ${what}`, () => {
      const path = written(1500);
      replace(path, (text) => {
        const changed = damage(text);
        assert.notEqual(changed, text);
        return changed;
      });
      assert.ok(bytesToOpen(path) > statSync(path).size, 'all of it is read');
      const { all } = readThrough(path);
      const { file } = opened(path);
      assert.deepEqual(known(file), all);
      file.append([say(1501)]);
      file.close();
      assert.ok(bytesToOpen(path) < statSync(path).size / 2, 'a new one is there');
      const again = opened(path);
      assert.deepEqual(seqs(again.file), [...all.events.map(({ seq }) => seq).reverse(), 1501]);
      again.file.close();
    });
  }

  it('counts for nothing where one that it goes on from is damaged: then one that does not', () => {
    const path = written(1500);
    const whole = readFileSync(path);
    const chain = chainOf(path);
    assert.ok(chain.length > 3);
    const { all } = readThrough(path);
    for (const start of chain) {
      const bytes = Buffer.from(whole);
      bytes.write(NO_INDEX, start);
      writeFileSync(path, bytes);
      const { file } = opened(path);
      assert.deepEqual(known(file), all, `the one at ${start}`);
      write(file, [say(1501), say(1502)]);
      file.close();
      const again = opened(path);
      assert.deepEqual(seqs(again.file), range(1502));
      again.file.close();
    }
  });

  it('goes on from few, however many there are, also over many restarts', () => {
    const { path, file } = create();
    file.close();
    for (let seq = 1; seq <= 4000; seq += 40) {
      const { file } = opened(path);
      write(
        file,
        Array.from({ length: 40 }, (_, i) => say(seq + i, 'x'.repeat(200))),
      );
      file.close();
    }
    const { length } = indexesIn(path);
    assert.ok(length > 150, `${length}`);
    assert.ok(chainOf(path).length <= Math.log2(length) + 1, `${chainOf(path).length}`);
    // each position is written again only as often as its index can be replaced
    const places = indexesIn(path).flatMap((line) => line.match(/\[\d+,\d+\]/g) ?? []);
    assert.ok(places.length <= new Set(places).size * (Math.log2(length) + 1), `${places.length}`);
  });

  it('counts for nothing where any byte of it is another', () => {
    const path = withOneIndex(300);
    const whole = readFileSync(path);
    const start = whole.indexOf(INDEX_BEGIN);
    const end = whole.indexOf('\n', start);
    for (let at = start; at < end; at++) {
      const bytes = Buffer.from(whole);
      bytes[at]! ^= 1;
      writeFileSync(path, bytes);
      assert.ok(bytesToOpen(path) > bytes.length, `byte ${at - start}`);
      const { file } = opened(path);
      assert.deepEqual(seqs(file), range(301));
      file.close();
    }
  });

  it('counts for nothing where it goes on from itself', () => {
    const path = withOneIndex(300);
    const start = statSync(path).size;
    const index = { start, blocks: [], holes: [], removed: [] };
    const { length } = encodeIndex({ ...index, previous: { start, length: 1000 } }, say(301));
    writeFileSync(path, encodeIndex({ ...index, previous: { start, length } }, say(301)), { flag: 'a' });
    const { file } = opened(path);
    assert.deepEqual(seqs(file), range(301));
    file.close();
  });

  it('counts for nothing where a line before it is gone, also if it is the only one', () => {
    const path = withOneIndex(1500);
    replace(path, (text) => text.replace(/^.*"seq":300}\n/m, ''));
    assert.ok(bytesToOpen(path) > statSync(path).size);
    const { file } = opened(path);
    assert.deepEqual(
      seqs(file),
      range(1501).filter((seq) => seq !== 300),
    );
    file.close();
  });

  it('is found wherever it is', () => {
    const path = writtenAsUsual(2000);
    const whole = readFileSync(path);
    const start = whole.lastIndexOf(`\n${INDEX_BEGIN}`) + 1;
    const upTo = whole.subarray(0, whole.indexOf('\n', start) + 1);
    // a file is read in pieces of this size, from its end
    const piece = 65_536;
    for (let across = -2; across <= INDEX_BEGIN.length + 2; across++) {
      const missing = start - 1 + across + piece - upTo.length;
      const spare = encodeLine(say(2000, '')).length;
      writeFileSync(path, Buffer.concat([upTo, encodeLine(say(2000, 'x'.repeat(missing - spare)))]));
      assert.ok(bytesToOpen(path) < statSync(path).size, `${across} bytes across`);
    }
  });

  it('does not hide that lines are out of order', async () => {
    const path = written(1500);
    replace(path, (text) => text.replace(/^(.*"seq":700}\n)(.*"seq":701}\n)/m, '$2$1'));
    for (const look of [
      (file: HistoryFile) => [...file.descending(Infinity)],
      (file: HistoryFile) => file.rewrite(() => true),
    ]) {
      let skipped = 0;
      const { file, damage } = opened(path, realDisk, {
        indexBytes: INDEX_BYTES,
        onDidSkip: () => skipped++,
      });
      assert.equal(damage.lines, 0);
      await look(file);
      assert.equal(skipped, 1);
      file.close();
    }
  });

  it('is not written where little is', async () => {
    const { path, file } = create();
    write(file, messages(10, 200));
    await file.rewrite(() => true);
    file.close();
    assert.deepEqual(indexesIn(path), []);
  });

  it('holds no text', () => {
    const path = written(1500);
    const { file } = opened(path);
    file.erase(5);
    write(file, [remove(1501, 5), ...Array.from({ length: 30 }, (_, n) => say(1502 + n, 'y'.repeat(300)))]);
    file.close();
    for (const line of indexesIn(path)) assert.doesNotMatch(line, /text|xxx|yyy/);
    assert.equal(indexesIn(path).filter((line) => line.includes('"removed":[5]')).length, 1);
  });

  it('knows what was taken back, also when that is not read', () => {
    const path = written(1500);
    const one = opened(path);
    one.file.erase(5);
    one.file.append([edit(1501, 7, 'better'), remove(1502, 5)]);
    write(
      one.file,
      messages(100, 200).map((event) => ({ ...event, seq: 1502 + event.seq })),
    );
    one.file.erase(7);
    one.file.append([remove(1603, 7)]);
    one.file.close();
    assert.ok(bytesToOpen(path) < statSync(path).size / 2);
    const two = opened(path);
    for (const seq of [5, 7, 1501])
      assert.deepEqual([two.file.find(seq)], [{ ...two.file.find(seq), text: '', removed: true }]);
    assert.ok(two.file.hasToErase);
    two.file.close();
  });

  it('does not know whether an edit is left of what is gone, and so hides it', async () => {
    const path = written(1500);
    const one = opened(path);
    one.file.append([edit(1501, 1, 'better')]);
    await one.file.rewrite(({ seq }) => seq > 1);
    one.file.append([remove(1502, 1)]);
    one.file.close();
    assert.ok(bytesToOpen(path) < statSync(path).size / 2);
    const two = opened(path);
    assert.deepEqual(two.file.find(1501), { ...edit(1501, 1, ''), removed: true });
    await two.file.rewrite(() => true);
    assert.ok(!readFileSync(path, 'latin1').includes('better'));
    two.file.close();
  });

  it('has nothing to erase any more once all was written anew, whatever is not read', async () => {
    const path = writtenAsUsual(2000);
    const one = opened(path, realDisk, {});
    one.file.erase(5);
    one.file.append([remove(2001, 5)]);
    await one.file.rewrite(() => true);
    one.file.append([say(2002)]);
    one.file.close();
    assert.ok(bytesToOpen(path) < statSync(path).size / 2);
    const two = opened(path);
    assert.equal(two.file.hasToErase, false);
    assert.deepEqual(two.file.find(5), { ...say(5, ''), removed: true });
    two.file.close();
  });

  it('knows what was taken back while the file was written anew', async () => {
    const path = written(1500);
    const one = opened(path);
    one.file.erase(5);
    const rewriting = one.file.rewrite(() => true);
    await nextTurn();
    one.file.erase(6);
    one.file.append([remove(1501, 5), remove(1502, 6)]);
    await rewriting;
    one.file.append([say(1503)]);
    one.file.close();
    assert.ok(bytesToOpen(path) < statSync(path).size / 2);
    assert.match(indexesIn(path).at(-1)!, /"removed":\[6\]/);
    const two = opened(path);
    assert.deepEqual(two.file.find(6), { ...say(6, ''), removed: true });
    assert.ok(two.file.hasToErase);
    two.file.close();
  });

  it('is made anew, not copied, when the file is written anew', async () => {
    const path = written(2500);
    // what an index says is kept without the index only where the event before it is damaged
    replace(path, (text) => text.replaceAll(/(?<="seq":)\d(?=\d*[02468]}\n{"index")/g, '!'));
    const { file } = opened(path);
    await file.rewrite(({ seq }) => seq > 100);
    await file.rewrite(() => true);
    file.close();
    const all = indexesIn(path);
    const bytes = readFileSync(path);
    for (const line of all) assert.equal(/"start":(\d+)/.exec(line)?.[1], String(bytes.indexOf(line)));
    assert.ok(all.length > 3 && bytesToOpen(path) < bytes.length / 2);
    const others = linesOf(path).filter((line) => line.includes('"verb":"mark"') && !all.includes(line));
    for (const line of others) assert.match(line, /^{"verb":"mark","seq":\d+,"at":\d+}$/);
    const marked = others.map((line) => Number(/\d+/.exec(line)?.[0]));
    assert.ok(marked.length > 50 && marked.every((seq) => seq % 2 === 0), marked.join());
  });
});
