import assert from 'node:assert/strict';
import { ChatClient } from '../../../src/client/chatClient';
import { ClientFailure } from '../../../src/client/clientFailure';
import { ManualClock } from './manualClock';
import { ScriptedServer } from './scriptedServer';

describe('ChatClient.connect', () => {
  const kind = (wanted: string) => (error: unknown) =>
    error instanceof ClientFailure && error.error.kind === wanted;

  it('says that nobody listens there, and does not try again', async () => {
    const server = await ScriptedServer.listen();
    const { address } = server;
    await server.close();
    const clock = new ManualClock();
    const client = new ChatClient({ address, name: 'alice', clock });
    const joined = client.connect();
    assert.equal(client.connect(), joined, 'one attempt, however often it is asked for');
    await assert.rejects(joined, kind('refused'));
    assert.ok(client.state.kind === 'left' && client.state.error?.kind === 'refused');
    assert.equal(clock.pending, 0);
    client.dispose();
  });

  it('says that there is no such host', async () => {
    const client = new ChatClient({ address: { host: 'nowhere.invalid', port: 1 }, name: 'alice' });
    await assert.rejects(client.connect(), kind('not-found'));
    client.dispose();
  });

  it('says that a server went away without a word', async () => {
    const server = await ScriptedServer.listen();
    const client = new ChatClient({ address: server.address, name: 'alice', clock: new ManualClock() });
    const joined = client.connect();
    (await server.peer()).socket.destroy();
    await assert.rejects(joined, kind('lost'));
    client.dispose();
    await server.close();
  });

  it('says that nothing answered in time', async () => {
    const server = await ScriptedServer.listen();
    const clock = new ManualClock();
    const client = new ChatClient({ address: server.address, name: 'alice', clock });
    const joined = client.connect();
    // before the event loop has seen the connect
    clock.advance(10_000);
    await assert.rejects(joined, kind('timeout'));
    const peer = await server.peer();
    assert.equal(await peer.ended, 'reset', 'what connects too late is reset, never closed');
    client.dispose();
    await server.close();
  });
});
