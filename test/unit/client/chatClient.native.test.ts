import assert from 'node:assert/strict';
import { welcomeFrame } from './scriptedServer';
import { codeOf, event, sayFrame, useScene } from './scene';
import { lines, shows, until } from './support';

const GREETING = 'SERVER~Tilde/1 workshop - send your name, then your messages, one a line.\n';

describe('ChatClient in a native room', () => {
  const scene = useScene({ known: true });

  it('says hello at once to a server it knows', async () => {
    scene.create({ known: true, person: 'p', client: 'test/1', ticket: () => 't' });
    const joined = scene.client.connect();
    const peer = await scene.server.peer();
    const { verb, payload } = await peer.frame();
    const { proof, ...rest } = payload;
    assert.deepEqual([verb, rest], ['hello', { v: 1, name: 'alice', client: 'test/1' }]);
    assert.deepEqual(Object.keys(proof as object), ['key', 'member', 'host']);
    peer.send(welcomeFrame({ you: 'alice-2' }));
    await joined;
    assert.deepEqual(
      [scene.client.state.kind, scene.client.name, scene.client.memberId],
      ['joined', 'alice-2', 'm-alice'],
    );
    assert.deepEqual([scene.client.room?.name, scene.client.room?.kind], ['workshop', 'native']);
  });

  it('says nothing to a server it does not know until that has greeted', async () => {
    scene.create({ known: false });
    const joined = scene.client.connect();
    const peer = await scene.server.peer();
    await scene.clock.scheduled(600);
    assert.equal(peer.received, '');
    peer.send(GREETING.slice(0, 9));
    peer.send(GREETING.slice(9));
    assert.equal((await peer.frame()).verb, 'hello');
    peer.send(welcomeFrame());
    await joined;
    assert.equal(scene.client.room?.kind, 'native');
  });

  it('shows what was said before, and then what is said, once and in order', async () => {
    const peer = await scene.join(welcomeFrame({ seq: 4, history: [event(2, 'two'), event(3, 'three')] }));
    peer.send(sayFrame(3, 'again') + sayFrame(6, 'six') + sayFrame(5, 'too late') + sayFrame(7, 'seven'));
    await shows(scene.client, 'bob: seven (sent)');
    assert.deepEqual(lines(scene.client), [
      'bob: two (sent)',
      'bob: three (sent)',
      'bob: six (sent)',
      'bob: seven (sent)',
    ]);
  });

  it('keeps a message pending until it comes back with its id', async () => {
    const peer = await scene.join();
    const said = scene.client.say('hi\r\nthere');
    assert.ok(said.ok);
    assert.deepEqual(lines(scene.client), ['alice: hi\nthere (pending)']);
    assert.deepEqual(await peer.frame(), { verb: 'say', payload: { id: said.value, text: 'hi\nthere' } });
    assert.match(said.value, /^[\w-]{16}$/, '96 bits');
    peer.send(sayFrame(2, 'hi\nthere', { by: 'm-mallory', id: said.value }, 'mallory'));
    peer.send(sayFrame(3, 'hi\nthere', { by: 'm-alice', id: said.value }, 'alice'));
    await shows(scene.client, 'alice: hi\nthere (sent)');
    assert.deepEqual(lines(scene.client), ['mallory: hi\nthere (sent)', 'alice: hi\nthere (sent)']);
  });

  for (const kept of [true, false, undefined])
    it(`P-4.3 knows whether the room keeps what is said: ${String(kept)}`, async () => {
      await scene.join(welcomeFrame({ room: { id: 'room-1', name: 'workshop', access: 'open', kept } }));
      assert.equal(scene.client.room?.isKept, kept);
    });

  it('refuses what cannot be said, and what is said in no room', async () => {
    assert.deepEqual(codeOf(scene.client.say('hello')), 'not-connected');
    await scene.join(welcomeFrame({ limits: { maxTextBytes: 10 } }));
    assert.deepEqual(codeOf(scene.client.say('  ')), 'bad-text');
    assert.deepEqual(codeOf(scene.client.say('more than ten bytes')), 'text-too-long');
    assert.deepEqual(lines(scene.client), []);
  });

  it('marks the message failed that the server refuses, and sends it again at a retry under its id', async () => {
    const peer = await scene.join();
    const timers = scene.clock.pending;
    const said = scene.client.say('hi');
    assert.ok(said.ok);
    await peer.frame();
    peer.send(`SERVER~error~${JSON.stringify({ code: 'bad-text', message: 'Not that.', id: said.value })}\n`);
    await shows(scene.client, 'alice: hi (failed)');
    const [entry] = scene.client.transcript.page(undefined, 1).entries;
    assert.deepEqual(entry?.kind === 'message' && entry.problem, { code: 'bad-text', message: 'Not that.' });
    assert.equal(scene.clock.pending, timers, 'its time no longer runs');
    scene.client.retry(said.value);
    assert.deepEqual(lines(scene.client), ['alice: hi (pending)']);
    assert.equal((await peer.frame()).payload['id'], said.value);
  });

  it('gives a message up after its time, but takes a late echo', async () => {
    const peer = await scene.join();
    const said = scene.client.say('hi');
    assert.ok(said.ok);
    await peer.frame();
    // the server is heard all the time, but never repeats the message
    for (let passed = 0; passed < 600_000; passed += 10_000) {
      peer.send('SERVER~ping~{}\n');
      while ((await peer.frame()).verb !== 'pong');
      scene.clock.advance(10_000);
    }
    assert.deepEqual(lines(scene.client), ['alice: hi (failed)']);
    peer.send(sayFrame(2, 'hi', { by: 'm-alice', id: said.value }, 'alice'));
    await shows(scene.client, 'alice: hi (sent)');
  });

  it('waits for older events only so long; what comes too late is not taken for the next answer', async () => {
    const history = [event(50, 'fifty')];
    const peer = await scene.join(welcomeFrame({ seq: 50, history }));
    const texts = async (page: ReturnType<typeof scene.client.loadOlder>) => {
      const { entries, more } = await page;
      return [entries.map((entry) => entry.kind === 'message' && entry.text).join(' '), more];
    };
    const first = scene.client.loadOlder(undefined, 100);
    assert.equal((await peer.frame()).verb, 'history');
    scene.clock.advance(15_000);
    assert.equal((await peer.frame()).verb, 'ping');
    assert.deepEqual(await texts(first), ['fifty', true]);
    const second = scene.client.loadOlder(undefined, 100);
    assert.deepEqual((await peer.frame()).payload, { before: 50, limit: 200 });
    const answer = (text: string) =>
      `SERVER~history~${JSON.stringify({ events: [event(1, text)], more: false })}\n`;
    peer.send(answer('too late') + answer('in time'));
    assert.deepEqual(await texts(second), ['in time fifty', false]);
  });

  it('paces itself by the limits of the welcome', async () => {
    const peer = await scene.join(welcomeFrame({ limits: { rate: 10, burst: 4 } }));
    for (let i = 0; i < 6; i++) scene.client.say(`m${i}`);
    const texts = async (count: number) => {
      const got: unknown[] = [];
      while (got.length < count) got.push((await peer.frame()).payload['text']);
      return got;
    };
    assert.deepEqual(await texts(3), ['m0', 'm1', 'm2']);
    // what it answers a ping with shows that nothing else is on its way
    peer.send('SERVER~ping~{}\n');
    assert.equal((await peer.frame()).verb, 'pong');
    scene.clock.advance(100);
    assert.deepEqual(await texts(1), ['m3']);
    scene.clock.advance(200);
    assert.deepEqual(await texts(2), ['m4', 'm5']);
  });

  it('keeps the members by join, leave and rename, its own name too', async () => {
    const peer = await scene.join();
    const member = (seq: number, verb: string, fields: object) =>
      `SERVER~${verb}~${JSON.stringify({ seq, at: 5, by: 'm-bob', name: 'bob', ...fields })}\n`;
    const names = () => scene.client.members.map(({ name, dialect }) => `${name} ${dialect}`);
    const changed = (count: number) =>
      until(scene.client.onDidChangeMembers, ({ length }) => length === count);
    let next = changed(2);
    peer.send(member(2, 'join', { dialect: 'line' }));
    await next;
    assert.deepEqual(names(), ['alice native', 'bob line']);
    next = until(scene.client.onDidChangeMembers, () => true);
    peer.send(member(3, 'rename', { to: 'bobby' }));
    await next;
    assert.deepEqual([names(), scene.client.name], [['alice native', 'bobby line'], 'alice']);
    const renamed = scene.client.rename(' carol ');
    const { verb, payload } = await peer.frame();
    assert.deepEqual([verb, payload['name']], ['rename', 'carol']);
    next = until(scene.client.onDidChangeMembers, () => scene.client.name === 'carol');
    peer.send(member(4, 'rename', { by: 'm-alice', id: payload['id'], name: 'alice', to: 'carol' }));
    await next;
    assert.deepEqual(await renamed, { ok: true, value: 'carol' });
    next = changed(1);
    peer.send(member(5, 'leave', {}));
    await next;
    assert.deepEqual(names(), ['carol native']);
    assert.deepEqual(lines(scene.client), ['joined bobby', 'rename alice', 'leave bob']);
    assert.equal(codeOf(await scene.client.rename('SERVER')), 'bad-name');
  });

  it('outlives frames it cannot read and verbs it does not know', async () => {
    const peer = await scene.join();
    peer.send('nonsense\nSERVER~say~[]\nSERVER~dance~{"a":1}\nbob~say~{"seq":"x"}\n');
    peer.send(Buffer.from([0xff, 0xfe, 0x0a]));
    peer.send(sayFrame(2, 'still here'));
    await shows(scene.client, 'bob: still here (sent)');
  });
});
