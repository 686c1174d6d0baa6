import { randomBytes } from 'node:crypto';
import { withoutUndefined } from '../base/withoutUndefined';
import { formatAddress } from '../protocol/invitations/address';
import { PROTOCOL_VERSION } from '../protocol/wire/limits';
import type { ClientPayload } from '../protocol/wire/messages';
import { type Exchange, KeyPair, hostProof, personAt } from '../protocol/keys/proofs';
import type { ExpectedRoom, Joined } from './link/link';
import type { ClientOptions, RoomInfo } from './types/clientTypes';
import { ConnectionFailure, connectionError } from './types/connectionFailure';

/** 96 random bits, so that no two clients ever choose the same id (P-6.10). */
export const newId = () => randomBytes(12).toString('base64url');

/** What this client shows to get into a room: the key, who the person is, and where it was before. */
export class Credentials {
  private lastRoom: RoomInfo | undefined;
  private token: string | undefined;
  /** The person's secret; without one in the options, a random one for this client only. */
  private readonly person: string;

  constructor(private readonly options: ClientOptions) {
    this.person = options.person ?? newId();
  }

  /** The room this client is in, or was in last. */
  get room(): RoomInfo | undefined {
    return this.lastRoom;
  }

  /** Whether the server is known to be ours: we were told, or it was ours when we were last there. */
  get isKnown(): boolean {
    return this.lastRoom ? this.lastRoom.kind === 'native' : (this.options.known ?? false);
  }

  /**
   * The room's key, if it has one.
   * @throws ConnectionFailure if the key is gone but this room was joined with it: nothing is sent there in plain text
   */
  key(): string | undefined {
    const key = this.options.key?.();
    if (key === undefined && this.lastRoom?.access === 'private')
      throw new ConnectionFailure(connectionError('needs-key', this.options.address));
    return key;
  }

  /** The room that must prove itself, where one did before. */
  expectedRoom(): ExpectedRoom {
    return { publicKey: this.expectedPublicKey(), noOther: this.options.ticket !== undefined };
  }

  /**
   * @param seq the last event that is here
   * @param exchange what the room has proved itself with; undefined for a legacy server, which cannot
   */
  hello(name: string, seq: number, exchange: Exchange | undefined): ClientPayload<'hello'> {
    const { token, lastRoom: room } = this;
    const isSameRoom = room !== undefined && room.publicKey === exchange?.room;
    return withoutUndefined({
      v: PROTOCOL_VERSION,
      name,
      client: this.options.client,
      proof: exchange && this.proof(exchange),
      person: exchange ? undefined : this.legacyPerson(),
      resume: token !== undefined && isSameRoom ? { room: room.id, token, seq } : undefined,
    });
  }

  /** @returns whether this is a room other than the expected one */
  joined({ room, token }: Joined): boolean {
    const expected = this.expectedPublicKey();
    this.lastRoom = room;
    this.token = token;
    return expected !== undefined && expected !== room.publicKey;
  }

  private expectedPublicKey(): string | undefined {
    return this.lastRoom?.publicKey ?? this.options.publicKey?.();
  }

  /** Proves who the person is, and that it is the host if it is. Nothing in it is of use on another connection (P-6.15). */
  private proof(exchange: Exchange): ClientPayload<'hello'>['proof'] {
    const { ticket } = this.options;
    const keys = KeyPair.ofMember(this.person, exchange.room);
    return withoutUndefined({
      key: keys.publicKey,
      member: keys.sign('member', exchange),
      host: ticket && hostProof(ticket(), keys.publicKey, exchange),
    });
  }

  /** A server that cannot prove itself knows people by a secret that they send (P-6.3). */
  private legacyPerson(): string | undefined {
    const { person, address } = this.options;
    const access = this.key() === undefined ? 'open' : 'private';
    return person === undefined ? undefined : personAt(person, formatAddress(address), access);
  }
}
