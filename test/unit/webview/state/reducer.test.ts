import assert from 'node:assert/strict';
import type { PanelEntry, PanelMessage } from '../../../../src/panel/entrySchemas';
import type { PanelState } from '../../../../src/panel/stateSchemas';
import { MAX_KEPT, MAX_SOUGHT, reduce, type UnreadPlace } from '../../../../webview/state/reducer';
import {
  endIsShown,
  firstUnread,
  initialState,
  newFromOthers,
  seenUpTo,
  type ViewState,
} from '../../../../webview/state/viewState';
import { shownRange } from '../../../../webview/state/rowWindow';
import { come, joined, message, panel, range } from '../panelState';
import { away, left } from '../../../support/setbacks';

const keys = (state: ViewState): string[] => state.entries.map((entry) => entry.key);

describe('the panel reducer', () => {
  it('shows a snapshot in place of all it had', () => {
    const before = reduce(joined([message('old', 1)], true), { type: 'olderRequested' });
    const state = reduce(before, {
      type: 'snapshot',
      state: panel,
      entries: [message('new', 9)],
      more: false,
      readUpTo: 9,
    });
    assert.deepEqual(keys(state), ['new']);
    assert.equal(state.more, false);
    assert.equal(state.loadingOlder, false);
    assert.equal(state.panel, panel);
  });

  it('keeps what the reader unfolded, also when all is told anew', () => {
    const unfolded = reduce(joined([message('a', 1)]), { type: 'unfold', key: 'a', on: true });
    const again = reduce(unfolded, { type: 'snapshot', state: panel, entries: [], more: false, readUpTo: 0 });
    assert.deepEqual([...again.unfolded], ['a']);
    assert.deepEqual([...reduce(again, { type: 'unfold', key: 'a', on: false }).unfolded], []);
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
    assert.equal((state.entries[1] as PanelMessage).status, 'sent');
  });

  it('keeps the order of arrival among equal orders', () => {
    const state = reduce(joined([message('x', 5)]), { type: 'entries', entries: [message('y', 5)] });
    assert.deepEqual(keys(state), ['x', 'y']);
  });

  it('puts older entries before the rest and learns whether there are more', () => {
    const asked = reduce(joined(range(10, 12), true), { type: 'olderRequested' });
    assert.equal(asked.loadingOlder, true);
    const state = reduce(asked, { type: 'older', before: 10, entries: range(8, 10), more: false });
    assert.deepEqual(keys(state), ['m8', 'm9', 'm10', 'm11']);
    assert.equal(state.more, false);
    assert.equal(state.loadingOlder, false);
  });

  it('keeps in the document the run whose begin comes with an older page, or with what was missing', () => {
    const run = (order: number): PanelEntry => ({
      kind: 'notice',
      key: 'run',
      order,
      at: 0,
      text: `since ${order}`,
    });
    const before = reduce(joined([run(100), ...range(101, 300)], true), {
      type: 'scrolled',
      atBottom: false,
      unread: undefined,
    });
    const longer = [...range(0, 50), run(50)];
    const paged = reduce(before, { type: 'older', before: 100, entries: longer, more: false });
    for (const state of [paged, come(before, run(50))]) {
      assert.equal(state.entries[shownRange(state.entries, state.window).start]?.key, 'run');
    }
    assert.equal(paged.entries.length, 250);
  });

  it('takes no page that would stand beside a gap, as it has let go of what came after it', () => {
    const asked = reduce(joined(range(100, 300), true), { type: 'olderRequested' });
    const newest = reduce(asked, { type: 'newest', entries: range(5000, 5200), more: true, came: 4900 });
    const state = reduce(newest, { type: 'older', before: 100, entries: range(0, 100), more: false });
    assert.deepEqual([keys(state)[0], state.entries.length, state.more], ['m5000', 200, true]);
    assert.equal(state.loadingOlder, false, 'it can be asked for again');
  });

  it('forgets a page it asked for when the connection changes, and only then', () => {
    const asked = reduce(joined(range(1, 3), true), { type: 'olderRequested' });
    assert.equal(reduce(asked, { type: 'state', state: { ...panel, members: 3 } }).loadingOlder, true);
    const after: PanelState = { ...panel, connection: left('You left.') };
    assert.equal(reduce(asked, { type: 'state', state: after }).loadingOlder, false);
  });

  it('counts what others say while the reader reads back, once each', () => {
    const away = reduce(joined(range(1, 5)), { type: 'scrolled', atBottom: false, unread: undefined });
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
    assert.equal(reduce(again, { type: 'scrolled', atBottom: true, unread: undefined }).unseen, 0);
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
    const away = reduce(joined(range(100, 100 + MAX_KEPT), true), {
      type: 'scrolled',
      atBottom: false,
      unread: undefined,
    });
    const more = reduce(away, { type: 'older', before: 100, entries: range(0, 100), more: false });
    assert.equal(more.entries.length, MAX_KEPT + 100);
    const back = reduce(more, { type: 'scrolled', atBottom: true, unread: undefined });
    assert.equal(back.entries.length, MAX_KEPT);
    assert.equal(back.more, true);
  });

  it('changes nothing when a scroll changes nothing', () => {
    const state = joined(range(1, 3));
    assert.equal(reduce(state, { type: 'scrolled', atBottom: true, unread: undefined }), state);
  });
});

