import assert from 'node:assert/strict';
import { KeyPair } from '../../../src/protocol/keys/proofs';
import { ROOM_KEYS, proofFrame, welcomeFrame } from './scriptedServer';
import { errorFrame, useScene } from './scene';
import { inState, lines, shows, until } from './support';

/** What the client says of itself. */
const SECRET = /person|ticket|token|resume/;

describe('ChatClient: who is told who one is', () => {
  const scene = useScene({ known: true, person: 'p', ticket: () => 't' });

  it('P-6.16 nobody in place of a room that has shown itself', async () => {
    const peer = await scene.join();
    assert.equal(scene.client.room?.publicKey, ROOM_KEYS.publicKey);
    const other = await scene.reconnect(peer);
    const { verb } = await other.anyFrame();
    const again = until(scene.client.onDidChangeState, ({ kind }) => kind === 'reconnecting');
    other.send(errorFrame('hello-first', 'Say hello first.'));
    // or it comes once more, to say hello as to a server of before
    const next = await Promise.race([again, scene.server.peer()]);
    assert.ok('kind' in next && next.kind === 'reconnecting' && next.error.kind === 'unproven');
    assert.deepEqual([verb, other.received], ['prove', '']);
    // and it is still looked for
    const back = await scene.comeBack();
    assert.deepEqual(Object.keys((await back.frame()).payload), ['v', 'name', 'proof', 'resume']);
  });

  it('P-6.16 and is put out by nobody in its place', async () => {
    const peer = await scene.join();
    const other = await scene.reconnect(peer);
    await other.anyFrame();
    const next = until(scene.client.onDidChangeState, () => true);
    other.send('SERVER~bye~{"reason":"closed"}\n');
    const state = await next;
    assert.ok(state.kind === 'reconnecting' && state.error.kind === 'unproven');
  });

  it('P-6.16 another room only as somebody new, and its person is told', async () => {
    scene.create({ ticket: undefined as never });
    const peer = await scene.join();
    const other = await scene.reconnect(peer);
    const { payload } = await other.anyFrame();
    other.send(proofFrame(String(payload['nonce']), KeyPair.ofRoom(Buffer.from('another secret'))));
    const hello = await other.frame();
    assert.ok(!SECRET.test(JSON.stringify(hello.payload)), JSON.stringify(hello.payload));
    other.send(welcomeFrame({ resumed: true }));
    await shows(scene.client, 'problem');
    assert.ok(lines(scene.client).includes('divider'));
  });

  it('P-6.16 P-6.3 a server of before, by what is of no use elsewhere; there it resumes as ever', async () => {
    const persons: unknown[] = [];
    const joined = scene.client.connect();
    const answer = async () => {
      const asked = await scene.server.peer();
      assert.equal((await asked.anyFrame()).verb, 'prove');
      asked.send(errorFrame('hello-first', 'Say hello first.'));
      const peer = await scene.server.peer();
      const { verb, payload } = await peer.anyFrame();
      assert.deepEqual([verb, payload['ticket']], ['hello', undefined]);
      persons.push(payload['person']);
      return { peer, resume: payload['resume'] };
    };
    const { peer } = await answer();
    peer.send(welcomeFrame());
    await joined;
    const lost = inState(scene.client, 'reconnecting');
    peer.socket.destroy();
    await lost;
    scene.client.retryNow();
    const { resume } = await answer();
    assert.deepEqual(resume, { room: 'room-1', token: 'm-alice.token', seq: 1 });
    assert.equal(new Set(persons).size, 1);
    assert.ok(!persons.includes('p'));
  });
});
