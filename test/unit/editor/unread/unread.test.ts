import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import type { Entry, MessageEntry } from '../../../../src/client/conversation/entry';
import { Unread } from '../../../../src/editor/unread/unread';
import { ManualClock } from '../../client/manualClock';
import { useOwn } from '../../support/own';

const message = (order: number, more: Partial<MessageEntry> = {}): MessageEntry => ({
  ...{ kind: 'message', key: `0:${order}`, order, at: 0, from: 'Bob', by: 'b', own: false },
  ...{ text: 'hi', status: 'sent' },
  ...more,
});
const notice = (order: number): Entry => ({
  ...{ kind: 'notice', key: `0:${order}`, order, at: 0 },
  notice: { kind: 'join', name: 'Carol', own: false },
});

/** In a room, and long enough for all to be counted. */
function inRoom() {
  const clock = new ManualClock();
  const unread = new Unread(clock);
  unread.enter();
  const settle = () => clock.advance(1000);
  return { clock, unread, settle };
}

describe('Unread', () => {
  const own = useOwn();
  it('counts what others say', () => {
    const { unread, settle } = inRoom();
    unread.add([message(1), message(2), notice(3), message(4, { own: true })]);
    settle();
    assert.equal(unread.count, 2);
  });

  it('counts nothing of whom one ignores, and no more of whom one ignores from now on', () => {
    const { unread, settle } = inRoom();
    const told: string[] = [];
    own(unread.onDidAdd((messages) => told.push(...messages.map(({ by }) => by))));
    unread.add([message(1), message(2, { by: 'c' })], (memberId) => memberId === 'b');
    settle();
    assert.equal(unread.count, 1);
    assert.deepEqual(told, ['c']);
    unread.drop((memberId) => memberId === 'c');
    assert.equal(unread.count, 0);
    unread.read(2);
    assert.equal(unread.readUpTo, 2);
  });

  it('takes what was said before one came in as read', () => {
    const clock = new ManualClock();
    const unread = new Unread(clock);
    unread.add([message(1), message(2), notice(3)]);
    unread.enter();
    clock.advance(1000);
    assert.equal(unread.count, 0);
    assert.equal(unread.readUpTo, 3);
  });

  it('takes it up where the window left off that was in the room before', () => {
    const clock = new ManualClock();
    const unread = new Unread(clock);
    const added: number[] = [];
    own(unread.onDidAdd((messages) => added.push(...messages.map(({ order }) => order))));
    unread.add([message(1), message(2)]);
    unread.add([message(3), message(4, { own: true }), message(5)]);
    assert.equal(unread.count, 0, 'not before one is in the room');
    unread.enter(2);
    assert.equal(unread.count, 2);
    assert.equal(unread.readUpTo, 2);
    assert.deepEqual(added, [], 'the window before has told of them');
    unread.enter(5);
    assert.equal(unread.count, 2, 'entered is entered');
  });

  it('tells how far all is read, each time it is further', () => {
    const { unread } = inRoom();
    const read: number[] = [];
    own(unread.onDidRead(() => read.push(unread.readUpTo)));
    unread.add([message(1), message(2)]);
    unread.read(1);
    unread.read(1);
    unread.read(9);
    assert.deepEqual(read, [1, 2]);
  });

  it('counts each conversation by itself, and tells other windows only of what is read in all', () => {
    const { unread, settle } = inRoom();
    const direct = { to: 'me' };
    unread.add([message(1), message(2, direct), message(3, { ...direct, by: 'c' }), message(4)]);
    assert.deepEqual([...unread.partners], [undefined, 'b', 'c'], 'already');
    settle();
    const counts = () => [undefined, 'b', 'c'].map((partner) => unread.countWith(partner));
    assert.deepEqual([unread.count, ...counts()], [4, 2, 1, 1]);
    unread.read(4);
    assert.deepEqual([unread.count, ...counts()], [2, 0, 1, 1]);
    assert.deepEqual([...unread.partners], ['b', 'c']);
    assert.deepEqual([unread.readUpTo, unread.readUpToWith(undefined), unread.readUpToWith('b')], [1, 4, 0]);
    assert.equal(unread.lastRead, 4);
    unread.add([message(2, direct), message(4, { text: 'changed' })]);
    unread.read(2, 'b');
    assert.deepEqual([unread.readUpTo, ...counts()], [2, 0, 0, 1]);
    unread.read(3, 'c');
    assert.deepEqual([unread.readUpTo, ...counts()], [4, 0, 0, 0]);
  });

  it('takes for read in every conversation what was read in another window', () => {
    const { unread, settle } = inRoom();
    unread.add([message(1), message(2, { to: 'me' }), message(3)]);
    settle();
    unread.readAll(2);
    assert.deepEqual([unread.count, unread.readUpToWith('b'), unread.countWith('b')], [1, 2, 0]);
  });

  it('tells of a change of one conversation that changes no sum', () => {
    const { unread, settle } = inRoom();
    unread.add([message(1)]);
    settle();
    let told = 0;
    own(unread.onDidChange(() => (told += 1)));
    unread.add([message(2, { to: 'me' })]);
    unread.read(1);
    assert.deepEqual([unread.count, unread.countWith('b'), told], [1, 1, 1]);
  });

  it('counts what was missed while the connection was away', () => {
    const { unread, settle } = inRoom();
    unread.add([message(1)]);
    unread.read(1);
    unread.add([message(2), message(3)]);
    unread.enter();
    settle();
    assert.equal(unread.count, 2);
  });

  it('does not count older messages that are loaded while reading back', () => {
    const { unread, settle } = inRoom();
    unread.add([message(10)]);
    unread.read(10);
    unread.add([message(3), message(4)]);
    settle();
    assert.equal(unread.count, 0);
  });

  it('counts a message once, however often it changes, and says once that it is new', () => {
    const { unread, settle } = inRoom();
    const added: string[] = [];
    own(unread.onDidAdd((messages) => added.push(...messages.map(({ text }) => text))));
    unread.add([message(1)]);
    unread.add([message(1, { text: 'edited' })]);
    settle();
    assert.equal(unread.count, 1);
    assert.deepEqual(added, ['hi']);
    unread.read(1);
    unread.add([message(1, { text: 'again' })]);
    settle();
    assert.equal(unread.count, 0);
    assert.deepEqual(added, ['hi']);
  });

  it('forgets a message that is taken back', () => {
    const { unread, settle } = inRoom();
    unread.add([message(1), message(2)]);
    settle();
    unread.add([message(1, { removed: true, text: '' })]);
    assert.equal(unread.count, 1);
    unread.add([message(3, { removed: true, text: '' })]);
    settle();
    assert.equal(unread.count, 1);
  });

  it('reads up to a place, and says whether that is news', () => {
    const { unread, settle } = inRoom();
    unread.add([message(1), message(2), message(3)]);
    settle();
    assert.equal(unread.read(2), true);
    assert.equal(unread.count, 1);
    assert.equal(unread.isUnread(message(2)), false);
    assert.equal(unread.isUnread(message(3)), true);
    assert.equal(unread.read(2), false);
    assert.equal(unread.read(1), false);
    assert.equal(unread.read(Number.NaN), false);
    assert.equal(unread.readUpTo, 2);
  });

  it('never takes what is yet to be said as read, though pending messages stand above it', () => {
    const { unread, settle } = inRoom();
    unread.add([message(1), message(2 ** 52 + 1, { own: true, status: 'pending', key: 'x' })]);
    unread.read(2 ** 52 + 1);
    assert.equal(unread.readUpTo, 1);
    unread.add([message(2)]);
    settle();
    assert.equal(unread.count, 1);
  });

  it('shows no number for what is read in no time', () => {
    const { unread, settle } = inRoom();
    const counts: number[] = [];
    own(unread.onDidChange(() => counts.push(unread.count)));
    unread.add([message(1)]);
    unread.read(1);
    settle();
    assert.deepEqual(counts, []);
  });

  it('tells each number once, a smaller one at once', () => {
    const { unread, settle } = inRoom();
    const counts: number[] = [];
    own(unread.onDidChange(() => counts.push(unread.count)));
    unread.add([message(1)]);
    unread.add([message(2)]);
    settle();
    unread.read(2);
    settle();
    assert.deepEqual(counts, [2, 0]);
  });

  it('knows the newest ten thousand, and takes no other for new again', () => {
    const { unread, settle } = inRoom();
    const added: number[] = [];
    own(unread.onDidAdd((messages) => added.push(...messages.map(({ order }) => order))));
    for (let order = 1; order <= 10_002; order++) unread.add([message(order)]);
    settle();
    assert.equal(unread.count, 10_000);
    assert.deepEqual(
      [message(2), message(3)].map((entry) => unread.isUnread(entry)),
      [false, true],
    );
    unread.add([message(1, { text: 'edited' })]);
    settle();
    assert.deepEqual([unread.count, added.length], [10_000, 10_002]);
    unread.read(10_001);
    assert.equal(unread.count, 1);
    unread.reset();
    unread.enter();
    unread.add([message(1)]);
    settle();
    assert.equal(unread.count, 1);
  });

  it('keeps no text of what is unread', () => {
    const { unread } = inRoom();
    unread.add([message(1, { text: 'a secret' })]);
    assert.doesNotMatch(inspect(unread, { depth: Infinity }), /a secret/);
  });

  it('begins anew in another room', () => {
    const { unread, settle } = inRoom();
    unread.add([message(1000)]);
    unread.read(1000);
    unread.add([message(1001)]);
    settle();
    unread.reset();
    assert.equal(unread.count, 0);
    unread.enter();
    unread.add([message(1)]);
    settle();
    assert.equal(unread.count, 1);
  });
});
