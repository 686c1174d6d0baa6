import { once } from 'node:events';
import { type AddressInfo, type Server, type Socket, createServer } from 'node:net';
import type { Address } from '../../../src/protocol/invitations/address';
import type { Welcome } from '../../../src/protocol/wire/messages';
import { KeyPair, newNonce } from '../../../src/protocol/keys/proofs';

/** The room's, in all that is scripted. */
export const ROOM_KEYS = KeyPair.ofRoom(Buffer.from('the secret of the scripted room'));

/** The answer to a client that wants to be shown which room this is (P-6.14). */
export function proofFrame(clientNonce: string, keys = ROOM_KEYS): string {
  const exchange = { room: keys.publicKey, clientNonce, serverNonce: newNonce() };
  const payload = { key: exchange.room, nonce: exchange.serverNonce, proof: keys.sign('room', exchange) };
  return `SERVER~prove~${JSON.stringify(payload)}\n`;
}

interface Frame {
  readonly verb: string;
  readonly payload: Record<string, unknown>;
}

/** The server's end of one connection. What the client sends is waited for, never slept for. */
export class Peer {
  /** All that came and was not taken yet. */
  received = '';
  /** How the client ended the connection. */
  readonly ended: Promise<'closed' | 'reset'>;
  private wake: () => void = () => undefined;

  constructor(readonly socket: Socket) {
    socket.setNoDelay(true);
    socket.on('data', (chunk) => {
      this.received += chunk.toString('utf8');
      this.wake();
    });
    this.ended = new Promise((resolve) => {
      socket.on('end', () => resolve('closed'));
      socket.on('error', () => resolve('reset'));
    });
  }

  send(text: string | Buffer): void {
    this.socket.write(text);
  }

  /** Takes exactly `text`. */
  async expect(text: string): Promise<void> {
    const got = await this.take(() => (this.received.length >= text.length ? text.length : 0));
    if (got !== text) throw new Error(`expected ${JSON.stringify(text)}, got ${JSON.stringify(got)}`);
  }

  /** Takes the next native frame; before the hello the room shows which it is. */
  async frame(): Promise<Frame> {
    const frame = await this.anyFrame();
    const { nonce } = frame.payload;
    if (frame.verb !== 'prove' || typeof nonce !== 'string') return frame;
    this.send(proofFrame(nonce));
    return this.frame();
  }

  /** Takes the next native frame, and answers nothing. */
  async anyFrame(): Promise<Frame> {
    const line = await this.take(() => this.received.indexOf('\n') + 1);
    const [, verb = '', json = ''] = /^~([a-z-]+)~(.*)\n$/s.exec(line) ?? [];
    if (verb === '') throw new Error(`no native frame: ${line}`);
    return { verb, payload: JSON.parse(json) as Record<string, unknown> };
  }

  private async take(length: () => number): Promise<string> {
    for (;;) {
      const end = length();
      if (end > 0) {
        const taken = this.received.slice(0, end);
        this.received = this.received.slice(end);
        return taken;
      }
      await new Promise<void>((resolve) => (this.wake = resolve));
    }
  }
}

/** A listener on loopback whose answers the test writes itself. */
export class ScriptedServer {
  private readonly server: Server = createServer({ allowHalfOpen: true });
  private readonly peers: Peer[] = [];
  private readonly sockets = new Set<Socket>();
  private wake: () => void = () => undefined;
  address: Address = { host: '127.0.0.1', port: 0 };

  static async listen(): Promise<ScriptedServer> {
    const scripted = new ScriptedServer();
    scripted.server.on('connection', (socket) => {
      scripted.sockets.add(socket);
      scripted.peers.push(new Peer(socket));
      scripted.wake();
    });
    scripted.server.listen(0, '127.0.0.1');
    await once(scripted.server, 'listening');
    scripted.address = { host: '127.0.0.1', port: (scripted.server.address() as AddressInfo).port };
    return scripted;
  }

  /** The next connection. */
  async peer(): Promise<Peer> {
    for (;;) {
      const peer = this.peers.shift();
      if (peer) return peer;
      await new Promise<void>((resolve) => (this.wake = resolve));
    }
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    if (!this.server.listening) return;
    this.server.close();
    await once(this.server, 'close');
  }
}

/** A welcome of a room of one. */
export function welcomeFrame(changes: Partial<Welcome> = {}): string {
  const welcome: Welcome = {
    v: 1,
    room: { id: 'room-1', name: 'workshop', access: 'open' },
    you: 'alice',
    mid: 'm-alice',
    token: 'm-alice.token',
    seq: 1,
    resumed: false,
    oldest: 1,
    members: [{ mid: 'm-alice', name: 'alice', since: 1, dialect: 'native' }],
    limits: { rate: 5, burst: 20 },
    history: [],
    ...changes,
  };
  return `SERVER~welcome~${JSON.stringify(welcome)}\n`;
}
