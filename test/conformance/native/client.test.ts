import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, type Socket, createServer } from 'node:net';
import { ChatClient } from '../../../src/client/chatClient';
import { ConnectionFailure } from '../../../src/client/types/connectionFailure';
import { type RunningServer, startServer } from '../support/server';

/** A listener that says nothing by itself, and what its visitors say. */
async function silentServer() {
  const server = createServer({ allowHalfOpen: true });
  const visitors: { readonly socket: Socket; heard: string }[] = [];
  let wake: () => void = () => undefined;
  server.on('connection', (socket) => {
    const visitor = { socket, heard: '' };
    visitors.push(visitor);
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => {
      visitor.heard += chunk.toString();
      wake();
    });
    wake();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    address: { host: '127.0.0.1', port: (server.address() as AddressInfo).port },
    visitors,
    async until(met: () => boolean) {
      while (!met()) await new Promise<void>((resolve) => (wake = resolve));
    },
    close() {
      for (const { socket } of visitors) socket.destroy();
      server.close();
    },
  };
}

describe('our client towards a server', () => {
  const clients: ChatClient[] = [];
  const newClient = (options: ConstructorParameters<typeof ChatClient>[0]) => {
    const client = new ChatClient(options);
    clients.push(client);
    return client;
  };
  afterEach(() => {
    for (const client of clients.splice(0)) client.dispose();
  });

  it('P-9.1 P-6.14 asks a known one at once which room it is, and to any other not before it is greeted', async () => {
    const server = await silentServer();
    // a wait that is never up: only the greeting can end it
    const stranger = newClient({
      address: server.address,
      name: 'stranger',
      timeouts: { greetingMs: 100_000 },
    });
    void stranger.connect().catch(() => undefined);
    await server.until(() => server.visitors.length === 1);
    const friend = newClient({ address: server.address, name: 'friend', known: true });
    void friend.connect().catch(() => undefined);
    await server.until(() => server.visitors[1]?.heard.startsWith('~prove~') ?? false);
    const [first] = server.visitors;
    assert.equal(first!.heard, '');
    first!.socket.write('SERVER~Tilde/1 Lab - send your name, then your messages, one a line.\n');
    await server.until(() => first!.heard.startsWith('~prove~'));
    server.close();
  });

  it('P-9.1 P-3.3 speaks native with the real one, which greets', async () => {
    const real: RunningServer = await startServer('--greet-after-ms', '20');
    const ann = newClient({ address: { host: '127.0.0.1', port: real.port }, name: 'ann' });
    await ann.connect();
    assert.equal(ann.room?.kind, 'native');
    ann.dispose();
    await real.stop();
  });

  it('P-9.7 shows a sentence in place of the greeting as the refusal it is', async () => {
    const server = await silentServer();
    const ann = newClient({ address: server.address, name: 'ann', timeouts: { greetingMs: 100_000 } });
    const joined = ann.connect();
    await server.until(() => server.visitors.length === 1);
    server.visitors[0]!.socket.write('SERVER~This room sleeps until nine.\n');
    await assert.rejects(joined, (error) => {
      assert.ok(error instanceof ConnectionFailure);
      assert.match(error.error.message, /This room sleeps until nine\./);
      return true;
    });
    assert.equal(server.visitors[0]!.heard, '');
    server.close();
  });
});
