import { waitAtMost } from '../../base/clock';
import { isOurs } from '../../base/ours';
import { systemClock } from '../../base/systemClock';
import { withoutUndefined } from '../../base/withoutUndefined';
import type { ConnectionError } from '../../client/types/clientTypes';
import { nextFreePort } from '../../hosting/freePort';
import type { HostedRoomId } from '../../hosting/historyFiles';
import { HostedRoomAccess } from '../../hosting/hostedRoomAccess';
import { HostedServer } from '../../hosting/hostedServer';
import { type PortProblem, portProblem, probePort, type RoomOnPort } from '../../hosting/portProbe';
import { ALL_INTERFACES, LOOPBACK, formatAddress } from '../../protocol/invitations/address';
import { type RoomAccess, OPEN_ACCESS } from '../../protocol/host/hostChannel';
import { newRoomKey } from '../../protocol/keys/roomKey';
import type { EndReason } from './endReason';
import { type ConnectOptions, RoomSession, type RoomPlace } from './roomSession';
import type { AgainRequest, ChangedFrom, HostOptions, RoomChanges, SessionOptions } from './sessionOptions';

/** How long a window that comes back waits for the port that its server had, in milliseconds. */
const PORT_WAIT_MS = 30_000;
/** How often another port is tried because somebody else has just taken it. */
const MAX_STARTS = 5;
/** How long a window that closes waits for room access to be stored; VS Code gives it a few seconds for everything. */
const STORE_WAIT_MS = 2000;

/** A room whose server this window has started. It ends with that server. */
export class HostedRoomSession extends RoomSession<HostOptions> {
  readonly isHosted = true;
  private knownAddresses: readonly string[];
  /** The workspace that the room belongs to. */
  private readonly workspace: string;
  /** The port that the server listens on, once it does. */
  private listeningPort: number | undefined;
  private taken: PortProblem | undefined;
  private server: HostedServer | undefined;
  private access: HostedRoomAccess | undefined;
  /** Where its access is kept; see {@link RoomKeys.claim}. */
  private slot: string | undefined;
  /** The file in which the server was told to keep what is said. */
  private history: string | undefined;

  constructor(request: HostOptions, options: SessionOptions) {
    super(request, options);
    this.workspace = request.workspace ?? options.workspace();
    this.knownAddresses = [formatAddress({ host: LOOPBACK, port: request.port })];
  }

  get addresses(): readonly string[] {
    return this.knownAddresses;
  }

  get key(): string | undefined {
    return this.isOpen ? this.access?.key : undefined;
  }

  get again(): AgainRequest {
    const { id, request, undelivered, username: name } = this;
    const again = { ...id, kind: 'hosted', name, undelivered } as const;
    if (this.room) return { ...again, port: this.port, orNextPort: true };
    const { port, orNextPort, readPlace } = request;
    return withoutUndefined({ ...again, port, orNextPort, readPlace, changedFrom: this.notStored });
  }

  override get isSaved(): boolean {
    return this.server?.historyProblem === undefined && super.isSaved;
  }

  /** Who may come in; undefined before the server listens. */
  get roomAccess(): HostedRoomAccess | undefined {
    return this.access;
  }

  /** The file in which the server keeps what is said, where it does. */
  get historyFile(): string | undefined {
    return this.server?.historyProblem === undefined ? this.history : undefined;
  }

  /** What makes it the same room when it is hosted again. */
  get id(): HostedRoomId {
    const { room, lan, access } = this.request;
    return { workspace: this.workspace, room, lan, access };
  }

  /** What this window's room was called until it was opened again as this one; undefined: it is a room of its own. */
  get renamedFrom(): string | undefined {
    return this.request.changedFrom?.id.room;
  }

  /** Why it is not on the port that was asked for; undefined: it is. */
  get takenPort(): PortProblem | undefined {
    return this.taken;
  }

  /** The port that it is, or is to be, reached at; 0: not known yet. */
  get port(): number {
    return this.listeningPort ?? this.taken?.free ?? this.request.port;
  }

  /** Whether the server ended by itself and is being started again. */
  get isServerRestarting(): boolean {
    return this.server?.isRestarting ?? false;
  }

