import assert from 'node:assert/strict';
import { ConnectionFailure } from '../../../src/client/types/connectionFailure';
import { codeOf, sayFrame, useScene } from './scene';
import { inState, lines, shows } from './support';

describe('ChatClient, out of a room', () => {
  const scene = useScene({ known: true });

  it('takes no name, or no place, for the end of it, in the words of the server', async () => {
    for (const [code, answer] of [
      ['bad-name', 'SERVER~error~{"code":"bad-name","message":"Not this one."}\n'],
      ['full', 'SERVER~The room is full; try again when somebody has left.\n'],
      ['removed', 'SERVER~The host has removed you from this room.\n'],
    ] as const) {
      scene.create();
      const joined = scene.client.connect();
      const peer = await scene.server.peer();
      await peer.frame();
      peer.send(answer);
      await assert.rejects(
        joined,
        (failure) => failure instanceof ConnectionFailure && failure.error.wire?.code === code,
      );
      assert.ok(scene.client.state.kind === 'left' && scene.client.state.error?.kind === 'rejected');
      scene.client.dispose();
    }
  });

  it('leaves when the host ends the room; what is pending fails', async () => {
    const peer = await scene.join();
    scene.client.say('hi');
    await peer.frame();
    const left = inState(scene.client, 'left');
    peer.send('SERVER~bye~{"reason":"closed"}\n');
    const state = await left;
    assert.deepEqual(state.kind === 'left' && [state.error?.kind, state.error?.reason], ['closed', 'closed']);
    await shows(scene.client, 'alice: hi (failed)');
  });

  it('leaves with a bye and a clean close, and what it said before is not lost', async () => {
    const peer = await scene.join();
    const said = scene.client.say('last words');
    assert.ok(said.ok);
    const left = scene.client.leave();
    assert.equal(scene.client.state.kind, 'left');
    assert.equal((await peer.frame()).verb, 'say');
    assert.equal((await peer.frame()).verb, 'bye');
    peer.socket.end(sayFrame(2, 'last words', { by: 'm-alice', id: said.value }, 'alice'));
    assert.equal(await peer.ended, 'closed');
    await left;
    assert.deepEqual(lines(scene.client), ['alice: last words (sent)']);
    assert.equal(codeOf(scene.client.say('more')), 'not-connected');
  });

  it('does not wait for ever to leave', async () => {
    await scene.join();
    const left = scene.client.leave();
    scene.clock.advance(1000);
    await left;
  });

  it('gives up connecting when it is left or disposed of', async () => {
    const joined = scene.client.connect();
    const peer = await scene.server.peer();
    await peer.frame();
    await scene.client.leave();
    await assert.rejects(joined, ConnectionFailure);
    assert.equal(await peer.ended, 'reset');
    const second = scene.client.connect();
    await (await scene.server.peer()).frame();
    scene.client.dispose();
    scene.client.dispose();
    await assert.rejects(second, ConnectionFailure);
    await assert.rejects(scene.client.connect());
    assert.equal(scene.clock.pending, 0);
  });
});
