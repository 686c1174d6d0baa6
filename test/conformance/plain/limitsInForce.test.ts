import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { LIMITS, type LimitName, type LimitSpec } from '../../../src/protocol/wire/limits';
import {
  CLAUSES,
  type Check,
  NOT_SOON,
  UNHURRIED,
  backAfterLock,
  historyAfter,
  keepaliveOf,
  knock,
  message,
  reactionTo,
  saysUntilLeft,
  toldWrong,
  typeThrice,
  typings,
  untilRefused,
  wantsNameOfGone,
} from '../support/limitChecks';
import { contentOf, freshPath, historyOf, sizeOf } from '../support/historyFiles';
import { NativePeer, Peer, SeedPeer, joinLine } from '../support/peer';
import { PATIENT } from '../support/securePeer';
import { withServer } from '../support/useServer';
import { Witness } from '../support/witness';

/** The value a limit is tried with, other flags, and what shows that it is in force. */
type Trial = readonly [value: number, flags: readonly string[], check: Check];

const [large, unsynced, erased] = [freshPath(), freshPath(), freshPath()];
const DAY_MS = 86_400_000;
const old = historyOf([
  { text: 'old', at: Date.now() - 3 * DAY_MS },
  { text: 'a little too old', at: Date.now() - 1.01 * DAY_MS },
  { text: 'young', at: Date.now() },
]);

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
  maxUnnamed: [
    2,
    UNHURRIED,
    async (port) => {
      const named = await joinLine(port, 'named');
      const silent = [await Peer.connect(port), await Peer.connect(port), await Peer.connect(port)];
      assert.equal(await silent[0]!.untilGone(), 'end');
      assert.match(silent[0]!.text, /SERVER~No name came; connect again and send it first\.\n$/);
      for (const [n, peer] of silent.slice(1).entries()) {
        await peer.send(`late ${n}\n`);
        await named.until(`SERVER~Welcoming late ${n} to the chat!\n`);
      }
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
  addressBytes: [
    64,
    ['--address-burst-bytes', '1024', '--rate', '1000', '--join-delay-ms', '0'],
    async (port) => {
      // the second message owes much; another member of the address has nothing of its own here
      const witness = await Witness.join(port);
      await (await Peer.connect(port)).send(`ann\n${'x'.repeat(700)}\n${'y'.repeat(9000)}\nz\n`);
      await witness.sees(`ann~${'y'.repeat(9000)}`);
      const bob = await joinLine(port, 'bob');
      await bob.send('too late\n');
      await joinLine(port, 'in all the same');
      await witness.sees('SERVER~Welcoming in all the same to the chat!');
      assert.ok(!/~(?:z|too late)\n/.test(witness.peer.text));
    },
  ],
  addressBurstBytes: [
    2048,
    ['--address-bytes', '64', '--rate', '1000', '--join-delay-ms', '0'],
    async (port) => {
      const witness = await Witness.join(port);
      const say = `${'x'.repeat(700)}\n`;
      await (await Peer.connect(port)).send(`ann\n${say.repeat(4)}`);
      await witness.peer.until((text) => text.split(`ann~${'x'.repeat(700)}`).length === 4);
      await joinLine(port, 'bob');
      assert.equal(witness.lines.filter((line) => line.startsWith('ann~')).length, 3);
    },
  ],
  addressJoins: [
    20,
    ['--address-burst-joins', '1', '--join-delay-ms', '0'],
    async (port) => {
      // each waits for its turn, and none is refused
      for (const name of ['one', 'two', 'three']) await joinLine(port, name);
    },
  ],
  addressBurstJoins: [
    3,
    ['--address-joins', '0.01', '--join-delay-ms', '0'],
    async (port) => {
      const witness = await Witness.join(port);
      for (const name of ['one', 'two', 'three', 'four']) await (await Peer.connect(port)).send(`${name}\n`);
      await witness.sees('SERVER~Welcoming two to the chat!');
      await witness.fence();
      assert.equal(witness.lines.length, 2, 'the third and the fourth wait');
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
  settleMs: [
    600_000,
    UNHURRIED,
    async (port) => {
      const witness = await Witness.join(port);
      const seed = await SeedPeer.connect(port);
      await seed.say('sam');
      await withServer(['--settle-ms', '100'], async (clock) => {
        await SeedPeer.join(clock, 'sam'); // the default would be over, too
        assert.deepEqual(await witness.fence(), []);
        seed.peer.end();
        await witness.sees('SERVER~Welcoming sam to the chat!');
      });
    },
  ],
  keyTimeoutMs: [
    20,
    UNHURRIED,
    async (port) => {
      const seed = await SeedPeer.join(port, 'P');
      assert.equal(seed.peer.text, 'SERVER~Welcoming P to the chat!');
      await seed.say('o');
      await seed.untilShown('[P] o');
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
  proveTimeoutMs: [
    20,
    ['--private', ...PATIENT],
    async (port) => {
      const stranger = await Peer.connect(port);
      await stranger.send(Buffer.from('16030100a5010000a10303', 'hex'));
      await stranger.untilGone();
      assert.equal(stranger.text, '');
    },
  ],
  wrongProofs: [
    1,
    ['--private', ...PATIENT],
    async (port) => {
      const told = await toldWrong(port, 20);
      assert.ok(told >= 1 && told < 20, `${told} were told`);
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
  maxReactions: [
    2,
    UNHURRIED,
    async (port) => {
      const { of, ann, bob } = await message(port);
      assert.equal(await reactionTo(of, ann, '🎉'), undefined);
      assert.equal(await reactionTo(of, bob, '❤'), undefined);
      assert.match((await reactionTo(of, ann, '🍀')) ?? '', /^There are too many different reactions/);
      assert.equal(await reactionTo(of, ann, '❤️'), undefined, 'it is there already');
    },
  ],
  memberReactions: [
    2,
    UNHURRIED,
    async (port) => {
      const { of, ann, bob } = await message(port);
      for (const emoji of ['🎉', '❤']) assert.equal(await reactionTo(of, ann, emoji), undefined);
      assert.match((await reactionTo(of, ann, '🍀')) ?? '', /^You have put 2 different reactions/);
      assert.equal(await reactionTo(of, bob, '🍀'), undefined);
    },
  ],
  messageReactions: [
    2,
    UNHURRIED,
    async (port) => {
      const { of, ann, bob } = await message(port);
      for (const one of [ann, bob]) assert.equal(await reactionTo(of, one, '🎉'), undefined);
      assert.match((await reactionTo(of, ann, '🍀')) ?? '', /^There are 2 reactions under that message/);
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
  maxShownBytes: [
    1024,
    UNHURRIED,
    async (port) => {
      const native = await NativePeer.join(port, 'nat');
      const code = { path: 'a', start: 1, end: 60, text: 'x\n'.repeat(60) };
      await native.send('say', { id: 'fits', text: 'x'.repeat(950) });
      await native.send('say', { id: 'many', text: 'look', code });
      assert.equal((await native.next('error', { id: 'many' })).payload['code'], 'text-too-long');
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
  historyFileBytes: [
    2 ** 20,
    [...UNHURRIED, '--history', large],
    async (port) => {
      const lin = await joinLine(port, 'lin');
      let largest = 0;
      for (let n = 0; sizeOf(large) >= largest; n++) {
        largest = sizeOf(large);
        assert.ok(largest < 2 * 2 ** 20, `${largest} bytes`);
        await lin.send(`${'x'.repeat(16_000)}\n${n}.\n`);
        await lin.until(`lin~${n}.\n`);
      }
      assert.ok(largest > 2 ** 20);
    },
  ],
  historyDays: [
    1,
    [...UNHURRIED, '--history', old],
    async (port) => {
      const native = await NativePeer.join(port, 'nat');
      assert.ok(native.peer.text.includes('"text":"young"'));
      assert.doesNotMatch(native.peer.text, /old"/);
      assert.equal(native.welcome['oldest'], 3);
      for (let page = 0; contentOf(old).includes('old"'); page++) {
        await native.send('history', { before: 1e15, limit: 200 });
        await native.next('history');
        assert.doesNotMatch(native.peer.text, /old"/);
      }
      assert.ok(contentOf(old).includes('"text":"young"'));
    },
  ],
  syncAfterMs: [
    600_000,
    [...UNHURRIED, '--history', unsynced],
    async (port) => {
      // that a file is gone is noticed when it should last
      const late = freshPath();
      const speak = async (to: number, file: string) => {
        const native = await NativePeer.join(to, 'nat');
        rmSync(file);
        await native.send('say', { id: 'x', text: 'x' });
        await native.next('say');
        return native;
      };
      const native = await speak(port, unsynced);
      await withServer([...UNHURRIED, '--history', late, '--sync-after-ms', '300'], async (clock) => {
        await (await speak(clock, late)).next('error', { code: 'history-unsaved' });
        await native.send('say', { id: 'y', text: 'y' });
        await native.next('say', { id: 'y' });
        assert.ok(native.frames.every(({ verb }) => verb !== 'error'));
      });
    },
  ],
  eraseAfterMs: [
    1,
    [...UNHURRIED, '--history', erased],
    async (port) => {
      const native = await NativePeer.join(port, 'nat');
      await native.send('say', { id: 'x', text: 'a secret' });
      const { seq } = (await native.next('say')).payload;
      assert.ok(contentOf(erased).includes('a secret'));
      await native.send('remove', { id: 'y', of: seq });
      await native.next('remove');
      for (let n = 0; contentOf(erased).includes('a secret'); n++) {
        await native.send('say', { id: `${n}`, text: 'more' });
        await native.next('say', { id: `${n}` });
      }
    },
  ],
  lockGraceMs: [
    20,
    UNHURRIED,
    async () => {
      const aWhile = () =>
        withServer(['--name-timeout-ms', '100'], async (clock) => {
          await (await Peer.connect(clock)).untilGone();
        });
      assert.match(await backAfterLock(20, aWhile), /"code":"locked"/);
      assert.match(await backAfterLock(Number(NOT_SOON), aWhile), /~welcome~/);
    },
  ],
  nameGraceMs: [
    20,
    UNHURRIED,
    async (port) => {
      const line = await wantsNameOfGone(port);
      await line.until('SERVER~carol-2 is now carol.\n');
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

describe('P-10 every limit is a flag, and in force', () => {
  for (const [name, spec] of Object.entries(LIMITS) as [LimitName, LimitSpec][]) {
    const [value, flags, check] = inForce[name];
    it(`${CLAUSES[name]} --${spec.flag} ${value}: ${spec.help}`, async function () {
      if (name === 'keepaliveMs' && process.platform !== 'linux') this.skip(); // nowhere else can it be seen
      await withServer([`--${spec.flag}`, String(value), ...flags], check);
    });
  }
});
