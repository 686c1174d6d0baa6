import assert from 'node:assert/strict';
import { Emitter } from '../../../../src/base/emitter';
import { HostedRoomAccess } from '../../../../src/editor/session/roomAccess';
import { type RoomAccess, OPEN_ACCESS } from '../../../../src/protocol/hostChannel';
import { memoryKeys, MemorySecrets } from '../memorySecrets';

const ROOM = { workspace: '', room: 'Workshop', lan: true, access: 'private' } as const;
const AT = '127.0.0.1:9999';
const [KEY, OTHER_KEY] = ['K7QX93MD4TWZP2HN8V6C', '00000000000000000000'];

/** All that can happen by now has happened. */
const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve));

describe('RoomGate', () => {
  it('keeps each change, also where two are answered as one', async () => {
    const keys = memoryKeys();
    const changes = new Emitter<RoomAccess>();
    const server = {
      gate: { ...OPEN_ACCESS, key: KEY } as RoomAccess,
      onDidChangeGate: changes.event,
      change: () => Promise.resolve(),
    };
    const tell = (gate: RoomAccess) => {
      server.gate = gate;
      changes.fire(gate);
    };
    let told = 0;
    const changed = () => (told += 1);
    const gate = new HostedRoomAccess({
      server,
      keys,
      room: ROOM,
      port: 9999,
      addresses: () => [AT],
      changed,
    });

    const both = Promise.all([gate.lock(true), gate.changeKey()]);
    const locked: RoomAccess = { ...server.gate, insiders: ['a'] };
    tell(locked);
    await both;
    tell({ ...locked, key: OTHER_KEY });
    await gate.settled();
    assert.deepEqual(await keys.gateOf(ROOM, 9999), { ...locked, key: OTHER_KEY });
    assert.equal(await keys.keyOf(AT), OTHER_KEY);
    assert.equal(told, 2);
  });

  it('is settled once the server has done what it was told, and the storage has it', async () => {
    const secrets = new MemorySecrets();
    const changes = new Emitter<RoomAccess>();
    let answer: () => void = () => undefined;
    let stored: () => void = () => undefined;
    const server = {
      gate: OPEN_ACCESS,
      onDidChangeGate: changes.event,
      change: () => new Promise<void>((resolve) => (answer = resolve)),
    };
    const slow = new Promise<void>((resolve) => (stored = resolve));
    const store = secrets.store.bind(secrets);
    secrets.store = async (name, value) => {
      await slow;
      await store(name, value);
    };
    const keys = memoryKeys(secrets);
    const gate = new HostedRoomAccess({
      server,
      keys,
      room: ROOM,
      port: 9999,
      addresses: () => [],
      changed: () => 0,
    });

    void gate.lock(true);
    const order: string[] = [];
    const settled = gate.settled().then(() => order.push('settled'));
    order.push('answered');
    server.gate = { ...OPEN_ACCESS, insiders: ['a'] };
    changes.fire(server.gate);
    answer();
    await nextTurn();
    order.push('stored');
    stored();
    await settled;
    assert.deepEqual(order, ['answered', 'stored', 'settled']);
    assert.deepEqual(await keys.gateOf(ROOM, 9999), server.gate);
  });
});
