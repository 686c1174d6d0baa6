import assert from 'node:assert/strict';
import { welcomeFrame } from './scriptedServer';
import { event, sayFrame, useScene } from './scene';
import { inState, lines, shows } from './support';

const SILENCE_MS = 45_000;
const room = (id: string) => ({ id, name: 'workshop', access: 'open' as const });

describe('ChatClient, back in a room', () => {
  const scene = useScene({ known: true });

  it('resumes after a loss, and sends once more only what has not come back', async () => {
    let peer = await scene.join();
    const [first, second, third] = ['one', 'two', 'three'].map((text) => {
      const said = scene.client.say(text);
      assert.ok(said.ok);
      return said.value;
    });
    for (let i = 0; i < 3; i++) await peer.frame();
    peer.send(sayFrame(2, 'one', { by: 'm-alice', id: first }, 'alice'));
    await shows(scene.client, 'alice: one (sent)');

    peer = await scene.reconnect(peer);
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
    await shows(scene.client, 'alice: three (sent)');
    assert.deepEqual(lines(scene.client), ['alice: one (sent)', 'alice: two (sent)', 'alice: three (sent)']);
    assert.equal(peer.received, '');
  });

  for (const resumed of [true, false]) {
    const tells = resumed ? 'tells the other windows' : 'in another numbering tells nobody';
    it(`${tells} what was read while the connection was away`, async () => {
      let peer = await scene.join();
      peer.send(sayFrame(2, 'read this'));
      await shows(scene.client, 'bob: read this (sent)');
      const [said] = scene.client.transcript.page(undefined, 1).entries;
      const lost = inState(scene.client, 'reconnecting');
      peer.socket.destroy();
      await lost;
      scene.client.read(said!.order);

      peer = await scene.comeBack();
      await peer.frame();
      const joined = inState(scene.client, 'joined');
      peer.send(welcomeFrame({ seq: 2, resumed }));
      await joined;
      scene.client.typing(true);
      if (resumed) assert.deepEqual((await peer.frame()).payload, { seq: 2 });
      assert.equal((await peer.frame()).verb, 'typing');
    });
  }

  it('takes the original event as the answer to what it sent twice, although it is old', async () => {
    let peer = await scene.join();
    const said = scene.client.say('once');
    assert.ok(said.ok);
    await peer.frame();
    peer = await scene.reconnect(peer);
    await peer.frame();
    peer.send(welcomeFrame({ seq: 9, resumed: true }));
    assert.equal((await peer.frame()).payload['id'], said.value);
    peer.send(sayFrame(5, 'once', { by: 'm-alice', id: said.value }, 'alice'));
    await shows(scene.client, 'alice: once (sent)');
  });

  it('draws a divider where the room is another one, and keeps what is pending', async () => {
    let peer = await scene.join(welcomeFrame({ seq: 50, history: [event(40, 'old')] }));
    scene.client.say('mine');
    await peer.frame();
    peer = await scene.reconnect(peer);
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
    await shows(scene.client, 'alice: mine (sent)');
    assert.deepEqual(lines(scene.client), [
      'bob: old (sent)',
      'divider',
      'bob: new (sent)',
      'alice: mine (sent)',
    ]);
  });

  it('draws a divider where events in between are no longer kept', async () => {
    let peer = await scene.join(welcomeFrame({ seq: 3, history: [event(3, 'three')] }));
    peer = await scene.reconnect(peer);
    await peer.frame();
    peer.send(welcomeFrame({ seq: 90, resumed: true, oldest: 80, history: [event(80, 'eighty')] }));
    await shows(scene.client, 'bob: eighty (sent)');
    assert.deepEqual(lines(scene.client), ['bob: three (sent)', 'divider', 'bob: eighty (sent)']);
  });

  it('of a server that was started again with its history: seqs have jumped, nothing is missing', async () => {
    const first = await scene.join(welcomeFrame({ seq: 3, history: [event(3, 'three')] }));
    const { peer } = await scene.rejoin(first);
    const missed = [event(4, 'four'), event(1004, 'after the restart')];
    peer.send(welcomeFrame({ seq: 1005, resumed: true, history: missed }));
    await shows(scene.client, 'bob: after the restart (sent)');
    assert.deepEqual(lines(scene.client), [
      'bob: three (sent)',
      'bob: four (sent)',
      'bob: after the restart (sent)',
    ]);
  });

  it('whose absence was longer than one frame holds: the rest is fetched, and takes its place', async () => {
    const first = await scene.join(welcomeFrame({ seq: 3, history: [event(3, 'three')] }));
    const { peer } = await scene.rejoin(first);
    peer.send(welcomeFrame({ seq: 9, resumed: true, history: [event(8, 'eight')] }));
    assert.deepEqual(await peer.frame(), { verb: 'history', payload: { before: 8, limit: 200 } });
    const events = [event(2, 'two'), event(3, 'three'), event(5, 'five')];
    peer.send(`SERVER~history~${JSON.stringify({ events, more: true })}\n`);
    await shows(scene.client, 'bob: five (sent)');
    assert.deepEqual(lines(scene.client), ['bob: three (sent)', 'bob: five (sent)', 'bob: eight (sent)']);
  });

  it('of a server that was set back to an earlier state: a divider, and what is new under old numbers', async () => {
    const first = await scene.join(
      welcomeFrame({ seq: 50, history: [event(49, 'forgotten'), event(50, 'too')] }),
    );
    const { peer, resume } = await scene.rejoin(first);
    assert.deepEqual(resume, { room: 'room-1', token: 'm-alice.token', seq: 50 });
    peer.send(welcomeFrame({ seq: 41, history: [event(40, 'kept')] }));
    await shows(scene.client, 'bob: kept (sent)');
    peer.send(sayFrame(49, 'new'));
    await shows(scene.client, 'bob: new (sent)');
    assert.deepEqual(lines(scene.client), [
      'bob: forgotten (sent)',
      'bob: too (sent)',
      'divider',
      'bob: kept (sent)',
      'bob: new (sent)',
    ]);
    const { resume: next } = await scene.rejoin(peer);
    assert.deepEqual(next, { room: 'room-1', token: 'm-alice.token', seq: 49 });
  });

  it('of which another one is at the address: next time it resumes that one', async () => {
    const first = await scene.join(welcomeFrame({ seq: 50 }));
    const { peer } = await scene.rejoin(first);
    peer.send(
      welcomeFrame({ room: room('room-2'), token: 'other.token', seq: 2, history: [event(2, 'hi')] }),
    );
    await shows(scene.client, 'bob: hi (sent)');
    const { resume } = await scene.rejoin(peer);
    assert.deepEqual(resume, { room: 'room-2', token: 'other.token', seq: 2 });
  });

  it('while its ghost is still there: what comes on the old connection counts no more', async () => {
    const ghost = await scene.join(welcomeFrame({ seq: 3 }));
    scene.clock.advance(SILENCE_MS);
    await inState(scene.client, 'reconnecting');
    const peer = await scene.comeBack();
    await peer.frame();
    peer.send(welcomeFrame({ seq: 3, resumed: true }));
    await inState(scene.client, 'joined');
    if (ghost.socket.writable) ghost.send(sayFrame(4, 'to the ghost'));
    peer.send(sayFrame(4, 'to the living'));
    await shows(scene.client, 'bob: to the living (sent)');
    assert.deepEqual(lines(scene.client), ['bob: to the living (sent)']);
  });

  it('shows what another window of the same person says as its own, sent', async () => {
    const peer = await scene.join();
    const said = scene.client.say('from this window');
    assert.ok(said.ok);
    peer.send(sayFrame(2, 'from the other', { by: 'm-alice', id: 'elsewhere' }, 'alice'));
    peer.send(sayFrame(3, 'from this window', { by: 'm-alice', id: said.value }, 'alice'));
    await shows(scene.client, 'alice: from this window (sent)');
    assert.deepEqual(
      scene.client.transcript
        .page(undefined, 9)
        .entries.map((entry) => entry.kind === 'message' && entry.own),
      [true, true],
    );
  });

  it('finds what it took for failed when it reads back, and shows it once', async () => {
    const peer = await scene.join(welcomeFrame({ seq: 300, history: [event(250, 'late')] }));
    const said = scene.client.say('hi');
    assert.ok(said.ok);
    await peer.frame();
    peer.send(`SERVER~error~${JSON.stringify({ code: 'bad-text', message: 'No.', id: said.value })}\n`);
    await shows(scene.client, 'alice: hi (failed)');
    const older = scene.client.loadOlder(undefined, 100);
    assert.equal((await peer.frame()).verb, 'history');
    const events = [event(7, 'hi', { by: 'm-alice', id: said.value }, 'alice')];
    peer.send(`SERVER~history~${JSON.stringify({ events, more: false })}\n`);
    await older;
    assert.deepEqual(lines(scene.client), ['alice: hi (sent)', 'bob: late (sent)']);
  });
});
