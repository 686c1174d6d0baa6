import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';
import path from 'node:path';
import { silentLogger } from '../../../../src/base/logger';
import { SessionFailure } from '../../../../src/editor/session/endReason';
import { HostedRoomSession } from '../../../../src/editor/session/hostedRoomSession';
import { JoinedRoomSession } from '../../../../src/editor/session/joinedRoomSession';
import type { RoomSession } from '../../../../src/editor/session/roomSession';
import type { HostOptions, SessionOptions } from '../../../../src/editor/session/sessionOptions';
import { RoomKeys } from '../../../../src/editor/storage/roomKeys';
import { closed, listenOn, portOf } from '../../../integration/fixtures/ports';
import { memoryKeys, MemorySecrets } from '../memorySecrets';
import type { HostedRoomId } from '../../../../src/hosting/historyFiles';

const keys = memoryKeys();
const options: SessionOptions = {
  ...{ serverPath: path.resolve('dist', 'server.js'), program: 'test', logger: silentLogger },
  ...{ person: () => 'p'.repeat(43), keys },
  ...{ history: () => undefined, workspace: () => '', lanAddresses: () => [] },
  ...{ recoverRoomKey: () => Promise.resolve(undefined), wasPrivate: () => false },
  publicKeyAt: () => undefined,
  roomNameAt: () => undefined,
};

const texts = (session: RoomSession): string[] =>
  session.page(undefined, 100).entries.flatMap((entry) => (entry.kind === 'message' ? [entry.text] : []));
const names = (session: RoomSession): string[] => session.members.map(({ name }) => name).sort();

