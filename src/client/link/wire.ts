import { type Socket, connect } from 'node:net';
import { asError } from '../../base/asError';
import type { Clock } from '../../base/clock';
import { reportFault } from '../../base/faults';
import { resetSocket } from '../../base/resetSocket';
import type { Address } from '../../protocol/invitations/address';
import { ConnectionFailure, OwnFault, connectionError, socketError } from '../types/connectionFailure';

/** Idle time after which TCP probes the server. Plain servers have no other heartbeat. */
const KEEPALIVE_MS = 30_000;

/** With more bytes waiting for the server, its pings are not answered: pongs would only pile up. */
const CLOGGED_BYTES = 65_536;

export interface WireReader {
  data(chunk: Buffer): void;
  /** The connection is over. Called once, and last. `cause` is set if it broke. */
  ended(cause?: Error): void;
}

/** A TCP connection with one reader at a time. What arrives while there is none waits for the next. */
export class Wire {
  private reader: WireReader | undefined;
  private over: { readonly cause?: Error } | undefined;
  private failure: Error | undefined;
  /**
   * Whether the server knows us by name. Before that, a clean close would make an original server spin for ever (P-9.5),
   * so `abandon` resets the connection.
   */
  named = false;

  /**
   * @param connectMs how long the connect took, in milliseconds
   * @param access `private`: encrypted, and the server has proved that it has the key
   */
  constructor(
    private readonly socket: Socket,
    readonly connectMs: number,
    readonly access: 'open' | 'private' = 'open',
  ) {
    socket.pause();
    socket.setNoDelay(true);
    socket.setKeepAlive(true, KEEPALIVE_MS);
    socket.on('data', (chunk: Buffer) => this.give(chunk));
    socket.on('error', (error) => (this.failure = error));
    socket.on('close', () => {
      this.over ??= this.failure ? { cause: this.failure } : {};
      this.tellEnd();
    });
  }

  /** Hands the connection to its next reader, which gets `leftover` first. */
  read(reader: WireReader, leftover?: Buffer): void {
    this.reader = reader;
    if (leftover && leftover.length > 0) this.give(leftover);
    if (this.reader !== reader) return;
    this.socket.resume();
    if (this.over) queueMicrotask(() => this.tellEnd());
  }

  /** Takes the connection from its reader; bytes that come now wait. */
  pause(): void {
    this.reader = undefined;
    this.socket.pause();
  }

  /** A fault in the reader ends this connection and nothing else. */
  private give(chunk: Buffer): void {
    try {
      this.reader?.data(chunk);
    } catch (fault) {
      reportFault(fault);
      this.over ??= { cause: new OwnFault(fault) };
      this.tellEnd();
      this.abandon();
    }
  }

  private tellEnd(): void {
    const { reader, over } = this;
    if (!reader || !over) return;
    this.reader = undefined;
    try {
      reader.ended(over.cause);
    } catch (fault) {
      reportFault(fault);
    }
  }

  /** Whether the server does not read what it is sent. */
  get isClogged(): boolean {
    return this.socket.writableLength > CLOGGED_BYTES;
  }

  write(text: string): void {
    if (this.socket.writable) this.socket.write(text);
  }

  /** Drops the connection at once. The reader hears nothing more. */
  abandon(): void {
    this.reader = undefined;
    if (this.named) this.socket.destroy();
    else resetSocket(this.socket);
  }

  /** Sends what is written, then closes; resolves when the server has closed too, or dropped after `timeoutMs`. */
  async close(clock: Clock, timeoutMs: number): Promise<void> {
    if (!this.named) this.abandon();
    if (this.socket.closed) return;
    await new Promise<void>((resolve) => {
      const timer = clock.after(timeoutMs, () => this.socket.destroy());
      this.socket.once('close', () => {
        timer.dispose();
        resolve();
      });
      this.socket.end();
      // a reader goes on reading; without one the rest must be drained to see the end
      this.socket.resume();
    });
  }
}

/** Opens a connection as {@link openWire} does. */
export type OpenWire = typeof openWire;

/** Opens a connection; its parameters and errors are those of {@link connectSocket}. */
export async function openWire(
  address: Address,
  timeoutMs: number,
  clock: Clock,
  signal: AbortSignal,
): Promise<Wire> {
  const { socket, connectMs } = await connectSocket(address, timeoutMs, clock, signal);
  return new Wire(socket, connectMs);
}

/**
 * Connects by TCP to whichever of the host's addresses answers first.
 * @param timeoutMs for all of them together
 * @returns the socket and how long it took, in milliseconds
 * @throws ConnectionFailure with what went wrong; the reason of `signal` when that is aborted
 */
export async function connectSocket(
  address: Address,
  timeoutMs: number,
  clock: Clock,
  signal: AbortSignal,
): Promise<{ readonly socket: Socket; readonly connectMs: number }> {
  const started = clock.now();
  const socket = connect({ host: address.host, port: address.port });
  return new Promise((resolve, reject) => {
    const giveUp = (failure: unknown) => {
      finish();
      socket.on('error', () => undefined); // later errors matter to nobody
      // if it still connects, it is reset (P-9.5); that does not keep the program running
      resetSocket(socket);
      socket.unref();
      reject(asError(failure));
    };
    const onAbort = () => giveUp(signal.reason);
    const onError = (error: Error) => giveUp(new ConnectionFailure(socketError(error, address)));
    const onConnect = () => {
      finish();
      resolve({ socket, connectMs: Math.max(0, clock.now() - started) });
    };
    const timer = clock.after(timeoutMs, () =>
      giveUp(new ConnectionFailure(connectionError('timeout', address))),
    );
    const finish = () => {
      timer.dispose();
      signal.removeEventListener('abort', onAbort);
      socket.off('error', onError).off('connect', onConnect);
    };
    signal.addEventListener('abort', onAbort);
    socket.on('error', onError).on('connect', onConnect);
    if (signal.aborted) onAbort();
  });
}
