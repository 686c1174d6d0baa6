import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { type Logger, silentLogger } from '../../../../src/base/logger';
import { RoomKeys } from '../../../../src/editor/storage/roomKeys';
import type { HostedRoomId } from '../../../../src/hosting/historyFiles';
import type { RoomAccess } from '../../../../src/protocol/host/hostChannel';
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

const claimed = async (keys: RoomKeys, room: HostedRoomId, port = 9999) =>
  (await keys.claim(room, port)).roomAccess;

/** Hosts it, as far as that is of interest here. */
async function host(
  keys: RoomKeys,
  room: HostedRoomId,
  port = 9999,
  roomAccess = ROOM_ACCESS,
  addresses: readonly string[] = [],
): Promise<void> {
  const { slot } = await keys.claim(room, port);
  await keys.keepRoomAccess(slot, port, roomAccess, addresses);
}

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
    await host(one, ROOM);
    assert.deepEqual(told, [AT]);
  });

  it('keeps who may come in, for each room, on whatever port it is', async () => {
    const keys = own(memoryKeys());
    assert.deepEqual(await claimed(keys, ROOM), undefined);
    await host(keys, ROOM);
    assert.deepEqual(await claimed(keys, ROOM), ROOM_ACCESS);
    assert.deepEqual(await claimed(keys, ROOM, 9998), ROOM_ACCESS);
    for (const other of [{ access: 'open' }, { lan: false }, { room: 'Lab' }, { workspace: '' }] as const)
      assert.equal(await claimed(keys, { ...ROOM, ...other }), undefined, JSON.stringify(other));
  });

  it('takes a room that another window hosts at the moment for another one, by its port', async () => {
    const secrets = new MemorySecrets();
    let isOpen = true;
    const keys = own(new RoomKeys(secrets, silentLogger, () => Promise.resolve(isOpen)));
    await host(keys, ROOM);
    assert.ok(await keys.isHostedElsewhere(ROOM));
    assert.ok(!(await keys.isHostedElsewhere({ ...ROOM, room: 'Lab' })));
    assert.equal(await claimed(keys, ROOM, 10_000), undefined);
    const beside = { ...ROOM_ACCESS, key: 'AAAABBBBCCCCDDDDEEEE' };
    await host(keys, ROOM, 10_000, beside);
    assert.deepEqual(await claimed(keys, ROOM, 10_000), beside, 'it has one of its own');
    isOpen = false;
    assert.deepEqual(await claimed(keys, ROOM, 10_000), ROOM_ACCESS, 'the key goes with the history');
  });

  it('forgets a room that goes on under another name', async () => {
    const secrets = new MemorySecrets();
    const keys = own(memoryKeys(secrets));
    await host(keys, ROOM, 9999, ROOM_ACCESS, [AT]);
    await host(keys, { ...ROOM, room: 'Lab' }, 9999, ROOM_ACCESS, [AT]);
    await keys.forgetRoom((await keys.claim(ROOM, 9999)).slot);
    assert.equal(await claimed(keys, ROOM), undefined);
    assert.deepEqual(await claimed(keys, { ...ROOM, room: 'Lab' }), ROOM_ACCESS);
    assert.equal(await keys.keyOf(AT), KEY);
    assert.equal(secrets.kept.size, 3);
  });

  it('takes a room for closed whose port went to another room', async () => {
    const keys = own(new RoomKeys(new MemorySecrets(), silentLogger, () => Promise.resolve(true)));
    await host(keys, ROOM);
    await host(keys, { ...ROOM, room: 'Lab' });
    assert.ok(!(await keys.isHostedElsewhere(ROOM)));
    assert.ok(await keys.isHostedElsewhere({ ...ROOM, room: 'Lab' }));
  });

  it('takes its own process for no other window', async () => {
    const keys = own(memoryKeys());
    await host(keys, ROOM);
    assert.ok(!(await keys.isHostedElsewhere(ROOM)));
  });

  it('finds what an earlier version kept by the port', async () => {
    const secrets = new MemorySecrets();
    const identity = JSON.stringify([ROOM.workspace, ROOM.room, ROOM.lan, ROOM.access, 9999]);
    const name = `gate ${createHash('sha256').update(identity).digest('hex').slice(0, 32)}`;
    await secrets.store(name, JSON.stringify(ROOM_ACCESS));
    await secrets.store('hosted', JSON.stringify([{ gate: name, addresses: [AT] }]));
    const keys = own(memoryKeys(secrets));
    assert.deepEqual(await claimed(keys, ROOM), ROOM_ACCESS);
    assert.equal(await claimed(keys, ROOM, 9998), undefined);
    const locked = { ...ROOM_ACCESS, insiders: [] };
    await host(keys, ROOM, 9999, locked);
    assert.deepEqual(await claimed(keys, ROOM), locked);
  });

  it('keeps who may come into the twenty rooms hosted last, and the keys at their addresses', async () => {
    const secrets = new MemorySecrets();
    const keys = own(memoryKeys(secrets));
    const lab = (port: number) => ({ ...ROOM, room: `Lab ${port}` });
    const open = (port: number) =>
      host(keys, lab(port), port, ROOM_ACCESS, ['127.0.0.1:9999', `192.168.1.20:${port}`]);
    await keys.keepKey('10.0.0.1:9999', KEY); // of somebody else's
    for (let port = 1; port <= 20; port++) await open(port);
    await open(1);
    await open(21);
    const gone = await Promise.all([claimed(keys, lab(2)), keys.keyOf('192.168.1.20:2')]);
    assert.deepEqual(gone, [undefined, undefined]);
    for (const port of [1, 3, 21]) {
      assert.deepEqual(await claimed(keys, lab(port)), ROOM_ACCESS);
      assert.equal(await keys.keyOf(`192.168.1.20:${port}`), KEY);
    }
    for (const at of ['127.0.0.1:9999', '10.0.0.1:9999']) assert.equal(await keys.keyOf(at), KEY);
    assert.equal(secrets.kept.size, 20 + 20 + 2 + 1);
  });

  it('forgets the key at addresses that this computer no longer has, and at the port before', async () => {
    const keys = own(memoryKeys());
    await host(keys, ROOM, 9999, ROOM_ACCESS, [AT, '127.0.0.1:9999']);
    await host(keys, ROOM, 9998, ROOM_ACCESS, ['10.0.0.9:9998', '127.0.0.1:9998']);
    const all = [AT, '127.0.0.1:9999', '10.0.0.9:9998', '127.0.0.1:9998'];
    const kept = await Promise.all(all.map((at) => keys.keyOf(at)));
    assert.deepEqual(kept, [undefined, undefined, KEY, KEY]);
  });

  it('names no room and no key where the names of secrets can be read', async () => {
    const secrets = new MemorySecrets();
    await host(own(memoryKeys(secrets)), ROOM);
    for (const name of secrets.kept.keys()) assert.match(name, /^(?:gate [\da-f]{32}|hosted)$/);
  });

  it('takes nothing from the storage that cannot be a key or a room access', async () => {
    const secrets = new MemorySecrets();
    const keys = own(memoryKeys(secrets));
    await keys.keepKey(AT, 'short');
    await host(keys, ROOM, 9999, { ...ROOM_ACCESS, key: 'short' });
    assert.equal(await keys.keyOf(AT), undefined);
    assert.equal(await claimed(keys, ROOM), undefined);
  });

  it('hosts whatever stands in the storage where the last host of the room is noted', async () => {
    for (const port of [-1, 0, 1.5, 70_000, 1e99, null, 'x']) {
      const secrets = new MemorySecrets();
      const keys = own(memoryKeys(secrets));
      await host(keys, ROOM);
      const [kept] = JSON.parse((await secrets.get('hosted')) ?? '') as [{ holder: object }];
      const holder = { ...kept.holder, pid: process.ppid, port };
      await secrets.store('hosted', JSON.stringify([{ ...kept, holder }]));
      assert.deepEqual(await claimed(keys, ROOM), ROOM_ACCESS, String(port));
    }
  });

  it('goes on without a storage that fails, and writes nothing of a key to the log', async () => {
    const said: string[] = [];
    const logger: Logger = { ...silentLogger, warn: (message) => said.push(message) };
    const fail = (name: string, value = ''): Promise<never> => Promise.reject(new Error(`${name} ${value}`));
    const broken = { get: fail, store: fail, delete: fail, onDidChange: new MemorySecrets().onDidChange };
    const keys = own(new RoomKeys(broken, logger));
    await keys.keepKey(AT, KEY);
    await host(keys, ROOM);
    await keys.forgetKey(AT);
    assert.equal(await keys.keyOf(AT), undefined);
    assert.equal(said.length, 9);
    assert.ok(!said.join().includes(KEY));
  });
});