describe('RoomSession', () => {
  let all: RoomSession[];
  after(() => keys.dispose());
  beforeEach(() => (all = []));
  afterEach(async () => {
    await Promise.all(all.map((session) => session.leave()));
    for (const session of all) session.dispose();
  });

  const hosting = async (room: string, name = 'Alice'): Promise<HostedRoomSession> => {
    const session = new HostedRoomSession({ name, room, port: 0, lan: false, access: 'open' }, options);
    all.push(session);
    await session.enter();
    return session;
  };
  /** Another person's, so that two of them are two members. */
  const joining = async (to: RoomSession, name: string): Promise<JoinedRoomSession> => {
    const person = (): string => name.padEnd(43, 'x');
    const session = new JoinedRoomSession({ name, address: to.addresses[0] ?? '' }, { ...options, person });
    all.push(session);
    await session.enter();
    return session;
  };
  /** Waits until that is so. */
  const until = (session: RoomSession, isSo: () => boolean): Promise<void> =>
    new Promise((resolve) => {
      const look = (): void => {
        if (!isSo()) return;
        for (const listener of listeners) listener.dispose();
        resolve();
      };
      const listeners = [session.reports.onDidChange(look), session.reports.onDidChangeEntries(look)];
      look();
    });

  it('lives beside others in one process: each has members, messages, names and events of its own', async () => {
    const [workshop, kitchen] = [await hosting('Workshop'), await hosting('Kitchen')];
    const [bob, carol] = [await joining(workshop, 'Bob'), await joining(kitchen, 'Carol')];
    await until(workshop, () => names(workshop).join() === 'Alice,Bob');
    await until(kitchen, () => names(kitchen).join() === 'Alice,Carol');

    const heard: string[] = [];
    workshop.reports.onDidChangeEntries(() => heard.push('workshop'));
    kitchen.reports.onDidChangeEntries(() => heard.push('kitchen'));
    assert.equal(bob.say('Hello, workshop!'), undefined);
    await until(workshop, () => texts(workshop).length > 0);
    assert.deepEqual(texts(workshop), ['Hello, workshop!']);
    assert.deepEqual(texts(kitchen), []);
    assert.ok(heard.length > 0 && heard.every((who) => who === 'workshop'), heard.join());

    assert.equal(await workshop.rename('Alicia'), undefined);
    await until(bob, () => names(bob).join() === 'Alicia,Bob');
    assert.equal(workshop.username, 'Alicia');
    assert.equal(kitchen.username, 'Alice');

    assert.deepEqual(
      [workshop.remembered, kitchen.remembered].map((room) => room?.kind === 'hosted' && room.room),
      ['Workshop', 'Kitchen'],
    );
    assert.notDeepEqual(workshop.readPlaceOf(1)?.room, kitchen.readPlaceOf(1)?.room);

    heard.length = 0;
    await workshop.leave();
    await until(bob, () => !bob.isOpen);
    workshop.dispose();
    assert.deepEqual(bob.endReason?.kind, 'connection');
    assert.ok(kitchen.isOpen && carol.isOpen);
    assert.equal(kitchen.say('Still here?'), undefined);
    await until(carol, () => texts(carol).includes('Still here?'));
    assert.equal(kitchen.connection?.kind, 'joined');
    assert.deepEqual(texts(bob), ['Hello, workshop!'], 'what was said stays readable');
  });

  it('that has not opened is tried again with the key that was made for it, and what was not sent', async () => {
    const other = await listenOn(0);
    const { undelivered } = await unsent();
    const readPlace = { room: 'r', seq: 1 };
    const request = { name: 'Alice', room: 'Workshop', lan: false, access: 'private' } as const;
    const session = new HostedRoomSession(
      { ...request, port: portOf(other), undelivered, readPlace },
      options,
    );
    all.push(session);
    await assert.rejects(session.enter(), SessionFailure);
    await closed(other);
    const { again } = session;
    assert.ok(again.kind === 'hosted');
    const key = again.changedFrom?.roomAccess.key;
    assert.ok(key);
    assert.deepEqual([again.undelivered, again.readPlace], [undelivered, readPlace]);
    const next = new HostedRoomSession(again, options);
    all.push(next);
    await next.enter();
    assert.equal(next.key, key);
    assert.deepEqual(texts(next), ['Later']);
  });

  it('that was not reached is tried again with all that was known of it', async () => {
    const { undelivered, address } = await unsent();
    const request = { name: 'Bob', address, wasPrivate: true, undelivered } as const;
    const session = new JoinedRoomSession(request, options);
    all.push(session);
    await assert.rejects(session.enter(), SessionFailure);
    assert.deepEqual(session.again, { ...request, kind: 'joined' });
  });

  it('is rejoined with the key that another window has got meanwhile, where one was typed', async () => {
    const room = new HostedRoomSession(
      { name: 'Alice', room: 'Workshop', port: 0, lan: false, access: 'private' },
      options,
    );
    all.push(room);
    await room.enter();
    const [address = ''] = room.addresses;
    const own = memoryKeys();
    const bob = new JoinedRoomSession(
      { name: 'Bob', address, key: room.key },
      { ...options, person: () => 'b'.repeat(43), keys: own },
    );
    all.push(bob);
    await bob.enter();
    const newer = 'AAAABBBBCCCCDDDDEEEE';
    await own.keepKey(address, newer);
    await own.keyOf(address);
    await bob.leave();
    assert.ok(bob.again.kind === 'joined');
    assert.equal(bob.again.key, newer);
    own.dispose();
  });

  it('under another name leaves a room of the same name alone that another window hosts', async () => {
    const secrets = new MemorySecrets();
    const [own, theirs] = [true, false].map(
      (isOpen) => new RoomKeys(secrets, silentLogger, () => Promise.resolve(isOpen)),
    );
    assert.ok(own && theirs);
    const request = { name: 'Alice', room: 'Workshop', port: 0, lan: false, access: 'private' } as const;
    const id = { ...request, workspace: '' };
    const open = async (keys: RoomKeys, how: HostOptions): Promise<HostedRoomSession> => {
      const session = new HostedRoomSession(how, { ...options, keys });
      all.push(session);
      await session.enter();
      await session.roomAccess?.settled();
      return session;
    };
    const { key } = await open(theirs, request);
    const beside = await open(own, request);
    assert.notEqual(beside.key, key);
    const changed = await beside.changed({ room: 'Lab' });
    await beside.suspend();
    assert.equal((await open(own, changed)).key, beside.roomAccess?.key);
    assert.equal((await theirs.claim(id, 0)).roomAccess?.key, key);
    for (const keys of [own, theirs]) keys.dispose();
  });

  /** What somebody said in a room that did not get it, and where that was. */
  const unsent = async (): Promise<{ undelivered: RoomSession['undelivered']; address: string }> => {
    const room = await hosting('Gone');
    const [address = ''] = room.addresses;
    const bob = await joining(room, 'Bob');
    await room.suspend();
    await until(bob, () => bob.isReconnecting);
    bob.say('Later');
    const { undelivered } = bob;
    await bob.leave();
    return { undelivered, address };
  };

  it('takes the next port also where somebody takes the free one before its server listens', async () => {
    const thieves: Server[] = [];
    const steal = async (port: number): Promise<void> => {
      const thief = createServer((socket) => socket.on('error', () => socket.destroy())).listen(
        port,
        '127.0.0.1',
      );
      thieves.push(thief);
      await once(thief, 'listening');
    };
    await steal(0);
    const { port } = thieves[0]!.address() as AddressInfo;
    const stealing = Object.create(keys, {
      claim: {
        value: async (id: HostedRoomId, next: number) => {
          await steal(next);
          return keys.claim(id, next);
        },
      },
    }) as RoomKeys;
    const request = { name: 'Alice', room: 'Workshop', port, lan: false, access: 'open' } as const;
    const session = new HostedRoomSession({ ...request, orNextPort: true }, { ...options, keys: stealing });
    all.push(session);
    try {
      await session.enter();
      assert.ok(session.port > port + 1, `${session.port}`);
      assert.equal(session.takenPort?.port, port);
      assert.equal(session.takenPort.free, session.port);
    } finally {
      for (const thief of thieves) thief.close();
    }
  });

  it('has freed its port for everybody who waits for that, however many do', async () => {
    const session = await hosting('Workshop');
    const { port } = session;
    const first = session.suspend();
    await session.suspend();
    const next = createServer().listen(port, '127.0.0.1');
    await once(next, 'listening');
    next.close();
    await first;
  });

  it('may have older messages also while the connection is away, and none once it has ended', async () => {
    const room = await hosting('Workshop');
    const bob = await joining(room, 'Bob');
    await room.suspend();
    await until(bob, () => bob.isReconnecting);
    assert.equal(bob.mayHaveOlder, true);
    assert.deepEqual((await bob.loadOlder(1, 10)).entries, [], 'nobody waits for it');
    await bob.leave();
    assert.equal(bob.mayHaveOlder, false);
  });

  it('ends with a reason, and only once', async () => {
    const session = new JoinedRoomSession({ name: 'Bob', address: 'no address' }, options);
    all.push(session);
    await assert.rejects(session.enter(), (error: unknown) => {
      assert.ok(error instanceof SessionFailure);
      assert.equal(error.reason.kind, 'bad-address');
      return true;
    });
    await session.leave();
    assert.equal(session.isOpen, false);
    assert.equal(session.endReason?.kind, 'bad-address');
    assert.equal(session.remembered, undefined);
    assert.equal(session.address, undefined);
  });
});
