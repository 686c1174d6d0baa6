import assert from 'node:assert/strict';
import { welcomeFrame } from './scriptedServer';
import { codeOf, errorFrame, useScene } from './scene';
import { inState, lines, shows, until } from './support';

const ANSWER_MS = 15_000;
const TAKEN = 'It is taken.';
const renameFrame = (seq: number, to: string, id?: unknown) =>
  `SERVER~rename~${JSON.stringify({ seq, at: 5, by: 'm-alice', name: 'alice', to, ...(id !== undefined && { id }) })}\n`;

describe('ChatClient.rename', () => {
  const scene = useScene({ known: true });

  it('keeps its name where the room refuses another, and tells only who asked', async () => {
    const peer = await scene.join();
    const renamed = scene.client.rename('carol');
    const { payload } = await peer.frame();
    peer.send(errorFrame('bad-name', TAKEN, payload['id']));
    assert.equal(codeOf(await renamed), 'bad-name');
    assert.deepEqual([scene.client.name, lines(scene.client)], ['alice', []]);
  });

  it('waits for the answer only so long, but takes a late one', async () => {
    let peer = await scene.join();
    const timers = scene.clock.pending;
    const renamed = scene.client.rename('carol');
    const { payload } = await peer.frame();
    scene.clock.advance(ANSWER_MS);
    assert.equal(codeOf(await renamed), 'no-answer');
    assert.deepEqual([scene.client.name, scene.clock.pending], ['alice', timers]);
    peer.send(renameFrame(2, 'carol', payload['id']));
    await shows(scene.client, 'rename alice');
    assert.equal(scene.client.name, 'carol');
    peer = await scene.reconnect(peer);
    assert.equal((await peer.frame()).payload['name'], 'carol');
  });

  it('leaves nobody waiting for the answer: not when one leaves, nor when the connection goes', async () => {
    let peer = await scene.join();
    const lost = scene.client.rename('carol');
    await peer.frame();
    peer.socket.destroy();
    assert.deepEqual(await lost, { ok: true, value: 'carol' });
    scene.client.retryNow();
    peer = await scene.server.peer();
    await peer.frame();
    peer.send(welcomeFrame());
    const again = await peer.frame();
    assert.deepEqual([again.verb, again.payload['name']], ['rename', 'carol']);
    const left = scene.client.rename('dora');
    void scene.client.leave();
    assert.equal(codeOf(await left), 'not-connected');
  });

  it('comes back under the old name with the one chosen meanwhile, and then asks for that', async () => {
    let peer = await scene.join();
    const away = inState(scene.client, 'reconnecting');
    peer.socket.destroy();
    await away;
    assert.deepEqual(await scene.client.rename('carol'), { ok: true, value: 'carol' });
    peer = await scene.comeBack();
    // a name that is refused would be the end of it
    assert.equal((await peer.frame()).payload['name'], 'alice');
    peer.send(welcomeFrame());
    const { verb, payload } = await peer.frame();
    assert.deepEqual([verb, payload['name']], ['rename', 'carol']);
    const renamed = until(scene.client.onDidChangeMembers, () => scene.client.name === 'carol');
    peer.send(renameFrame(2, 'carol', payload['id']));
    await renamed;
  });

  it('says in the transcript that the name chosen meanwhile is refused, and asks for it no more', async () => {
    let peer = await scene.join();
    const away = inState(scene.client, 'reconnecting');
    peer.socket.destroy();
    await away;
    await scene.client.rename('carol');
    peer = await scene.comeBack();
    await peer.frame();
    peer.send(welcomeFrame({ resumed: true }));
    const { payload } = await peer.frame();
    peer.send(errorFrame('bad-name', TAKEN, payload['id']));
    await shows(scene.client, 'problem');
    const [entry] = scene.client.transcript.page(undefined, 1).entries;
    assert.deepEqual(entry?.kind === 'notice' && entry.notice, {
      kind: 'problem',
      problem: { code: 'bad-name', message: TAKEN },
    });
    assert.equal(scene.client.name, 'alice');
    peer = await scene.reconnect(peer);
    await peer.frame();
    peer.send(welcomeFrame({ resumed: true }) + 'SERVER~ping~{}\n');
    assert.equal((await peer.frame()).verb, 'pong');
  });

  it('says nothing of that to who has left before the answer', async () => {
    let peer = await scene.join();
    const away = inState(scene.client, 'reconnecting');
    peer.socket.destroy();
    await away;
    await scene.client.rename('carol');
    peer = await scene.comeBack();
    await peer.frame();
    peer.send(welcomeFrame({ resumed: true }));
    assert.equal((await peer.frame()).verb, 'rename');
    const left = scene.client.leave();
    peer.socket.end();
    await left;
    assert.deepEqual(lines(scene.client), []);
  });

  it('keeps the name that another window of this person has chosen', async () => {
    let peer = await scene.join();
    peer.send(renameFrame(2, 'carol', 'of-another-window'));
    await shows(scene.client, 'rename alice');
    peer = await scene.reconnect(peer);
    assert.equal((await peer.frame()).payload['name'], 'carol');
  });
});
