import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import { LIMITS, type LimitName } from '../../../src/protocol/limits';
import { NativePeer, Peer, SeedPeer, joinLine } from '../support/peer';
import type { RunningServer } from '../support/server';
import { withServer } from '../support/useServer';
import { Witness } from '../support/witness';

type Check = (port: number, server: RunningServer) => Promise<void>;
/** The value a limit is tried with, other flags, and what shows that it is in force. */
type Trial = readonly [value: number, flags: readonly string[], check: Check];

const NOT_SOON = '600000';
const UNHURRIED = ['--rate', '0', '--join-delay-ms', '0'];

/** The clause each limit belongs to. */
const CLAUSES: Record<LimitName, string> = {
  maxMembers: 'P-10.6',
  perAddress: 'P-10.6',
  rate: 'P-10.1',
  burst: 'P-10.1',
  greetAfterMs: 'P-3.3',
  nameTimeoutMs: 'P-10.3',
  pingIntervalMs: 'P-5.9',
  idleTimeoutMs: 'P-5.9',
  stallTimeoutMs: 'P-10.2',
  outboxBytes: 'P-10.2',
  keepaliveMs: 'P-10.4',
  joinDelayMs: 'P-10.7',
  seedSpacingMs: 'P-2.8',
  typingIntervalMs: 'P-5.5',
  maxTextBytes: 'P-7.6',
  maxCodeBytes: 'P-7.6',
  maxFrameBytes: 'P-3.6',
  historyEvents: 'P-6.11',
  historyBytes: 'P-6.11',
  closeTimeoutMs: 'P-10',
};

