import { once } from 'node:events';
import { type AddressInfo, type Server, type Socket, createServer } from 'node:net';

const RECV_BYTES = 2048;

/** A client as the original server sees it: a thread, which blocks in `recv(2048)`. */
interface Thread {
  readonly socket: Socket;
  name: string | undefined;
  /** It read something that is not UTF-8, and an exception ended it. */
  crashed?: true;
}

/**
 * The original chat server. It has a thread for each client, which takes each read for one message, decodes it by
 * itself, and sends it to everybody without any framing. When the client has closed, `recv` returns empty bytes
 * forever, and the thread spins on them. A reset ends it.
 */
export class OriginalServer {
  /** What each read from a client returned, decoded, names included. */
  readonly received: string[] = [];
  /** Threads that spin because their client closed before it had a name. Such a server needs a restart. */
  spinning = 0;
  /** Threads that a reset has ended. */
  resets = 0;
  /** Threads that read something they could not decode. */
  crashes = 0;
  /** Whether it takes what it is sent and answers nothing, as if it hung. */
  hangs = false;
  private readonly server: Server;
  private readonly threads = new Set<Thread>();
  private readonly waiters = new Set<() => void>();

  private constructor() {
    this.server = createServer({ allowHalfOpen: true });
    this.server.on('connection', (socket) => this.serve(socket));
  }

  static async listen(): Promise<OriginalServer> {
    const original = new OriginalServer();
    original.server.listen(0, '127.0.0.1');
    await once(original.server, 'listening');
    return original;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  get address(): { readonly host: string; readonly port: number } {
    return { host: '127.0.0.1', port: this.port };
  }

  /** How many clients are connected. */
  get threadCount(): number {
    return this.threads.size;
  }

  /** Resolves once `met` returns true. */
  async until(met: () => boolean): Promise<void> {
    await new Promise<void>((resolve) => {
      const look = () => {
        if (!met()) return;
        this.waiters.delete(look);
        resolve();
      };
      this.waiters.add(look);
      look();
    });
  }

  /** Sends bytes to everybody who has a name, as they are. */
  shout(text: string | Uint8Array): void {
    for (const { socket, name } of this.threads) if (name !== undefined) socket.write(text);
  }

  /** Ends like a killed process. All connections break. */
  async close(): Promise<void> {
    for (const { socket } of this.threads) socket.destroy();
    this.server.close();
    await once(this.server, 'close');
  }

  private serve(socket: Socket): void {
    const thread: Thread = { socket, name: undefined };
    this.threads.add(thread);
    socket.on('data', (chunk: Buffer) => {
      for (let at = 0; at < chunk.length; at += RECV_BYTES)
        this.take(thread, chunk.subarray(at, at + RECV_BYTES));
    });
    socket.on('end', () => {
      if (thread.name === undefined) this.spinning++;
      this.wake();
    });
    socket.on('error', () => {
      this.resets++;
      this.threads.delete(thread);
      this.wake();
    });
    this.wake();
  }

  private take(thread: Thread, read: Buffer): void {
    if (thread.crashed) return;
    let text: string;
    try {
      text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(read);
    } catch {
      thread.crashed = true; // its socket stays open and is never read again
      this.crashes++;
      this.wake();
      return;
    }
    this.received.push(text);
    const welcome = thread.name === undefined;
    thread.name ??= text;
    if (!this.hangs) this.shout(welcome ? `SERVER~Welcoming ${text} to the chat!` : `${thread.name}~${text}`);
    this.wake();
  }

  private wake(): void {
    for (const look of [...this.waiters]) look();
  }
}