describe('the unread line', () => {
  const away = (entries: readonly PanelEntry[], readUpTo: number, more = false): ViewState =>
    reduce(initialState, { type: 'snapshot', state: panel, entries, more, readUpTo });
  const attend = (state: ViewState, attentive = true): ViewState =>
    reduce(reduce(state, { type: 'visibility', visible: true }), { type: 'focus', on: attentive });
  const scrolled = (state: ViewState, atBottom: boolean, unread: UnreadPlace): ViewState =>
    reduce(state, { type: 'scrolled', atBottom, unread });
  /** Key of the message below the line. */
  const below = (state: ViewState): string | undefined => {
    const index = firstUnread(state);
    return index === undefined ? undefined : state.entries[index]!.key;
  };
  /** What `main` does when `seenUpTo` has grown. */
  const read = (state: ViewState): ViewState => reduce(state, { type: 'seen', upTo: seenUpTo(state) });

  it('stands before the first message of others behind what was read', () => {
    const own = message('own', 3, { own: true });
    const notice: PanelEntry = { kind: 'notice', key: 'n', order: 4, at: 0, text: 'joined' };
    const state = away([...range(1, 3), own, notice, ...range(5, 7)], 2);
    assert.equal(below(state), 'm5');
  });

  it('is not there when all was read, or what was not is one’s own', () => {
    assert.equal(below(away(range(1, 5), 4)), undefined);
    assert.equal(below(away([...range(1, 5), message('own', 5, { own: true })], 4)), undefined);
  });

  it('waits where its place is not loaded yet', () => {
    const state = away(range(10, 20), 5, true);
    assert.equal(below(state), undefined);
    assert.equal(
      below(reduce(state, { type: 'older', before: 10, entries: range(1, 10), more: false })),
      'm6',
    );
  });

  it('counts as read what is before the eyes of a person who looks: the newest, as far as it is sent', () => {
    const state = away([...range(1, 5), message('mine', 2 ** 52, { own: true, status: 'pending' })], 2);
    assert.equal(seenUpTo(state), 2, 'nobody looks');
    assert.equal(seenUpTo(scrolled(attend(state), false, 'below')), 2, 'it is not in sight');
    assert.equal(seenUpTo(attend(state)), 4);
    assert.equal(seenUpTo(reduce(attend(state), { type: 'visibility', visible: false })), 2, 'it is hidden');
    assert.equal(seenUpTo(read(attend(state))), 4);
  });

  it('has nothing to tell about own messages and notices alone', () => {
    const state = attend(away(range(1, 3), 2));
    const own = come(state, message('own', 3, { own: true }), {
      ...{ kind: 'notice', key: 'n', order: 4, at: 0, text: '' },
    });
    assert.equal(seenUpTo(own), 2);
  });

  it('stays where it was while the person reads on', () => {
    const reading = read(attend(away(range(1, 5), 2)));
    assert.equal(below(reading), 'm3');
    assert.equal(below(read(come(reading, message('m5', 5)))), 'm3');
  });

  it('does not come under the eyes of a reader', () => {
    assert.equal(below(come(attend(away(range(1, 5), 4)), message('m5', 5))), undefined);
  });

  it('comes with messages while the person looks elsewhere or reads back', () => {
    const elsewhere = come(away(range(1, 5), 4), message('m5', 5));
    assert.equal(below(come(elsewhere, message('m6', 6))), 'm5');
    const back = scrolled(attend(away(range(1, 5), 4)), false, undefined);
    assert.equal(below(come(back, message('m5', 5))), 'm5');
  });

  it('goes on to what came after the person has read and gone', () => {
    const gone = attend(read(attend(away(range(1, 5), 2))), false);
    assert.equal(below(come(gone, message('m5', 5))), 'm5');
  });

  it('goes with the next own message, not with a new version of one', () => {
    const own = message('own', 3, { own: true });
    const state = away([...range(1, 3), own, ...range(4, 6)], 2);
    assert.equal(below(come(state, { ...own, text: 'edited' })), 'm4');
    assert.equal(below(come(state, message('mine', 2 ** 52, { own: true, status: 'pending' }))), undefined);
  });

  it('follows what was read in another window, and never back', () => {
    const state = away(range(1, 9), 2);
    const moved = reduce(state, { type: 'read', upTo: 5 });
    assert.equal(below(moved), 'm6');
    assert.equal(below(reduce(moved, { type: 'read', upTo: 3 })), 'm6');
    assert.equal(below(reduce(moved, { type: 'read', upTo: 8 })), undefined);
  });

  it('takes what was read in another window off the count of new ones', () => {
    const back = scrolled(away(range(1, 3), 2), false, undefined);
    const state = come(back, ...range(3, 8));
    assert.equal(state.unseen, 5);
    assert.equal(reduce(state, { type: 'read', upTo: 5 }).unseen, 2);
    assert.equal(reduce(state, { type: 'read', upTo: 7 }).unseen, 0);
  });

  it('is offered while it is above and was not looked at yet', () => {
    const state = attend(away(range(1, 100), 2));
    const above = scrolled(state, true, 'above');
    assert.equal(above.unreadAbove, true);
    const visited = scrolled(above, false, 'inSight');
    assert.equal(visited.unreadAbove, false);
    assert.equal(scrolled(visited, true, 'above').unreadAbove, false);
    const another = come(attend(visited, false), message('m100', 100));
    assert.equal(scrolled({ ...another, unreadVisited: false }, false, 'above').unreadAbove, true);
  });

  it('is gone to where it is loaded, and looked for where it is not', () => {
    const all = range(0, 1000);
    const state = away(all.slice(800), 500, true);
    const seeking = reduce(state, { type: 'toUnread' });
    assert.equal(seeking.seeking, true);
    const closer = reduce(seeking, { type: 'older', before: 800, entries: all.slice(600, 800), more: true });
    assert.equal(closer.seeking, true);
    const found = reduce(closer, { type: 'older', before: 600, entries: all.slice(400, 600), more: true });
    assert.equal(found.seeking, false);
    assert.ok(found.window.from <= 501 && found.window.to >= 501);
    assert.equal(endIsShown(found), false);
    assert.equal(found.atBottom, false);
  });

  it('P-9.8 stops on its way back where there is no end to it, and may set out again', () => {
    let state = reduce(joined([message('m', 1e6)], true), { type: 'toMessage', order: 1 });
    let pages = 0;
    for (let before = 1e6; state.seeking && pages < 2 * MAX_SOUGHT; before--, pages++)
      state = reduce(state, { type: 'older', before, entries: [message('x', before - 1)], more: true });
    assert.deepEqual(
      [pages, state.seeking, state.returningTo, state.more],
      [MAX_SOUGHT, false, undefined, true],
    );
    state = reduce(state, { type: 'toMessage', order: 1 });
    const before = state.entries[0]!.order;
    assert.equal(
      reduce(state, { type: 'older', before, entries: [message('y', 2)], more: true }).seeking,
      true,
    );
  });

  it('is looked for no further where what is older shows nothing, which may have no end', () => {
    const seeking = reduce(away(range(800, 1000), 500, true), { type: 'toUnread' });
    const nothing = reduce(seeking, { type: 'older', before: 800, entries: [], more: true });
    assert.deepEqual([nothing.seeking, nothing.loadingOlder, nothing.more], [false, false, true]);
    assert.equal(reduce(nothing, { type: 'toUnread' }).seeking, true, 'but again, if it is asked for');
  });

  it('is not looked for when there is none', () => {
    assert.equal(reduce(away(range(1, 3), 9, true), { type: 'toUnread' }).seeking, false);
  });
});

