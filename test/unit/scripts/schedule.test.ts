import assert from 'node:assert/strict';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type * as Script from '../../../scripts/schedule.mjs';

const script = async (): Promise<typeof Script> =>
  (await import(pathToFileURL(path.resolve('scripts/schedule.mjs')).href)) as typeof Script;

interface Work extends Script.Work {
  readonly name: string;
}
const work = (name: string, load: number, more: Omit<Script.Work, 'load'> = {}): Work => ({
  name,
  load,
  ...more,
});

/** Runs all of it by hand: `ends` ends one, and `running` is what runs then. */
async function scene(
  all: readonly Work[],
  bounds: Parameters<typeof Script.runAll>[1],
  notYet: string[] = [],
) {
  const { runAll } = await script();
  const running = new Map<string, () => void>();
  const done = runAll(
    all,
    bounds,
    ({ name }) => new Promise<void>((resolve) => running.set(name, resolve)),
    ({ name }) => !notYet.includes(name),
  );
  return {
    done,
    running: () => [...running.keys()],
    ends: async (name: string): Promise<void> => {
      running.get(name)!();
      running.delete(name);
      for (let i = 0; i < 10; i++) await Promise.resolve();
    },
  };
}

describe('steps side by side', () => {
  it('are as many as the cores carry, in their order, and smaller ones go ahead where one does not fit', async () => {
    const all = [work('a', 60), work('b', 60), work('c', 120), work('d', 80), work('e', 60)];
    const { running, ends, done } = await scene(all, { cores: 2 });
    assert.deepEqual(running(), ['a', 'b', 'd']);
    await ends('d');
    assert.deepEqual(running(), ['a', 'b', 'e']);
    await ends('a');
    await ends('b');
    assert.deepEqual(running(), ['e', 'c']);
    await ends('c');
    await ends('e');
    await done;
  });

  it('are no more than there are lanes', async () => {
    const { running, ends, done } = await scene([work('a', 10), work('b', 10)], { cores: 2, lanes: 1 });
    assert.deepEqual(running(), ['a']);
    await ends('a');
    assert.deepEqual(running(), ['b']);
    await ends('b');
    await done;
  });

  it('run by themselves where they take more than there is', async () => {
    const { running, ends, done } = await scene([work('a', 60), work('b', 80)], { cores: 0.5 });
    assert.deepEqual(running(), ['a']);
    await ends('a');
    assert.deepEqual(running(), ['b']);
    await ends('b');
    await done;
  });

  it('never write what another one reads or writes', async () => {
    const all = [
      work('reads', 10, { reads: 'sources' }),
      work('writes', 10, { writes: 'sources' }),
      work('reads too', 10, { reads: 'sources' }),
      work('writes elsewhere', 10, { writes: 'results' }),
    ];
    const { running, ends, done } = await scene(all, { cores: 8 });
    assert.deepEqual(running(), ['reads', 'reads too', 'writes elsewhere']);
    await ends('reads');
    await ends('reads too');
    assert.deepEqual(running(), ['writes elsewhere', 'writes']);
    await ends('writes elsewhere');
    await ends('writes');
    await done;
  });

  it('wait for what they need, and are left out where that never comes', async () => {
    const notYet = ['b', 'c'];
    const { running, ends, done } = await scene(
      [work('b', 80), work('c', 80), work('a', 80)],
      { cores: 4 },
      notYet,
    );
    assert.deepEqual(running(), ['a']);
    notYet.shift();
    await ends('a');
    assert.deepEqual(running(), ['b']);
    await ends('b');
    await done;
  });
});
