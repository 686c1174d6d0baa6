import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

const randomId = () => randomBytes(12).toString('base64url');

/** Who is who in one room (P-6.1 to P-6.3). All of that hangs on a secret, which may outlive the room (P-14.4). */
export class Identity {
  /**
   * @param secret at least 32 random bytes
   * @param roomId opaque; sets a room apart from an earlier one of the same people, of which nothing is kept
   */
  constructor(
    private readonly secret: Uint8Array = randomBytes(32),
    readonly roomId = randomId(),
  ) {}

  /** The member id of an installation, the same for all its windows; without one, a new id each time. */
  mid(person: string | undefined): string {
    return person === undefined ? randomId() : this.derive('person', person);
  }

  token(mid: string): string {
    return `${mid}.${this.derive('token', mid)}`;
  }

  /** The member id a token stands for, if this room made it. */
  verify(token: string): string | undefined {
    const mid = token.slice(0, token.lastIndexOf('.'));
    const [given, expected] = [Buffer.from(token), Buffer.from(this.token(mid))];
    return given.length === expected.length && timingSafeEqual(given, expected) ? mid : undefined;
  }

  private derive(purpose: string, value: string): string {
    const digest = createHmac('sha256', this.secret).update(`tilde ${purpose}\0${value}`).digest();
    return digest.subarray(0, 16).toString('base64url');
  }
}