/** A limit without an entry here does not compile. */
const inForce: Record<LimitName, Trial> = {
  maxMembers: [
    2,
    [],
    async (port) => {
      await joinLine(port, 'one');
      const two = await joinLine(port, 'two');
      assert.equal(
        await knock(port, 'three'),
        'SERVER~The room is full; try again when somebody has left.\n',
      );
      two.end();
      await two.untilGone();
      two.socket.destroy();
      await joinLine(port, 'four');
    },
  ],
  perAddress: [
    1,
    [],
    async (port) => {
      // loopback is exempt
      for (const name of ['one', 'two', 'three']) await joinLine(port, name);
    },
  ],
  rate: [
    0.01,
    ['--burst', '2', '--join-delay-ms', '0'],
    async (port) => {
      const witness = await Witness.join(port);
      await (await Peer.connect(port)).send('ann\n1\n2\n');
      await witness.sees('ann~1');
      await (await Peer.connect(port)).send('bob\nlater\n');
      await witness.sees('bob~later');
      assert.ok(!witness.lines.includes('ann~2'));
    },
  ],
  burst: [
    3,
    ['--rate', '0.01', '--join-delay-ms', '0'],
    async (port) => {
      const witness = await Witness.join(port);
      await (await Peer.connect(port)).send('ann\n1\n2\n3\n');
      await witness.sees('ann~2');
      await (await Peer.connect(port)).send('bob\nlater\n');
      await witness.sees('bob~later');
      assert.ok(!witness.lines.includes('ann~3'));
    },
  ],
  greetAfterMs: [
    600_000,
    UNHURRIED,
    async (port) => {
      const silent = await Peer.connect(port);
      await withServer(['--greet-after-ms', '300'], async (clock) => {
        await (await Peer.connect(clock)).until('SERVER~Tilde/1'); // the default would be over, too
        await silent.send('shy\n');
        assert.match(await silent.until('\n'), /^SERVER~Welcoming shy/);
      });
    },
  ],
  nameTimeoutMs: [
    20,
    UNHURRIED,
    async (port) => {
      const named = await joinLine(port, 'named');
      const silent = await Peer.connect(port);
      await silent.untilGone();
      assert.equal(silent.text, 'SERVER~No name came; connect again and send it first.\n');
      await named.send('here\n');
      await named.until('named~here\n');
    },
  ],
  pingIntervalMs: [
    20,
    UNHURRIED,
    async (port) => {
      const native = await NativePeer.join(port, 'nat');
      assert.equal((await native.next('ping')).sender, 'SERVER');
    },
  ],
  idleTimeoutMs: [
    40,
    [...UNHURRIED, '--ping-interval-ms', '0'],
    async (port) => {
      const line = await joinLine(port, 'lin'); // plain peers may be silent for ever
      const native = await NativePeer.join(port, 'nat');
      await native.next('error', { code: 'idle-timeout' });
      await native.peer.untilGone();
      await line.until('SERVER~nat has left the chat.\n');
      await line.send('here\n');
      await line.until('lin~here\n');
    },
  ],
  stallTimeoutMs: [
    50,
    [...UNHURRIED, '--outbox-bytes', String(2 ** 30)],
    async (port) => {
      const deaf = await joinLine(port, 'deaf');
      deaf.socket.pause();
      const native = await NativePeer.join(port, 'nat');
      await saysUntilLeft(native, 'deaf');
    },
  ],
  outboxBytes: [
    262_144,
    [...UNHURRIED, '--stall-timeout-ms', '0'],
    async (port) => {
      const deaf = await joinLine(port, 'deaf');
      deaf.socket.pause();
      const native = await NativePeer.join(port, 'nat');
      await saysUntilLeft(native, 'deaf');
    },
  ],
  keepaliveMs: [
    5000,
    ['--greet-after-ms', NOT_SOON],
    async (port, server) => {
      const expiresInMs = await keepaliveOf(port, server);
      assert.ok(expiresInMs > 0 && expiresInMs <= 5000, `${expiresInMs} ms`);
    },
  ],
  joinDelayMs: [
    600_000,
    ['--rate', '0'],
    async (port) => {
      const line = await joinLine(port, 'lin');
      const seed = await SeedPeer.join(port, 'sam'); // one's own welcome never waits
      await seed.say('hi');
      await line.until('sam~hi\n');
      assert.equal(line.reads.at(-1)?.toString(), 'SERVER~Welcoming sam to the chat!\nsam~hi\n');
    },
  ],
  seedSpacingMs: [
    600_000,
    [...UNHURRIED, '--close-timeout-ms', '1'],
    async (port) => {
      const sam = await SeedPeer.join(port, 'sam');
      const witness = await Witness.join(port);
      await witness.fence();
      assert.equal(sam.peer.text, 'SERVER~Welcoming sam to the chat!');
    },
  ],
  typingIntervalMs: [
    600_000,
    UNHURRIED,
    async (port) => {
      const [ann, bob] = [await NativePeer.join(port, 'ann'), await NativePeer.join(port, 'bob')];
      await typeThrice(ann);
      await bob.next('say', { id: 'after' });
      assert.equal(typings(bob), 1);
    },
  ],
  maxTextBytes: [
    9,
    UNHURRIED,
    async (port) => {
      const lin = await joinLine(port, 'lin');
      await lin.send('€€€\n€€€.\n');
      await lin.until('lin~€€€\nSERVER~A text may have at most 9 bytes; send it in parts.\n');
    },
  ],
  maxCodeBytes: [
    9,
    UNHURRIED,
    async (port) => {
      const native = await NativePeer.join(port, 'nat');
      const code = { path: 'a', start: 1, end: 1, text: '€€€' };
      await native.send('say', { id: 'fits', text: 'a longer text', code });
      await native.send('say', { id: 'long', text: '', code: { ...code, text: '€€€.' } });
      assert.equal((await native.next('error', { id: 'long' })).payload['code'], 'text-too-long');
      await native.next('say', { id: 'fits' });
    },
  ],
  maxFrameBytes: [
    1024,
    UNHURRIED,
    async (port) => {
      const lin = await joinLine(port, 'lin');
      await lin.send(`${'x'.repeat(1023)}\n`);
      await lin.until(`lin~${'x'.repeat(1023)}\n`);
      await lin.send(`${'x'.repeat(1024)}\n`);
      await lin.untilGone();
      assert.match(lin.text, /\nSERVER~That line is too long; please send shorter ones\.\n$/);
    },
  ],
  historyEvents: [
    8,
    UNHURRIED,
    async (port) => {
      const { length, oldest, seq } = await historyAfter(port, 'x');
      assert.ok(length >= 8 && length <= 9, `${length}`);
      assert.equal(oldest, seq - length + 1);
    },
  ],
  historyBytes: [
    20_000,
    UNHURRIED,
    async (port) => {
      const { length } = await historyAfter(port, 'x'.repeat(1000));
      assert.ok(length >= 4 && length <= 20, `${length}`);
    },
  ],
  closeTimeoutMs: [
    1,
    [...UNHURRIED, '--name-timeout-ms', '20'],
    async (port) => {
      // it is told to go, and never closes its own side
      await withServer(['--name-timeout-ms', '800'], async (clock) => {
        const late = (await Peer.connect(clock)).untilGone().then(() => 'only after the default time');
        const clinging = await Peer.connect(port);
        assert.equal(await clinging.untilGone(), 'end');
        assert.equal(await Promise.race([untilRefused(clinging), late]), undefined);
      });
    },
  ],
};

