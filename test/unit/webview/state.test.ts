import assert from 'node:assert/strict';
import type { Entry, MessageEntry, PanelState } from '../../../src/panel/messages';
import { initialState, MAX_KEPT, newFromOthers, reduce, type ViewState } from '../../../webview/state';

const panel: PanelState = {
  connection: { kind: 'joined' },
  room: { name: 'den', address: '127.0.0.1:9999', basic: false, hosting: true },
  you: 'ana',
  members: 2,
  maxTextBytes: 1000,
};

const message = (key: string, order: number, more: Partial<MessageEntry> = {}): MessageEntry => ({
  kind: 'message',
  key,
  order,
  at: order * 1000,
  author: 'bob',
  authorKey: 'b',
  own: false,
  text: key,
  status: 'sent',
  ...more,
});
const range = (from: number, to: number): Entry[] =>
  Array.from({ length: to - from }, (_, i) => message(`m${from + i}`, from + i));
const keys = (state: ViewState): string[] => state.entries.map((entry) => entry.key);

const joined = (entries: readonly Entry[], more = false): ViewState =>
  reduce(initialState, { type: 'snapshot', state: panel, entries, more });

describe('the panel reducer', () => {
  it('shows a snapshot in place of all it had', () => {
    const before = reduce(joined([message('old', 1)], true), { type: 'olderRequested' });
    const state = reduce(before, {
      type: 'snapshot',
      state: panel,
      entries: [message('new', 9)],
      more: false,
    });
    assert.deepEqual(keys(state), ['new']);
    assert.equal(state.more, false);
    assert.equal(state.loadingOlder, false);
    assert.equal(state.panel, panel);
  });

  it('sorts entries by order, whatever order they come in', () => {
    const state = reduce(joined([message('b', 2)]), {
      type: 'entries',
      entries: [message('d', 4), message('a', 1), message('c', 3)],
    });
    assert.deepEqual(keys(state), ['a', 'b', 'c', 'd']);
  });

  it('replaces an entry by key, and moves it when its order changed', () => {
    const waiting = message('mine', 1e9, { own: true, status: 'pending' });
    const before = joined([message('a', 1), waiting]);
    const state = reduce(before, {
      type: 'entries',
      entries: [message('b', 3), { ...waiting, order: 2, status: 'sent' }],
    });
    assert.deepEqual(keys(state), ['a', 'mine', 'b']);
    assert.equal((state.entries[1] as MessageEntry).status, 'sent');
  });

  it('keeps the order of arrival among equal orders', () => {
    const state = reduce(joined([message('x', 5)]), { type: 'entries', entries: [message('y', 5)] });
    assert.deepEqual(keys(state), ['x', 'y']);
  });

  it('puts older entries before the rest and learns whether there are more', () => {
    const asked = reduce(joined(range(10, 12), true), { type: 'olderRequested' });
    assert.equal(asked.loadingOlder, true);
    const state = reduce(asked, { type: 'older', entries: range(8, 10), more: false });
    assert.deepEqual(keys(state), ['m8', 'm9', 'm10', 'm11']);
    assert.equal(state.more, false);
    assert.equal(state.loadingOlder, false);
  });

  it('forgets a page it asked for when the connection changes, and only then', () => {
    const asked = reduce(joined(range(1, 3), true), { type: 'olderRequested' });
    assert.equal(reduce(asked, { type: 'state', state: { ...panel, members: 3 } }).loadingOlder, true);
    const left: PanelState = { ...panel, connection: { kind: 'left', message: 'You left.' } };
    assert.equal(reduce(asked, { type: 'state', state: left }).loadingOlder, false);
  });

  it('counts what others say while the reader reads back, once each', () => {
    const away = reduce(joined(range(1, 5)), { type: 'scrolled', atBottom: false });
    const first = reduce(away, {
      type: 'entries',
      entries: [
        message('n1', 6),
        message('own', 7, { own: true }),
        { kind: 'notice', key: 'joined', order: 8, at: 0, text: 'cleo joined' },
        message('m4', 4, { text: 'edited' }),
      ],
    });
    assert.equal(first.unseen, 1);
    const again = reduce(first, { type: 'entries', entries: [message('n1', 6), message('n2', 9)] });
    assert.equal(again.unseen, 2);
    assert.equal(reduce(again, { type: 'scrolled', atBottom: true }).unseen, 0);
  });

  it('counts nothing at the bottom', () => {
    assert.equal(reduce(joined([]), { type: 'entries', entries: range(1, 4) }).unseen, 0);
  });

  it('keeps the newest at the bottom and knows that there are older ones', () => {
    const state = reduce(joined(range(0, MAX_KEPT)), {
      type: 'entries',
      entries: range(MAX_KEPT, MAX_KEPT + 5),
    });
    assert.equal(state.entries.length, MAX_KEPT);
    assert.equal(keys(state)[0], 'm5');
    assert.equal(state.more, true);
  });

  it('takes nothing away from a reader who reads back, until the bottom is reached again', () => {
    const away = reduce(joined(range(100, 100 + MAX_KEPT), true), { type: 'scrolled', atBottom: false });
    const more = reduce(away, { type: 'older', entries: range(0, 100), more: false });
    assert.equal(more.entries.length, MAX_KEPT + 100);
    const back = reduce(more, { type: 'scrolled', atBottom: true });
    assert.equal(back.entries.length, MAX_KEPT);
    assert.equal(back.more, true);
  });

  it('changes nothing when a scroll changes nothing', () => {
    const state = joined(range(1, 3));
    assert.equal(reduce(state, { type: 'scrolled', atBottom: true }), state);
  });
});

describe('newFromOthers', () => {
  it('leaves out own messages, notices and new versions', () => {
    const incoming: Entry[] = [
      message('a', 1),
      message('b', 2),
      message('mine', 3, { own: true }),
      { kind: 'notice', key: 'n', order: 4, at: 0, text: 'x' },
    ];
    assert.deepEqual(newFromOthers([message('a', 1)], incoming), [incoming[1]]);
  });
});
