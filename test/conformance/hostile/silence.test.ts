import assert from 'node:assert/strict';
import { type Socket, connect } from 'node:net';
import { ChatClient } from '../../../src/client/chatClient';
import { untilRefused } from '../support/limitChecks';
import { NativePeer, Peer, SeedPeer, joinLine } from '../support/peer';
import { KEY_FILE, SecurePeer } from '../support/securePeer';
import { useServer, withServer } from '../support/useServer';
import { Witness } from '../support/witness';

const UNNAMED = 'SERVER~No name came; connect again and send it first.\n';
/** Most that a storm connects: what the server takes without a name (--max-unnamed), as fast as this computer can. */
const MOST = 2000;

/** Connects one after the other, each with these first bytes and no more, while `during` runs. @returns how many */
async function storm(port: number, bytes: string | Buffer, during: () => Promise<void>): Promise<number> {
  const sockets: Socket[] = [];
  let over = false;
  const rage = async () => {
    while (!over && sockets.length < MOST) {
      const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
      sockets.push(socket);
      await new Promise<void>((resolve) => {
        socket.once('connect', () => resolve());
        socket.on('error', () => resolve()); // it was cut
      });
      if (bytes.length > 0) socket.write(bytes);
    }
  };
  const raging = rage();
  try {
    await during();
  } finally {
    over = true;
    await raging;
    for (const socket of sockets) socket.destroy();
  }
  return sockets.length;
}

describe('P-10.3 a storm of connections that say no name', () => {
  const port = useServer('--rate', '0', '--join-delay-ms', '0', '--max-members', '8');

  for (const [what, bytes] of [
    ['nothing', ''],
    ['one byte', 'P'],
    ['half a frame', '~hello~{"v":1,'],
    ['half a name', 'half a na'.repeat(20)],
  ] as const) {
    it(`P-10.3 and ${what}: the extension, nc and the original client come in, and stay`, async () => {
      const witness = await Witness.join(port(), 'witness');
      const count = await storm(port(), bytes, async () => {
        const clients = [1, 2].map(
          (n) => new ChatClient({ address: { host: '127.0.0.1', port: port() }, name: `ext ${n}` }),
        );
        const [line, seed, greeted] = await Promise.all([
          joinLine(port(), 'line'),
          SeedPeer.join(port(), 'seed'),
          greetedFirst(port()),
          ...clients.map((client) => client.connect()),
        ]);
        for (const client of clients) assert.equal(client.room?.kind, 'native');
        await greeted.send('greeted\n');
        await witness.sees('SERVER~Welcoming greeted to the chat!');
        await seed.say('here');
        await witness.sees('seed~here');
        for (const client of clients) await client.leave();
        for (const peer of [line, seed.peer, greeted]) peer.end();
        for (const name of ['ext 1', 'ext 2', 'line', 'seed', 'greeted'])
          await witness.sees(`SERVER~${name} has left the chat.`);
      });
      assert.ok(count > 50, `${count} came`);
      assert.ok(!witness.lines.some((text) => text.includes('witness has left')));
      witness.peer.end();
      await witness.peer.untilGone();
    });
  }

  it('P-10.3 P-13.4 and half a hello of TLS: who has the key of a private room comes in', async () => {
    await withServer(['--key-file', KEY_FILE, '--max-members', '3'], async (small) => {
      await storm(small, Buffer.from('16030100a5010000a10303', 'hex'), async () => {
        const ann = await SecurePeer.join(small, 'ann');
        await ann.send('say', { id: '1', text: 'here' });
        await ann.next('say', { text: 'here' });
      });
    });
  });
});

/** Says nothing before it was greeted, like who waits to see what it has met. */
async function greetedFirst(port: number): Promise<Peer> {
  const peer = await Peer.connect(port);
  await peer.until('SERVER~Tilde/1');
  return peer;
}

describe('P-10.3 too many connections without a name', () => {
  it('P-10.3 P-10.6 take no member’s place, and of them the first go first', async () => {
    await withServer(
      ['--max-members', '5', '--max-unnamed', '4', '--rate', '0', '--join-delay-ms', '0'],
      async (port) => {
        const witness = await Witness.join(port);
        const silent: Peer[] = [];
        for (let n = 0; n < 60; n++) silent.push(await Peer.connect(port));
        const cut = silent.slice(0, -4);
        for (const peer of cut) {
          await peer.untilGone();
          assert.ok(peer.text.endsWith(UNNAMED));
        }
        const kept = silent.slice(-4);
        for (const [n, peer] of kept.entries()) {
          await peer.send(`kept ${n}\n`);
          await witness.sees(`SERVER~Welcoming kept ${n} to the chat!`);
        }
        // the room is full, and says so
        for (const late of [joinLine(port, 'late'), NativePeer.join(port, 'late')])
          await assert.rejects(late, /The room is full; try again when somebody has left\./);
        assert.deepEqual(
          (await witness.fence()).filter((line) => !line.includes('Welcoming')),
          [],
        );
      },
    );
  });

  it('P-10.3 do not renew their time by names that cannot be used', async () => {
    await withServer(['--max-unnamed', '2', '--rate', '0'], async (port) => {
      const first = await Peer.connect(port);
      const second = await Peer.connect(port);
      await first.send('a~b\n');
      await first.until('SERVER~That name cannot be used');
      const third = await Peer.connect(port);
      await first.untilGone();
      assert.ok(first.text.endsWith(UNNAMED));
      for (const [peer, name] of [
        [second, 'two'],
        [third, 'three'],
      ] as const) {
        await peer.send(`${name}\n`);
        await peer.until(`SERVER~Welcoming ${name}`);
      }
    });
  });

  it('P-10.3 are dropped in the end where they cling to the connection', async () => {
    await withServer(['--max-unnamed', '3', '--close-timeout-ms', '600000'], async (port) => {
      const clinging: Peer[] = [];
      for (let n = 0; n < 10; n++) clinging.push(await Peer.connect(port));
      await untilRefused(clinging[0]!);
      await joinLine(port, 'lin');
    });
  });

  it('P-10.3 cost other addresses nothing', async function () {
    if (process.platform !== 'linux') this.skip(); // elsewhere loopback is one address
    await withServer(['--max-unnamed', '5', '--rate', '0'], async (port) => {
      const typist = await Peer.connect(port);
      const many: Socket[] = [];
      for (let n = 0; n < 40; n++) {
        const socket = connect({ port, host: '127.0.0.1', localAddress: '127.0.0.66' });
        socket.on('error', () => undefined);
        many.push(socket);
        await new Promise<void>((resolve) => socket.once('connect', () => resolve()));
      }
      await typist.until('Tilde/1');
      await typist.send('typist\n');
      await typist.until('SERVER~Welcoming typist');
      for (const socket of many) socket.destroy();
    });
  });
});
