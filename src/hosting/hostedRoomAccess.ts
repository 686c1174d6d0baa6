import type { RemovedMember, RoomAccess } from '../protocol/host/hostChannel';
import type { HostRequest } from '../protocol/host/hostRequests';
import { newRoomKey } from '../protocol/keys/roomKey';
import type { HostedServer } from './hostedServer';
import type { RequestOf } from './serverChannel';

/**
 * Somebody who was removed. Earlier versions kept neither name nor time, nor to whom an address belongs: then there is no
 * `mid`.
 */
export type Removal = Partial<Omit<RemovedMember, 'addresses'>> & {
  readonly addresses: readonly string[];
};

export interface HostedRoomAccessOptions {
  readonly server: Pick<HostedServer, 'roomAccess' | 'request' | 'onDidChangeRoomAccess'>;
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

  /** Who was removed, the last one first. */
  get removals(): readonly Removal[] {
    const { mids, addresses, people = [] } = this.options.server.roomAccess.removed;
    const known = new Set(people.map(({ mid }) => mid));
    const knownAddresses = new Set(people.flatMap((one) => one.addresses));
    const nameless = mids.filter((mid) => !known.has(mid)).map((mid) => ({ mid, addresses: [] }));
    const unowned = addresses.filter((address) => !knownAddresses.has(address));
    return [
      ...people.toReversed(),
      ...nameless.toReversed(),
      ...unowned.map((address) => ({ addresses: [address] })),
    ];
  }

  /**
   * Makes a new key, and puts out everybody but the host (P-14.1). Resolves when that counts; rejects with a
   * `ServerFailure` when it does not. So do {@link remove}, {@link readmit} and {@link lock}.
   */
  changeKey(): Promise<void> {
    return this.request({ type: 'change-key', key: newRoomKey() });
  }

  /**
   * Puts a member out for good (P-14.2).
   * @param withAddress with everybody who comes from the same address, unless that is this computer
   */
  remove(memberId: string, withAddress: boolean): Promise<void> {
    return this.request({ type: 'remove', mid: memberId, address: withAddress });
  }

  /** Lets somebody in again who was removed (P-14.2). */
  readmit({ mid, addresses }: Removal): Promise<void> {
    return this.request({ type: 'readmit', mid, addresses: [...addresses] });
  }

  /** Keeps newcomers out, or lets them in again (P-14.3). */
  lock(on: boolean): Promise<void> {
    return this.request({ type: 'lock', on });
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

  private request(request: RequestOf<HostRequest>): Promise<void> {
    const change = this.options.server.request(request);
    this.changing = Promise.allSettled([this.changing, change]);
    return change;
  }
}
