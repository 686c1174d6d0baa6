import assert from 'node:assert/strict';
import { ConnectionFailure } from '../../../src/client/types/connectionFailure';
import { useScene } from './scene';

describe('ChatClient.connect', () => {
  const scene = useScene();

  const kind = (wanted: string) => (error: unknown) =>
    error instanceof ConnectionFailure && error.error.kind === wanted;

  it('says that nobody listens there, and does not try again', async () => {
    await scene.server.close();
    const joined = scene.client.connect();
    assert.equal(scene.client.connect(), joined, 'one attempt, however often it is asked for');
    await assert.rejects(joined, kind('refused'));
    assert.ok(scene.client.state.kind === 'left' && scene.client.state.error?.kind === 'refused');
    assert.equal(scene.clock.pending, 0);
  });

  it('says that there is no such host', async () => {
    scene.create({ address: { host: 'nowhere.invalid', port: 1 } });
    await assert.rejects(scene.client.connect(), kind('not-found'));
  });

  it('says that a server went away without a word', async () => {
    const joined = scene.client.connect();
    (await scene.server.peer()).socket.destroy();
    await assert.rejects(joined, kind('lost'));
  });

  it('says that nothing answered in time; what connects too late is reset, never closed', async () => {
    const joined = scene.client.connect();
    // before the event loop has seen the connect
    scene.clock.advance(10_000);
    await assert.rejects(joined, kind('timeout'));
    assert.equal(await (await scene.server.peer()).ended, 'reset');
  });
});
