import { once } from 'node:events';
import { type Socket, connect } from 'node:net';
import { StringDecoder } from 'node:string_decoder';
import { resetSocket } from '../../../src/base/resetSocket';

const HOST = '127.0.0.1';

/** A plain socket, and everything that it was sent. It always waits for an event; mocha's timeout is the only clock. */
export class Peer {
  /** What each read returned, in order. */
  readonly reads: Buffer[] = [];
  /** Whether the other side has ended, and how. */
  gone: 'end' | 'reset' | undefined;
  private readonly waiters = new Set<() => void>();
  private readonly decoder = new StringDecoder('utf8');
  private decoded = '';
  private decodedReads = 0;
  private static readonly all = new Set<Peer>();

  protected constructor(readonly socket: Socket) {
    Peer.all.add(this);
    socket.on('end', () => this.lost('end'));
    socket.on('error', () => this.lost('reset'));
    socket.on('close', () => this.lost('end'));
  }

  /** @param readBytes the largest read, as in `recv(readBytes)` */
  static async connect(port: number, readBytes = 65_536, host = HOST): Promise<Peer> {
    const buffer = Buffer.alloc(readBytes);
    const socket = connect({
      port,
      host,
      allowHalfOpen: true,
      noDelay: true,
      onread: {
        buffer,
        callback: (length) => {
          peer.read(Buffer.from(buffer.subarray(0, length)));
          return true;
        },
      },
    });
    const peer = new Peer(socket);
    await once(socket, 'connect');
    return peer;
  }

  /** Drops every connection that is left, so that a server under test need not wait for them when it ends. */
  static dropAll(): void {
    for (const peer of Peer.all) peer.socket.destroy();
    Peer.all.clear();
  }

  /** All bytes received so far. */
  get bytes(): Buffer {
    return Buffer.concat(this.reads);
  }

  /** The same as text, as far as the characters are whole. */
  get text(): string {
    for (const read of this.reads.slice(this.decodedReads)) this.decoded += this.decoder.write(read);
    this.decodedReads = this.reads.length;
    return this.decoded;
  }

  /** Sends, and resolves when the system has taken it. */
  async send(data: string | Uint8Array): Promise<void> {
    await new Promise<void>((resolve) => this.socket.write(data, () => resolve()));
  }

  /** Resolves with everything received so far, once it contains `wanted` (or satisfies it). */
  async until(wanted: string | RegExp | ((text: string) => boolean)): Promise<string> {
    const met = () => {
      if (typeof wanted === 'string') return this.text.includes(wanted);
      return wanted instanceof RegExp ? wanted.test(this.text) : wanted(this.text);
    };
    const describe = typeof wanted === 'function' ? 'what was awaited' : String(wanted);
    await this.when(
      met,
      () => `the connection ended before ${describe} came; it had sent: …${this.text.slice(-500)}`,
    );
    return this.text;
  }

  /** Resolves once the other side has ended the connection. */
  async untilGone(): Promise<'end' | 'reset'> {
    await this.when(() => this.gone !== undefined);
    return this.gone ?? 'end';
  }

  /** Forgets what was received so far. */
  clear(): void {
    this.reads.length = 0;
    this.decodedReads = 0;
    this.decoded = '';
  }

  end(): void {
    this.socket.end();
  }

  reset(): void {
    resetSocket(this.socket);
  }

  /** Resolves when `met` returns true. Rejects with `why` if the connection is gone before. */
  protected async when(met: () => boolean, why?: () => string): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      const check = () => {
        const done = met();
        if (!done && !(this.gone && why)) return;
        this.waiters.delete(check);
        if (done) resolve();
        else reject(new Error(why?.()));
      };
      this.waiters.add(check);
      check();
    });
  }

  protected read(bytes: Buffer): void {
    this.reads.push(bytes);
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

/** The original client. It decodes each `recv(2048)` by itself, and shows what is between the first two tildes. */
export class SeedPeer {
  private constructor(readonly peer: Peer) {}

  /** Connects and says nothing. */
  static async connect(port: number): Promise<SeedPeer> {
    return new SeedPeer(await Peer.connect(port, 2048));
  }

  static async join(port: number, name: string): Promise<SeedPeer> {
    const seed = await SeedPeer.connect(port);
    await seed.peer.send(name);
    await seed.peer.until('SERVER~');
    return seed;
  }

  /** The lines its user has seen. Throws where the original would have crashed: on a read that is not UTF-8. */
  get screen(): string[] {
    return this.peer.reads.flatMap((read) => {
      const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(read);
      const [sender = '', message] = text.split('~');
      if (message === undefined) throw new Error(`a read without a tilde: ${text}`);
      return `[${sender}] ${message}`.split('\n');
    });
  }

  say(text: string): Promise<void> {
    return this.peer.send(text);
  }

  async untilShown(line: string): Promise<string[]> {
    await this.peer.until(() => this.screen.includes(line));
    return this.screen;
  }
}

/** A person with `nc`. */
export async function joinLine(port: number, name: string): Promise<Peer> {
  const peer = await Peer.connect(port);
  await peer.send(`${name}\n`);
  await peer.until('SERVER~Welcoming');
  return peer;
}

export interface Frame {
  readonly sender: string;
  readonly verb: string;
  readonly payload: Record<string, unknown>;
}

/** A native client that knows nothing but P-4.1. */
export class NativePeer {
  private constructor(readonly peer: Peer) {}

  static async connect(port: number): Promise<NativePeer> {
    return new NativePeer(await Peer.connect(port));
  }

  /** Speaks native on an existing connection. */
  static on(peer: Peer): NativePeer {
    return new NativePeer(peer);
  }

  /** Connects, says hello, and waits for the welcome. */
  static async join(port: number, name: string, more: object = {}): Promise<NativePeer> {
    const native = await NativePeer.connect(port);
    await native.send('hello', { v: 1, name, ...more });
    await native.next('welcome');
    return native;
  }

  get welcome(): Record<string, unknown> {
    const frame = this.frames.find(({ verb }) => verb === 'welcome');
    if (!frame) throw new Error('no welcome has come');
    return frame.payload;
  }

  /** Every whole frame received so far. */
  get frames(): Frame[] {
    const lines = this.peer.text.split('\n').slice(0, -1);
    return lines.map((line) => {
      const [, sender = '', verb = '', payload = ''] = /^([^~]*)~([a-z-]+)~(.*)$/.exec(line) ?? [];
      return { sender, verb, payload: JSON.parse(payload) as Record<string, unknown> };
    });
  }

  send(verb: string, payload: object): Promise<void> {
    return this.peer.send(`~${verb}~${JSON.stringify(payload)}\n`);
  }

  /** The first frame with this verb whose payload has all of `like`. */
  async next(verb: string, like: Record<string, unknown> = {}): Promise<Frame> {
    const find = () =>
      this.frames.find(
        (frame) =>
          frame.verb === verb && Object.entries(like).every(([key, value]) => frame.payload[key] === value),
      );
    await this.peer.until(() => find() !== undefined);
    return find()!;
  }
}
