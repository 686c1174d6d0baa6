import assert from 'node:assert/strict';
import { type Logger, silentLogger } from '../../../src/base/logger';
import { expectFaults } from '../support/faults';
import { sayFrame, useScene } from './scene';
import { inState, shows } from './support';
import { welcomeFrame } from './scriptedServer';

describe('ChatClient with a fault of its own', () => {
  const faults = expectFaults();
  let planted = '';
  const logger: Logger = {
    ...silentLogger,
    trace(message) {
      if (planted !== '' && message.startsWith(planted)) throw new Error(`planted at ${message}`);
    },
  };
  const scene = useScene({ known: true, logger });
  beforeEach(() => (planted = ''));

  it('in what it makes of a frame: loses the connection, says why, and comes back', async () => {
    const peer = await scene.join();
    planted = '<- say';
    peer.send(sayFrame(2, 'hello'));
    const state = await inState(scene.client, 'reconnecting');
    assert.ok(state.kind === 'reconnecting');
    assert.equal(state.error.kind, 'fault');
    assert.match(String(state.error.cause), /planted at <- say/);
    assert.equal(await peer.ended, 'closed');
    assert.equal(faults().length, 1);

    planted = '';
    const again = await scene.comeBack();
    await again.frame();
    again.send(welcomeFrame({ seq: 1, resumed: true }));
    await inState(scene.client, 'joined');
    again.send(sayFrame(2, 'hello'));
    await shows(scene.client, 'bob: hello (sent)');
  });

  it('before the room has shown which it is: does not get in, and says why', async () => {
    planted = '<- prove';
    const connecting = scene.client.connect();
    const peer = await scene.server.peer();
    void peer.frame();
    await assert.rejects(connecting, /ran into a fault/);
    assert.equal(await peer.ended, 'reset');
    assert.equal(faults().length, 1);
  });

  it('in what listens to it: stays where it is, and tells the others', async () => {
    const peer = await scene.join();
    scene.client.transcript.onDidChange(() => {
      throw new Error('planted in a listener');
    });
    const shown = shows(scene.client, 'bob: two (sent)');
    peer.send(sayFrame(2, 'one') + sayFrame(3, 'two'));
    await shown;
    assert.equal(scene.client.state.kind, 'joined');
    assert.deepEqual(new Set(faults()), new Set(['planted in a listener']));
  });
});
