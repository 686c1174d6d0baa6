import assert from 'node:assert/strict';
import fc from 'fast-check';
import { MAX_MEMBERS } from '../../../src/client/members/memberList';
import { MAX_TYPISTS } from '../../../src/client/members/typing';
import { MAX_SEQ, MAX_SERVER_TEXT } from '../../../src/protocol/wire/limits';
import { errorFrame, event, sayFrame, useScene } from './scene';
import { type Peer, welcomeFrame } from './scriptedServer';
import { lines, shows, until } from './support';

const MiB = 1024 * 1024;
const frame = (verb: string, payload: object, from = 'SERVER') =>
  `${from}~${verb}~${JSON.stringify(payload)}\n`;
const numbers = (count: number) => Array.from({ length: count }, (_, i) => i);

/** Resolves when the client has read all that was sent. */
async function hasRead(peer: Peer): Promise<void> {
  peer.send(frame('ping', {}));
  assert.equal((await peer.frame()).verb, 'pong');
}

describe('ChatClient at a hostile server', () => {
  const scene = useScene({ known: true });
  const kept = () => scene.client.transcript.size;

  it('P-9.8 keeps a bounded number of bytes, however long the messages, and the newest of them', async () => {
    const peer = await scene.join();
    const text = 'x'.repeat(MAX_SERVER_TEXT);
    for (const i of numbers(200)) peer.send(sayFrame(2 + i, `${i}${text.slice(3)}`));
    peer.send(sayFrame(500, `${text}x`));
    peer.send(sayFrame(501, 'the last'));
    await shows(scene.client, 'bob: the last (sent)');
    const { entries } = kept();
    assert.ok(
      entries.bytes <= 32 * MiB && entries.bytes >= 16 * MiB - 2 * MAX_SERVER_TEXT,
      `${entries.bytes}`,
    );
    const said = scene.client.transcript
      .page(undefined, 2)
      .entries.map((one) => one.kind === 'message' && one.text);
    assert.deepEqual([said[0] && said[0].slice(0, 4), said[1]], ['199x', 'the last'], 'one was too long');
  });

  it('P-9.8 keeps a bounded number of bytes of what is done to messages, here or not', async () => {
    const peer = await scene.join();
    const about = { at: 5, by: 'm-bob' };
    for (const i of numbers(100)) {
      const text = 'x'.repeat(MAX_SERVER_TEXT);
      peer.send(frame('edit', { ...about, seq: 2 + i, of: 2_000_000 + i, text }, 'bob'));
    }
    await hasRead(peer);
    assert.ok(kept().amendments.bytes <= 16 * MiB, `${kept().amendments.bytes}`);
    for (const i of numbers(30_000)) {
      const payload = { ...about, seq: 1000 + i, of: 7 + i, emoji: '☕', on: i % 2 === 0 };
      peer.send(frame('react', payload, 'bob'));
    }
    await hasRead(peer);
    const { count, bytes } = kept().amendments;
    assert.ok(count <= 20_000 && bytes <= 16 * MiB, `${count}, ${bytes}`);
  });

  it('P-9.8 is told nothing of a room before its welcome', async () => {
    const told: string[] = [];
    scene.client.onDidChangeSaved(() => told.push('saved'));
    scene.client.onDidChangeTyping(() => told.push('typing'));
    scene.client.onDidRead(() => told.push('read'));
    const early =
      frame('saved', { on: false }) +
      frame('typing', { by: 'm-bob', on: true }, 'bob') +
      frame('host', { by: 'm-bob' }) +
      frame('read', { seq: 1 }) +
      sayFrame(1, 'early');
    const peer = await scene.join(early + welcomeFrame());
    await hasRead(peer);
    assert.deepEqual([told, lines(scene.client), scene.client.isSaved], [[], [], true]);
  });

  it('P-5.4 draws a message once for each reaction that is news, and for no other', async () => {
    const peer = await scene.join(welcomeFrame({ seq: 2, history: [event(2, 'hi')] }));
    let draws = 0;
    scene.client.transcript.onDidChange(() => (draws += 1));
    const react = (seq: number, emoji: string, by: string) =>
      peer.send(frame('react', { seq, at: 5, by, of: 2, emoji, on: true }, 'bob'));
    for (const i of numbers(3000)) {
      const tags = `${i}`.replace(/\d/g, (digit) => String.fromCodePoint(0xe0030 + Number(digit)));
      react(10 + i, `🏴${tags}\u{E007F}`, 'm-bob');
      react(5000 + i, String.fromCodePoint(0x1f300 + i), 'm-bob');
    }
    await hasRead(peer);
    const [message] = scene.client.transcript.page(undefined, 1).entries;
    assert.ok(message?.kind === 'message');
    assert.deepEqual([draws, message.reactions?.length], [20, 20]);
  });

  it('P-9.8 knows a bounded number of members and typists, and what it is told of them only once', async () => {
    const peer = await scene.join();
    let told = 0;
    scene.client.onDidChangeMembers(() => (told += 1));
    for (const i of numbers(MAX_MEMBERS + 500)) {
      peer.send(frame('join', { seq: 2 + i, at: 5, by: `m-${i}`, name: `n${i}` }));
      peer.send(frame('typing', { by: `t-${i}`, on: true }, `t${i}`));
    }
    await hasRead(peer);
    assert.deepEqual([scene.client.members.length, scene.client.typists.length], [MAX_MEMBERS, MAX_TYPISTS]);
    assert.equal(told, MAX_MEMBERS - 1);
    for (const i of numbers(1000)) peer.send(frame('host', { by: `m-${i % 3}` }));
    await hasRead(peer);
    assert.equal(told, MAX_MEMBERS + 2);
  });

  it('P-9.8 shows nothing of answers to what it has not asked', async () => {
    const peer = await scene.join(welcomeFrame({ seq: 9, history: [event(9, 'hi')] }));
    const logged: string[] = [];
    const reads: number[] = [];
    scene.client.onDidRead((order) => reads.push(order));
    for (const i of numbers(500)) {
      peer.send(errorFrame('not-found', 'No.', `id-${i}`));
      peer.send(frame('history', { events: [event(3, 'forged')], more: true }));
      peer.send(frame('read', { seq: 2 ** 40 + i }));
      peer.send(frame('read', { seq: i % 9 }));
      peer.send(welcomeFrame({ you: 'mallory', seq: 90 + i, history: [event(90 + i, 'twice')] }));
      peer.send(frame('rename', { seq: 5, at: 5, by: 'm-alice', name: 'alice', to: 'mallory' }));
      peer.send(frame('prove', { proof: 'x' }));
      peer.send(frame('pong', {}));
    }
    await hasRead(peer);
    assert.deepEqual([lines(scene.client), logged, scene.client.name], [['bob: hi (sent)'], [], 'alice']);
    assert.deepEqual(reads, [9]);
  });

  it('says only so often in the log what is wrong with a server', async () => {
    let warnings = 0;
    const quiet = () => undefined;
    scene.create({ logger: { trace: quiet, info: quiet, error: quiet, warn: () => (warnings += 1) } });
    const peer = await scene.join();
    for (const i of numbers(500)) peer.send(errorFrame('full', `No ${i}.`) + frame('say', { seq: i }));
    await hasRead(peer);
    assert.equal(warnings, 101);
  });

  it('P-9.8 goes on behind numbers beyond all bounds', async () => {
    const peer = await scene.join();
    const odd = [2 ** 53, 2 ** 53 - 1, 9e15, -1, 1.5, 1e308, null, '7', [], {}, true];
    for (const value of odd) {
      peer.send(frame('say', { seq: value, at: 5, by: 'm-bob', text: 'odd' }, 'bob'));
      peer.send(frame('say', { seq: 5, at: value, by: 'm', text: 'odd' }, 'bob'));
      peer.send(frame('join', { seq: value, at: 5, by: 'm', name: 'odd' }));
      peer.send(frame('read', { seq: value }));
      peer.send(frame('react', { seq: 5, at: 5, by: 'm', of: value, emoji: '🎉', on: true }, 'bob'));
    }
    peer.send(`SERVER~say~{"seq":1e999,"at":5,"by":"m","text":"odd"}\nSERVER~say~{"seq":5,"at":-0.5}\n`);
    for (const seq of [7, 6, 7, 5]) peer.send(sayFrame(seq, `${seq}`));
    peer.send(sayFrame(8, 'the last'));
    await shows(scene.client, 'bob: the last (sent)');
    assert.deepEqual(lines(scene.client), ['bob: 7 (sent)', 'bob: the last (sent)']);
  });

  it('P-9.8 shows what is said in a room that comes after ones with the largest numbers', async () => {
    let peer = await scene.join();
    for (const round of numbers(6)) {
      peer.send(sayFrame(MAX_SEQ, `round ${round}`));
      await shows(scene.client, `bob: round ${round} (sent)`);
      ({ peer } = await scene.rejoin(peer));
      peer.send(welcomeFrame({ room: { id: `room-${round}`, name: 'x', access: 'open' }, seq: 1 }));
    }
    for (const seq of [2, 3, 4]) peer.send(sayFrame(seq, `${seq}`));
    await shows(scene.client, 'bob: 4 (sent)');
    const { entries } = scene.client.transcript.page(undefined, 100);
    assert.ok(entries.every(({ order }, i) => i === 0 || order > entries[i - 1]!.order));
    assert.equal(new Set(entries.map(({ key }) => key)).size, entries.length);
    assert.deepEqual(lines(scene.client).slice(-3), ['bob: 2 (sent)', 'bob: 3 (sent)', 'bob: 4 (sent)']);
  });

  it('P-9.8 P-10.5 neither falls over nor leaves, whatever frames come', async () => {
    const peer = await scene.join();
    const odd = fc.oneof(
      fc.constantFrom<unknown>(-1, 1.5, 1e308, 2 ** 53, null, '', '\ud800', '__proto__', [], {}, [[[[]]]]),
      fc.object({ maxDepth: 2, maxKeys: 3 }),
      fc.string({ maxLength: 300 }),
      fc.integer(),
    );
    const fields = [
      'seq',
      'at',
      'by',
      'of',
      'id',
      'text',
      'emoji',
      'on',
      'name',
      'to',
      'events',
      'more',
      'code',
    ];
    const payload = fc.oneof(
      fc.dictionary(fc.constantFrom(...fields, 'message', 'reason', 'members', '__proto__'), odd, {
        maxKeys: 8,
      }),
      fc.record({ seq: fc.nat(50), at: fc.nat(), by: fc.constantFrom('m-bob', 'm-alice'), of: fc.nat(50) }),
    );
    const verbs = [
      'say',
      'edit',
      'remove',
      'react',
      'join',
      'leave',
      'rename',
      'typing',
      'read',
      'host',
      'saved',
    ];
    const verb = fc.constantFrom(...verbs, 'history', 'error', 'welcome', 'ping', 'prove', 'hello', 'dance');
    const from = fc.constantFrom('SERVER', 'bob', '', 'x'.repeat(3000), '\u202e');
    const frames = fc.sample(fc.tuple(from, verb, payload), { numRuns: 2000, seed: 11 });
    for (const [sender, name, fieldsOfIt] of frames) peer.send(frame(name, fieldsOfIt, sender));
    peer.send(sayFrame(10_000, 'the last'));
    await shows(scene.client, 'bob: the last (sent)');
    assert.equal(scene.client.state.kind, 'joined');
  });
});

