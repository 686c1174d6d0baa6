import assert from 'node:assert/strict';
import type { ChatClient } from '../../../src/client/chatClient';
import { ManualClock } from './manualClock';
import { type Peer, ScriptedServer, welcomeFrame } from './scriptedServer';
import { inState, lines, newClient, shows, until } from './support';

const SILENCE_MS = 45_000;
const event = (seq: number, text: string, rest: object = { by: 'm-bob' }, from = 'bob') =>
  ({ verb: 'say', from, seq, at: 5, text, ...rest }) as never;
const sayFrame = (seq: number, text: string, rest: object = { by: 'm-bob' }, from = 'bob') =>
  `${from}~say~${JSON.stringify({ seq, at: 5, text, ...rest })}\n`;
const notice = (code: string) =>
  `SERVER~error~${JSON.stringify({ code, message: 'As the server puts it.' })}\n`;
const room = (id: string) => ({ id, name: 'workshop', access: 'open' as const });

describe('ChatClient, back in a room', () => {
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

  async function join(welcome = welcomeFrame()): Promise<Peer> {
    const joined = client.connect();
    const peer = await server.peer();
    await peer.frame();
    peer.send(welcome);
    await joined;
    return peer;
  }

  /** Lets the pause pass; the hello of the next connection is taken, and what it would resume given. */
  async function comeBack(): Promise<{ peer: Peer; resume: unknown }> {
    const { state } = client;
    assert.ok(state.kind === 'reconnecting');
    clock.advance(state.retryAt - clock.now());
    const peer = await server.peer();
    return { peer, resume: (await peer.frame()).payload['resume'] };
  }

  async function rejoin(peer: Peer): Promise<{ peer: Peer; resume: unknown }> {
    const lost = inState(client, 'reconnecting');
    peer.socket.destroy();
    await lost;
    return comeBack();
  }

  it('of a server that was started again with its history: seqs have jumped, nothing is missing', async () => {
    const first = await join(welcomeFrame({ seq: 3, history: [event(3, 'three')] }));
    const { peer } = await rejoin(first);
    const missed = [event(4, 'four'), event(1004, 'after the restart')];
    peer.send(welcomeFrame({ seq: 1005, resumed: true, history: missed }));
    await shows(client, 'bob: after the restart (sent)');
    assert.deepEqual(lines(client), [
      'bob: three (sent)',
      'bob: four (sent)',
      'bob: after the restart (sent)',
    ]);
  });

  it('whose absence was longer than one frame holds: the rest is fetched, and takes its place', async () => {
    const first = await join(welcomeFrame({ seq: 3, history: [event(3, 'three')] }));
    const { peer } = await rejoin(first);
    peer.send(welcomeFrame({ seq: 9, resumed: true, history: [event(8, 'eight')] }));
    assert.deepEqual(await peer.frame(), { verb: 'history', payload: { before: 8, limit: 200 } });
    const events = [event(2, 'two'), event(3, 'three'), event(5, 'five')];
    peer.send(`SERVER~history~${JSON.stringify({ events, more: true })}\n`);
    await shows(client, 'bob: five (sent)');
    assert.deepEqual(lines(client), ['bob: three (sent)', 'bob: five (sent)', 'bob: eight (sent)']);
  });

  it('of a server that was set back to an earlier state: a divider, and what is new under old numbers', async () => {
    const first = await join(welcomeFrame({ seq: 50, history: [event(49, 'forgotten'), event(50, 'too')] }));
    const { peer, resume } = await rejoin(first);
    assert.deepEqual(resume, { room: 'room-1', token: 'm-alice.token', seq: 50 });
    peer.send(welcomeFrame({ seq: 41, history: [event(40, 'kept')] }));
    await shows(client, 'bob: kept (sent)');
    peer.send(sayFrame(49, 'new'));
    await shows(client, 'bob: new (sent)');
    assert.deepEqual(lines(client), [
      'bob: forgotten (sent)',
      'bob: too (sent)',
      'divider',
      'bob: kept (sent)',
      'bob: new (sent)',
    ]);
    const { resume: next } = await rejoin(peer);
    assert.deepEqual(next, { room: 'room-1', token: 'm-alice.token', seq: 49 });
  });

  it('of which another one is at the address: next time it resumes that one', async () => {
    const first = await join(welcomeFrame({ seq: 50 }));
    const { peer } = await rejoin(first);
    peer.send(
      welcomeFrame({ room: room('room-2'), token: 'other.token', seq: 2, history: [event(2, 'hi')] }),
    );
    await shows(client, 'bob: hi (sent)');
    const { resume } = await rejoin(peer);
    assert.deepEqual(resume, { room: 'room-2', token: 'other.token', seq: 2 });
  });

  it('while its ghost is still there: what comes on the old connection counts no more', async () => {
    const ghost = await join(welcomeFrame({ seq: 3 }));
    clock.advance(SILENCE_MS);
    assert.equal(client.state.kind, 'reconnecting');
    const { peer } = await comeBack();
    peer.send(welcomeFrame({ seq: 3, resumed: true }));
    await inState(client, 'joined');
    if (ghost.socket.writable) ghost.send(sayFrame(4, 'to the ghost'));
    peer.send(sayFrame(4, 'to the living'));
    await shows(client, 'bob: to the living (sent)');
    assert.deepEqual(lines(client), ['bob: to the living (sent)']);
  });

  it('shows what another window of the same person says as its own, sent', async () => {
    const peer = await join();
    const said = client.say('from this window');
    assert.ok(said.ok);
    peer.send(sayFrame(2, 'from the other', { by: 'm-alice', id: 'elsewhere' }, 'alice'));
    peer.send(sayFrame(3, 'from this window', { by: 'm-alice', id: said.value }, 'alice'));
    await shows(client, 'alice: from this window (sent)');
    assert.deepEqual(
      client.transcript.page(undefined, 9).entries.map((entry) => entry.kind === 'message' && entry.own),
      [true, true],
    );
  });

  it('finds what it took for failed when it reads back, and shows it once', async () => {
    const peer = await join(welcomeFrame({ seq: 300, history: [event(250, 'late')] }));
    const said = client.say('hi');
    assert.ok(said.ok);
    await peer.frame();
    peer.send(`SERVER~error~${JSON.stringify({ code: 'bad-text', message: 'No.', id: said.value })}\n`);
    await shows(client, 'alice: hi (failed)');
    const older = client.loadOlder(undefined, 100);
    assert.equal((await peer.frame()).verb, 'history');
    const events = [event(7, 'hi', { by: 'm-alice', id: said.value }, 'alice')];
    peer.send(`SERVER~history~${JSON.stringify({ events, more: false })}\n`);
    await older;
    assert.deepEqual(lines(client), ['alice: hi (sent)', 'bob: late (sent)']);
  });

  it('takes silence for a loss when its time is up, to the millisecond, whenever it began', async () => {
    const peer = await join();
    clock.advance(1234);
    peer.send(sayFrame(2, 'the last that was heard'));
    await shows(client, 'bob: the last that was heard (sent)');
    clock.advance(SILENCE_MS - 1);
    assert.equal(client.state.kind, 'joined');
    clock.advance(1);
    assert.equal(client.state.kind, 'reconnecting');
  });

  it('looks for a host that is away every few seconds, however long it takes', async () => {
    const peer = await join();
    const away = inState(client, 'reconnecting');
    peer.send('SERVER~bye~{"reason":"host-gone"}\n');
    let state = await away;
    await server.close();
    for (let attempt = 1; attempt <= 12; attempt++) {
      assert.ok(state.kind === 'reconnecting');
      assert.ok(state.retryAt - clock.now() <= 5000, `attempt ${attempt}`);
      const next = until(client.onDidChangeState, () => true);
      clock.advance(state.retryAt - clock.now());
      state = await next;
    }
  });

  it('tries at once when it is told to, and not twice', async () => {
    const peer = await join();
    const lost = inState(client, 'reconnecting');
    peer.socket.destroy();
    await lost;
    client.retryNow();
    client.retryNow();
    const again = await server.peer();
    assert.equal((await again.frame()).verb, 'hello');
    again.send(welcomeFrame({ resumed: true }));
    await inState(client, 'joined');
  });

  describe('that cannot be saved', () => {
    const savedChange = () => until(client.onDidChangeSaved, () => true);

    it('says so once, over all connections, until it can be again', async () => {
      const first = await join();
      let changed = savedChange();
      first.send(notice('history-unsaved'));
      await changed;
      assert.equal(client.isSaved, false);
      const { peer } = await rejoin(first);
      changed = savedChange();
      peer.send(welcomeFrame({ resumed: true }) + notice('history-unsaved'));
      await changed;
      assert.equal(client.isSaved, false);
      assert.deepEqual(lines(client), ['saving']);
      changed = savedChange();
      peer.send(notice('history-saved'));
      await changed;
      assert.equal(client.isSaved, true);
      assert.deepEqual(lines(client), ['saving', 'saving']);
    });

    it('is not why a connection that breaks later is lost', async () => {
      const peer = await join();
      const changed = savedChange();
      peer.send(notice('history-unsaved'));
      await changed;
      const lost = inState(client, 'reconnecting');
      peer.socket.destroy();
      const state = await lost;
      assert.ok(state.kind === 'reconnecting');
      assert.equal(state.error.wire, undefined);
    });
  });
});
