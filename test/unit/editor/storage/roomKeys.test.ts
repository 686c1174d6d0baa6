import assert from 'node:assert/strict';
import { type Logger, silentLogger } from '../../../../src/base/logger';
import { RoomKeys } from '../../../../src/editor/storage/roomKeys';
import type { RoomAccess } from '../../../../src/protocol/hostChannel';
import { MemorySecrets, memoryKeys } from '../memorySecrets';
import { useOwn } from '../../support/own';

const AT = '192.168.1.20:9999';
const KEY = 'K7QX93MD4TWZP2HN8V6C';
const ROOM = { workspace: 'file:///project', room: 'Workshop', lan: true, access: 'private' } as const;
const ROOM_ACCESS: RoomAccess = {
  key: KEY,
  insiders: ['a'],
  removed: { mids: ['b'], addresses: ['192.0.2.1'] },
  secret: 'cw',
};

describe('RoomKeys', () => {
  const own = useOwn();
  it('keeps the key of each address, and forgets it', async () => {
    const keys = own(memoryKeys());
    assert.equal(await keys.keyOf(AT), undefined);
    await keys.keepKey(AT, KEY);
    assert.equal(await keys.keyOf(AT), KEY);
    assert.equal(await keys.keyOf('192.168.1.20:9998'), undefined);
    await keys.forgetKey(AT);
    assert.equal(await keys.keyOf(AT), undefined);
  });

  it('tells the other windows whose key has changed', async () => {
    const secrets = new MemorySecrets();
    const [one, other] = [own(memoryKeys(secrets)), own(memoryKeys(secrets))];
    const told: string[] = [];
    own(other.onDidChange((address) => told.push(address)));
    await one.keepKey(AT, KEY);
    await one.keepRoomAccess(ROOM, 9999, ROOM_ACCESS);
    assert.deepEqual(told, [AT]);
  });

  it('keeps who may come in, for each room and port', async () => {
    const keys = own(memoryKeys());
    await keys.keepRoomAccess(ROOM, 9999, ROOM_ACCESS);
    assert.deepEqual(await keys.roomAccessOf(ROOM, 9999), ROOM_ACCESS);
    assert.equal(await keys.roomAccessOf(ROOM, 9998), undefined);
    assert.equal(await keys.roomAccessOf({ ...ROOM, access: 'open' }, 9999), undefined);
  });

  it('keeps who may come into the twenty rooms hosted last, and the keys at their addresses', async () => {
    const secrets = new MemorySecrets();
    const keys = own(memoryKeys(secrets));
    const host = (port: number) =>
      keys.keepRoomAccess(ROOM, port, ROOM_ACCESS, ['127.0.0.1:9999', `192.168.1.20:${port}`]);
    await keys.keepKey('10.0.0.1:9999', KEY); // of somebody else's
    for (let port = 1; port <= 20; port++) await host(port);
    await host(1);
    await host(21);
    const gone = await Promise.all([keys.roomAccessOf(ROOM, 2), keys.keyOf('192.168.1.20:2')]);
    assert.deepEqual(gone, [undefined, undefined]);
    for (const port of [1, 3, 21]) {
      assert.deepEqual(await keys.roomAccessOf(ROOM, port), ROOM_ACCESS);
      assert.equal(await keys.keyOf(`192.168.1.20:${port}`), KEY);
    }
    for (const at of ['127.0.0.1:9999', '10.0.0.1:9999']) assert.equal(await keys.keyOf(at), KEY);
    assert.equal(secrets.kept.size, 20 + 20 + 2 + 1);
  });

  it('forgets the key at addresses that this computer no longer has', async () => {
    const keys = own(memoryKeys());
    await keys.keepRoomAccess(ROOM, 9999, ROOM_ACCESS, [AT, '127.0.0.1:9999']);
    await keys.keepRoomAccess(ROOM, 9999, ROOM_ACCESS, ['10.0.0.9:9999', '127.0.0.1:9999']);
    const kept = await Promise.all([AT, '10.0.0.9:9999', '127.0.0.1:9999'].map((at) => keys.keyOf(at)));
    assert.deepEqual(kept, [undefined, KEY, KEY]);
  });

  it('names no room and no key where the names of secrets can be read', async () => {
    const secrets = new MemorySecrets();
    await own(memoryKeys(secrets)).keepRoomAccess(ROOM, 9999, ROOM_ACCESS);
    for (const name of secrets.kept.keys()) assert.match(name, /^(?:gate [\da-f]{32}|hosted)$/);
  });

  it('takes nothing from the storage that cannot be a key or a room access', async () => {
    const secrets = new MemorySecrets();
    const keys = own(memoryKeys(secrets));
    await keys.keepKey(AT, 'short');
    await keys.keepRoomAccess(ROOM, 9999, { ...ROOM_ACCESS, key: 'short' });
    assert.equal(await keys.keyOf(AT), undefined);
    assert.equal(await keys.roomAccessOf(ROOM, 9999), undefined);
  });

  it('goes on without a storage that fails, and writes nothing of a key to the log', async () => {
    const said: string[] = [];
    const logger: Logger = { ...silentLogger, warn: (message) => said.push(message) };
    const fail = (name: string, value = ''): Promise<never> => Promise.reject(new Error(`${name} ${value}`));
    const broken = { get: fail, store: fail, delete: fail, onDidChange: new MemorySecrets().onDidChange };
    const keys = own(new RoomKeys(broken, logger));
    await keys.keepKey(AT, KEY);
    await keys.keepRoomAccess(ROOM, 9999, ROOM_ACCESS);
    await keys.forgetKey(AT);
    assert.equal(await keys.keyOf(AT), undefined);
    assert.equal(said.length, 6);
    assert.ok(!said.join().includes(KEY));
  });
});
