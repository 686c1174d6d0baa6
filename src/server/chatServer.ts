import { randomBytes } from 'node:crypto';
import { type AddressInfo, type Server, type Socket, createServer } from 'node:net';
import { networkInterfaces } from 'node:os';
import type { Clock } from '../base/clock';
import { systemClock } from '../base/systemClock';
import type { Disposable } from '../base/disposable';
import { reportFault } from '../base/faults';
import { type Logger, silentLogger } from '../base/logger';
import { type WireError, wireError } from '../protocol/wire/errorCodes';
import { isLoopback } from './admission/addresses';
import { Budgets } from './admission/budgets';
import { Connection, type ConnectionOwner } from './connection';
import { AccessControl, type Standing } from './admission/accessControl';
import type { History } from './history/history';
import { RoomIdentity } from './admission/roomIdentity';
import { ConnectionSlots } from './admission/connectionSlots';
import type { TlsEntry } from './admission/tlsEntry';
import { RecentlyLeft } from './admission/recentlyLeft';
import { Room } from './room/room';
import type { ServerOptions } from './serverOptions';
import type { ServerContext } from './sessions/session';

const LISTEN_BACKLOG = 1024;

/** Bind failed; `message` says why and what to do, in one sentence. */
export class BindError extends Error {
  override readonly name = 'BindError';
}

export interface ChatServerDeps {
  readonly clock?: Clock;
  readonly logger?: Logger;
  readonly identity?: RoomIdentity;
  /** Left out: everybody may come in. */
  readonly accessControl?: AccessControl;
  /** The way into a private room; left out: the room is open. */
  readonly tlsEntry?: TlsEntry | undefined;
  /** Where the room goes on, and what it is known by. The room owns it from here on. */
  readonly history?: History | undefined;
  /** Those of this computer; tests have others. */
  readonly interfaces?: typeof networkInterfaces;
  /** Called for each connection that is taken. */
  readonly onConnection?: (address: string, port: number) => void;
}

/** The chat server: one listener, one room, and who may be connected. */
export class ChatServer {
  /** Proves that its bearer is the host. It travels only over the host's own channel. */
  readonly ticket = randomBytes(24).toString('base64url');
  readonly room: Room;
  private readonly server: Server;
  private readonly context: ServerContext;
  private readonly accessControl: AccessControl;
  private readonly clock: Clock;
  private readonly logger: Logger;
  private readonly connections = new Set<Connection>();
  /** A connection that is being closed gives up its slot at once, not when it is gone. */
  private readonly slots = new ConnectionSlots<Connection>();
  /** Connections that are closing and not gone yet, the longest first. */
  private readonly leaving = new Set<Connection>();
  private readonly recentlyLeft: RecentlyLeft;
  private readonly owner: ConnectionOwner = {
    refusal: (connection, memberId, standing) => this.refusal(connection, memberId, standing),
    named: (connection) => this.slots.name(connection),
    closing: (connection) => {
      this.slots.delete(connection);
      this.leaving.add(connection);
      if (connection.memberId !== undefined) this.recentlyLeft.add(connection.memberId);
    },
    closed: (connection) => {
      this.connections.delete(connection);
      this.leaving.delete(connection);
      if (this.connections.size === 0) this.onEmpty?.();
    },
  };
  /** The first member that came in with the ticket: the host, also while its connection is cut. */
  private hostMemberId: string | undefined;
  private sweeper: Disposable | undefined;
  private closing: Promise<void> | undefined;
  private onEmpty: (() => void) | undefined;

  constructor(
    private readonly options: ServerOptions,
    private readonly deps: ChatServerDeps = {},
  ) {
    this.clock = deps.clock ?? systemClock;
    this.logger = deps.logger ?? silentLogger;
    this.accessControl = deps.accessControl ?? new AccessControl();
    this.recentlyLeft = new RecentlyLeft(this.clock, options.lockGraceMs);
    const { history, identity = new RoomIdentity(history?.secret, history?.roomId) } = deps;
    this.room = new Room(options.room, identity, options, this.clock, history);
    this.context = {
      room: this.room,
      tlsEntry: deps.tlsEntry,
      limits: options,
      clock: this.clock,
      logger: this.logger,
      budgets: new Budgets(options, this.clock),
      isHost: (memberId, shows) => shows(this.ticket) && (this.hostMemberId ?? memberId) === memberId,
    };
    this.server = createServer({
      noDelay: true,
      allowHalfOpen: true,
      keepAlive: options.keepaliveMs > 0,
      keepAliveInitialDelay: options.keepaliveMs,
    });
    this.server.on('connection', (socket) => {
      try {
        this.accept(socket);
      } catch (fault) {
        reportFault(fault);
        socket.destroy();
      }
    });
  }

  /** Binds. Rejects with a `BindError`. Resolves with the address and port really bound. */
  async listen(): Promise<{ readonly host: string; readonly port: number }> {
    const { host, port } = this.options;
    await new Promise<void>((resolve, reject) => {
      const failed = (error: NodeJS.ErrnoException) => {
        reject(
          new BindError(`Cannot bind host ${host} and port ${port}: ${bindAdvice(error)}`, { cause: error }),
        );
      };
      this.server.once('error', failed);
      this.server.listen({ host, port, backlog: LISTEN_BACKLOG }, () => {
        this.server.off('error', failed);
        this.server.on('error', (error) => this.logger.error(error.message));
        resolve();
      });
    });
    const bound = this.server.address() as AddressInfo;
    return { host, port: bound.port };
  }

