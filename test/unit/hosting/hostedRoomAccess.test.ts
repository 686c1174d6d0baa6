import assert from 'node:assert/strict';
import { Emitter } from '../../../src/base/emitter';
import { HostedRoomAccess } from '../../../src/hosting/hostedRoomAccess';
import { type RoomAccess, OPEN_ACCESS } from '../../../src/protocol/host/hostChannel';
import { memoryKeys, MemorySecrets } from '../editor/memorySecrets';
import { useOwn } from '../support/own';

const ROOM = { workspace: '', room: 'Workshop', lan: true, access: 'private' } as const;
const AT = '127.0.0.1:9999';
const [KEY, OTHER_KEY] = ['K7QX93MD4TWZP2HN8V6C', '00000000000000000000'];

/** All that can happen by now has happened. */
const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve));

/** A server that does what it is told when `done` resolves, and whose room access the test changes. */
class FakeServer {
  private readonly changed = new Emitter<RoomAccess>();
  readonly onDidChangeRoomAccess = this.changed.event;
  readonly request = () => this.done;

  constructor(
    public roomAccess: RoomAccess,
    private readonly done = Promise.resolve(),
  ) {}

  dispose(): void {
    this.changed.dispose();
  }

  tell(roomAccess: RoomAccess): void {
    this.roomAccess = roomAccess;
    this.changed.fire(roomAccess);
  }
}

describe('HostedRoomAccess', () => {
  const own = useOwn();
  it('stores each of two changes that are made at once', async () => {
    const keys = own(memoryKeys());
    const { slot } = await keys.claim(ROOM, 9999);
    const server = own(new FakeServer({ ...OPEN_ACCESS, key: KEY }));
    let told = 0;
    const access = new HostedRoomAccess({
      server,
      isOnNetwork: true,
      store: (changed) => keys.keepRoomAccess(slot, 9999, changed, [AT]),
    });
    access.onDidChange(() => (told += 1));

    const both = Promise.all([access.lock(true), access.changeKey()]);
    const locked: RoomAccess = { ...server.roomAccess, insiders: ['a'] };
    server.tell(locked);
    await both;
    server.tell({ ...locked, key: OTHER_KEY });
    await access.settled();
    assert.deepEqual((await keys.claim(ROOM, 9999)).roomAccess, { ...locked, key: OTHER_KEY });
    assert.equal(await keys.keyOf(AT), OTHER_KEY);
    assert.equal(told, 2);
  });

  it('is settled once the server has done what it was told, and the storage has it', async () => {
    const secrets = new MemorySecrets();
    let answer: () => void = () => undefined;
    let stored: () => void = () => undefined;
    const server = own(new FakeServer(OPEN_ACCESS, new Promise<void>((resolve) => (answer = resolve))));
    const slow = new Promise<void>((resolve) => (stored = resolve));
    const store = secrets.store.bind(secrets);
    secrets.store = async (name, value) => {
      await slow;
      await store(name, value);
    };
    const keys = own(memoryKeys(secrets));
    const { slot } = await keys.claim(ROOM, 9999);
    const access = new HostedRoomAccess({
      server,
      isOnNetwork: true,
      store: (changed) => keys.keepRoomAccess(slot, 9999, changed),
    });

    void access.lock(true);
    const order: string[] = [];
    const settled = access.settled().then(() => order.push('settled'));
    order.push('answered');
    server.tell({ ...OPEN_ACCESS, insiders: ['a'] });
    answer();
    await nextTurn();
    order.push('stored');
    stored();
    await settled;
    assert.deepEqual(order, ['answered', 'stored', 'settled']);
    assert.deepEqual((await keys.claim(ROOM, 9999)).roomAccess, server.roomAccess);
  });

  it('lists who was removed, the last one first; of earlier versions what they kept', () => {
    const [bob, carol] = [
      { mid: 'b', name: 'Bob', at: 1, addresses: ['192.0.2.1'] },
      { mid: 'c', name: 'Carol', at: 2, addresses: [] },
    ];
    const removed = {
      ...{ mids: ['a', 'b', 'c'], addresses: ['192.0.2.1', '192.0.2.9'], people: [bob, carol] },
    };
    const server = own(new FakeServer({ removed }));
    const access = new HostedRoomAccess({ server, isOnNetwork: true, store: () => Promise.resolve() });
    assert.deepEqual(access.removals, [
      carol,
      bob,
      { mid: 'a', addresses: [] },
      { addresses: ['192.0.2.9'] },
    ]);
    server.tell({ removed: { mids: ['a'], addresses: [] } });
    assert.deepEqual(access.removals, [{ mid: 'a', addresses: [] }]);
  });
});
