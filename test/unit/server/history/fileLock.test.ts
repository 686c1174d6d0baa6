import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type FileLock, lockFile } from '../../../../src/server/history/fileLock';
import { useFolder } from '../historySupport';

const fresh = useFolder();
const LOCK = JSON.stringify(require.resolve('../../../../src/server/history/fileLock'));

/**
 * Starts programs that lock `file` at the same moment and say whether they have it. They live until they are killed.
 */
async function starters(file: string, count: number) {
  const program = `
    const { lockFile } = require(${LOCK});
    setInterval(() => undefined, 1000);
    process.send('ready');
    process.once('message', async () => process.send((await lockFile(${JSON.stringify(file)})) ? 'has it' : 'refused'));`;
  const children: ChildProcess[] = [];
  for (let n = 0; n < count; n++) {
    const child = spawn(process.execPath, ['-e', program], {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    children.push(child);
  }
  await Promise.all(children.map((child) => once(child, 'message')));
  const answers = children.map(async (child) => ((await once(child, 'message')) as [string])[0]);
  for (const child of children) child.send('go');
  return { children, answers: await Promise.all(answers) };
}

async function kill(child: ChildProcess): Promise<void> {
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}

const has = (lock: FileLock | undefined): FileLock => {
  assert.ok(lock);
  return lock;
};

describe('file lock', () => {
  const children: ChildProcess[] = [];
  after(() => children.forEach((child) => child.kill('SIGKILL')));

  it('is had by one only, and leaves nothing behind', async () => {
    const file = fresh();
    const lock = has(await lockFile(file));
    assert.equal(await lockFile(file), undefined);
    assert.equal(await lockFile(file), undefined);
    const other = has(await lockFile(fresh()));
    lock.release();
    other.release();
    has(await lockFile(file)).release();
    assert.deepEqual(readdirSync(path.dirname(file)), []);
  });

  it('of a process that was killed is free at once, and one of many gets it', async () => {
    const file = fresh();
    const first = await starters(file, 1);
    children.push(...first.children);
    assert.deepEqual(first.answers, ['has it']);
    assert.equal(await lockFile(file), undefined);
    let owner = first.children[0]!;
    for (let round = 0; round < 3; round++) {
      await kill(owner);
      const many = await starters(file, 6);
      children.push(...many.children);
      assert.deepEqual(many.answers.toSorted(), ['has it', ...Array<string>(5).fill('refused')]);
      owner = many.children[many.answers.indexOf('has it')]!;
      await Promise.all(many.children.filter((child) => child !== owner).map(kill));
    }
    assert.equal(await lockFile(file), undefined);
    await kill(owner);
    has(await lockFile(file)).release();
  });

  it('of several that want it in one process, gives it to one', async () => {
    const file = fresh();
    for (let round = 0; round < 20; round++) {
      const locks = await Promise.all(Array.from({ length: 5 }, () => lockFile(file)));
      const [lock, ...more] = locks.filter((one) => one !== undefined);
      assert.deepEqual(more, []);
      has(lock).release();
    }
  });

  it('of a process that stands still is not free', async function () {
    if (process.platform === 'win32') this.skip(); // there is no such signal
    const file = fresh();
    const { children: started } = await starters(file, 1);
    children.push(...started);
    started[0]!.kill('SIGSTOP');
    assert.equal(await lockFile(file), undefined);
    started[0]!.kill('SIGCONT');
    await kill(started[0]!);
    has(await lockFile(file)).release();
  });

  it('works however long the path is, and whatever lies beside the file', async () => {
    const folder = path.join(fresh(), 'a long name '.repeat(10));
    mkdirSync(folder, { recursive: true });
    for (const file of [path.join(folder, 'x.jsonl'), fresh()]) {
      writeFileSync(`${file}.lock`, '');
      writeFileSync(`${file}.lock.txt`, '');
      const lock = await lockFile(file);
      assert.equal(await lockFile(file), undefined);
      has(lock).release();
    }
  });
});