  /** Starts the server, and joins its room. */
  async enter(): Promise<void> {
    this.mustBeOpen();
    const host = this.request.lan ? ALL_INTERFACES : LOOPBACK;
    if (this.request.orNextPort === true) this.taken = await portProblem(host, this.port);
    const { slot, roomAccess } = await this.options.keys.claim(this.id, this.port);
    this.slot = slot;
    this.mustBeOpen();
    const server = await this.start(host, await this.initialAccess(roomAccess));
    const { port } = this;
    this.watch(server, slot, port);
    try {
      await this.connect({
        address: { host: LOOPBACK, port },
        key: () => server.roomAccess.key,
        ticket: () => server.ticket,
        publicKey: () => server.publicKey,
        known: true,
      });
      await this.mustBeOwnRoom(host, port);
    } catch (error) {
      await server.stop();
      throw error;
    }
  }

  /** Has the server forget everything that was said so far. Rejects with why that may not have worked. */
  async clearHistory(): Promise<void> {
    await this.server?.request({ type: 'clear-history' });
  }

  /** How to open this room again as another one. The key, lock and removals go along; a key is made where it needs one. */
  async changed(changes: RoomChanges): Promise<HostOptions> {
    const { id, port, server, slot, undelivered, username: name } = this;
    const { room, lan, access } = { ...id, ...changes };
    const before = server?.roomAccess ?? OPEN_ACCESS;
    const kept = (await this.options.keys.claim({ ...id, room, lan, access }, port)).roomAccess;
    const key = access === 'open' ? undefined : (before.key ?? kept?.key ?? newRoomKey());
    const roomAccess = withoutUndefined<RoomAccess>({ ...before, key });
    return {
      ...{ ...id, name, room, lan, access, port: changes.port ?? port },
      ...{ orNextPort: true, undelivered, changedFrom: { roomAccess, id, slot } },
    };
  }

  /** Looks up which addresses this computer has now. */
  refreshAddresses(): void {
    const { listeningPort: port } = this;
    if (!this.isOpen || port === undefined) return;
    const lan = this.request.lan ? this.options.lanAddresses() : [];
    const found = (lan.length > 0 ? lan : [LOOPBACK]).map((host) => formatAddress({ host, port }));
    if (found.join() === this.knownAddresses.join()) return;
    this.knownAddresses = found;
    this.events.changed();
  }

  override changeNetwork(): void {
    super.changeNetwork();
    this.refreshAddresses();
    if (this.isOpen) this.access?.store();
  }

  override async leave(): Promise<void> {
    await super.leave();
    await this.server?.stop();
  }

  override async suspend(): Promise<void> {
    // also where that was asked for already: whoever waits needs the port
    if (this.isOpen) this.end({ kind: 'left' });
    if (this.access) await waitAtMost(systemClock, STORE_WAIT_MS, this.access.settled());
    await Promise.all([this.client?.leave(), this.server?.release()]);
  }

  protected get place(): RoomPlace | undefined {
    const { port } = this;
    return port === 0 || !this.server ? undefined : { kind: 'hosted', port, ...this.id };
  }

  /** Who may come in, where the room has not opened yet: the secret storage does not have it before that. */
  private get notStored(): ChangedFrom | undefined {
    const { id, server } = this;
    const { changedFrom } = this.request;
    return server ? { id, ...changedFrom, roomAccess: server.roomAccess } : changedFrom;
  }

  protected lostConnection(): void {
    this.serverGone();
  }

  /** Whoever listens beside the server, as macOS and Windows allow, cannot show that it is the room. */
  protected override async reasonFor(error: ConnectionError, where: ConnectOptions): Promise<EndReason> {
    if (error.kind !== 'unproven') return super.reasonFor(error, where);
    const { host, port } = where.address;
    return this.portTaken(host, port, await probePort(port));
  }

  private createServer(host: string, roomAccess: RoomAccess): HostedServer {
    const { id, port } = this;
    const { room, changedFrom, isRestoring = false, orNextPort = false } = this.request;
    const { serverPath, logger } = this.options;
    const history = this.options.history(id, changedFrom?.id);
    this.history = history?.file;
    const portWaitMs = isRestoring && !orNextPort ? PORT_WAIT_MS : 0;
    this.server = this.store.add(
      new HostedServer({ serverPath, host, port, room, roomAccess, history, logger, portWaitMs }),
    );
    return this.server;
  }

