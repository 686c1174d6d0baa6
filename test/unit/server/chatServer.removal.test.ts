import assert from 'node:assert/strict';
import type { Socket } from 'node:net';
import { AccessControl } from '../../../src/server/admission/accessControl';
import { ChatServer } from '../../../src/server/chatServer';
import { DEFAULT_SERVER_OPTIONS } from '../../../src/server/serverOptions';
import { CountingSocket, FakeClock, nextTurn } from './support';
import { useOwn } from '../support/own';

const [OWN, OTHER, THIRD] = ['192.0.2.1', '192.0.2.7', '192.0.2.8'];
const REMOVED = /SERVER~The host has removed you from this room\.\n$/;

/** The network interfaces of the host's computer. */
const interfaces = () => ({
  eth0: [
    {
      ...{ address: OWN, netmask: '255.255.255.0', family: 'IPv4' as const },
      ...{ mac: '', internal: false, cidr: null },
    },
  ],
});

describe('P-14.2 who is removed with the address they come from', () => {
  const own = useOwn();
  let server: ChatServer;
  let accessControl: AccessControl;

  beforeEach(() => {
    accessControl = new AccessControl();
    const options = { ...DEFAULT_SERVER_OPTIONS, room: 'Lab', joinDelayMs: 0 };
    server = new ChatServer(options, { clock: new FakeClock(), accessControl, interfaces });
  });

  async function enter(name: string, address: string): Promise<CountingSocket> {
    const socket = new CountingSocket(address);
    server.accept(socket as unknown as Socket);
    socket.push(`${name}\n`);
    await nextTurn();
    return socket;
  }

  /** Removes the member that came last, with its address. */
  async function removeLast(): Promise<void> {
    server.remove(server.room.memberIds.at(-1)!, true);
    await nextTurn();
  }
  let kept: readonly string[] = [];
  beforeEach(() => own(accessControl.onDidChange(({ removed }) => (kept = removed.addresses))));

  it('P-14.2 is out with all who are at that address, and so is who comes from there', async () => {
    const [double, carol] = [await enter('double', OTHER), await enter('carol', THIRD)];
    const bob = await enter('bob', OTHER);
    await removeLast();
    assert.deepEqual(kept, [OTHER]);
    for (const one of [bob, double, await enter('robert', OTHER)]) assert.match(one.text, REMOVED);
    for (const one of [carol, await enter('dave', THIRD)]) assert.doesNotMatch(one.text, REMOVED);
  });

  for (const [what, address] of [
    ['loopback', '127.0.0.1'],
    ['the host’s computer', OWN],
  ] as const) {
    it(`P-14.2 takes nobody else along who comes from ${what}`, async () => {
      const carol = await enter('carol', address);
      const bob = await enter('bob', address);
      await removeLast();
      assert.deepEqual(kept, []);
      assert.match(bob.text, REMOVED);
      for (const one of [carol, await enter('dave', address)]) assert.doesNotMatch(one.text, REMOVED);
    });
  }
});
