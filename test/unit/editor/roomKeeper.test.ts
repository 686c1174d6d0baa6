import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { Emitter } from '../../../src/base/emitter';
import { silentLogger } from '../../../src/base/logger';
import type { Unsent } from '../../../src/client/pending';
import type { ChatSession } from '../../../src/editor/chatSession';
import { forgetLeftUnsent, leftUnsent } from '../../../src/editor/leftUnsent';
import { restoreRoom, RoomKeeper } from '../../../src/editor/roomKeeper';
import type { ReadPlace, RememberedRoom } from '../../../src/editor/roomMemory';
import { Unread } from '../../../src/editor/unread';
import { ManualClock } from '../client/manualClock';

const hosted: RememberedRoom = {
  ...{ kind: 'hosted', name: 'Alice', room: 'Workshop', port: 9999, lan: false, access: 'open' },
};
const joined: RememberedRoom = { kind: 'joined', name: 'Alice', address: '127.0.0.1:9999', access: 'open' };
const MINUTE_MS = 60_000;

const said = (id: string, at: number, text = 'hi'): Unsent => ({
  ...{ what: { id, verb: 'say', payload: { id, text } }, at, room: 'r' },
});

interface Taken {
  readonly again: boolean;
  readonly unsent: readonly Unsent[];
  readonly read?: ReadPlace | undefined;
}

/** As much of a session as is looked at here. */
class Session {
  readonly changed = new Emitter<void>();
  readonly onDidChange = this.changed.event;
  readonly unsentChanged = new Emitter<void>();
  readonly onDidChangeUnsent = this.unsentChanged.event;
  readonly entered: string[] = [];
  /** What was taken along, at the last entering. */
  taken: Taken | undefined;
  unsent: readonly Unsent[] = [];
  isActive = false;
  resumable: RememberedRoom | undefined;

  be(room: RememberedRoom | undefined): void {
    this.resumable = room;
    this.changed.fire();
  }

  /** Says these, or hears of them. */
  have(...unsent: Unsent[]): void {
    this.unsent = unsent;
    this.unsentChanged.fire();
  }

  placeOf(seq: number): ReadPlace | undefined {
    return seq === 0 ? undefined : { room: 'r', seq };
  }

  host({ room, port }: { room: string; port: number }, taken: Taken): Promise<void> {
    this.taken = taken;
    this.entered.push(`host ${room} on ${port}, again: ${taken.again}`);
    return Promise.resolve();
  }

  join({ name }: { name: string }, taken: Taken): Promise<void> {
    this.taken = taken;
    this.entered.push(`join as ${name}, again: ${taken.again}`);
    return Promise.resolve();
  }
}

