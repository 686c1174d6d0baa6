import assert from 'node:assert/strict';
import type { ChatClient } from '../../../src/client/chatClient';
import type { ClientOptions } from '../../../src/client/types/clientTypes';
import { ManualClock } from './manualClock';
import { type Peer, ScriptedServer, welcomeFrame } from './scriptedServer';
import { inState, newClient } from './support';

/** A scripted server, a clock that stands still, and a client of both: made anew for each test of a suite. */
export class Scene {
  server!: ScriptedServer;
  clock!: ManualClock;
  /** The client that was created last. */
  client!: ChatClient;
  private readonly clients: ChatClient[] = [];

  constructor(private readonly options: Partial<ClientOptions>) {}

  async setUp(): Promise<void> {
    this.server = await ScriptedServer.listen();
    this.clock = new ManualClock();
    this.create();
  }

  async tearDown(): Promise<void> {
    for (const client of this.clients.splice(0)) client.dispose();
    await this.server.close();
  }

  create(options: Partial<ClientOptions> = {}): ChatClient {
    this.client = newClient(this.server, this.clock, { ...this.options, ...options });
    this.clients.push(this.client);
    return this.client;
  }

  /** Joins as a known native server's client does; gives the server's end. */
  async join(welcome = welcomeFrame()): Promise<Peer> {
    const joined = this.client.connect();
    const peer = await this.server.peer();
    await peer.frame();
    peer.send(welcome);
    await joined;
    return peer;
  }

  /** Breaks the connection and lets the client come back; its hello is still to be read. */
  async reconnect(peer: Peer): Promise<Peer> {
    const lost = inState(this.client, 'reconnecting');
    peer.socket.destroy();
    await lost;
    return this.comeBack();
  }

  /** Lets the pause before the next try pass; the client's hello is still to be read. */
  async comeBack(): Promise<Peer> {
    const { state } = this.client;
    assert.ok(state.kind === 'reconnecting');
    this.clock.advance(state.retryAt - this.clock.date());
    return this.server.peer();
  }

  /** As `reconnect`, but the hello is taken. @returns also what it would resume */
  async rejoin(peer: Peer): Promise<{ peer: Peer; resume: unknown }> {
    const again = await this.reconnect(peer);
    return { peer: again, resume: (await again.frame()).payload['resume'] };
  }
}

/** @param options of each client of the suite, unless it says otherwise; the server is not known to be ours */
export function useScene(options: Partial<ClientOptions> = {}): Scene {
  const scene = new Scene(options);
  beforeEach(() => scene.setUp());
  afterEach(() => scene.tearDown());
  return scene;
}

/** What bob says, as an event of a history. */
export const event = (seq: number, text: string, rest: object = { by: 'm-bob' }, from = 'bob') =>
  ({ verb: 'say', from, seq, at: 5, text, ...rest }) as never;

/** The same as a frame. */
export const sayFrame = (seq: number, text: string, rest: object = { by: 'm-bob' }, from = 'bob') =>
  `${from}~say~${JSON.stringify({ seq, at: 5, text, ...rest })}\n`;

export const errorFrame = (code: string, message: string, id?: unknown) =>
  `SERVER~error~${JSON.stringify({ code, message, ...(id !== undefined && { id }) })}\n`;

/** Why something was not done; false if it was. */
export const codeOf = (result: { ok: true } | { ok: false; error: { code: string } }) =>
  !result.ok && result.error.code;
