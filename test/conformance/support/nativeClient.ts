import { once } from 'node:events';
import { type Socket, connect } from 'node:net';
import { resetSocket } from '../../../src/base/resetSocket';

/** The payload of a frame, typed for tests: any field may be read. */
export interface Payload {
  readonly [field: string]: unknown;
  readonly seq?: number;
}

export interface Received {
  readonly sender: string;
  readonly verb: string;
  readonly payload: Payload;
  /** Bytes on the wire, LF included. */
  readonly bytes: number;
}

/** What a `welcome` holds (P-4.3, P-5). */
export interface WelcomePayload extends Payload {
  readonly room: {
    readonly id: string;
    readonly name: string;
    readonly access: string;
    readonly kept?: boolean;
  };
  readonly you: string;
  readonly mid: string;
  readonly token: string;
  readonly seq: number;
  readonly resumed: boolean;
  readonly oldest: number;
  readonly members: readonly Payload[];
  readonly limits: Payload;
  readonly history: readonly Payload[];
}

const EVENT_VERBS = new Set(['say', 'edit', 'remove', 'react', 'join', 'leave', 'rename']);

/**
 * A native client written from the specification alone. It reads in order: `next` looks only at what came after the
 * frame it found last. `fence` makes "nothing came" a statement about events: a server answers in order.
 */
export class NativeClient {
  /** All frames, in the order they came. */
  readonly frames: Received[] = [];
  /** How the server has ended the connection, once it has. */
  gone: 'end' | 'reset' | undefined;
  private cursor = 0;
  private partial: Buffer[] = [];
  private readonly waiters = new Set<() => void>();

  private constructor(readonly socket: Socket) {
    socket.on('data', (chunk) => this.read(chunk));
    socket.on('end', () => this.lost('end'));
    socket.on('error', () => this.lost('reset'));
    socket.on('close', () => this.lost('end'));
  }

  static async connect(port: number, host = '127.0.0.1'): Promise<NativeClient> {
    const socket = connect({ port, host, noDelay: true });
    const client = new NativeClient(socket);
    await once(socket, 'connect');
    return client;
  }

  /** Connects, says hello, and waits for the welcome. */
  static async join(port: number, name: string, more: object = {}): Promise<NativeClient> {
    const client = await NativeClient.connect(port);
    client.send('hello', { v: 1, name, ...more });
    await client.next('welcome');
    return client;
  }

  get welcome(): WelcomePayload {
    const frame = this.frames.find(({ verb }) => verb === 'welcome');
    if (!frame) throw new Error('no welcome has come');
    return frame.payload as WelcomePayload;
  }

  get mid(): string {
    return this.welcome.mid;
  }

  /** The fields of a hello that resumes after `seq`. */
  resumeFrom(seq: number): { resume: { room: string; token: string; seq: number } } {
    const { room, token } = this.welcome;
    return { resume: { room: room.id, token, seq } };
  }

  /** The events that came as frames. */
  get events(): Received[] {
    return this.frames.filter(({ verb }) => EVENT_VERBS.has(verb));
  }

  /** The frames after the one that `next` found last. */
  get unread(): readonly Received[] {
    return this.frames.slice(this.cursor);
  }

  raw(bytes: string | Uint8Array): void {
    this.socket.write(bytes);
  }

  send(verb: string, payload: object): void {
    this.raw(`~${verb}~${JSON.stringify(payload)}\n`);
  }

  /** The next frame with this verb whose payload has all of `like`. Frames before it are skipped. */
  async next(verb: string, like: Payload = {}): Promise<Received> {
    let found = -1;
    await this.when(
      () => {
        found = this.frames.findIndex(
          (frame, i) =>
            i >= this.cursor &&
            frame.verb === verb &&
            Object.entries(like).every(([key, value]) => frame.payload[key] === value),
        );
        return found >= 0;
      },
      `~${verb}~${JSON.stringify(like)}`,
    );
    this.cursor = found + 1;
    return this.frames[found]!;
  }