  /** As it was when the room was open last: the same key, and whoever was kept out still is (P-14.4). */
  private async initialAccess(kept: RoomAccess = OPEN_ACCESS): Promise<RoomAccess> {
    const { room, access, changedFrom, isRestoring = false } = this.request;
    if (changedFrom) return changedFrom.roomAccess;
    if (access === 'open' || kept.key !== undefined) return kept;
    const key = isRestoring ? await this.options.recoverRoomKey(room) : newRoomKey();
    this.mustBeOpen();
    if (key === undefined) throw this.fail({ kind: 'no-key' });
    return { ...kept, key };
  }

  /** Starts the server. Where the next free port will do, it will also after another program was faster. */
  private async start(host: string, roomAccess: RoomAccess): Promise<HostedServer> {
    for (let tries = 1; ; tries++) {
      const server = this.createServer(host, roomAccess);
      try {
        const port = await server.start();
        this.mustBeOpen();
        this.listeningPort = port;
        return server;
      } catch (error) {
        this.mustBeOpen();
        const reason = await this.startProblem(host, error);
        this.mustBeOpen();
        const mayMove = this.request.orNextPort === true && tries < MAX_STARTS;
        if (!mayMove || reason.kind !== 'port-taken' || reason.problem.free === undefined)
          throw this.fail(reason, error);
        this.taken = { ...(this.taken ?? reason.problem), free: reason.problem.free };
      }
    }
  }

  private async startProblem(host: string, error: unknown): Promise<EndReason> {
    const { port } = this;
    // the server's own words are for people at a command line
    const problem = port === 0 ? undefined : await portProblem(host, port);
    if (problem) return { kind: 'port-taken', problem };
    this.options.logger.warn(`hosting: ${String(error)}`);
    return { kind: 'server-failed', error };
  }

  private watch(server: HostedServer, slot: string, port: number): void {
    const { store, events } = this;
    const { keys, lanAddresses } = this.options;
    store.add(server.onDidCrash(() => events.changed()));
    store.add(server.onDidRestart(() => this.serverRestarted()));
    store.add(server.onDidGiveUp(() => this.serverGone()));
    this.checkHistory();
    this.refreshAddresses();
    // this person's other windows may join at any of them
    const addresses = () => [LOOPBACK, ...lanAddresses()].map((host) => formatAddress({ host, port }));
    this.access = new HostedRoomAccess({
      server,
      isOnNetwork: this.request.lan,
      store: (changed) => keys.keepRoomAccess(slot, port, changed, addresses()),
    });
    store.add(this.access.onDidChange(() => events.changed()));
    this.access.store();
    const { changedFrom } = this.request;
    if (changedFrom?.slot !== undefined && changedFrom.id.room !== this.request.room)
      void keys.forgetRoom(changedFrom.slot);
  }

  /** Whoever listens beside the server does not know of its ticket, either. */
  private async mustBeOwnRoom(host: string, port: number): Promise<void> {
    if (this.members.some((member) => member.mid === this.memberId && member.host)) return;
    const name = this.client?.room?.name;
    const reason = await this.portTaken(host, port, name === undefined ? undefined : { kind: 'named', name });
    this.mustBeOpen();
    const failure = this.fail(reason);
    await this.client?.leave();
    throw failure;
  }

  private async portTaken(host: string, port: number, room: RoomOnPort | undefined): Promise<EndReason> {
    return { kind: 'port-taken', problem: { port, room, free: await nextFreePort(host, port) } };
  }

  private serverRestarted(): void {
    if (!this.isOpen) return;
    this.wake();
    this.checkHistory();
    this.events.changed();
    this.events.haveTrouble({ kind: 'server-restarted' });
  }

  /** The server is gone for good, or does not take its own host back. */
  private serverGone(): void {
    if (!this.isOpen) return;
    this.end({ kind: 'server-gone' });
    void this.client?.leave();
    void this.server?.stop();
    this.events.haveTrouble({ kind: 'server-gone' });
  }

  /** A room goes on without its history; its host hears of it. */
  private checkHistory(): void {
    if (this.server?.historyProblem === undefined) return;
    const { history } = this;
    const file = history !== undefined && !isOurs(history) ? history : undefined;
    this.events.haveTrouble({ kind: 'history-unavailable', file });
  }
}
