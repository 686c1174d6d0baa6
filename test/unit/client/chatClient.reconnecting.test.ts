import assert from 'node:assert/strict';
import { ConnectionFailure } from '../../../src/client/types/connectionFailure';
import { welcomeFrame } from './scriptedServer';
import { sayFrame, useScene } from './scene';
import { inState, lines, shows, until } from './support';

const SILENCE_MS = 45_000;
const nextTurn = () => new Promise((resolve) => setImmediate(resolve));

describe('ChatClient, looking for its room', () => {
  const scene = useScene({ known: true });
  /** The client's state once all that was there has been read. */
  async function stateSoon(): Promise<string> {
    await nextTurn();
    await nextTurn();
    return scene.client.state.kind;
  }

  it('tries again with growing pauses while nobody listens', async () => {
    await scene.join();
    const lost = inState(scene.client, 'reconnecting');
    await scene.server.close();
    const pauses: number[] = [];
    let state = await lost;
    for (let attempt = 1; attempt <= 4; attempt++) {
      assert.ok(state.kind === 'reconnecting');
      assert.equal(state.attempt, attempt);
      pauses.push(state.retryAt - scene.clock.date());
      const next = until(scene.client.onDidChangeState, () => true);
      scene.clock.advance(pauses.at(-1)!);
      state = await next;
    }
    for (const [i, pause] of pauses.entries())
      assert.ok(pause >= 250 * 2 ** i && pause <= 500 * 2 ** i, pauses.join());
    assert.ok(state.kind === 'reconnecting' && state.error.kind === 'refused');
  });

  it('P-9.8 leaves out a frame that is too long, wherever it is cut, and goes on', async () => {
    const peer = await scene.join();
    const long = sayFrame(2, 'x'.repeat(10_000_000));
    for (const frames of [long, sayFrame(3, 'small'), long.slice(0, -1), 'x\n', sayFrame(4, 'the next')])
      peer.send(frames);
    await shows(scene.client, 'bob: the next (sent)');
    assert.deepEqual(lines(scene.client), ['bob: small (sent)', 'bob: the next (sent)']);
    assert.equal(scene.client.state.kind, 'joined');
  });

  it('P-9.8 takes a server for silent whose frame never ends', async () => {
    const warned: string[] = [];
    const note = (line: string) => void warned.push(line);
    scene.create({ logger: { trace: () => undefined, info: () => undefined, warn: note, error: note } });
    const peer = await scene.join();
    const junk = () =>
      new Promise<void>((resolve) => peer.socket.write('x'.repeat(262_144), () => resolve()));
    while (warned.length === 0) await junk();
    for (let quarter = 0; quarter < 4; quarter++) {
      assert.equal(await stateSoon(), 'joined');
      await junk();
      scene.clock.advance(SILENCE_MS / 4);
    }
    assert.equal(await stateSoon(), 'reconnecting');
    assert.equal(warned.length, 1);
  });

  it('waits longer each time for a server that lets it in only to close, and not for one that stays', async () => {
    let peer = await scene.join();
    const pauses: number[] = [];
    for (const staysMs of [0, 0, 0, 0, 30_000, 0]) {
      scene.clock.advance(staysMs);
      const away = inState(scene.client, 'reconnecting');
      peer.socket.destroy();
      const state = await away;
      assert.ok(state.kind === 'reconnecting');
      pauses.push(state.attempt);
      peer = await scene.comeBack();
      await peer.frame();
      const back = inState(scene.client, 'joined');
      peer.send(welcomeFrame());
      await back;
    }
    assert.deepEqual(pauses, [1, 2, 3, 4, 1, 2]);
  });

  it('answers a ping, asks when it hears nothing, and takes silence for a loss', async () => {
    const peer = await scene.join();
    peer.send('SERVER~ping~{}\n');
    assert.equal((await peer.frame()).verb, 'pong');
    scene.clock.advance(45_000 / 4);
    assert.equal((await peer.frame()).verb, 'ping');
    assert.equal(await stateSoon(), 'joined');
    scene.clock.advance(45_000);
    assert.equal(await stateSoon(), 'reconnecting');
  });

  it('takes silence for a loss when its time is up, to the millisecond, whenever it began', async () => {
    const peer = await scene.join();
    scene.clock.advance(1234);
    peer.send(sayFrame(2, 'the last that was heard'));
    await shows(scene.client, 'bob: the last that was heard (sent)');
    scene.clock.advance(SILENCE_MS - 1);
    assert.equal(await stateSoon(), 'joined');
    scene.clock.advance(1);
    assert.equal(await stateSoon(), 'reconnecting');
  });

  for (const leapMs of [-31_536_000_000, -3_600_000]) {
    it(`takes silence for a loss, and nothing else, although the date was set by ${leapMs} ms meanwhile`, async () => {
      const peer = await scene.join();
      scene.clock.leap(leapMs);
      scene.clock.advance(SILENCE_MS / 2);
      assert.equal((await peer.frame()).verb, 'ping');
      assert.equal(await stateSoon(), 'joined');
      scene.clock.advance(SILENCE_MS);
      assert.equal(await stateSoon(), 'reconnecting');
    });
  }

  it('asks once more where the date was set on, which may have been a sleep, and stays where it is answered', async () => {
    const peer = await scene.join();
    scene.clock.leap(31_536_000_000);
    scene.clock.advance(SILENCE_MS / 4);
    assert.equal((await peer.frame()).verb, 'ping');
    peer.send('SERVER~pong~{}\n');
    await nextTurn();
    scene.clock.advance(SILENCE_MS / 2);
    assert.equal(await stateSoon(), 'joined');
  });

  it('reads what is there before it takes silence for a loss: it may have been too busy to', async () => {
    const peer = await scene.join();
    await nextTurn();
    // nothing of this is read before the time is up
    peer.send('SERVER~pong~{}\n');
    scene.clock.advance(SILENCE_MS);
    assert.equal(await stateSoon(), 'joined');
    scene.clock.advance(SILENCE_MS - 1);
    assert.equal(await stateSoon(), 'joined');
    scene.clock.advance(1);
    assert.equal(await stateSoon(), 'reconnecting');
  });

  describe('when the computer wakes or its network is another', () => {
    const WAKE_MS = 5000;

    it('asks at once whether the server is there, and takes it for lost if it says nothing', async () => {
      const peer = await scene.join();
      scene.client.retryNow();
      assert.equal((await peer.frame()).verb, 'ping');
      scene.clock.advance(WAKE_MS - 1);
      // who asks again does not put off the end
      scene.client.retryNow();
      assert.equal(await stateSoon(), 'joined');
      scene.clock.advance(1);
      assert.equal(await stateSoon(), 'reconnecting');
    });

    it('stays where the server answers, and gives it its usual time from then on', async () => {
      const peer = await scene.join();
      scene.client.retryNow();
      assert.equal((await peer.frame()).verb, 'ping');
      scene.clock.advance(WAKE_MS - 1);
      peer.send(`SERVER~pong~{}\n${sayFrame(2, 'still here')}`);
      await shows(scene.client, 'bob: still here (sent)');
      scene.clock.advance(SILENCE_MS - 1);
      assert.equal(await stateSoon(), 'joined');
      scene.clock.advance(1);
      assert.equal(await stateSoon(), 'reconnecting');
    });

    it('does not take the time asleep for silence, however often it sleeps', async () => {
      const peer = await scene.join();
      for (const [asleepMs, awakeMs] of [
        [SILENCE_MS, SILENCE_MS / 4],
        [3_600_000, WAKE_MS],
        [2 * WAKE_MS, WAKE_MS],
      ] as const) {
        scene.clock.advance(1000);
        scene.clock.sleep(asleepMs);
        scene.clock.advance(awakeMs);
        assert.equal((await peer.frame()).verb, 'ping');
        assert.equal(await stateSoon(), 'joined', `after ${asleepMs} ms`);
      }
      scene.clock.advance(WAKE_MS);
      assert.equal(await stateSoon(), 'reconnecting');
    });
  });

  it('P-9.9 looks for a room whose host has gone until it is back, though that takes the night', async () => {
    const peer = await scene.join();
    const away = inState(scene.client, 'reconnecting');
    peer.send('SERVER~bye~{"reason":"host-gone"}\n');
    let state = await away;
    const since = scene.clock.date();
    const said = scene.client.say('good night');
    assert.ok(said.ok);
    const morning = scene.clock.now() + 14 * 3_600_000;
    while (scene.clock.now() < morning) {
      assert.ok(state.kind === 'reconnecting' && state.error.kind === 'host-away');
      assert.equal(state.since, since);
      scene.clock.advance(state.retryAt - scene.clock.date());
      const again = await scene.server.peer();
      const next = until(scene.client.onDidChangeState, () => true);
      again.socket.destroy();
      state = await next;
    }
    const back = await scene.comeBack();
    assert.deepEqual((await back.frame()).payload['resume'], {
      ...{ room: 'room-1', token: 'm-alice.token', seq: 1 },
    });
    const history = [{ verb: 'say', from: 'bob', seq: 2, at: 6, by: 'm-bob', text: 'good morning' } as never];
    back.send(welcomeFrame({ resumed: true, seq: 2, history }));
    const frame = await back.frame();
    assert.deepEqual(frame.payload, { id: said.value, text: 'good night' });
    back.send(`alice~say~${JSON.stringify({ seq: 3, at: 7, by: 'm-alice', ...frame.payload })}\n`);
    await shows(scene.client, 'alice: good night (sent)');
    assert.deepEqual(lines(scene.client), ['bob: good morning (sent)', 'alice: good night (sent)']);
  });

  it('goes on though something else answers for a while, as on another network', async () => {
    const peer = await scene.join();
    const away = inState(scene.client, 'reconnecting');
    peer.socket.destroy();
    await away;
    const stranger = await scene.comeBack();
    const wrong = until(scene.client.onDidChangeState, () => true);
    stranger.send('220 mail ready\r\n');
    const state = await wrong;
    assert.equal(state.kind === 'reconnecting' && state.error.kind, 'unproven');
    const again = await scene.comeBack();
    await again.frame();
    again.send(welcomeFrame({ resumed: true }));
    await inState(scene.client, 'joined');
  });

  it('P-9.9 waits where there is no place for it now, and ends where only the person can change that', async () => {
    const peer = await scene.join();
    const away = inState(scene.client, 'reconnecting');
    peer.socket.destroy();
    await away;
    for (const code of ['full', 'locked', 'too-many-connections', 'key-changed']) {
      const again = await scene.comeBack();
      await again.frame();
      const refused = until(scene.client.onDidChangeState, () => true);
      again.send(`SERVER~error~{"code":"${code}","message":"Not now."}\n`);
      const state = await refused;
      assert.ok(state.kind === 'reconnecting' || state.kind === 'left');
      assert.deepEqual(
        [state.kind, state.error?.wire?.code],
        [code === 'key-changed' ? 'left' : 'reconnecting', code],
      );
    }
  });

  describe('where it takes it that it is in the room already', () => {
    beforeEach(() => void scene.create({ isExpected: true }));
    /** Nobody answers the first connect. */
    const begin = async (): Promise<{ readonly joined: Promise<void> }> => {
      const away = inState(scene.client, 'reconnecting');
      const joined = scene.client.connect();
      (await scene.server.peer()).socket.destroy();
      await away;
      return { joined };
    };

    it('tries the first connect again, too', async () => {
      const { joined } = await begin();
      const again = await scene.comeBack();
      await again.frame();
      again.send(welcomeFrame());
      await joined;
      assert.equal(scene.client.state.kind, 'joined');
    });

    it('ends where the server says no', async () => {
      const { joined } = await begin();
      const again = await scene.comeBack();
      await again.frame();
      const refused = assert.rejects(joined, ConnectionFailure);
      again.send('SERVER~error~{"code":"removed","message":"No."}\n');
      await refused;
      assert.equal(scene.client.state.kind, 'left');
    });

    it('ends where the person leaves', async () => {
      const { joined } = await begin();
      const left = assert.rejects(joined, ConnectionFailure);
      await scene.client.leave();
      await left;
      assert.equal(scene.clock.pending, 0);
    });
  });

  it('tries at once when it is told to, and not twice', async () => {
    const peer = await scene.join();
    const lost = inState(scene.client, 'reconnecting');
    peer.socket.destroy();
    await lost;
    scene.client.retryNow();
    scene.client.retryNow();
    const again = await scene.server.peer();
    assert.equal((await again.frame()).verb, 'hello');
    again.send(welcomeFrame({ resumed: true }));
    await inState(scene.client, 'joined');
  });
});
