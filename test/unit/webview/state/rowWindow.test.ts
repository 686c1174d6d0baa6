import assert from 'node:assert/strict';
import type { PanelEntry } from '../../../../src/panel/entrySchemas';
import {
  clampWindow,
  MAX_SHOWN,
  newestWindow,
  type RowWindow,
  shownRange,
  STEP,
  stepWindow,
  windowAround,
} from '../../../../webview/state/rowWindow';

const range = (from: number, to: number): PanelEntry[] =>
  Array.from({ length: to - from }, (_, i) => ({
    kind: 'notice',
    ...{ key: `n${from + i}`, order: from + i, at: 0, text: '' },
  }));
const bounds = (entries: readonly PanelEntry[], window: RowWindow): [number, number] => {
  const { start, end } = shownRange(entries, window);
  return [start, end];
};

describe('the window of rows', () => {
  const entries = range(1000, 2000);

  it('shows all of a short list, and the newest of a long one', () => {
    assert.deepEqual(bounds([], newestWindow([])), [0, 0]);
    assert.deepEqual(bounds(entries.slice(0, 5), newestWindow(entries.slice(0, 5))), [0, 5]);
    assert.deepEqual(bounds(entries, newestWindow(entries)), [1000 - MAX_SHOWN, 1000]);
  });

  it('steps up and down, and takes away at the other end what is too much', () => {
    const up = stepWindow(entries, newestWindow(entries), true);
    assert.deepEqual(bounds(entries, up), [1000 - MAX_SHOWN - STEP, 1000 - STEP]);
    assert.deepEqual(bounds(entries, stepWindow(entries, up, false)), [1000 - MAX_SHOWN, 1000]);
  });

  it('takes less away where more may stay', () => {
    const up = stepWindow(entries, newestWindow(entries), true, MAX_SHOWN + 10);
    assert.deepEqual(bounds(entries, up), [1000 - MAX_SHOWN - STEP, 1000 - STEP + 10]);
  });

  it('stops at the ends, and at the newer one is open again', () => {
    let window = newestWindow(entries);
    for (let i = 0; i < 100; i++) window = stepWindow(entries, window, true);
    assert.deepEqual(bounds(entries, window), [0, MAX_SHOWN]);
    for (let i = 0; i < 100; i++) window = stepWindow(entries, window, false);
    assert.deepEqual(bounds(entries, window), [1000 - MAX_SHOWN, 1000]);
    assert.equal(window.to, Infinity);
  });

  it('shows the same when older ones are loaded before it', () => {
    const window = stepWindow(entries, newestWindow(entries), true);
    const more = [...range(500, 1000), ...entries];
    const [start, end] = bounds(entries, window);
    assert.deepEqual(bounds(more, window), [start + 500, end + 500]);
  });

  it('can be put around an entry', () => {
    assert.deepEqual(bounds(entries, windowAround(entries, 400)), [400 - STEP, 400 - STEP + MAX_SHOWN]);
    assert.deepEqual(bounds(entries, windowAround(entries, 3)), [0, MAX_SHOWN]);
    assert.deepEqual(bounds(entries, windowAround(entries, 990)), [990 - STEP, 1000]);
  });

  it('does not grow without end below a reader who stays where they are', () => {
    const window = newestWindow(entries);
    const more = [...entries, ...range(2000, 2100)];
    assert.deepEqual(bounds(more, window), [1000 - MAX_SHOWN, 1100]);
    assert.deepEqual(bounds(more, clampWindow(more, window)), [1000 - MAX_SHOWN, 1000]);
    assert.equal(clampWindow(entries, window), window);
  });

  it('takes entries of the same order together', () => {
    const same = entries.map((entry) => ({ ...entry, order: 7 }));
    assert.deepEqual(bounds(same, stepWindow(same, newestWindow(same), true)), [0, 1000]);
  });
});
