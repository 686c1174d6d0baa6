import assert from 'node:assert/strict';
import type { Entry } from '../../../../src/client/conversation/entry';
import { CurrentRoomEvents } from '../../../../src/editor/session/currentRoomEvents';
import { RoomEvents } from '../../../../src/editor/session/roomEvents';
import { ManualClock } from '../../client/manualClock';

const entry = (order: number, text = ''): Entry => ({
  ...{
    kind: 'message',
    key: `k${order}`,
    order,
    at: 0,
    from: 'bob',
    by: 'b',
    own: false,
    text,
    status: 'sent',
  },
});

/** Follows what the test says. */
class CurrentRoom extends CurrentRoomEvents {
  override follow(room: RoomEvents): void {
    super.follow(room);
  }
}

describe('what a session tells', () => {
  let clock: ManualClock;
  let events: RoomEvents;
  let current: CurrentRoom;
  let told: string[];
  beforeEach(() => {
    clock = new ManualClock();
    events = new RoomEvents(undefined, clock);
    current = new CurrentRoom();
    current.follow(events);
    told = [];
    current.onDidChange(() => told.push('change'));
    current.onDidChangeRoom(() => told.push('room'));
    current.onDidRead((order) => told.push(`read ${order}`));
    current.onDidChangeEntries((entries) => told.push(`entries ${entries.map(({ order }) => order).join()}`));
  });
  afterEach(() => {
    events.dispose();
    current.dispose();
  });

  it('tells, with a message that was changed or deleted, what answers it', () => {
    const asked: number[][] = [];
    const answering = new RoomEvents((orders) => {
      asked.push([...orders]);
      return [entry(7), entry(8)];
    }, clock);
    current.follow(answering);
    answering.entriesChanged([entry(1)]);
    assert.deepEqual(asked, []);
    clock.advance(50);
    answering.entriesChanged([{ ...entry(2), removed: true } as Entry, entry(8, 'newer'), entry(3)]);
    assert.deepEqual(asked, [[2]]);
    assert.deepEqual(told.slice(-2), ['entries 1', 'entries 2,8,3,7']);
    answering.dispose();
  });

  it('is told at once, and twice of a burst, however long it is', () => {
    for (let order = 1; order <= 500; order++) {
      events.entriesChanged([entry(order)]);
      events.changedInPassing();
    }
    assert.deepEqual(told, ['entries 1']);
    clock.advance(1000);
    assert.equal(told.length, 3);
    assert.match(told[1]!, /^entries 2,3,.*,500$/);
    assert.equal(told[2], 'change');
  });

  it('is the newest of each entry', () => {
    const heard: Entry[] = [];
    events.onDidChangeEntries((entries) => heard.push(...entries));
    events.changedInPassing();
    for (let i = 0; i < 20_000; i++) events.entriesChanged([entry(1, `${i}`)]);
    clock.advance(1000);
    assert.deepEqual(heard, [entry(1, '19999')]);
  });

  it('never piles up', () => {
    let longest = 0;
    events.onDidChangeEntries(({ length }) => (longest = Math.max(longest, length)));
    for (let order = 1; order <= 10_000; order++) events.entriesChanged([entry(order)]);
    assert.ok(longest > 1 && longest < 2000, `${longest}`);
    assert.ok(told.length < 20, `${told.length}`);
  });

  it('keeps its order: what is said stands before how the connection is and what is read', () => {
    events.entriesChanged([entry(1)]);
    events.entriesChanged([entry(2)]);
    events.changed();
    events.entriesChanged([entry(3)]);
    events.readUpTo(3);
    clock.advance(1000);
    assert.deepEqual(told, ['entries 1', 'entries 2', 'change', 'entries 3', 'read 3']);
  });

  it('is once how far all is read, however often a server says it', () => {
    for (let order = 1; order <= 5000; order++) {
      events.readUpTo(order);
      events.changedInPassing();
    }
    clock.advance(1000);
    assert.deepEqual(told, ['read 1', 'read 5000', 'change']);
  });

  it('is nothing any more of the room before', () => {
    events.entriesChanged([entry(1)]);
    events.entriesChanged([entry(2)]);
    events.readUpTo(2);
    const next = new RoomEvents(undefined, clock);
    current.follow(next);
    clock.advance(1000);
    assert.deepEqual(told, ['entries 1', 'room']);
    next.entriesChanged([entry(3)]);
    assert.deepEqual(told.slice(2), ['entries 3']);
    next.dispose();
  });
});
