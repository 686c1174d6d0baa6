import type { Clock } from '../../../src/base/clock';
import { ConnectionFailure, connectionError, socketError } from '../../../src/client/types/connectionFailure';
import { type OpenWire, Wire } from '../../../src/client/link/wire';
import { type Direction, type FakeSocket, FakeWire } from './fakeWire';
import { seededRandom } from './random';
import type { Socket } from 'node:net';

/** What goes over one connection, for whoever watches it. */
export type Watch = (bytes: Buffer, direction: Direction) => void;

/** Whoever listens at the address, if somebody does. */
export interface Listener {
  accept(socket: FakeSocket): void;
}

/** A network with one address, where somebody listens or nobody does. */
export class Network {
  listener: Listener | undefined;
  private count = 0;

  constructor(
    private readonly clock: Clock,
    private readonly seed: number,
  ) {}

  /**
   * How one program connects.
   * @param opened is told of each of its connections, and says who watches it
   */
  openerFor(opened: (wire: FakeWire, listener: Listener) => Watch): OpenWire {
    return async (address, timeoutMs, clock, signal) => {
      const number = ++this.count;
      const random = seededRandom(this.seed * 10_007 + number);
      const connectMs = 1 + Math.floor(random() * 20);
      await new Promise<void>((resolve, reject) => {
        const abort = () => reject(signal.reason instanceof Error ? signal.reason : new Error('aborted'));
        signal.addEventListener('abort', abort, { once: true });
        clock.after(timeoutMs, () => reject(new ConnectionFailure(connectionError('timeout', address))));
        clock.after(connectMs, resolve);
      });
      const { listener } = this;
      if (!listener) throw new ConnectionFailure(socketError({ code: 'ECONNREFUSED' }, address));
      let watch: Watch = () => undefined;
      const wire: FakeWire = new FakeWire(this.clock, number, random, (bytes, direction) =>
        watch(bytes, direction),
      );
      watch = opened(wire, listener);
      // a real socket in all that is used of it
      const client = new Wire(wire.client as unknown as Socket, connectMs);
      listener.accept(wire.server);
      return client;
    };
  }
}
