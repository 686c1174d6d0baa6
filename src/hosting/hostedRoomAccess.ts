import type { RoomAccess } from '../protocol/hostChannel';
import { newRoomKey } from '../protocol/roomKey';
import type { HostedServer } from './hostedServer';

export interface HostedRoomAccessOptions {
  readonly server: Pick<
    HostedServer,
    'roomAccess' | 'changeKey' | 'remove' | 'lock' | 'onDidChangeRoomAccess'
  >;
  /** Whether other computers can reach the room. */
  readonly isOnNetwork: boolean;
  /** Stores who may come in. Resolves when that is stored, or cannot be; never rejects. */
  readonly store: (roomAccess: RoomAccess) => Promise<void>;
}

/** Who may come into the room that this program hosts. Each change is stored, for when the room is hosted again. */
export class HostedRoomAccess {
  private changing: Promise<unknown> = Promise.resolve();
  private storing: Promise<void> = Promise.resolve();

  constructor(private readonly options: HostedRoomAccessOptions) {
    options.server.onDidChangeRoomAccess(() => this.store());
  }

  /** Fires when any of it has changed. */
  get onDidChange(): HostedServer['onDidChangeRoomAccess'] {
    return this.options.server.onDidChangeRoomAccess;
  }

  /** Canonical; undefined: the room is open. */
  get key(): string | undefined {
    return this.options.server.roomAccess.key;
  }

  /** Whether other computers can reach the room. */
  get isOnNetwork(): boolean {
    return this.options.isOnNetwork;
  }

  /** Whether newcomers are kept out. */
  get isLocked(): boolean {
    return this.options.server.roomAccess.insiders !== undefined;
  }

  /** Makes a new key, and puts out everybody but the host. Rejects with a `ServerFailure`, as the others do. */
  changeKey(): Promise<void> {
    return this.track(this.options.server.changeKey(newRoomKey()));
  }

  /** {@link HostedServer.remove} */
  remove(memberId: string, withAddress: boolean): Promise<void> {
    return this.track(this.options.server.remove(memberId, withAddress));
  }

  /** {@link HostedServer.lock} */
  lock(on: boolean): Promise<void> {
    return this.track(this.options.server.lock(on));
  }

  /** Stores it as it is now. */
  store(): void {
    const { server, store } = this.options;
    // not waited for: a secret storage may take its time, and need not work at all
    this.storing = store(server.roomAccess);
  }

  /** Resolves when every change asked for so far is done and stored, or has failed. */
  async settled(): Promise<void> {
    await this.changing;
    await this.storing;
  }

  private track(change: Promise<void>): Promise<void> {
    this.changing = Promise.allSettled([this.changing, change]);
    return change;
  }
}