  /** Says `text` and resolves with the event it became. */
  async say(text: string, more: object = {}): Promise<Payload & { seq: number }> {
    return this.act('say', { text, ...more });
  }

  /** Does something that becomes an event, and resolves with that event. */
  async act(verb: string, payload: object): Promise<Payload & { seq: number }> {
    const id = `${verb}-${nextId++}`;
    this.send(verb, { id, ...payload });
    return (await this.next(verb, { id })).payload as Payload & { seq: number };
  }

  /** Does something that must be refused, and resolves with the code. */
  async refused(verb: string, payload: object): Promise<string> {
    const id = `${verb}-${nextId++}`;
    this.send(verb, { id, ...payload });
    return (await this.next('error', { id })).payload['code'] as string;
  }

  /**
   * Resolves once the server has handled everything that this client has sent, and has sent everything that it had for
   * this client until then. @returns everything unread
   */
  async fence(): Promise<readonly Received[]> {
    const from = this.cursor;
    this.send('ping', {});
    await this.next('pong');
    return this.frames.slice(from, this.cursor - 1);
  }

  /** Asks for a page of history. */
  async history(before: number, limit = 200): Promise<{ events: readonly Payload[]; more: boolean }> {
    this.send('history', { before, limit });
    return (await this.next('history')).payload as never;
  }

  async untilGone(): Promise<'end' | 'reset'> {
    await this.when(() => this.gone !== undefined);
    return this.gone!;
  }

  /** Leaves, and resolves when the server has closed. */
  async leave(): Promise<void> {
    if (!this.gone) this.send('bye', {});
    await this.untilGone();
  }

  /** Goes without a word, as after a crash or with a lost network. */
  reset(): void {
    resetSocket(this.socket);
  }

  private async when(met: () => boolean, wanted?: string): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      const check = () => {
        const done = met();
        if (!done && !(this.gone && wanted)) return;
        this.waiters.delete(check);
        if (done) resolve();
        else {
          const came = this.unread.map(
            ({ verb, payload }) => `${verb} ${JSON.stringify(payload).slice(0, 200)}`,
          );
          reject(new Error(`the connection ended before ${wanted} came; unread: ${came.join('; ')}`));
        }
      };
      this.waiters.add(check);
      check();
    });
  }

  private read(chunk: Buffer): void {
    let start = 0;
    for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, start)) {
      const line = Buffer.concat([...this.partial, chunk.subarray(start, at)]);
      this.partial = [];
      start = at + 1;
      this.frames.push(parse(line));
    }
    this.partial.push(chunk.subarray(start));
    this.wake();
  }

  private lost(how: 'end' | 'reset'): void {
    this.gone ??= how;
    this.wake();
  }

  private wake(): void {
    for (const check of [...this.waiters]) check();
  }
}

let nextId = 1;

function parse(line: Buffer): Received {
  const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(line);
  const [, sender, verb, payload] = /^([^~]*)~([a-z-]+)~(\{[^]*\})$/.exec(text) ?? [];
  if (sender === undefined || verb === undefined || payload === undefined)
    throw new Error(`that is no frame: ${text.slice(0, 300)}`);
  return { sender, verb, payload: JSON.parse(payload) as Payload, bytes: line.length + 1 };
}

/** Collects the clients of a test, so that it leaves none behind. */
export class Clients {
  private readonly all = new Set<NativeClient>();

  constructor(private readonly port: () => number) {}

  async join(name: string, more: object = {}): Promise<NativeClient> {
    return this.keep(await NativeClient.join(this.port(), name, more));
  }

  async connect(): Promise<NativeClient> {
    return this.keep(await NativeClient.connect(this.port()));
  }

  /** Lets all of them leave. Resolves when the server has let them go, and their names are free again. */
  async leave(): Promise<void> {
    await Promise.all([...this.all].map((client) => client.leave()));
    this.all.clear();
  }

  /** Resets every connection that is still open. */
  reset(): void {
    for (const client of this.all) client.reset();
    this.all.clear();
  }

  private keep(client: NativeClient): NativeClient {
    this.all.add(client);
    return client;
  }
}
