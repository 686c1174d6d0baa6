import { ConnectionFailure, connectionError } from '../../client/types/connectionFailure';
import type { ConnectionError, RoomInfo } from '../../client/types/clientTypes';
import { withoutUndefined } from '../../base/withoutUndefined';
import type { Result } from '../../base/result';
import {
  type Address,
  type AddressProblem,
  formatAddress,
  parseAddress,
} from '../../protocol/invitations/address';
import { readInvitation } from '../../protocol/invitations/readInvitation';
import type { EndReason } from './endReason';
import { type ConnectOptions, RoomSession, type RoomPlace } from './roomSession';
import type { AgainRequest, JoinOptions, SessionOptions } from './sessionOptions';

/** The codes with which a server refuses the key that the room had before. */
const KEY_REFUSED = new Set(['wrong-key', 'key-changed']);

/** @param typed in the settings, where nobody could be asked */
function badAddress(typed: string, problem: AddressProblem): EndReason {
  const reading = readInvitation(typed);
  return { kind: 'bad-address', problem, ...(reading.ok && { meant: reading.value.invitations[0].address }) };
}

/** A room that somebody else hosts. */
export class JoinedRoomSession extends RoomSession<JoinOptions> {
  readonly isHosted = false;
  private readonly parsed: Result<Address, AddressProblem>;
  /** `host:port`; what was typed, where that is no address. */
  private readonly typed: string;
  private currentKey: string | undefined;
  protected place: RoomPlace | undefined;

  /** @param triedKey the key that was tried at this address last, in vain: who tries again does so with it */
  constructor(
    request: JoinOptions,
    options: SessionOptions,
    private readonly triedKey?: string,
  ) {
    super(request, options);
    this.parsed = parseAddress(request.address);
    this.typed = this.parsed.ok ? formatAddress(this.parsed.value) : request.address;
  }

  /** Where to join, `host:port`; undefined: what was typed is no address. */
  get address(): string | undefined {
    return this.parsed.ok ? this.typed : undefined;
  }

  get addresses(): readonly string[] {
    return [this.typed];
  }

  /** What the room was called at the last visit; undefined: there was none. */
  get expectedName(): string | undefined {
    return this.options.roomNameAt(this.typed);
  }

  get key(): string | undefined {
    return this.isOpen ? this.currentKey : undefined;
  }

  get again(): AgainRequest {
    const { request, room, undelivered, username: name, typed: address } = this;
    const { asOpen } = request;
    // whoever was in the room takes it that it comes back
    const before = room
      ? { isRestoring: true, asOpen, wasPrivate: room.access === 'private', publicKey: room.publicKey }
      : request;
    // another window may have got a newer one
    const key = request.key && (this.currentKey ?? request.key);
    return withoutUndefined({ ...before, kind: 'joined', name, address, key, undelivered });
  }

  /** The key with which `address` was tried in vain. */
  keyTriedAt(address: string): string | undefined {
    const parsed = parseAddress(address);
    const isSame = parsed.ok && formatAddress(parsed.value) === this.address;
    return isSame && !this.room ? this.currentKey : undefined;
  }

  /** Where a key is known, the room is joined with it, and never without. */
  async enter(): Promise<void> {
    const { request, typed: address, parsed } = this;
    if (!parsed.ok) throw this.fail(badAddress(address, parsed.error));
    const { keys, publicKeyAt } = this.options;
    const { asOpen = false } = request;
    if (asOpen) await keys.forgetKey(address);
    const key = asOpen ? undefined : (request.key ?? (await keys.keyOf(address)) ?? this.triedKey);
    this.mustBeOpen();
    const access = this.expectedAccess(key, address);
    const publicKey = asOpen ? undefined : (request.publicKey ?? publicKeyAt(address));
    this.place = { kind: 'joined', address, access, publicKey };
    if (access === 'private' && key === undefined) {
      const error = connectionError('needs-key', parsed.value);
      throw this.fail({ kind: 'connection', error, address }, new ConnectionFailure(error));
    }
    this.currentKey = key;
    this.store.add(keys.onDidChange((at) => at === address && void this.renewKey(address)));
    await this.connect({
      ...{ address: parsed.value, key: () => this.currentKey, publicKey: () => publicKey },
      isExpected: request.isRestoring ?? false,
    });
    if (this.currentKey !== undefined) void keys.keepKey(address, this.currentKey);
  }

  protected lostConnection(error: ConnectionError): void {
    const host = this.members.find((member) => member.host)?.name;
    const reason = { kind: 'connection', error, address: this.typed, isKeyKept: true, host } as const;
    this.end(reason);
    if (KEY_REFUSED.has(error.wire?.code ?? '')) this.events.haveTrouble({ kind: 'key-refused', reason });
  }

  protected override async reasonFor(error: ConnectionError, where: ConnectOptions): Promise<EndReason> {
    const reason = await super.reasonFor(error, where);
    return reason.kind === 'connection' ? { ...reason, isKeyKept: this.request.key === undefined } : reason;
  }

  private expectedAccess(key: string | undefined, address: string): RoomInfo['access'] {
    const { asOpen = false, wasPrivate = false } = this.request;
    const isPrivate = !asOpen && (wasPrivate || this.options.wasPrivate(address));
    return key !== undefined || isPrivate ? 'private' : 'open';
  }

  /** Another window has changed the key that is kept: it counts from the next connection on. */
  private async renewKey(address: string): Promise<void> {
    this.currentKey = (await this.options.keys.keyOf(address)) ?? this.currentKey;
  }
}
