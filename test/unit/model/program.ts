// The two kinds of programs of the model: servers and windows. Both are the real thing; only clock, wire and disk are
// not. A program can be killed at any moment, and then does nothing more.
import assert from 'node:assert/strict';
import { realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import type { Socket } from 'node:net';
import path from 'node:path';
import { ChatClient } from '../../../src/client/chatClient';
import { silentLogger } from '../../../src/base/logger';
import { DEFAULT_LIMITS } from '../../../src/protocol/wire/limits';
import type { RoomEvent } from '../../../src/protocol/wire/messages';
import { ChatServer } from '../../../src/server/chatServer';
import type { History } from '../../../src/server/history/history';
import { openHistory } from '../../../src/server/history/openHistory';
import type { FakeSocket, FakeWire } from './fakeWire';
import type { MemoryDisk } from './memoryDisk';
import type { Listener, Network } from './network';
import { type MayForget, Truth } from './truth';
import { ProgramClock, type VirtualClock } from './virtualClock';
import { type Sight, Watcher } from './watcher';

export interface ServerSettings {
  readonly outboxBytes: number;
  readonly historyEvents: number;
  readonly historyFileBytes: number;
  /** How much is written to a file before an index is, in bytes. */
  readonly indexBytes: number;
}

/** On the disk of the model; on the real one, there is nothing of that name. */
const historyPath = (name: string) => path.join(realpathSync.native(tmpdir()), `tilde-model-${name}`);

/** A chat server's process. */
export class ServerProgram implements Listener {
  /** When it last began or ceased to save, in milliseconds. */
  savingSince = -Infinity;
  private readonly sockets = new Set<FakeSocket>();

  private constructor(
    private readonly clock: ProgramClock,
    private readonly server: ChatServer,
    readonly truth: Truth,
    private readonly history: History | undefined,
    private readonly release: () => Promise<void>,
  ) {}

  static async start(
    world: VirtualClock,
    settings: ServerSettings,
    file?: { readonly disk: MemoryDisk; readonly name: string },
    before?: { readonly truth: Truth; readonly mayForget: MayForget; readonly endedAt: number },
  ): Promise<ServerProgram> {
    const clock = new ProgramClock(world);
    const options = { ...DEFAULT_LIMITS, ...settings, host: '127.0.0.1', port: 0, room: 'Model' };
    const disk = file?.disk.forProgram();
    const opened =
      file && disk
        ? await openHistory(historyPath(file.name), options, {
            clock,
            logger: silentLogger,
            disk,
            indexBytes: settings.indexBytes,
            lock: () => Promise.resolve({ release: () => undefined }),
          })
        : undefined;
    if (opened && !opened.ok) assert.fail(opened.error);
    const history = opened?.value;
    const server = new ChatServer(options, { clock, ...(history && { history }) });
    const { log, identity } = server.room;
    const { roomId } = identity;
    if (before) assert.equal(roomId, before.truth.roomId, 'a room that continues has another id');
    const truth = before
      ? before.truth.continued(log, before.mayForget)
      : new Truth(roomId, settings.historyEvents, history !== undefined);
    let killed = false;
    /** What has come, and will have happened when it is written: a server that is killed before forgets it. */
    let coming: RoomEvent[] = [];
    const happen = () => {
      const events = coming;
      coming = [];
      for (const event of events) truth.happened(event, clock.now(), history?.isUnsaved !== true);
    };
    const append = log.append.bind(log);
    let writes = 0;
    log.append = (event) => {
      const writesBefore = writes;
      const appended = append(event);
      coming.push(structuredClone(appended.event));
      // at once, too, where memory has let something go for it
      if (!history || writes > writesBefore) happen();
      return appended;
    };
    if (history) {
      const write = history.write.bind(history);
      history.write = () => {
        write();
        writes++;
        if (!killed) happen();
      };
    }
    history?.onDidChange(() => {
      if (killed) return;
      program.savingSince = clock.now();
      // what the program before has not synced is not synced now either
      truth.saving(
        !history.isUnsaved,
        disk?.hasSynced ? clock.now() : (before?.truth.lastedUntil(before.endedAt) ?? 0),
      );
    });
    const program = new ServerProgram(clock, server, truth, history, async () => {
      killed = true;
      disk?.kill();
      await history?.close(0);
    });
    return program;
  }

  /** Where the model's disk has the file of that name. */
  static readonly fileOf = historyPath;

  accept(socket: FakeSocket): void {
    this.sockets.add(socket);
    socket.on('close', () => this.sockets.delete(socket));
    this.server.accept(socket as unknown as Socket);
  }

  /** Mids of everybody who is in the room. */
  get members(): Set<string> {
    return this.truth.members;
  }

  /** Whether what is said is saved, where it is to be. */
  get isSaved(): boolean {
    return this.history?.isUnsaved !== true;
  }

  /** Says goodbye, and is gone when everybody has had the chance to hear it. */
  stop(): void {
    void this.server.close('host-gone');
  }

  /** Ends at once. @param silently nobody is told, as when the power is gone */
  async kill(silently: boolean): Promise<void> {
    this.clock.kill();
    for (const socket of this.sockets) {
      if (silently) socket.vanish();
      else socket.kill();
    }
    await this.release();
  }
}

/** Somebody in front of one editor window. */
export class Window implements Sight {
  readonly client: ChatClient;
  readonly wires: FakeWire[] = [];
  truth: Truth | undefined;
  first = 0;
  last = 0;
  catchesUp = false;
  readonly got = new Set<number>();
  readonly blank = new Set<number>();
  readonly bare = new Set<number>();
  /** It is where its person wants to be: in the room. */
  wanted = true;
  private readonly clock: ProgramClock;

  constructor(
    readonly slot: number,
    name: string,
    person: string | undefined,
    world: VirtualClock,
    network: Network,
    random: () => number,
  ) {
    this.clock = new ProgramClock(world);
    const openWire = network.openerFor((wire, listener) => {
      assert.ok(listener instanceof ServerProgram);
      this.wires.push(wire);
      return new Watcher(() => listener.truth, this).watch;
    });
    const address = { host: 'room.example', port: 9999 };
    this.client = new ChatClient(
      { address, name, known: true, clock: this.clock, ...(person !== undefined && { person }) },
      { openWire, random },
    );
  }

  get isJoined(): boolean {
    return this.client.state.kind === 'joined';
  }

  get wire(): FakeWire | undefined {
    return this.wires.at(-1);
  }

  join(): void {
    this.wanted = true;
    // what becomes of it, the state says
    this.client.connect().catch(() => undefined);
  }

  /** Its program is gone. */
  kill(): void {
    this.clock.kill();
    for (const wire of this.wires) wire.client.kill();
  }
}
