import assert from 'node:assert/strict';
import type { Entry, MessageEntry } from '../../../../src/client/conversation/entry';
import { MAX_WAITING, PanelFeed } from '../../../../src/editor/panel/panelFeed';
import type { ToPanel } from '../../../../src/panel/toPanel';

const message = (order: number, more: Partial<MessageEntry> = {}): Entry => ({
  ...{ kind: 'message', key: `k${order}`, order, at: 0, from: 'bob', by: 'b', own: false },
  ...{ text: `${order}`, status: 'sent' },
  ...more,
});
const run = (order: number, events: number): Entry => ({
  ...{ kind: 'notice', key: 'run', order, at: events },
  notice: { kind: 'saving', on: true },
});

describe('what the panel is told', () => {
  let posts: ToPanel[][];
  let made: number;
  let feed: PanelFeed;
  /** What a snapshot has in it. */
  let shown: readonly Entry[];
  const told = () => posts.map((messages) => messages.map(({ type }) => type).join());
  const entriesOf = (post: readonly ToPanel[] = []) =>
    post.flatMap((one) => (one.type === 'entries' ? one.entries : [])) as unknown as Entry[];

  beforeEach(() => {
    posts = [];
    made = 0;
    shown = [];
    const state = {} as Extract<ToPanel, { type: 'state' }>['state'];
    feed = new PanelFeed({
      isIgnored: (memberId) => memberId === 'eve',
      post: ({ messages }) => posts.push([...messages]),
      make: {
        snapshot: () => ({
          ...{ type: 'snapshot', state, entries: shown as never },
          ...{ more: false, readUpTo: (made += 1) },
        }),
        state: () => ({ type: 'state', state }),
        typing: () => ({ type: 'typing', names: [] }),
        members: () => ({ type: 'members', members: [] }),
        entries: (entries) => ({ type: 'entries', entries: entries as never }),
        newest: (came) => ({ type: 'newest', entries: [], more: true, came }),
      },
    });
    feed.ready();
  });

  it('has the new names of members, the newest for each, behind the entries', () => {
    feed.refresh('state');
    feed.addNames([{ mid: 'b', name: 'rob' }]);
    feed.addNames([
      { mid: 'b', name: 'robert' },
      { mid: 'a', name: 'anna' },
    ]);
    feed.addEntries([message(1)]);
    feed.taken();
    assert.deepEqual(told(), ['state', 'entries,renamed']);
    const [, names] = posts[1] ?? [];
    assert.deepEqual(names?.type === 'renamed' && names.members, [
      { mid: 'b', name: 'robert' },
      { mid: 'a', name: 'anna' },
    ]);
    feed.addNames(Array.from({ length: 5000 }, (_, i) => ({ mid: `m${i}`, name: 'x' })));
    feed.taken();
    assert.ok(posts[2]?.every((one) => one.type === 'renamed' && one.members.length <= MAX_WAITING));
    feed.taken();
    feed.refresh('state');
    feed.addNames([{ mid: 'b', name: 'bob' }]);
    feed.refresh('snapshot');
    feed.taken();
    assert.equal(told().at(-1), 'snapshot', 'which has them');
  });

  it('is one post, and then one more for all that came before it was taken', () => {
    for (let order = 1; order <= 100; order++) {
      feed.addEntries([message(order)]);
      feed.refresh('state', 'typing');
    }
    assert.deepEqual(told(), ['entries']);
    feed.taken();
    assert.deepEqual(told(), ['entries', 'entries,state,typing']);
    assert.deepEqual(
      entriesOf(posts[1]).map(({ order }) => order),
      Array.from({ length: 99 }, (_, i) => i + 2),
    );
    feed.taken();
    assert.equal(posts.length, 2, 'nothing is no post');
  });

  it('is the newest version of each entry', () => {
    feed.refresh('state');
    for (let events = 1; events <= 20_000; events++) feed.addEntries([run(1, events)]);
    feed.taken();
    assert.deepEqual(entriesOf(posts[1]), [run(1, 20_000)]);
  });

  it('is the newest page and how many came, where more came than a slow panel is told', () => {
    feed.refresh('state');
    for (let order = 1; order <= 5000; order++) {
      feed.addEntries([message(order, { own: order % 5 === 0 })]);
      // and something else becomes of them
      feed.addEntries([message(order, { own: order % 5 === 0, editedAt: 1 })]);
    }
    assert.equal(posts.length, 1);
    feed.taken();
    assert.deepEqual(posts[1], [{ type: 'newest', entries: [], more: true, came: 4000 }]);
    feed.taken();
    feed.addEntries([message(5001)]);
    assert.deepEqual(told().slice(2), ['entries'], 'then it goes on as before');
  });

  it('counts nobody who is ignored, however much they say', () => {
    feed.refresh('state');
    for (let order = 1; order <= 5000; order++)
      feed.addEntries([message(order, { by: order % 1000 === 0 ? 'bob' : 'eve' })]);
    feed.taken();
    assert.deepEqual(posts[1], [{ type: 'newest', entries: [], more: true, came: 5 }]);
  });

  it('holds as many entries as it says, and no page for fewer', () => {
    feed.refresh('state');
    for (let order = 1; order <= MAX_WAITING; order++) feed.addEntries([message(order)]);
    feed.taken();
    assert.equal(entriesOf(posts[1]).length, MAX_WAITING);
  });

  it('is a snapshot in place of all entries and pages before it, made as late as it is posted', () => {
    feed.refresh('state');
    feed.addEntries([message(1)]);
    feed.add({ type: 'older', before: 1, entries: [], more: false });
    feed.refresh('snapshot');
    feed.addEntries([message(2)]);
    feed.refresh('snapshot', 'typing');
    assert.equal(made, 0);
    feed.taken();
    assert.deepEqual([told()[1], made], ['snapshot,typing', 1]);
  });

  it('keeps what cannot be left out, and how far all is read behind what it is about', () => {
    feed.refresh('state');
    for (let upTo = 1; upTo <= 100; upTo++) feed.add({ type: 'read', upTo });
    for (const on of [true, false, true]) feed.add({ type: 'focus', on });
    feed.add({ type: 'refused', draft: { room: 'a', text: 'a' }, problem: 'No.' });
    feed.add({ type: 'refused', draft: { room: 'a', text: 'b' }, problem: 'No.' });
    feed.add({ type: 'older', before: 1, entries: [], more: false });
    feed.addEntries([message(7)]);
    feed.taken();
    assert.equal(told()[1], 'focus,older,entries,read,refused,refused');
    assert.deepEqual(posts[1]![3], { type: 'read', upTo: 100 });
  });

  it('gives back what was refused or taken back to a page that asks for all of it again', () => {
    feed.refresh('state');
    feed.add({ type: 'refused', draft: { room: 'a', text: 'a' }, problem: 'No.' });
    feed.add({ type: 'takenBack', draft: { room: 'a', text: 'b' } });
    feed.ready();
    feed.refresh('snapshot');
    assert.deepEqual(told(), ['state', 'snapshot,refused,takenBack']);
  });

  it('counts no message as new that was in the snapshot, whatever becomes of it', () => {
    shown = Array.from({ length: 1000 }, (_, order) => message(order));
    feed.refresh('snapshot');
    feed.addEntries(shown.map(({ order }) => message(order, { editedAt: 1 })));
    feed.addEntries([message(1000)]);
    feed.taken();
    assert.deepEqual(posts[1], [{ type: 'newest', entries: [], more: true, came: 1 }]);
  });

  it('is nothing before there is a page, and begins anew with the next one', () => {
    feed.refresh('state');
    feed.addEntries([message(1)]);
    feed.gone();
    feed.addEntries([message(2)]);
    feed.refresh('snapshot');
    feed.add({ type: 'read', upTo: 2 });
    feed.taken();
    assert.equal(posts.length, 1);
    feed.ready();
    feed.refresh('snapshot');
    assert.deepEqual(told(), ['state', 'snapshot']);
  });
});
