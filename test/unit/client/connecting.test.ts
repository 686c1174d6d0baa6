import assert from 'node:assert/strict';
import { ChatClient } from '../../../src/client/chatClient';
import { ClientFailure } from '../../../src/client/clientFailure';
import { ManualClock } from './manualClock';
import { ScriptedServer } from './scriptedServer';

describe('ChatClient.connect', () => {
  let server: ScriptedServer;
  let clock: ManualClock;
  let client: ChatClient;

  beforeEach(async () => {
    server = await ScriptedServer.listen();
    clock = new ManualClock();
    client = new ChatClient({ address: server.address, name: 'alice', clock });
  });
  afterEach(async () => {
    client.dispose();
    await server.close();
  });

  const kind = (wanted: string) => (error: unknown) =>
    error instanceof ClientFailure && error.error.kind === wanted;

  it('says that nobody listens there, and does not try again', async () => {
    await server.close();
    const joined = client.connect();
    assert.equal(client.connect(), joined, 'one attempt, however often it is asked for');
    await assert.rejects(joined, kind('refused'));
    assert.ok(client.state.kind === 'left' && client.state.error?.kind === 'refused');
    assert.equal(clock.pending, 0);
  });

  it('says that there is no such host', async () => {
    client = new ChatClient({ address: { host: 'nowhere.invalid', port: 1 }, name: 'alice' });
    await assert.rejects(client.connect(), kind('not-found'));
  });

  it('says that a server went away without a word', async () => {
    const joined = client.connect();
    (await server.peer()).socket.destroy();
    await assert.rejects(joined, kind('lost'));
  });

  it('says that nothing answered in time; what connects too late is reset, never closed', async () => {
    const joined = client.connect();
    // before the event loop has seen the connect
    clock.advance(10_000);
    await assert.rejects(joined, kind('timeout'));
    assert.equal(await (await server.peer()).ended, 'reset');
  });
});
