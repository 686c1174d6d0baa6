import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import os from 'node:os';
import { Emitter } from '../../../../src/base/emitter';
import type { Logger } from '../../../../src/base/logger';
import type { RoomInfo } from '../../../../src/client/types/clientTypes';
import type { Unsent } from '../../../../src/client/conversation/sendQueue';
import type { ChatSession } from '../../../../src/editor/session/chatSession';
import { Failure } from '../../../../src/editor/platform/failure';
import { forgetUndelivered, readUndelivered } from '../../../../src/editor/restoring/undelivered';
import type { RoomOnPort } from '../../../../src/hosting/portProbe';
import { restoreRoom } from '../../../../src/editor/restoring/restoreRoom';
import { RoomKeeper } from '../../../../src/editor/restoring/roomKeeper';
import type { ReadPlace, RememberedRoom } from '../../../../src/editor/session/roomMemory';
import type { EnterOptions, HostOptions, JoinOptions } from '../../../../src/editor/session/sessionOptions';
import { Unread } from '../../../../src/editor/unread/unread';
import type { Member } from '../../../../src/protocol/wire/messages';
import { ManualClock } from '../../client/manualClock';

const hosted: RememberedRoom = {
  ...{ kind: 'hosted', name: 'Alice', room: 'Workshop', port: 9999, lan: false, access: 'open' },
};
const joined: RememberedRoom = { kind: 'joined', name: 'Alice', address: '127.0.0.1:9999', access: 'open' };
const MINUTE_MS = 60_000;

const said = (id: string, at: number, text = 'hi'): Unsent => ({
  ...{ what: { id, verb: 'say', payload: { id, text } }, at, room: 'r' },
});

/** What a window takes along. */
const takenFrom = ({ isRestoring, undelivered, readPlace }: EnterOptions) => ({
  ...{ isRestoring, undelivered, readPlace },
});

/** As much of a session as is looked at here. */
class Session {
  readonly changed = new Emitter<void>();
  readonly onDidChange = this.changed.event;
  readonly undeliveredChanged = new Emitter<void>();
  readonly onDidChangeUndelivered = this.undeliveredChanged.event;
  readonly roomChanged = new Emitter<void>();
  readonly onDidChangeRoom = this.roomChanged.event;
  readonly entered: string[] = [];
  /** What was taken along, at the last entering. */
  taken: ReturnType<typeof takenFrom> | undefined;
  undelivered: readonly Unsent[] = [];
  isActive = false;
  isReconnecting = false;
  /** The room session is played here, too. */
  readonly current = this;
  remembered: RememberedRoom | undefined;
  room: RoomInfo | undefined;
  memberId = 'alice';
  members: readonly Member[] = [{ mid: 'alice', name: 'Alice', since: 0, dialect: 'native', host: true }];
  /** Why nobody comes in by joining. */
  refusal: Failure | undefined;
  /** What was asked for at the last joining. */
  request: JoinOptions | undefined;

  dispose(): void {
    for (const emitter of [this.changed, this.undeliveredChanged, this.roomChanged]) emitter.dispose();
  }

  be(room: RememberedRoom | undefined): void {
    this.remembered = room;
    this.changed.fire();
  }

  /** Says these, or hears of them. */
  have(...unsent: Unsent[]): void {
    this.undelivered = unsent;
    this.undeliveredChanged.fire();
  }

  readPlaceOf(seq: number): ReadPlace | undefined {
    return seq === 0 ? undefined : { room: 'r', seq };
  }

  host(request: HostOptions): Promise<void> {
    this.taken = takenFrom(request);
    this.enter(`host ${request.room} on ${request.port} as ${request.name}`);
    return Promise.resolve();
  }

  join(request: JoinOptions): Promise<void> {
    this.taken = takenFrom(request);
    this.request = request;
    if (this.refusal) return Promise.reject(this.refusal);
    this.enter(`join ${request.address} as ${request.name}`);
    return Promise.resolve();
  }

  private enter(how: string): void {
    this.entered.push(how);
    this.isActive = true;
    this.isReconnecting = false;
    this.roomChanged.fire();
  }
}