describe('ChatClient at a hostile original server', () => {
  const scene = useScene();

  async function join(): Promise<Peer> {
    const joined = scene.client.connect();
    const peer = await scene.server.peer();
    await scene.clock.scheduled(600);
    scene.clock.advance(600);
    await peer.expect('alice');
    peer.send('SERVER~Welcoming alice to the chat!');
    await joined;
    return peer;
  }

  it('P-9.8 keeps a bounded number of bytes of what has no end', async () => {
    const peer = await join();
    for (const i of numbers(10)) {
      await new Promise<void>((resolve) =>
        peer.socket.write(`bob~${i}${'x'.repeat(2_000_000)}`, () => resolve()),
      );
    }
    peer.socket.write('SERVER~Welcoming zoe to the chat!');
    await shows(scene.client, 'join zoe');
    const { bytes, count } = scene.client.transcript.size.entries;
    assert.ok(bytes <= 32 * MiB && count > 10, `${bytes} in ${count}`);
  });

  it('P-9.8 learns a bounded number of people, by names that can be some', async () => {
    const peer = await join();
    peer.send(`SERVER~${'y'.repeat(200)} has left the chat.`);
    await shows(scene.client, 'server-text');
    for (const i of numbers(4500)) peer.send(`SERVER~Welcoming n${i} to the chat!`);
    const haveCome = () => {
      const [last] = scene.client.transcript.page(undefined, 1).entries;
      return last?.kind === 'notice' && last.notice.kind === 'presence' && (last.upTo ?? 0) >= 4500;
    };
    if (!haveCome()) await until(scene.client.transcript.onDidChange, haveCome);
    assert.ok(scene.client.members.length <= MAX_MEMBERS);
    assert.ok(
      scene.client.members.every(({ mid: memberId, name }) => memberId.length <= 128 && name.length <= 128),
    );
  });
});