describe('RoomKeeper', () => {
  let session: Session;
  let clock: ManualClock;
  let stored: Map<string, unknown>;
  let writes: number;
  let keeper: RoomKeeper;
  let unread: Unread;

  const state = {
    keys: () => [...stored.keys()],
    get: (key: string): unknown => stored.get(key),
    update(key: string, value: unknown) {
      writes++;
      if (value === undefined) stored.delete(key);
      else stored.set(key, structuredClone(value));
      return Promise.resolve();
    },
  };
  const restore = () => restoreRoom(session, state, silentLogger, clock);
  /** What a window left behind that is gone now. */
  const leftBy = (pid: number, room: RememberedRoom): void => {
    stored.set('room', { room, pid, at: clock.now() });
  };

  beforeEach(() => {
    session = new Session();
    clock = new ManualClock();
    stored = new Map();
    writes = 0;
    unread = new Unread(clock);
    keeper = new RoomKeeper(session as unknown as ChatSession, unread, state, clock);
  });

  afterEach(() => keeper.dispose());

  it('remembers the room, once for each change', () => {
    session.be(hosted);
    session.be({ ...hosted });
    assert.deepEqual(stored.get('room'), { room: hosted, pid: process.pid, at: clock.now(), unsent: [] });
    assert.equal(writes, 1);
    session.be(joined);
    assert.equal(writes, 2);
  });

  it('forgets it when it is left', () => {
    session.be(hosted);
    session.be(undefined);
    assert.equal(stored.size, 0);
  });

  it('does not touch what was left by the window before, as long as it is nowhere itself', () => {
    leftBy(1, hosted);
    session.be(undefined);
    assert.equal(stored.size, 1);
  });

  it('notes every minute that it is still there', () => {
    session.be(hosted);
    clock.advance(3 * MINUTE_MS);
    assert.deepEqual(stored.get('room'), { room: hosted, pid: process.pid, at: clock.now(), unsent: [] });
  });

  it('has nothing to note in no room', () => {
    assert.equal(clock.pending, 0);
    session.be(hosted);
    session.be(joined);
    assert.equal(clock.pending, 1);
    session.be(undefined);
    assert.equal(clock.pending, 0);
  });

  it('keeps what is unsent, at once and as long as it is, and forgets it with the room', () => {
    session.be(joined);
    const unsent = () => (stored.get('room') as { unsent: unknown } | undefined)?.unsent;
    session.have(said('a', 1), said('b', 2));
    assert.deepEqual(unsent(), [said('a', 1), said('b', 2)]);
    session.have(said('b', 2));
    assert.deepEqual(unsent(), [said('b', 2)]);
    session.be(undefined);
    session.have();
    assert.equal(unsent(), undefined);
  });

  it('keeps all that is unsent, however much that is', () => {
    session.be(joined);
    const all = Array.from({ length: 1000 }, (_, i) => said(`id-${i}`, i, 'x'.repeat(1000)));
    session.have(...all);
    assert.deepEqual((stored.get('room') as { unsent: unknown }).unsent, all);
  });

  it('keeps how far it was read, as soon as that is further', () => {
    session.be(joined);
    const read = () => (stored.get('room') as { read?: unknown }).read;
    assert.equal(read(), undefined);
    unread.enter();
    unread.add([
      { kind: 'notice', key: 'k', order: 7, at: 1, notice: { kind: 'join', name: 'Bob', own: false } },
    ]);
    unread.read(7);
    assert.deepEqual(read(), { room: 'r', seq: 7 });
  });

  it('is done with when the window goes: what ends then is not forgotten', () => {
    session.be(hosted);
    keeper.dispose();
    session.be(undefined);
    assert.equal(stored.size, 1);
    assert.equal(clock.pending, 0);
  });

  describe('going back', () => {
    let other: ChildProcess;
    let gone: Promise<unknown>;

    beforeEach(() => {
      other = spawn(process.execPath, ['--eval', 'process.stdin.resume()'], { stdio: 'pipe' });
      gone = once(other, 'exit');
    });

    afterEach(async () => {
      other.stdin?.end();
      await gone;
    });

    it('has nowhere to go where nothing is remembered', async () => {
      assert.equal(await restore(), false);
      assert.deepEqual(session.entered, []);
    });

    it('hosts the room again, once the process before is gone', async () => {
      leftBy(other.pid!, hosted);
      const restored = restore();
      await clock.scheduled(250);
      assert.deepEqual(session.entered, []);
      other.stdin?.end();
      await gone;
      clock.advance(250);
      assert.equal(await restored, true);
      assert.deepEqual(session.entered, ['host Workshop on 9999, again: true']);
    });

    it('joins the room again', async () => {
      // in a container the new process may have the number of the old one
      leftBy(process.pid, joined);
      assert.equal(await restore(), true);
      assert.deepEqual(session.entered, ['join as Alice, again: true']);
    });

    it('takes along what was unsent, and how far the room was read', async () => {
      const read = { room: 'r', seq: 7 };
      stored.set('room', { room: joined, pid: process.pid, at: clock.now(), read, unsent: [said('a', 1)] });
      assert.equal(await restore(), true);
      assert.deepEqual(session.taken, { again: true, read, unsent: [said('a', 1)] });
    });

    it('leaves a room alone in which another window is', async () => {
      leftBy(other.pid!, hosted);
      const restored = restore();
      const tired = restored.then(() => 'tired');
      while ((await Promise.race([clock.scheduled(250), tired])) !== 'tired') clock.advance(250);
      assert.equal(await restored, false);
      assert.deepEqual(session.entered, []);
      assert.equal(stored.size, 1, 'it is the other window that forgets');
    });

    it('takes a process for another one when the window was not seen for minutes', async () => {
      leftBy(other.pid!, joined);
      clock.advance(3 * MINUTE_MS + 1);
      assert.equal(await restore(), true);
      assert.deepEqual(session.entered, ['join as Alice, again: true']);
    });

    it('leaves the person alone who has gone somewhere meanwhile', async () => {
      leftBy(process.pid, hosted);
      session.isActive = true;
      assert.equal(await restore(), true);
      assert.deepEqual(session.entered, []);
    });

    it('sets aside what was not sent in a room of long ago, until it is decided about', async () => {
      const left = (room: RememberedRoom, unsent: Unsent[]) =>
        stored.set('room', { room, pid: process.pid, at: clock.now() - 24 * 60 * MINUTE_MS, unsent });
      const code = { path: 'a.ts', start: 3, end: 4, text: 'let a;' };
      left(hosted, [
        said('a', 1),
        { what: { id: 'b', verb: 'say', payload: { id: 'b', text: '', code } }, at: 2, room: 'r' },
        { what: { id: 'c', verb: 'edit', payload: { id: 'c', of: 7, text: 'better' } }, at: 3, room: 'r' },
        { what: { id: 'd', verb: 'remove', payload: { id: 'd', of: 7 } }, at: 4, room: 'r' },
      ]);
      assert.equal(await restore(), false);
      assert.equal(stored.has('room'), false);
      const first = { where: 'Workshop', texts: ['hi', 'a.ts:3-4\nlet a;', 'better'] };
      assert.deepEqual(leftUnsent(state), [first]);
      left(joined, [said('a', 1)]);
      await restore();
      const second = { where: '127.0.0.1:9999', texts: ['hi'] };
      assert.deepEqual(leftUnsent(state), [first, second]);
      await forgetLeftUnsent(state, first);
      assert.deepEqual(leftUnsent(state), [second]);
      await forgetLeftUnsent(state, second);
      assert.equal(stored.size, 0);
    });

    it('forgets what was long ago', async () => {
      leftBy(process.pid, hosted);
      clock.advance(24 * 60 * MINUTE_MS);
      assert.equal(await restore(), false);
      assert.equal(stored.size, 0);
      assert.deepEqual(session.entered, []);
    });
  });
});
