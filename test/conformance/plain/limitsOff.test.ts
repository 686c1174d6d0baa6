import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { LIMITS, type LimitName, type LimitSpec } from '../../../src/protocol/wire/limits';
import {
  CLAUSES,
  type Check,
  NOT_SOON,
  UNHURRIED,
  backAfterLock,
  keepaliveOf,
  toldWrong,
  typeThrice,
  typings,
  wantsNameOfGone,
} from '../support/limitChecks';
import { contentOf, historyOf } from '../support/historyFiles';
import { NativePeer, Peer, SeedPeer, joinLine } from '../support/peer';
import { PATIENT } from '../support/securePeer';
import { withServer } from '../support/useServer';

const ancient = historyOf([{ text: 'ancient', at: 1 }]);
after(() => rmSync(ancient, { force: true }));

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
  maxUnnamed: [
    UNHURRIED,
    async (port) => {
      const silent = [];
      for (let n = 0; n < 100; n++) silent.push(await Peer.connect(port));
      await joinLine(port, 'lin');
      assert.deepEqual(
        silent.map(({ gone }) => gone),
        silent.map(() => undefined),
      );
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
  settleMs: [
    [...UNHURRIED, '--key-timeout-ms', NOT_SOON],
    async (port) => {
      const seed = await SeedPeer.join(port, 'sam');
      assert.equal(seed.peer.text, 'SERVER~Welcoming sam to the chat!');
    },
  ],
  keyTimeoutMs: [
    UNHURRIED,
    async (port) => {
      const seed = await SeedPeer.join(port, 'C');
      assert.equal(seed.peer.text, 'SERVER~Welcoming C to the chat!');
    },
  ],
  addressBytes: [
    ['--address-burst-bytes', '1024', '--rate', '1000', '--burst', '1000'],
    async (port) => {
      const lin = await Peer.connect(port);
      await lin.send(`lin\n${`${'x'.repeat(1000)}\n`.repeat(20)}end\n`);
      await lin.until('lin~end\n');
    },
  ],
  addressJoins: [
    ['--address-burst-joins', '1'],
    async (port) => {
      for (let n = 0; n < 30; n++) await joinLine(port, `peer ${n}`);
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
  wrongProofs: [['--private', ...PATIENT], async (port) => assert.equal(await toldWrong(port, 20), 20)],
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
  lockGraceMs: [UNHURRIED, async () => assert.match(await backAfterLock(0), /"code":"locked"/)],
  nameGraceMs: [
    UNHURRIED,
    async (port) => {
      const line = await wantsNameOfGone(port);
      await line.until('SERVER~carol has left the chat.\nSERVER~carol-2 is now carol.\n');
    },
  ],
  historyDays: [
    [...UNHURRIED, '--history', ancient],
    async (port) => {
      const native = await NativePeer.join(port, 'nat');
      assert.ok(JSON.stringify(native.welcome['history']).includes('"text":"ancient"'));
      await native.send('say', { id: '1', text: 'new' });
      await native.next('say', { id: '1' });
      assert.ok(contentOf(ancient).includes('"text":"ancient"'));
    },
  ],
};

describe('P-10 limits that can be switched off', () => {
  const specs = Object.entries(LIMITS) as [LimitName, LimitSpec][];
  for (const [name, spec] of specs.filter(([, { zeroIsOff }]) => zeroIsOff)) {
    it(`${CLAUSES[name]} --${spec.flag} 0 switches it off`, async function () {
      if (name === 'keepaliveMs' && process.platform !== 'linux') this.skip(); // nowhere else can it be seen
      const [flags, check] = off[name]!;
      await withServer([`--${spec.flag}`, '0', ...flags], check);
    });
  }
});
