import assert from 'node:assert/strict';
import type { PanelEntry } from '../../../../src/panel/entrySchemas';
import { reduce } from '../../../../webview/state/reducer';
import { shownRows } from '../../../../webview/state/shownRows';
import { joined, range } from '../panelState';

const hidden = (from: number, to: number): PanelEntry[] =>
  Array.from({ length: to - from }, (_, i) => {
    const order = from + i;
    const ignored = { mid: 'c', name: 'cleo' };
    return { kind: 'notice', key: `m${order}`, order, at: order * 1000, text: 'Hidden.', ignored };
  });

describe('shownRows', () => {
  it('are those of what is in the window', () => {
    const rows = shownRows(joined(range(1, 4)));
    assert.deepEqual(
      rows.map(({ kind }) => kind),
      ['day', 'message', 'message', 'message'],
    );
  });

  it('keep the line that stands for messages in the window when it turns out to stand for older ones, too', () => {
    const before = 100;
    const state = reduce(joined([...hidden(before, 110), ...range(110, 120)], true), {
      ...{ type: 'scrolled', atBottom: false, unread: undefined },
    });
    const older = [...range(1, 90), ...hidden(90, before)];
    const [first] = shownRows(reduce(state, { type: 'older', before, entries: older, more: false }));
    assert.ok(first?.kind === 'notice');
    assert.equal(first.count, 20);
  });
});