/** A log that can be waited for. */
class Log implements Logger {
  private readonly lines: string[] = [];
  private readonly written = new Emitter<void>();
  readonly error = this.write.bind(this);
  readonly warn = this.write.bind(this);
  readonly info = this.write.bind(this);
  readonly trace = this.write.bind(this);

  has(part: string): boolean {
    return this.lines.some((line) => line.includes(part));
  }

  /** Resolves once a line has `part` in it. */
  says(part: string): Promise<void> {
    return new Promise((resolve) => {
      const look = (): void => {
        if (!this.has(part)) return;
        listener.dispose();
        resolve();
      };
      const listener = this.written.event(look);
      look();
    });
  }

  private write(line: string): void {
    this.lines.push(line);
    this.written.fire();
  }
}

describe('RoomKeeper', () => {
  let session: Session;
  let clock: ManualClock;
  let stored: Map<string, unknown>;
  let writes: number;
  let keeper: RoomKeeper;
  let unread: Unread;
  let log: Log;
  /** What listens on the port of the room. */
  let onPort: RoomOnPort | undefined;

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
  const lastRoom = {
    set: (id: string, at: number) => Promise.resolve(void stored.set('lastRoom', { id, at })),
  };
  const restore = () => restoreRoom(session, state, lastRoom, log, clock, () => Promise.resolve(onPort));
  /** What a window left behind that is gone now. */
  const leftBy = (pid: number, room: RememberedRoom): void => {
    stored.set('room', { room, pid, at: clock.date() });
  };

  beforeEach(() => {
    session = new Session();
    log = new Log();
    onPort = undefined;
    clock = new ManualClock();
    stored = new Map();
    writes = 0;
    unread = new Unread(clock);
    keeper = new RoomKeeper(session as unknown as ChatSession, unread, state, clock);
  });

  afterEach(() => {
    keeper.dispose();
    session.dispose();
  });

  // what was seen before the computer started is gone: here it started long ago, whenever it really did
  const { uptime } = os;
  before(() => (os.uptime = () => 24 * 60 * 60));
  after(() => (os.uptime = uptime));

  it('remembers the room, once for each change', () => {
    session.be(hosted);
    session.be({ ...hosted });
    assert.deepEqual(stored.get('room'), { room: hosted, pid: process.pid, at: clock.date(), unsent: [] });
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
    assert.deepEqual(stored.get('room'), { room: hosted, pid: process.pid, at: clock.date(), unsent: [] });
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
      assert.deepEqual(session.entered, ['host Workshop on 9999 as Alice']);
      assert.equal(session.taken?.isRestoring, true);
    });

    it('joins the room again', async () => {
      // in a container the new process may have the number of the old one
      leftBy(process.pid, joined);
      assert.equal(await restore(), true);
      assert.deepEqual(session.entered, ['join 127.0.0.1:9999 as Alice']);
    });

    it('takes along what was unsent, and how far the room was read', async () => {
      const read = { room: 'r', seq: 7 };
      stored.set('room', { room: joined, pid: process.pid, at: clock.date(), read, unsent: [said('a', 1)] });
      assert.equal(await restore(), true);
      assert.deepEqual(session.taken, { isRestoring: true, readPlace: read, undelivered: [said('a', 1)] });
    });

    it('takes a process for another one when the window was not seen for minutes', async () => {
      leftBy(other.pid!, joined);
      clock.advance(3 * MINUTE_MS + 1);
      assert.equal(await restore(), true);
      assert.deepEqual(session.entered, ['join 127.0.0.1:9999 as Alice']);
    });

    it('leaves the person alone who has gone somewhere meanwhile', async () => {
      leftBy(process.pid, hosted);
      session.isActive = true;
      assert.equal(await restore(), true);
      assert.deepEqual(session.entered, []);
    });

    describe('while the process of before lives on', () => {
      /** Lets time pass, a look at a time, until that. */
      const passUntil = async (event: Promise<unknown>): Promise<void> => {
        const over = event.then(() => 'over');
        while ((await Promise.race([clock.scheduled(250), over])) !== 'over') clock.advance(250);
      };
      /** Comes back into the room that is served by the other process, after the wait for that. */
      const comeBack = async (): Promise<void> => {
        const restored = restore();
        await passUntil(restored);
        assert.equal(await restored, true);
      };
      const otherEnds = async (): Promise<void> => {
        other.stdin?.end();
        await gone;
      };
      const besides = ['join 127.0.0.1:9999 as Alice'];

      beforeEach(() => (onPort = { kind: 'named', name: 'Workshop' }));

      it('joins the room, as one more window, once that was waited for', async () => {
        leftBy(other.pid!, joined);
        const start = clock.now();
        await comeBack();
        assert.deepEqual(session.entered, besides);
        assert.equal(session.taken?.isRestoring, true);
        assert.ok(clock.now() - start >= 20_000);
        assert.equal(clock.pending, 0, 'nothing is left to be watched');
      });

      it('joins a room of its own at the port, and hosts it when that process has ended', async () => {
        const unsent = [said('a', 1)];
        stored.set('room', { room: hosted, pid: other.pid!, at: clock.date(), unsent });
        await comeBack();
        assert.deepEqual(session.entered, besides);
        assert.deepEqual(session.taken?.undelivered, unsent);
        assert.equal(session.request?.wasPrivate, false);
        session.be({ ...joined, name: 'Alicia' });
        session.have(said('b', 2));
        await otherEnds();
        session.isReconnecting = true;
        await passUntil(log.says('hosting its room again'));
        assert.deepEqual(session.entered, [...besides, 'host Workshop on 9999 as Alicia']);
        assert.deepEqual(session.taken, {
          isRestoring: true,
          undelivered: [said('b', 2)],
          readPlace: undefined,
        });
        assert.equal(clock.pending, 1, 'only the keeper goes on');
      });

      it('does not host it while that process may start its server again', async () => {
        leftBy(other.pid!, hosted);
        await comeBack();
        session.isReconnecting = true;
        for (let looks = 0; looks < 4 * 60; looks++) {
          await clock.scheduled(250);
          clock.advance(250);
        }
        assert.deepEqual(session.entered, besides);
        await otherEnds();
        await passUntil(log.says('hosting its room again'));
      });

      it('gives a second window that reloads the time to host its room by itself', async () => {
        leftBy(other.pid!, hosted);
        await comeBack();
        await otherEnds();
        session.isReconnecting = true;
        for (let looks = 0; looks < 4 * 15; looks++) {
          await clock.scheduled(250);
          clock.advance(250);
        }
        session.isReconnecting = false;
        await passUntil(log.says('the room is still served'));
        assert.deepEqual(session.entered, besides);
        assert.equal(clock.pending, 0);
      });

      it('takes what answers at the port for its own room only where it shows itself as that', async () => {
        const publicKey = 'r'.repeat(43);
        stored.set('room', { room: { ...hosted, publicKey }, pid: other.pid!, at: clock.date() });
        const info = { id: 'r', name: 'Workshop', kind: 'native', access: 'open', limits: {} } as const;
        session.room = { ...info, publicKey: 'i'.repeat(43) };
        await comeBack();
        assert.equal(session.request?.publicKey, publicKey);
        assert.deepEqual(
          session.entered,
          [...besides, 'host Workshop on 9999 as Alice'],
          'not an impostor’s',
        );
      });

      it('joins a private room of its own as a private one', async () => {
        leftBy(other.pid!, { ...hosted, access: 'private' });
        onPort = { kind: 'private' };
        await comeBack();
        assert.deepEqual(session.entered, besides);
        assert.equal(session.request?.wasPrivate, true);
      });

      it('finds it also where that process could note nothing for minutes', async () => {
        leftBy(other.pid!, hosted);
        clock.advance(3 * MINUTE_MS + 1);
        assert.equal(await restore(), true);
        assert.deepEqual(session.entered, besides);
      });

      it('hosts it where that process does not serve it', async () => {
        const others: (RoomOnPort | undefined)[] = [
          undefined,
          { kind: 'private' },
          { kind: 'named', name: 'Kitchen' },
        ];
        for (onPort of others) {
          session.isActive = false;
          leftBy(other.pid!, hosted);
          await comeBack();
          assert.equal(session.entered.pop(), 'host Workshop on 9999 as Alice');
          assert.deepEqual(session.entered, []);
        }
      });

      it('never takes an open room for a private one of its own', async () => {
        leftBy(other.pid!, { ...hosted, access: 'private' });
        await comeBack();
        assert.deepEqual(session.entered, ['host Workshop on 9999 as Alice']);
      });

      it("does not stay in a room of that name that is somebody else's", async () => {
        leftBy(other.pid!, hosted);
        session.members = session.members.map((member) => ({ ...member, mid: 'mallory' }));
        await comeBack();
        assert.deepEqual(session.entered, [...besides, 'host Workshop on 9999 as Alice']);
      });

      it('hosts it at once where that process ends in that moment', async () => {
        leftBy(other.pid!, hosted);
        session.join = async (request) => {
          session.request = request;
          await otherEnds();
          throw new Failure('Nobody is there.');
        };
        await comeBack();
        assert.deepEqual(session.entered, ['host Workshop on 9999 as Alice']);
      });

      it('does not host a room that it was not let into while that is served', async () => {
        leftBy(other.pid!, hosted);
        session.refusal = new Failure('The room is full.');
        await comeBack();
        assert.ok(log.has('The room is full.'));
        assert.deepEqual(session.entered, []);
      });

      it('leaves the person alone who goes somewhere while it waits, or while the port is asked', async () => {
        leftBy(other.pid!, hosted);
        const restored = restore();
        await clock.scheduled(250);
        session.isActive = true;
        await passUntil(restored);
        assert.deepEqual(session.entered, []);

        session.isActive = false;
        const ask = (): Promise<RoomOnPort | undefined> => {
          session.isActive = true;
          return Promise.resolve(onPort);
        };
        const asking = restoreRoom(session, state, lastRoom, log, clock, ask);
        await passUntil(asking);
        assert.equal(await asking, true);
        assert.deepEqual(session.entered, []);
      });

      for (const [what, act] of [
        ['goes to another room', () => session.roomChanged.fire()],
        ['leaves', () => (session.isActive = false)],
      ] as const) {
        it(`hosts nothing for a person who ${what} meanwhile`, async () => {
          leftBy(other.pid!, hosted);
          await comeBack();
          act();
          await otherEnds();
          session.isReconnecting = true;
          await passUntil(log.says('this window has left its room'));
          assert.deepEqual(session.entered, besides);
          assert.equal(clock.pending, 0);
        });
      }

      it('says in the log why it could not host it', async () => {
        leftBy(other.pid!, hosted);
        await comeBack();
        session.host = () => Promise.reject(new Failure('The port is taken.'));
        await otherEnds();
        session.isReconnecting = true;
        await passUntil(log.says('The port is taken.'));
      });
    });

    it('sets aside what was not sent in a room of long ago, until it is decided about', async () => {
      const left = (room: RememberedRoom, unsent: Unsent[]) =>
        stored.set('room', { room, pid: process.pid, at: clock.date() - 24 * 60 * MINUTE_MS, unsent });
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
      assert.deepEqual(readUndelivered(state), [first]);
      left(joined, [said('a', 1)]);
      await restore();
      const second = { where: '127.0.0.1:9999', texts: ['hi'] };
      assert.deepEqual(readUndelivered(state), [first, second]);
      await forgetUndelivered(state, first);
      assert.deepEqual(readUndelivered(state), [second]);
      await forgetUndelivered(state, second);
      assert.deepEqual(readUndelivered(state), []);
    });

    it('forgets what was long ago, but for which room it was and when', async () => {
      leftBy(process.pid, hosted);
      const at = clock.date();
      clock.advance(24 * 60 * MINUTE_MS);
      assert.equal(await restore(), false);
      assert.deepEqual([...stored], [['lastRoom', { id: 'hosted ["","Workshop"]', at }]]);
      assert.deepEqual(session.entered, []);
    });
  });
});
