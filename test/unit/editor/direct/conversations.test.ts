import assert from 'node:assert/strict';
import { Emitter } from '../../../../src/base/emitter';
import type { Entry, MessageEntry } from '../../../../src/client/conversation/entry';
import { Conversations } from '../../../../src/editor/direct/conversations';
import type { Member } from '../../../../src/protocol/wire/messages';
import { useOwn } from '../../support/own';

const member = (mid: string, name: string): Member => ({ mid, name, since: 0, dialect: 'native' });
const open = (order: number, more: Partial<MessageEntry> = {}): MessageEntry => ({
  ...{ kind: 'message', key: `0:${order}`, order, at: 0, from: 'Bob', by: 'b', own: false },
  ...{ text: 'hi', status: 'sent' },
  ...more,
});
const message = (order: number, more: Partial<MessageEntry> = {}): MessageEntry =>
  open(order, { to: 'me', ...more });

describe('Conversations', () => {
  const own = useOwn();
  let conversations: Conversations;
  let members: Member[];
  let ignored: Set<string>;
  let told: string[];
  let unread: Map<string | undefined, number>;
  const changedRoom = new Emitter<void>();
  const come = new Emitter<readonly Entry[]>();
  const unreadChanged = new Emitter<void>();

  beforeEach(() => {
    members = [member('me', 'Ana'), member('b', 'Bob'), member('c', 'Carol')];
    ignored = new Set();
    told = [];
    unread = new Map([['b', 2]]);
    conversations = own(
      new Conversations({
        session: {
          onDidChangeRoom: changedRoom.event,
          onDidChangeEntries: come.event,
          get current() {
            return { members, memberId: 'me' };
          },
        },
        unread: {
          countWith: (who) => unread.get(who) ?? 0,
          get partners() {
            return new Set(unread.keys());
          },
          onDidChange: unreadChanged.event,
        },
        ignored: { has: (memberId) => ignored.has(memberId), onDidChange: new Emitter<void>().event },
      }),
    );
    own(conversations.onDidShow(() => told.push('show')));
    own(conversations.onDidChange(() => told.push('change')));
  });

  const names = () => conversations.list.map(({ name }) => name);

  it('begins with what anybody says to this person alone, or this person to them', () => {
    come.fire([message(1), message(2, { to: 'c', own: true, by: 'me', from: 'Ana' }), message(3)]);
    const [bob, carol] = conversations.list;
    assert.deepEqual(bob, { memberId: 'b', name: 'Bob', isHere: true, unread: 2 });
    assert.deepEqual(carol, { memberId: 'c', name: 'Carol', isHere: true, unread: 0 });
    assert.deepEqual(told, ['change']);
    unreadChanged.fire();
    assert.deepEqual(told, ['change', 'change']);
  });

  it('tells of nothing where everything is said to everybody', () => {
    come.fire([open(1)]);
    unreadChanged.fire();
    assert.deepEqual([conversations.list, told], [[], []]);
  });

  it('shows one at a time, and what belongs to it', () => {
    const direct = message(1);
    const divider: Entry = { kind: 'notice', key: 'd', order: 3, at: 0, notice: { kind: 'divider' } };
    const coming: Entry = { ...divider, notice: { kind: 'join', name: 'Dan', own: false } };
    const shown = () => [direct, open(2), divider, coming].map(conversations.isShown);
    assert.deepEqual(shown(), [false, true, true, true]);
    assert.equal(conversations.show('b'), true);
    assert.deepEqual(shown(), [true, false, true, false]);
    assert.equal(conversations.shown, 'b');
    assert.equal(conversations.show('b'), true);
    assert.equal(conversations.show(undefined), true);
    assert.deepEqual(told, ['show', 'show']);
    assert.deepEqual(names(), ['Bob'], 'it stays on the list');
  });

  it('shows the one that a message belongs to', () => {
    conversations.showThatOf(message(1));
    assert.equal(conversations.shown, 'b');
    conversations.showThatOf(open(2));
    assert.equal(conversations.shown, undefined);
  });

  it('shows none with this person, and none with whom nobody knows', () => {
    assert.equal(conversations.show('me'), false);
    assert.equal(conversations.show('x'), false);
    assert.deepEqual([conversations.shown, told], [undefined, []]);
  });

  it('goes on under a new name, and knows who has left', () => {
    conversations.show('b');
    members = [member('me', 'Ana'), member('b', 'Bobby')];
    assert.deepEqual(names(), ['Bobby']);
    members = [member('me', 'Ana')];
    assert.deepEqual(conversations.list[0], { memberId: 'b', name: 'Bobby', isHere: false, unread: 2 });
    assert.equal(conversations.show('b'), true);
    come.fire([message(1, { to: 'gone', own: true, by: 'me', from: 'Ana' })]);
    assert.deepEqual(names(), ['Bobby', undefined]);
  });

  it('lists nobody who is ignored, unless they are shown', () => {
    ignored.add('b');
    come.fire([message(1)]);
    assert.deepEqual(names(), []);
    conversations.show('b');
    assert.deepEqual(names(), ['Bob']);
  });

  it('knows nothing in another room', () => {
    conversations.show('b');
    changedRoom.fire();
    assert.deepEqual([conversations.shown, conversations.list], [undefined, []]);
  });

  const come200 = (): void => {
    for (let i = 0; i < 200; i++) come.fire([message(i, { by: `m${i}`, from: `${i}` })]);
  };

  it('lists the newest fifty, and the one that is shown', () => {
    conversations.show('b');
    come200();
    assert.deepEqual([conversations.list.length, names()[0], names()[1]], [50, 'Bob', '151']);
    assert.equal(conversations.show('m1'), false, 'it is forgotten');
  });

  it('drops nothing that is unread: the oldest that are read make room, and what is too much waits', () => {
    conversations.show('c');
    for (let i = 0; i < 60; i++) unread.set(`m${i}`, 1);
    come200();
    assert.deepEqual([names().length, ...names().slice(0, 2), names().at(-1)], [50, 'Carol', '0', '48']);
    for (let i = 0; i < 60; i++) unread.delete(`m${i}`);
    assert.deepEqual([names().length, names()[0], names()[1]], [50, 'Carol', '151']);
    unread.set('m7', 1);
    assert.deepEqual([...names().slice(0, 2), names().at(-1)], ['Carol', '7', '199']);
  });
});
