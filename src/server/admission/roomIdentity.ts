import { createHmac, randomBytes } from 'node:crypto';
import { KeyPair, isSameSecret } from '../../protocol/proofs';

const randomId = () => randomBytes(12).toString('base64url');

/** Who is who in one room (P-6.1 to P-6.3). All of that hangs on a secret, which may outlive the room (P-14.4). */
export class RoomIdentity {
  private keyPair: KeyPair | undefined;

  /**
   * @param secret at least 32 random bytes
   * @param roomId opaque; sets a room apart from an earlier one of the same people, of which nothing is kept
   */
  constructor(
    private readonly secret: Uint8Array = randomBytes(32),
    readonly roomId = randomId(),
  ) {}

  /** With what the room shows that it is this one (P-6.14). */
  get keys(): KeyPair {
    return (this.keyPair ??= KeyPair.ofRoom(this.secret));
  }

  /** The member id of an installation, the same for all its windows; without one, a new id each time. */
  memberIdOf(person: string | undefined): string {
    return person === undefined ? randomId() : this.derive('person', person);
  }

  /** The member id of who has the private key to that public key (P-6.15). */
  memberIdOfKey(publicKey: string): string {
    return this.derive('key', publicKey);
  }

  token(memberId: string): string {
    return `${memberId}.${this.derive('token', memberId)}`;
  }

  /** The member id a token stands for, if this room made it. */
  verify(token: string): string | undefined {
    const memberId = token.slice(0, token.lastIndexOf('.'));
    return isSameSecret(token, this.token(memberId)) ? memberId : undefined;
  }

  /** The token of a member that has a key: it shows that one was here, and only together with that key. */
  keyedToken(memberId: string): string {
    return `${memberId}.${this.derive('keyed token', memberId)}`;
  }

  private derive(purpose: string, value: string): string {
    const digest = createHmac('sha256', this.secret).update(`tilde ${purpose}\0${value}`).digest();
    return digest.subarray(0, 16).toString('base64url');
  }
}
