import { createHmac, randomBytes } from 'node:crypto';
import { KeyPair, isSameSecret } from '../../protocol/keys/proofs';

const randomId = () => randomBytes(12).toString('base64url');

/** Who is who in one room (P-6.1 to P-6.3). All of it is derived from a secret, which may outlive the room (P-14.4). */
export class RoomIdentity {
  private keyPair: KeyPair | undefined;

  /**
   * @param secret at least 32 random bytes
   * @param roomId opaque; tells the room from an earlier one that has the same secret and left nothing else behind
   */
  constructor(
    private readonly secret: Uint8Array = randomBytes(32),
    readonly roomId = randomId(),
  ) {}

  /** The keys with which the room proves which one it is (P-6.14). */
  get keys(): KeyPair {
    return (this.keyPair ??= KeyPair.ofRoom(this.secret));
  }

  /**
   * The member id of an installation, the same for all its windows.
   * @param person the installation's secret; without one, the id is new each time
   */
  memberIdOf(person: string | undefined): string {
    return person === undefined ? randomId() : this.derive('person', person);
  }

  /** The member id of the owner of a public key (P-6.15). */
  memberIdOfKey(publicKey: string): string {
    return this.derive('key', publicKey);
  }

  token(memberId: string): string {
    return `${memberId}.${this.derive('token', memberId)}`;
  }

  /** The member id that a token stands for; `undefined` if this room did not make the token. */
  verify(token: string): string | undefined {
    const memberId = token.slice(0, token.lastIndexOf('.'));
    return isSameSecret(token, this.token(memberId)) ? memberId : undefined;
  }

  /** The token of a member that has a key. It shows that the member was here, but only together with that key. */
  keyedToken(memberId: string): string {
    return `${memberId}.${this.derive('keyed token', memberId)}`;
  }

  private derive(purpose: string, value: string): string {
    const digest = createHmac('sha256', this.secret).update(`tilde ${purpose}\0${value}`).digest();
    return digest.subarray(0, 16).toString('base64url');
  }
}
