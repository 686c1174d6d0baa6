import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { silentLogger } from '../../../src/base/logger';
import { HistoryFiles } from '../../../src/hosting/historyFiles';

const KEY = { workspace: 'file:///project', room: 'Workshop', lan: false, access: 'open' } as const;
const DAY_S = 86_400;

describe('HistoryFiles', () => {
  let folder: string;
  let files: HistoryFiles;
  let other: ChildProcess;
  let gone: Promise<unknown>;

  /** What a server does with the file it is given. */
  const written = (file: string): string => {
    writeFileSync(file, '{}\n');
    return file;
  };

  beforeEach(async () => {
    folder = path.join(await mkdtemp(path.join(tmpdir(), 'tilde-histories-')), 'history');
    files = new HistoryFiles(folder, silentLogger);
    other = spawn(process.execPath, ['--eval', 'process.stdin.resume()'], { stdio: 'pipe' });
    gone = once(other, 'exit');
  });
  afterEach(async () => {
    other.stdin?.end();
    await gone;
    await rm(path.dirname(folder), { recursive: true });
  });

  it('gives a room its file again, and any other room another', () => {
    const all = [
      KEY,
      { ...KEY, room: 'Workshop 2' },
      { ...KEY, workspace: 'file:///elsewhere' },
      { ...KEY, lan: true },
    ].map((key) => files.claim(key));
    assert.equal(files.claim({ ...KEY }), all[0]);
    assert.equal(new Set(all).size, 4);
    for (const file of all) assert.match(path.relative(folder, file), /^[0-9a-f]{32}\.history$/);
  });

  it('keeps them where nobody else can look', function () {
    if (process.platform === 'win32') this.skip();
    files.claim(KEY);
    assert.equal(statSync(folder).mode & 0o777, 0o700);
  });

  it('names a file even where it cannot make the folder: the server says why that does not work', () => {
    writeFileSync(folder, 'in the way');
    assert.equal(path.dirname(files.claim(KEY)), folder);
  });

  it('lists what is there by the names of the rooms, the latest first', async () => {
    assert.deepEqual(await files.list(), []);
    const older = written(files.claim(KEY));
    utimesSync(older, 1000, 1000);
    const newer = written(files.claim({ ...KEY, room: 'Café' }));
    files.claim({ ...KEY, room: 'never begun' });
    const list = await files.list();
    assert.deepEqual(
      list.map(({ file, room, inUse }) => [file, room, inUse]),
      [
        [newer, 'Café', false],
        [older, 'Workshop', false],
      ],
    );
    assert.equal(list[1]?.writtenAt, 1_000_000);
  });

  it('goes along with a room that is renamed, but not in the place of another, nor to other people', async () => {
    const lab = { ...KEY, room: 'Lab' };
    written(files.claim(KEY));
    assert.ok(files.has(KEY));
    files.rename(KEY, lab);
    assert.deepEqual(
      (await files.list()).map(({ room }) => room),
      ['Lab'],
    );
    assert.equal((await readdir(folder)).length, 2, 'nothing of the name before');
    const outcome = (): boolean[] => [KEY, lab].map((key) => files.has(key));
    assert.deepEqual(outcome(), [false, true]);
    for (const others of [
      { ...KEY, lan: true },
      { ...KEY, access: 'private' },
    ] as const) {
      files.rename(lab, others);
      assert.ok(!files.has(others));
    }
    written(files.claim(KEY));
    files.rename(lab, KEY);
    assert.deepEqual(outcome(), [true, true]);
  });

  it('knows which ones another window has, as long as that lives, and lets it have them', async () => {
    const theirs = new HistoryFiles(folder, silentLogger, other.pid);
    written(theirs.claim(KEY));
    files.claim(KEY);
    files.rename(KEY, { ...KEY, room: 'Lab' });
    assert.ok(files.has(KEY));
    assert.deepEqual(
      (await files.list()).map(({ inUse }) => inUse),
      [true],
    );
    other.stdin?.end();
    await gone;
    assert.deepEqual(
      (await files.list()).map(({ inUse }) => inUse),
      [false],
    );
  });

  it('removes a history with all that stands beside it, and no other', async () => {
    const file = written(files.claim(KEY));
    written(`${file}.new`);
    const stays = written(files.claim({ ...KEY, lan: true }));
    const [kept] = (await files.list()).filter((one) => one.file === file);
    assert.ok(kept);
    await files.remove(kept);
    assert.deepEqual(
      (await readdir(folder)).map((name) => name.slice(0, 32)),
      Array<string>(2).fill(path.basename(stays).slice(0, 32)),
    );
  });

  it('removes what nobody wrote to for so many days, unless a window has it', async () => {
    const now = 100 * DAY_S;
    const fresh = written(files.claim(KEY));
    const old = written(files.claim({ ...KEY, lan: true }));
    const used = written(new HistoryFiles(folder, silentLogger, other.pid).claim({ ...KEY, room: 'theirs' }));
    const hosted = written(files.claim({ ...KEY, room: 'hosted now' }));
    utimesSync(fresh, now - 30 * DAY_S, now - 30 * DAY_S);
    for (const file of [old, used, hosted]) utimesSync(file, now - 31 * DAY_S, now - 31 * DAY_S);
    utimesSync(hosted, now, now);
    await files.removeOlderThan(30, now * 1000, hosted);
    assert.deepEqual([fresh, old, used, hosted].map(existsSync), [true, false, true, true]);
  });

  it('removes nothing by a clock that leaps, before that has kept to it for days', async () => {
    const start = Date.UTC(2026, 3, 4);
    const others = ['a', 'b'].map((room) => written(files.claim({ ...KEY, room })));
    const [older, newer] = others as [string, string];
    utimesSync(older, start / 1000 - 80 * DAY_S, start / 1000 - 80 * DAY_S);
    utimesSync(newer, start / 1000, start / 1000);
    const left = () => others.map(existsSync);
    for (const days of [365, 0, 1000, 1001, 1002, 1, 3650, -365, -20_000, 2]) {
      await files.removeOlderThan(90, start + days * DAY_S * 1000);
      assert.deepEqual(left(), [true, true], `${days} days`);
    }
    for (let day = 20; day <= 34; day++) await files.removeOlderThan(90, start + day * DAY_S * 1000);
    assert.deepEqual(left(), [false, true], 'it is sure now');
  });

  it('removes nothing that another window has, whose process began by a clock of before a leap', async () => {
    const theirs = written(new HistoryFiles(folder, silentLogger, other.pid).claim(KEY));
    const about = theirs.replace('.history', '.json');
    utimesSync(about, 1000, 1000);
    assert.deepEqual(
      (await files.list()).map(({ inUse }) => inUse),
      [true],
    );
  });
});