describe('typing and copying', () => {
  it('shows who types, until the connection changes', () => {
    const state = reduce(joined([]), { type: 'typing', names: ['bob'] });
    assert.deepEqual(state.typing, ['bob']);
    assert.deepEqual(reduce(state, { type: 'state', state: { ...panel, members: 9 } }).typing, ['bob']);
    const after: PanelState = { ...panel, connection: left('') };
    assert.deepEqual(reduce(state, { type: 'state', state: after }).typing, []);
  });

  it('knows what was copied just now', () => {
    const state = reduce(joined(range(1, 2)), { type: 'copied', what: 'm1' });
    assert.equal(state.copied, 'm1');
    assert.equal(reduce(state, { type: 'copied', what: undefined }).copied, undefined);
  });
});

describe('the card with the invitation', () => {
  it('stays while the connection comes and goes, and is forgotten once the room is left', () => {
    const state = reduce(joined([]), { type: 'invite', on: true });
    const broken = reduce(state, { type: 'state', state: { ...panel, connection: away('') } });
    assert.equal(broken.invitation, 'asked');
    assert.equal(reduce(broken, { type: 'state', state: panel }).invitation, 'asked');
    assert.equal(
      reduce(broken, { type: 'state', state: { ...panel, connection: left('') } }).invitation,
      undefined,
    );
  });
});

