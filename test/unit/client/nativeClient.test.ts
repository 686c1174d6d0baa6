import assert from 'node:assert/strict';
import type { ChatClient } from '../../../src/client/chatClient';
import { ClientFailure } from '../../../src/client/clientFailure';
import { ManualClock } from './manualClock';
import { type Peer, ScriptedServer, welcomeFrame } from './scriptedServer';
import { inState, lines, newClient, shows, until } from './support';

const GREETING = 'SERVER~Tilde/1 workshop - send your name, then your messages, one a line.\n';
const sayFrame = (seq: number, text: string, rest: object = { by: 'm-bob' }, from = 'bob') =>
  `${from}~say~${JSON.stringify({ seq, at: 5, text, ...rest })}\n`;
const event = (seq: number, text: string, rest: object = { by: 'm-bob' }, from = 'bob') =>
  ({ verb: 'say', from, seq, at: 5, text, ...rest }) as never;

describe('ChatClient in a native room', () => {
  let server: ScriptedServer;
  let clock: ManualClock;
  let client: ChatClient;

  beforeEach(async () => {
    server = await ScriptedServer.listen();
    clock = new ManualClock();
    client = newClient(server, clock, { known: true });
  });
  afterEach(async () => {
    client.dispose();
    await server.close();
  });

  /** Joins, and gives the server's end. */
  async function join(welcome = welcomeFrame()): Promise<Peer> {
    const joined = client.connect();
    const peer = await server.peer();
    await peer.frame();
    peer.send(welcome);
    await joined;
    return peer;
  }

  /** Breaks the connection and lets the client come back; its hello is still to be read. */
  async function rejoin(peer: Peer): Promise<Peer> {
    const lost = inState(client, 'reconnecting');
    peer.socket.destroy();
    const state = await lost;
    assert.ok(state.kind === 'reconnecting');
    clock.advance(state.retryAt - clock.now());
    return server.peer();
  }

  it('says hello at once to a server it knows', async () => {
    client = newClient(server, clock, { known: true, person: 'p', client: 'test/1', ticket: () => 't' });
    const joined = client.connect();
    const peer = await server.peer();
    assert.deepEqual(await peer.frame(), {
      verb: 'hello',
      payload: { v: 1, name: 'alice', client: 'test/1', person: 'p', ticket: 't' },
    });
    peer.send(welcomeFrame({ you: 'alice-2' }));
    await joined;
    assert.deepEqual([client.state.kind, client.name, client.mid], ['joined', 'alice-2', 'm-alice']);
    assert.deepEqual([client.room?.name, client.room?.kind], ['workshop', 'native']);
  });

  it('says nothing to a server it does not know until that has greeted', async () => {
    client = newClient(server, clock);
    const joined = client.connect();
    const peer = await server.peer();
    await clock.scheduled(600);
    assert.equal(peer.received, '');
    peer.send(GREETING.slice(0, 9));
    peer.send(GREETING.slice(9));
    assert.equal((await peer.frame()).verb, 'hello');
    peer.send(welcomeFrame());
    await joined;
    assert.equal(client.room?.kind, 'native');
  });

  it('shows what was said before, and then what is said, once and in order', async () => {
    const peer = await join(welcomeFrame({ seq: 4, history: [event(2, 'two'), event(3, 'three')] }));
    peer.send(sayFrame(3, 'again') + sayFrame(6, 'six') + sayFrame(5, 'too late') + sayFrame(7, 'seven'));
    await shows(client, 'bob: seven (sent)');
    assert.deepEqual(lines(client), [
      'bob: two (sent)',
      'bob: three (sent)',
      'bob: six (sent)',
      'bob: seven (sent)',
    ]);
  });

  it('keeps a message pending until it comes back with its id', async () => {
    const peer = await join();
    const said = client.say('hi\r\nthere');
    assert.ok(said.ok);
    assert.deepEqual(lines(client), ['alice: hi\nthere (pending)']);
    assert.deepEqual(await peer.frame(), { verb: 'say', payload: { id: said.value, text: 'hi\nthere' } });
    assert.match(said.value, /^[\w-]{16}$/, '96 bits');
    peer.send(sayFrame(2, 'hi\nthere', { by: 'm-mallory', id: said.value }, 'mallory'));
    peer.send(sayFrame(3, 'hi\nthere', { by: 'm-alice', id: said.value }, 'alice'));
    await shows(client, 'alice: hi\nthere (sent)');
    assert.deepEqual(lines(client), ['mallory: hi\nthere (sent)', 'alice: hi\nthere (sent)']);
  });

  it('refuses what cannot be said, and what is said in no room', async () => {
    assert.deepEqual(codeOf(client.say('hello')), 'not-connected');
    await join(welcomeFrame({ limits: { maxTextBytes: 10 } }));
    assert.deepEqual(codeOf(client.say('  ')), 'bad-text');
    assert.deepEqual(codeOf(client.say('more than ten bytes')), 'text-too-long');
    assert.deepEqual(lines(client), []);
  });

  it('marks the message failed that the server refuses, and sends it again at a retry under its id', async () => {
    const peer = await join();
    const timers = clock.pending;
    const said = client.say('hi');
    assert.ok(said.ok);
    await peer.frame();
    peer.send(`SERVER~error~${JSON.stringify({ code: 'bad-text', message: 'Not that.', id: said.value })}\n`);
    await shows(client, 'alice: hi (failed)');
    const [entry] = client.transcript.page(undefined, 1).entries;
    assert.deepEqual(entry?.kind === 'message' && entry.problem, { code: 'bad-text', message: 'Not that.' });
    assert.equal(clock.pending, timers, 'its time no longer runs');
    client.retry(said.value);
    assert.deepEqual(lines(client), ['alice: hi (pending)']);
    assert.equal((await peer.frame()).payload['id'], said.value);
  });

  it('gives a message up after its time, but takes a late echo', async () => {
    const peer = await join();
    const said = client.say('hi');
    assert.ok(said.ok);
    await peer.frame();
    // the server is heard all the time, but never repeats the message
    for (let passed = 0; passed < 600_000; passed += 10_000) {
      peer.send('SERVER~ping~{}\n');
      while ((await peer.frame()).verb !== 'pong');
      clock.advance(10_000);
    }
    assert.deepEqual(lines(client), ['alice: hi (failed)']);
    peer.send(sayFrame(2, 'hi', { by: 'm-alice', id: said.value }, 'alice'));
    await shows(client, 'alice: hi (sent)');
  });

  it('resumes after a loss, and sends once more only what has not come back', async () => {
    let peer = await join();
    const [first, second, third] = ['one', 'two', 'three'].map((text) => {
      const said = client.say(text);
      assert.ok(said.ok);
      return said.value;
    });
    for (let i = 0; i < 3; i++) await peer.frame();
    peer.send(sayFrame(2, 'one', { by: 'm-alice', id: first }, 'alice'));
    await shows(client, 'alice: one (sent)');

    peer = await rejoin(peer);
    assert.deepEqual((await peer.frame()).payload['resume'], {
      room: 'room-1',
      token: 'm-alice.token',
      seq: 2,
    });
    // the second had arrived, its echo had not
    const missed = event(3, 'two', { by: 'm-alice', id: second }, 'alice');
    peer.send(welcomeFrame({ seq: 3, resumed: true, history: [missed] }));
    assert.deepEqual((await peer.frame()).payload, { id: third, text: 'three' });
    peer.send(sayFrame(4, 'three', { by: 'm-alice', id: third }, 'alice'));
    await shows(client, 'alice: three (sent)');
    assert.deepEqual(lines(client), ['alice: one (sent)', 'alice: two (sent)', 'alice: three (sent)']);
    assert.equal(peer.received, '');
  });

  it('takes the original event as the answer to what it sent twice, although it is old', async () => {
    let peer = await join();
    const said = client.say('once');
    assert.ok(said.ok);
    await peer.frame();
    peer = await rejoin(peer);
    await peer.frame();
    peer.send(welcomeFrame({ seq: 9, resumed: true }));
    assert.equal((await peer.frame()).payload['id'], said.value);
    peer.send(sayFrame(5, 'once', { by: 'm-alice', id: said.value }, 'alice'));
    await shows(client, 'alice: once (sent)');
  });

  it('draws a divider where the room is another one, and keeps what is pending', async () => {
    let peer = await join(welcomeFrame({ seq: 50, history: [event(40, 'old')] }));
    client.say('mine');
    await peer.frame();
    peer = await rejoin(peer);
    await peer.frame();
    peer.send(
      welcomeFrame({
        room: { id: 'room-2', name: 'new', access: 'open' },
        seq: 2,
        history: [event(2, 'new')],
      }),
    );
    const { payload } = await peer.frame();
    peer.send(sayFrame(3, 'mine', { by: 'm-alice', id: payload['id'] }, 'alice'));
    await shows(client, 'alice: mine (sent)');
    assert.deepEqual(lines(client), ['bob: old (sent)', 'divider', 'bob: new (sent)', 'alice: mine (sent)']);
  });

  it('draws a divider where events in between are no longer kept', async () => {
    let peer = await join(welcomeFrame({ seq: 3, history: [event(3, 'three')] }));
    peer = await rejoin(peer);
    await peer.frame();
    peer.send(welcomeFrame({ seq: 90, resumed: true, oldest: 80, history: [event(80, 'eighty')] }));
    await shows(client, 'bob: eighty (sent)');
    assert.deepEqual(lines(client), ['bob: three (sent)', 'divider', 'bob: eighty (sent)']);
  });

  it('tries again with growing pauses while nobody listens', async () => {
    await join();
    const lost = inState(client, 'reconnecting');
    await server.close();
    const pauses: number[] = [];
    let state = await lost;
    for (let attempt = 1; attempt <= 4; attempt++) {
      assert.ok(state.kind === 'reconnecting');
      assert.equal(state.attempt, attempt);
      pauses.push(state.retryAt - clock.now());
      const next = until(client.onDidChangeState, () => true);
      clock.advance(pauses.at(-1)!);
      state = await next;
    }
    for (const [i, pause] of pauses.entries())
      assert.ok(pause >= 250 * 2 ** i && pause <= 500 * 2 ** i, pauses.join());
    assert.ok(state.kind === 'reconnecting' && state.error.kind === 'refused');
  });

  it('answers a ping, asks when it hears nothing, and takes silence for a loss', async () => {
    const peer = await join();
    peer.send('SERVER~ping~{}\n');
    assert.equal((await peer.frame()).verb, 'pong');
    clock.advance(45_000 / 4);
    assert.equal((await peer.frame()).verb, 'ping');
    assert.equal(client.state.kind, 'joined');
    clock.advance(45_000);
    assert.equal(client.state.kind, 'reconnecting');
  });

  it('paces itself by the limits of the welcome', async () => {
    const peer = await join(welcomeFrame({ limits: { rate: 10, burst: 4 } }));
    for (let i = 0; i < 6; i++) client.say(`m${i}`);
    const texts = async (count: number) => {
      const got: unknown[] = [];
      while (got.length < count) got.push((await peer.frame()).payload['text']);
      return got;
    };
    assert.deepEqual(await texts(3), ['m0', 'm1', 'm2']);
    // what it answers a ping with shows that nothing else is on its way
    peer.send('SERVER~ping~{}\n');
    assert.equal((await peer.frame()).verb, 'pong');
    clock.advance(100);
    assert.deepEqual(await texts(1), ['m3']);
    clock.advance(200);
    assert.deepEqual(await texts(2), ['m4', 'm5']);
  });

  it('keeps the members by join, leave and rename, its own name too', async () => {
    const peer = await join();
    const member = (seq: number, verb: string, fields: object) =>
      `SERVER~${verb}~${JSON.stringify({ seq, at: 5, by: 'm-bob', name: 'bob', ...fields })}\n`;
    const names = () => client.members.map(({ name, dialect }) => `${name} ${dialect}`);
    const changed = (count: number) => until(client.onDidChangeMembers, ({ length }) => length === count);
    let next = changed(2);
    peer.send(member(2, 'join', { dialect: 'line' }));
    await next;
    assert.deepEqual(names(), ['alice native', 'bob line']);
    next = until(client.onDidChangeMembers, () => true);
    peer.send(member(3, 'rename', { to: 'bobby' }));
    await next;
    assert.deepEqual([names(), client.name], [['alice native', 'bobby line'], 'alice']);
    const renamed = client.rename(' carol ');
    const { verb, payload } = await peer.frame();
    assert.deepEqual([verb, payload['name']], ['rename', 'carol']);
    next = until(client.onDidChangeMembers, () => client.name === 'carol');
    peer.send(member(4, 'rename', { by: 'm-alice', id: payload['id'], name: 'alice', to: 'carol' }));
    await next;
    assert.deepEqual(await renamed, { ok: true, value: 'carol' });
    next = changed(1);
    peer.send(member(5, 'leave', {}));
    await next;
    assert.deepEqual(names(), ['carol native']);
    assert.deepEqual(lines(client), ['join bob', 'rename bob', 'rename alice', 'leave bob']);
    assert.equal(codeOf(await client.rename('SERVER')), 'bad-name');
  });

  it('keeps its name where the room refuses another, and tells only who asked', async () => {
    const peer = await join();
    const renamed = client.rename('carol');
    const { payload } = await peer.frame();
    peer.send(
      `SERVER~error~${JSON.stringify({ code: 'bad-name', message: 'It is taken.', id: payload['id'] })}\n`,
    );
    assert.equal(codeOf(await renamed), 'bad-name');
    assert.deepEqual([client.name, lines(client)], ['alice', []]);
  });

  it('leaves nobody waiting for the answer to a rename: not when it leaves, nor when the connection goes', async () => {
    let peer = await join();
    const lost = client.rename('carol');
    await peer.frame();
    peer.socket.destroy();
    assert.deepEqual(await lost, { ok: true, value: 'carol' });
    client.retryNow();
    peer = await server.peer();
    assert.equal((await peer.frame()).payload['name'], 'carol');
    peer.send(welcomeFrame({ you: 'alice' }));
    await inState(client, 'joined');
    const again = await peer.frame();
    assert.deepEqual([again.verb, again.payload['name']], ['rename', 'carol']);
    const left = client.rename('dora');
    void client.leave();
    assert.equal(codeOf(await left), 'not-connected');
  });

  it('takes no name, or no place, for the end of it, in the words of the server', async () => {
    for (const [code, answer] of [
      ['bad-name', 'SERVER~error~{"code":"bad-name","message":"Not this one."}\n'],
      ['full', 'SERVER~The room is full; try again when somebody has left.\n'],
      ['removed', 'SERVER~The host has removed you from this room.\n'],
    ] as const) {
      client = newClient(server, clock, { known: true });
      const joined = client.connect();
      const peer = await server.peer();
      await peer.frame();
      peer.send(answer);
      await assert.rejects(
        joined,
        (failure) => failure instanceof ClientFailure && failure.error.wire?.code === code,
      );
      assert.ok(client.state.kind === 'left' && client.state.error?.kind === 'rejected');
      client.dispose();
    }
  });

  it('leaves when the host ends the room; what is pending fails', async () => {
    const peer = await join();
    client.say('hi');
    await peer.frame();
    const left = inState(client, 'left');
    peer.send('SERVER~bye~{"reason":"closed"}\n');
    const state = await left;
    assert.deepEqual(state.kind === 'left' && [state.error?.kind, state.error?.reason], ['closed', 'closed']);
    await shows(client, 'alice: hi (failed)');
  });

  it('waits for a room whose host has gone, for its time', async () => {
    const peer = await join();
    const away = inState(client, 'reconnecting');
    peer.send('SERVER~bye~{"reason":"host-gone"}\n');
    let state = await away;
    await server.close();
    const since = clock.now();
    while (state.kind === 'reconnecting') {
      assert.ok(clock.now() < since + 120_000);
      const next = until(client.onDidChangeState, () => true);
      clock.advance(state.retryAt - clock.now());
      state = await next;
    }
    assert.ok(clock.now() >= since + 120_000);
    assert.ok(state.kind === 'left' && state.error?.kind === 'host-away');
  });

  it('outlives frames it cannot read and verbs it does not know', async () => {
    const peer = await join();
    peer.send('nonsense\nSERVER~say~[]\nSERVER~dance~{"a":1}\nbob~say~{"seq":"x"}\n');
    peer.send(Buffer.from([0xff, 0xfe, 0x0a]));
    peer.send(sayFrame(2, 'still here'));
    await shows(client, 'bob: still here (sent)');
  });

  it('connects again when a frame never ends', async () => {
    const peer = await join();
    const away = inState(client, 'reconnecting');
    peer.send('x'.repeat(262_144));
    await away;
  });

  it('leaves with a bye and a clean close, and what it said before is not lost', async () => {
    const peer = await join();
    const said = client.say('last words');
    assert.ok(said.ok);
    const left = client.leave();
    assert.equal(client.state.kind, 'left');
    assert.equal((await peer.frame()).verb, 'say');
    assert.equal((await peer.frame()).verb, 'bye');
    peer.socket.end(sayFrame(2, 'last words', { by: 'm-alice', id: said.value }, 'alice'));
    assert.equal(await peer.ended, 'closed');
    await left;
    assert.deepEqual(lines(client), ['alice: last words (sent)']);
    assert.equal(codeOf(client.say('more')), 'not-connected');
  });

  it('does not wait for ever to leave', async () => {
    await join();
    const left = client.leave();
    clock.advance(1000);
    await left;
  });

  it('gives up connecting when it is left or disposed of', async () => {
    const joined = client.connect();
    const peer = await server.peer();
    await peer.frame();
    await client.leave();
    await assert.rejects(joined, ClientFailure);
    assert.equal(await peer.ended, 'reset');
    const second = client.connect();
    await (await server.peer()).frame();
    client.dispose();
    client.dispose();
    await assert.rejects(second, ClientFailure);
    await assert.rejects(client.connect());
    assert.equal(clock.pending, 0);
  });
});

const codeOf = (result: { ok: true } | { ok: false; error: { code: string } }) =>
  !result.ok && result.error.code;
