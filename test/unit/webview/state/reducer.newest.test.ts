// More came than the panel was posted: it gets the newest page, and how many there were.
import assert from 'node:assert/strict';
import type { PanelEntry } from '../../../../src/panel/entrySchemas';
import { reduce } from '../../../../webview/state/reducer';
import { endIsShown, seenUpTo, type ViewState } from '../../../../webview/state/viewState';
import { come, joined, message, range } from '../panelState';

const newest = (state: ViewState, entries: readonly PanelEntry[], came: number): ViewState =>
  reduce(state, { type: 'newest', entries, more: true, came });
const keys = ({ entries }: ViewState): string[] => entries.map(({ key }) => key);
const away = (state: ViewState): ViewState =>
  reduce(state, { type: 'scrolled', atBottom: false, unread: undefined });
const looking = (state: ViewState): ViewState =>
  reduce(reduce(state, { type: 'focus', on: true }), { type: 'visibility', visible: true });

describe('the newest page in place of what came', () => {
  it('is all that is shown to who is at the newest message', () => {
    const state = newest(joined(range(1, 10)), range(5000, 5200), 4990);
    assert.deepEqual([keys(state)[0], state.entries.length, state.more], ['m5000', 200, true]);
    assert.deepEqual([state.atBottom, state.unseen, endIsShown(state)], [true, 0, true]);
  });

  it('is read by who looks at it, and stands behind the unread line for everybody else', () => {
    const before = reduce(joined(range(1, 10)), { type: 'seen', upTo: 9 });
    const looked = newest(looking({ ...before, readUpTo: 9 }), range(5000, 5200), 4990);
    assert.deepEqual([looked.unreadAfter, seenUpTo(looked)], [undefined, 5199]);
    const unseen = newest({ ...before, readUpTo: 9 }, range(5000, 5200), 4990);
    assert.equal(unseen.unreadAfter, 9);
    assert.equal(newest({ ...before, readUpTo: 9 }, range(1, 10), 0).unreadAfter, undefined);
  });

  it('leaves who reads back where they are, and counts', () => {
    const pending = message('mine', 1e9, { own: true, status: 'pending' });
    const before = come(away(joined(range(1, 300))), pending);
    const changed = message('m7', 7, { text: 'changed' });
    const state = newest(before, [changed, ...range(5000, 5199)], 4701);
    assert.deepEqual(keys(state), keys(joined(range(1, 300))));
    assert.deepEqual(state.entries[6], changed);
    assert.deepEqual([state.unseen, state.newer, state.atBottom], [4701, 5198, false]);
    assert.deepEqual(state.window, before.window);
    // what comes next would stand behind a gap
    const next = come(state, message('m5199', 5199));
    assert.deepEqual([keys(next).includes('m5199'), next.unseen, next.newer], [false, 4702, 5199]);
  });
});
