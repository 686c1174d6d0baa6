import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, type Server, type Socket, connect, createServer } from 'node:net';
import { ChatClient } from '../../../src/client/chatClient';
import { startServer, type RunningServer } from '../../conformance/support/server';
import { inState, lines, shows } from './support';

/** A network that can fall silent: everything still looks connected, and nothing arrives. */
class Relay {
  private isStalled = false;
  private readonly sockets = new Set<Socket>();

  private constructor(
    private readonly server: Server,
    to: number,
  ) {
    server.on('connection', (near: Socket) => {
      const far = connect(to, '127.0.0.1');
      this.pass(near, far);
      this.pass(far, near);
    });
  }

  static async to(port: number): Promise<Relay> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new Relay(server, port);
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  stall(): void {
    this.isStalled = true;
  }

  /** The network is back. What was on its way is lost, and so is every connection there was. */
  heal(): void {
    this.isStalled = false;
    for (const socket of this.sockets) socket.destroy();
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    this.server.close();
    await once(this.server, 'close');
  }

  private pass(from: Socket, to: Socket): void {
    this.sockets.add(from);
    from.setNoDelay(true);
    from.on('error', () => undefined);
    from.on('close', () => {
      this.sockets.delete(from);
      if (!this.isStalled) to.destroy();
    });
    from.on('data', (chunk) => {
      if (!this.isStalled) to.write(chunk);
    });
  }
}

describe('ChatClient on a network that falls silent', () => {
  let server: RunningServer;
  let relay: Relay;
  const clients: ChatClient[] = [];

  const join = async (name: string, port: number, silenceMs: number): Promise<ChatClient> => {
    const timeouts = { silenceMs, welcomeMs: 300, reconnectMinMs: 20, reconnectMaxMs: 50 };
    const client = new ChatClient({ address: { host: '127.0.0.1', port }, name, known: true, timeouts });
    clients.push(client);
    await client.connect();
    return client;
  };

  before(async () => {
    server = await startServer();
    relay = await Relay.to(server.port);
  });
  afterEach(() => {
    for (const client of clients.splice(0)) client.dispose();
  });
  after(async () => {
    await relay.close();
    await server.stop();
  });

  it('says so, and when it is back everything said meanwhile is there once, in one order', async () => {
    const alice = await join('alice', relay.port, 400);
    const bob = await join('bob', server.port, 45_000);
    relay.stall();
    alice.say('into the void');
    bob.say('while alice is away');
    await shows(bob, 'bob: while alice is away (sent)');
    await inState(alice, 'reconnecting');
    assert.ok(lines(alice).includes('alice: into the void (pending)'));
    relay.heal();
    await shows(alice, 'alice: into the void (sent)');
    await shows(bob, 'alice: into the void (sent)');
    const said = (client: ChatClient) => lines(client).filter((line) => line.includes(': '));
    assert.deepEqual(said(alice), ['bob: while alice is away (sent)', 'alice: into the void (sent)']);
    assert.deepEqual(said(bob), said(alice));
  });
});