describe('the loaded entries', () => {
  it('have no gap: a new version of what is not loaded waits for its page', () => {
    const state = joined(range(10, 12), true);
    assert.deepEqual(keys(reduce(state, { type: 'entries', entries: [message('m3', 3)] })), ['m10', 'm11']);
    const all = joined(range(10, 12));
    assert.deepEqual(keys(reduce(all, { type: 'entries', entries: [message('m3', 3)] })), [
      ...['m3', 'm10', 'm11'],
    ]);
  });
});

describe('newFromOthers', () => {
  it('leaves out own messages, notices and new versions', () => {
    const incoming: PanelEntry[] = [
      message('a', 1),
      message('b', 2),
      message('mine', 3, { own: true }),
      { kind: 'notice', key: 'n', order: 4, at: 0, text: 'x' },
    ];
    assert.deepEqual(newFromOthers(joined([message('a', 1)]), incoming), [incoming[1]]);
  });

  it('leaves out what is done to messages that the panel does not hold', () => {
    const changed = [message('old', 3, { editedAt: 9 }), message('new', 12)];
    assert.deepEqual(newFromOthers(joined(range(10, 12), true), changed), [changed[1]]);
    assert.deepEqual(newFromOthers({ ...joined(range(1, 3)), newer: 11 }, changed), [changed[1]]);
  });
});
