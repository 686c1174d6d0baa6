import assert from 'node:assert/strict';
import { MAX_HELD, MAX_HELD_UNITS } from '../../../../webview/state/heldEntries';
import { reduce } from '../../../../webview/state/reducer';
import {
  endIsShown,
  firstUnread,
  seenUpTo,
  unreadIsNewer,
  type ViewState,
} from '../../../../webview/state/viewState';
import { come, joined, message, panel, range } from '../panelState';

const PAGE = 200;
const TOTAL = 10_000;

/** Reads back from the newest, page by page, until this one is loaded. */
function readBackTo(order: number, from: ViewState): ViewState {
  let state = from;
  while (state.entries[0]!.order > order) {
    const end = state.entries[0]!.order;
    const start = Math.max(0, end - PAGE);
    state = reduce(state, { type: 'older', before: end, entries: range(start, end), more: start > 0 });
    state = reduce(state, { type: 'scrolled', atBottom: false, unread: undefined });
    // as a reader does who scrolls to the top of what is loaded
    for (let i = 0; i < 20; i++) state = reduce(state, { type: 'step', up: true });
  }
  return state;
}

const orders = ({ entries }: ViewState): (number | undefined)[] => [entries[0]?.order, entries.at(-1)?.order];
const newest = joined(range(TOTAL - PAGE, TOTAL), true);

describe('what the panel holds while somebody reads back', () => {
  it('is bounded: of what was read through, the newest is let go of', () => {
    const state = readBackTo(0, newest);
    assert.deepEqual(orders(state), [0, MAX_HELD - 1]);
    assert.deepEqual([state.newer, state.more, endIsShown(state)], [TOTAL - 1, false, false]);
  });

  it('is bounded: where the reader stays near the end, the oldest is let go of', () => {
    let state = readBackTo(TOTAL - MAX_HELD, newest);
    while (!endIsShown(state)) state = reduce(state, { type: 'step', up: false });
    state = come(state, ...range(TOTAL, TOTAL + 500));
    assert.deepEqual(orders(state), [TOTAL + 500 - MAX_HELD, TOTAL + 499]);
    assert.deepEqual([state.newer, state.more, state.unseen], [undefined, true, 500]);
  });

  it('is bounded by what the messages say, too', () => {
    const text = 'x'.repeat(131_072);
    const long = (from: number, to: number) => range(from, to).map((entry) => ({ ...entry, text }));
    const units = ({ entries }: ViewState) => entries.reduce((sum, entry) => sum + entry.text.length, 0);
    const away = reduce(joined(long(0, 200)), { type: 'scrolled', atBottom: false, unread: undefined });
    const flooded = come(away, ...long(200, 500));
    assert.deepEqual([orders(flooded), flooded.newer], [[0, 319], 499]);
    let state = joined(long(800, 1000), true);
    for (let end = 800; end > 0; end -= PAGE) {
      state = reduce(state, { type: 'older', before: end, entries: long(end - PAGE, end), more: true });
      state = reduce(state, { type: 'scrolled', atBottom: false, unread: undefined });
      for (let i = 0; i < 20; i++) state = reduce(state, { type: 'step', up: true });
      assert.ok(units(state) <= MAX_HELD_UNITS);
    }
  });

  it('is bounded in a flood, whose messages are counted once, and changed where they are held', () => {
    let state = readBackTo(TOTAL - MAX_HELD, newest);
    state = come(state, ...range(TOTAL, TOTAL + 500));
    assert.deepEqual(orders(state), [TOTAL - MAX_HELD, TOTAL - 1]);
    state = come(state, message('late', TOTAL + 500));
    // a reaction to it, and an edit of one that is held
    state = come(
      state,
      message('late', TOTAL + 500),
      message(`m${TOTAL - 9}`, TOTAL - 9, { text: 'edited' }),
    );
    assert.deepEqual([state.newer, state.unseen], [TOTAL + 500, 501]);
    const edited = state.entries.find(({ key }) => key === `m${TOTAL - 9}`);
    assert.ok(edited?.kind === 'message' && edited.text === 'edited');
    assert.deepEqual(orders(state), [TOTAL - MAX_HELD, TOTAL - 1]);
  });

  it('never joins what stands behind the gap: the newest comes with a snapshot only', () => {
    const far = readBackTo(0, newest);
    const waiting = message('mine', 2 ** 52, { own: true, status: 'pending' });
    const state = come(far, waiting, message('new', TOTAL));
    assert.deepEqual(orders(state), [0, MAX_HELD - 1]);
    assert.equal(reduce(state, { type: 'toBottom' }), state);
    assert.equal(seenUpTo({ ...state, focused: true, visible: true }), state.readUpTo);
    const back = reduce(state, { ...snapshot, entries: range(TOTAL - PAGE, TOTAL + 1) });
    assert.deepEqual([back.newer, back.atBottom, endIsShown(back)], [undefined, true, true]);
  });

  it('has the unread line behind it where that is newer', () => {
    const away = reduce(readBackTo(0, newest), { type: 'read', upTo: TOTAL - 1 });
    const state = come({ ...away, readUpTo: TOTAL - 1 }, message('new', TOTAL));
    assert.deepEqual([state.unreadAfter, unreadIsNewer(state)], [TOTAL - 1, true]);
    assert.equal(reduce(state, { type: 'toUnread' }).seeking, false, 'there is nothing to page back to');
    assert.equal(reduce(state, { type: 'read', upTo: TOTAL }).unseen, 0);
  });

  it('is bounded on the way to an unread line that is far back, and gets there', () => {
    const away = reduce(newest, { ...snapshot, entries: newest.entries, more: true, readUpTo: 1000 });
    let state = reduce(away, { type: 'toUnread' });
    while (state.seeking) {
      const end = state.entries[0]!.order;
      assert.ok(state.entries.length <= MAX_HELD);
      state = reduce(state, { type: 'older', before: end, entries: range(end - PAGE, end), more: true });
    }
    assert.equal(state.entries[firstUnread(state)!]?.order, 1001);
    assert.ok(state.window.from <= 1001 && state.window.to >= 1001);
    assert.deepEqual([state.atBottom, state.newer], [false, TOTAL - 1]);
  });
});

const snapshot = { type: 'snapshot', state: panel, entries: [], more: false, readUpTo: Infinity } as const;