  /** Takes no more connections, tells everybody, and resolves when all are gone. */
  close(reason: string): Promise<void> {
    this.closing ??= new Promise((resolve) => {
      this.server.close();
      this.sweeper?.dispose();
      this.onEmpty = () => {
        this.room.dispose();
        void this.room.log.close().then(resolve);
      };
      this.room.close();
      for (const connection of [...this.connections]) connection.bye(reason);
      if (this.connections.size === 0) this.onEmpty();
    });
    return this.closing;
  }

  /**
   * Changes the key of a private room. Everybody must join again except the host, who has the new key (P-14.1).
   * @returns false in an open room, where nothing happens
   */
  changeKey(key: string): boolean {
    if (!this.deps.tlsEntry) return false;
    this.accessControl.changeKey(key);
    this.putOut('key-changed', ({ memberId }) => memberId === undefined || memberId !== this.hostMemberId);
    return true;
  }

  /**
   * Puts a member out for good. With `address`, its addresses are kept out as well (P-14.2).
   * @returns false for the host, who stays
   */
  remove(memberId: string, address: boolean): boolean {
    if (memberId === this.hostMemberId) return false;
    const own = [...this.connections].filter((one) => one.memberId === memberId).map((one) => one.address);
    const addresses = address ? own.filter((one) => !isLoopback(one) && !this.isOwn(one)) : [];
    const name = this.room.nameOf(memberId);
    this.accessControl.remove({ mid: memberId, name, at: this.room.log.date, addresses });
    // a person who is several members at once must not stay as one of the others
    const isThere = (one: Connection) =>
      addresses.includes(one.address) && (one.memberId === undefined || one.memberId !== this.hostMemberId);
    this.putOut('removed', (one) => one.memberId === memberId || isThere(one));
    return true;
  }

  /** Lets a removed member in again, and addresses (P-14.2). */
  readmit(memberId: string | undefined, addresses: readonly string[]): void {
    this.accessControl.readmit(memberId, addresses);
  }

  /** Keeps newcomers out, or lets them in again (P-14.3). */
  lock(on: boolean): void {
    if (on) this.accessControl.lock([...this.room.memberIds, ...this.recentlyLeft.memberIds]);
    else this.accessControl.unlock();
  }

  /** Whether this computer has the address: the host may come from there as well. */
  private isOwn(address: string): boolean {
    const { interfaces = networkInterfaces } = this.deps;
    return Object.values(interfaces()).some((all) => all?.some((one) => one.address === address));
  }

  private putOut(code: WireError['code'], isMeant: (connection: Connection) => boolean): void {
    for (const connection of [...this.connections].filter(isMeant)) connection.fail(code);
  }

  /** Takes a connection that was accepted by any listener. */
  accept(socket: Socket): void {
    const address = (socket.remoteAddress ?? '').replace(/^::ffff:(?=\d+\.)/, '');
    if (this.closing || address === '') {
      socket.destroy();
      return;
    }
    this.deps.onConnection?.(address, socket.remotePort ?? 0);
    const connection = new Connection(socket, address, this.context, this.owner);
    this.connections.add(connection);
    this.slots.add(connection);
    if (!this.sweeper) this.startSweeps();
    this.evictExcess();
  }

  /** Bounds the connections without a name, and those that are closing but are not gone (P-10.3). */
  private evictExcess(): void {
    const { maxUnnamed } = this.options;
    if (maxUnnamed === 0) return;
    if (this.slots.unnamed > maxUnnamed) this.slots.first()?.fail('name-timeout');
    const [longest] = this.leaving;
    if (this.leaving.size > maxUnnamed) longest?.drop();
  }

  private refusal(connection: Connection, memberId: string, standing: Standing): WireError | undefined {
    const refusal = this.accessControl.refusal({ memberId, address: connection.address, standing });
    if (refusal) return refusal;
    if (this.isFull()) return wireError('full');
    if (this.isCrowded(connection.address)) return wireError('too-many-connections');
    if (standing === 'host') this.hostMemberId = memberId;
    return undefined;
  }

  private isFull(): boolean {
    const { maxMembers } = this.options;
    return maxMembers > 0 && this.slots.named() >= maxMembers;
  }

  private isCrowded(address: string): boolean {
    const { perAddress } = this.options;
    return perAddress > 0 && !isLoopback(address) && this.slots.named(address) >= perAddress;
  }

  /** Sweeps all connections by one timer, often enough for the shortest timeout. */
  private startSweeps(): void {
    const { nameTimeoutMs, pingIntervalMs, idleTimeoutMs, stallTimeoutMs } = this.options;
    const shortest = Math.min(
      ...[nameTimeoutMs, pingIntervalMs, idleTimeoutMs, stallTimeoutMs].filter((ms) => ms > 0),
    );
    if (shortest === Infinity) return;
    const everyMs = Math.max(5, Math.min(1000, shortest / 4));
    let due = this.clock.now() + everyMs;
    const sweep = () => {
      const lateMs = this.clock.now() - due;
      for (const connection of this.connections) connection.sweep(lateMs > 2 * everyMs ? lateMs : 0);
      due = this.clock.now() + everyMs;
      this.sweeper = this.clock.after(everyMs, sweep);
    };
    this.sweeper = this.clock.after(everyMs, sweep);
  }
}

function bindAdvice(error: NodeJS.ErrnoException): string {
  switch (error.code) {
    case 'EADDRINUSE':
      return 'another program listens there already; stop it, or choose another port with --port (0 = any free one).';
    case 'EACCES':
      return 'the system does not allow it; choose a port above 1023 with --port.';
    case 'EADDRNOTAVAIL':
      return 'this computer has no such address; use 127.0.0.1, or one of its own with --private or --open.';
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return 'no such host name is known; use an address such as 127.0.0.1.';
    default:
      return `${error.message}; try another --host or --port.`;
  }
}
