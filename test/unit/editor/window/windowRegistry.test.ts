import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import { chmod, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { silentLogger } from '../../../../src/base/logger';
import { WindowRegistry } from '../../../../src/editor/window/windowRegistry';

/** A process that is gone. */
async function deadPid(): Promise<number> {
  const child = spawn(process.execPath, ['-e', '']);
  await once(child, 'exit');
  return child.pid!;
}

describe('OwnWindows', () => {
  let folder: string;
  const open: WindowRegistry[] = [];

  /** Two windows: of this process, and, as it lives as long, of its parent. */
  const window = (title: string, pid: number): WindowRegistry => {
    const made = new WindowRegistry({ folder, title, pid, logger: silentLogger });
    open.push(made);
    return made;
  };
  const titles = async (windows: WindowRegistry) => (await windows.list()).map(({ title }) => title);

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'tilde-windows-'));
  });
  afterEach(async () => {
    for (const windows of open.splice(0)) windows.dispose();
    await rm(folder, { recursive: true, force: true });
  });

  it('lists the windows in the same room, the one with the latest focus first', async () => {
    const one = window('one', process.pid);
    const two = window('two words', process.ppid);
    one.enter('room', true, 10);
    two.enter('room', true, 20);
    assert.deepEqual(await titles(one), ['two words', 'one']);
    assert.deepEqual(await titles(two), ['two words', 'one']);
    one.focus(30);
    assert.deepEqual(await titles(two), ['one', 'two words']);
  });

  it('knows which of them had the focus last, also when none had', async () => {
    const one = window('one', process.pid);
    const two = window('two', process.ppid);
    one.enter('room', false, 10);
    two.enter('room', false, 20);
    const both = [await one.isLastFocused(), await two.isLastFocused()];
    assert.deepEqual(both.sort(), [false, true]);
    two.focus(30);
    assert.deepEqual([await one.isLastFocused(), await two.isLastFocused()], [false, true]);
    one.focus(40);
    assert.deepEqual([await one.isLastFocused(), await two.isLastFocused()], [true, false]);
  });

  it('takes no notice of windows in other rooms, or in none', async () => {
    const one = window('one', process.pid);
    const two = window('two', process.ppid);
    one.enter('room', true, 10);
    two.focus(15);
    two.enter('another', true, 20);
    assert.deepEqual(await titles(one), ['one']);
    assert.equal(await one.isLastFocused(), true);
    two.leave();
    assert.deepEqual(await titles(two), []);
    assert.equal(await two.isLastFocused(), true);
  });

  it('hears of the others coming and going', async () => {
    const one = window('one', process.pid);
    const two = window('two', process.ppid);
    one.enter('room', true, 10);
    const sees = (count: number): Promise<void> =>
      new Promise((resolve) => {
        const listener = one.onDidChange(() => {
          void one.list().then((list) => {
            if (list.length !== count) return;
            listener.dispose();
            resolve();
          });
        });
      });
    const came = sees(2);
    two.enter('room', false, 20);
    await came;
    const left = sees(1);
    two.leave();
    await left;
  });

  it('forgets a window whose process is gone', async () => {
    const one = window('one', process.pid);
    one.enter('room', true, 10);
    const [room] = await readdir(path.join(folder, 'windows'));
    await writeFile(path.join(folder, 'windows', room!, String(await deadPid())), '99 dead');
    assert.equal(await one.isLastFocused(), true);
    assert.deepEqual(await titles(one), ['one']);
    assert.deepEqual(await readdir(path.join(folder, 'windows', room!)), [String(process.pid)]);
  });

  it('knows whether another window is in a room, from outside, too', async () => {
    const one = window('one', process.pid);
    const two = window('two', process.ppid);
    assert.equal(await one.isElsewhere('room'), false);
    two.enter('room', true, 10);
    assert.deepEqual([await one.isElsewhere('room'), await one.isElsewhere('another')], [true, false]);
    assert.equal(await two.isElsewhere('room'), false, 'it is not another one itself');
    two.leave();
    assert.equal(await one.isElsewhere('room'), false);
  });

  it('knows which had the focus last, also where somebody set the clock back or on in between', async () => {
    const one = window('one', process.pid);
    const two = window('two', process.ppid);
    one.enter('room', true, Date.UTC(2100, 0));
    two.enter('room', true, 10);
    assert.deepEqual(await titles(one), ['two', 'one']);
    one.focus(5);
    assert.deepEqual(await titles(two), ['one', 'two']);
    two.focus(Date.UTC(2100, 0, 2));
    one.focus(0);
    assert.deepEqual([await one.isLastFocused(), await two.isLastFocused()], [true, false]);
  });

  it('comes back where another one took it for one of before the start of the computer', async () => {
    const one = window('one', process.pid);
    one.enter('room', true, 10);
    const [room] = await readdir(path.join(folder, 'windows'));
    const file = path.join(folder, 'windows', room!, String(process.pid));
    const back = new Promise<void>((resolve) => one.onDidChange(() => fs.existsSync(file) && resolve()));
    await rm(file);
    await back;
    assert.deepEqual(await titles(one), ['one']);
  });

  it('comes in although the last of the others takes the folder along at that moment', async () => {
    const one = window('one', process.pid);
    const two = window('two', process.ppid);
    two.enter('room', true, 10);
    const { mkdirSync } = fs;
    try {
      fs.mkdirSync = (...args: Parameters<typeof mkdirSync>) => {
        mkdirSync(...args);
        fs.mkdirSync = mkdirSync;
        two.leave();
      };
      one.enter('room', true, 20);
    } finally {
      fs.mkdirSync = mkdirSync;
    }
    two.enter('room', false, 10);
    assert.deepEqual(await titles(two), ['one', 'two']);
  });

  it('leaves nothing behind', async () => {
    const one = window('one', process.pid);
    one.enter('room', true, 10);
    one.dispose();
    assert.deepEqual(await readdir(path.join(folder, 'windows')), []);
  });

  it('reads what is no file of ours as a window that never had the focus', async () => {
    const one = window('one', process.pid);
    one.enter('room', false, 10);
    one.focus(1);
    const [room] = await readdir(path.join(folder, 'windows'));
    await writeFile(path.join(folder, 'windows', room!, String(process.ppid)), '');
    await writeFile(path.join(folder, 'windows', room!, 'notes.txt'), '99 notes');
    assert.equal((await one.list()).length, 2);
    assert.equal(await one.isLastFocused(), true);
  });

  it('is looked at again after a window that says it always is', async () => {
    const one = window('one', process.pid);
    one.enter('room', false, 10);
    const [room] = await readdir(path.join(folder, 'windows'));
    for (const said of ['Infinity', '1e308', '9007199254740993', '-Infinity']) {
      await writeFile(path.join(folder, 'windows', room!, String(process.ppid)), `${said} other`);
      one.focus(1);
      assert.equal(await one.isLastFocused(), true, said);
    }
  });

  it('is alone where the folder cannot be used', async () => {
    const file = path.join(folder, 'file');
    await writeFile(file, '');
    await chmod(file, 0o400);
    const one = new WindowRegistry({ folder: file, title: 'one', logger: silentLogger });
    open.push(one);
    one.enter('room', false, 10);
    assert.equal(await one.isLastFocused(), true);
    one.leave();
  });
});