/** What shows that 0 switches a limit off, for all of which the table says so. */
const off: Partial<Record<LimitName, readonly [flags: readonly string[], check: Check]>> = {
  maxMembers: [
    ['--rate', '0'],
    async (port) => {
      const peers = Array.from({ length: 100 }, (_, n) => joinLine(port, `peer ${n}`));
      await Promise.all(peers);
    },
  ],
  perAddress: [
    [],
    async (port) => {
      for (let n = 0; n < 20; n++) await joinLine(port, `peer ${n}`);
    },
  ],
  rate: [
    ['--burst', '1'],
    async (port) => {
      const lin = await Peer.connect(port);
      await lin.send(`lin\n${'x\n'.repeat(500)}end\n`);
      await lin.until('lin~end\n');
    },
  ],
  nameTimeoutMs: [
    ['--rate', '0'],
    async (port) => {
      const silent = await Peer.connect(port);
      await withServer(['--name-timeout-ms', '50'], async (clock) => {
        await (await Peer.connect(clock)).untilGone();
        await silent.send('at last\n');
        await silent.until('Welcoming at last');
      });
    },
  ],
  pingIntervalMs: [
    ['--idle-timeout-ms', '60'],
    async (port) => {
      const native = await NativePeer.join(port, 'nat');
      await native.next('error', { code: 'idle-timeout' });
      assert.deepEqual(
        native.frames.map(({ verb }) => verb),
        ['welcome', 'error'],
      );
    },
  ],
  idleTimeoutMs: [
    ['--ping-interval-ms', '20'],
    async (port) => {
      const native = await NativePeer.join(port, 'nat');
      await native.next('ping');
      await withServer(['--idle-timeout-ms', '50', '--ping-interval-ms', '0'], async (clock) => {
        await (await NativePeer.join(clock, 'clock')).next('error');
        await native.send('say', { id: '1', text: 'still here' });
        await native.next('say', { id: '1' });
      });
    },
  ],
  stallTimeoutMs: [
    [...UNHURRIED, '--outbox-bytes', String(2 ** 30)],
    async (port) => {
      const deaf = await joinLine(port, 'deaf');
      deaf.socket.pause();
      const speaker = await joinLine(port, 'speaker');
      const line = `${'x'.repeat(16_000)}\n`;
      await speaker.send(`${line.repeat(1000)}end\n`);
      await speaker.until(() => speaker.socket.bytesRead > 16_000_000);
      await withServer(['--stall-timeout-ms', '50', '--name-timeout-ms', '100'], async (clock) => {
        await (await Peer.connect(clock)).untilGone();
        deaf.socket.resume();
        await deaf.until(() => deaf.socket.bytesRead > 16_000_000);
      });
    },
  ],
  keepaliveMs: [
    ['--greet-after-ms', NOT_SOON],
    async (port, server) => assert.equal(await keepaliveOf(port, server), 0),
  ],
  joinDelayMs: [
    ['--rate', '0'],
    async (port) => {
      const line = await joinLine(port, 'lin');
      await joinLine(port, 'next');
      await line.until('SERVER~Welcoming next to the chat!\n');
    },
  ],
  seedSpacingMs: [
    UNHURRIED,
    async (port) => {
      const sam = await SeedPeer.join(port, 'sam');
      const lin = await joinLine(port, 'lin');
      await lin.send('1\n2\n3\n');
      await sam.peer.until('lin~3');
      assert.equal(
        sam.peer.text,
        'SERVER~Welcoming sam to the chat!SERVER~Welcoming lin to the chat!lin~1lin~2lin~3',
      );
    },
  ],
  typingIntervalMs: [
    UNHURRIED,
    async (port) => {
      const [ann, bob] = [await NativePeer.join(port, 'ann'), await NativePeer.join(port, 'bob')];
      await typeThrice(ann);
      await bob.next('say', { id: 'after' });
      assert.equal(typings(bob), 3);
    },
  ],
};

describe('P-10 every limit is a flag, and in force', () => {
  for (const [name, spec] of Object.entries(LIMITS) as [LimitName, (typeof LIMITS)[LimitName]][]) {
    const [value, flags, check] = inForce[name];
    it(`${CLAUSES[name]} --${spec.flag} ${value}: ${spec.help}`, async function () {
      if (name === 'keepaliveMs' && process.platform !== 'linux') this.skip(); // nowhere else can it be seen
      await withServer([`--${spec.flag}`, String(value), ...flags], check);
    });
    if (!spec.zeroIsOff) continue;
    it(`${CLAUSES[name]} --${spec.flag} 0 switches it off`, async function () {
      if (name === 'keepaliveMs' && process.platform !== 'linux') this.skip();
      const [offFlags, offCheck] = off[name]!;
      await withServer([`--${spec.flag}`, '0', ...offFlags], offCheck);
    });
  }

  it('P-10.6 --per-address counts the connections from one address that is not loopback, unnamed ones too', async function () {
    const own = Object.values(networkInterfaces())
      .flat()
      .find((address) => address?.family === 'IPv4' && !address.internal)?.address;
    if (own === undefined) this.skip(); // this computer has no other address
    const flags = ['--host', own, '--open', '--per-address', '2', '--greet-after-ms', '1'];
    await withServer(flags, async (port) => {
      const one = await joinFrom(own, port, 'one');
      const two = await joinFrom(own, port, 'two');
      const three = await Peer.connect(port, undefined, own);
      await three.send('three\n');
      await three.untilGone();
      assert.match(
        three.text,
        /SERVER~Too many connections come from your address; close one and try again\.\n$/,
      );
      two.end();
      await two.untilGone();
      two.socket.destroy();
      await one.until('SERVER~two has left the chat.');
      // silent ones make place for each other and for who speaks
      const silent = await Peer.connect(port, undefined, own);
      await silent.until('Tilde/1');
      const four = await joinFrom(own, port, 'four');
      await silent.untilGone();
      assert.match(silent.text, /No name came/);
      await four.send('in\n');
      await one.until('four~in\n');
    });
  });
});

async function joinFrom(host: string, port: number, name: string): Promise<Peer> {
  const peer = await Peer.connect(port, undefined, host);
  await peer.send(`${name}\n`);
  await peer.until(`SERVER~Welcoming ${name}`);
  return peer;
}

/** What one is told who is turned away. */
async function knock(port: number, name: string): Promise<string> {
  const peer = await Peer.connect(port);
  await peer.send(`${name}\n`);
  await peer.untilGone();
  return peer.text;
}

async function saysUntilLeft(native: NativePeer, name: string): Promise<void> {
  const text = 'x'.repeat(16_000);
  for (let n = 0; !native.peer.text.includes(`"name":"${name}","reason":"slow-consumer"`); n++) {
    native.peer.clear();
    await native.send('say', { id: `${n}`, text });
    await native.peer.until((shown) => shown.includes(`"id":"${n}"`) && shown.endsWith('\n'));
  }
}

async function typeThrice(native: NativePeer): Promise<void> {
  for (let n = 0; n < 3; n++) await native.send('typing', { on: true });
  await native.send('say', { id: 'after', text: 'after' });
}

const typings = (native: NativePeer) => native.frames.filter(({ verb }) => verb === 'typing').length;

async function historyAfter(port: number, text: string) {
  const lin = await joinLine(port, 'lin');
  await lin.send(`${text}\n`.repeat(100) + 'end\n');
  await lin.until('lin~end\n');
  const { welcome } = await NativePeer.join(port, 'nat');
  const history = welcome['history'] as unknown[];
  return {
    length: history.length,
    oldest: welcome['oldest'] as number,
    seq: welcome['seq'] as number,
  };
}

/** Resolves once the server has let go of a connection: what is still sent there is answered with a reset. */
async function untilRefused(peer: Peer): Promise<void> {
  const refused = new Promise((resolve) => peer.socket.once('close', resolve));
  const poke = () => {
    if (peer.socket.writable) peer.socket.write('?', () => setImmediate(poke));
  };
  poke();
  await refused;
  assert.equal(peer.gone, 'end', 'it was told before it was dropped');
}

/** When TCP will probe a new connection, in milliseconds; 0 = never. The kernel's own word, at the server's end. */
async function keepaliveOf(port: number, server: RunningServer): Promise<number> {
  const peer = await Peer.connect(port);
  const { port: peerPort } = peer.socket.address() as { port: number };
  if (!server.output().includes(` ${peerPort}\n`)) await untilPrinted(server, ` ${peerPort}\n`);
  const hex = (n: number) => n.toString(16).toUpperCase().padStart(4, '0');
  const row = readFileSync('/proc/net/tcp', 'utf8')
    .split('\n')
    .find((line) => line.includes(`0100007F:${hex(port)} 0100007F:${hex(peerPort)}`));
  const [, kind, ticks] = / (0\d):([\dA-F]{8}) /.exec(row ?? '') ?? [];
  assert.ok(kind === '02' || kind === '00', `the timer is ${String(kind)}: ${row}`);
  return kind === '02' ? parseInt(ticks!, 16) * 10 : 0; // the kernel tells hundredths of a second
}

async function untilPrinted(server: RunningServer, text: string): Promise<void> {
  await new Promise<void>((resolve) => {
    const look = () => {
      if (!server.output().includes(text)) return;
      server.child.stdout?.off('data', look);
      resolve();
    };
    server.child.stdout?.on('data', look);
    look();
  });
}
