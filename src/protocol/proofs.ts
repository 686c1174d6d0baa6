// How a room and its members show who they are without telling a secret (P-6.14, P-6.15): each signs what both sides
// have drawn for this connection. Who listens, or answers in a room's place, learns nothing that it could use again.
import {
  type KeyObject,
  createHmac,
  createPrivateKey,
  createPublicKey,
  randomBytes,
  sign,
  timingSafeEqual,
  verify,
} from 'node:crypto';

/** Of a nonce and of a key. */
const BYTES = 32;
const SIGNATURE_BYTES = 64;
/** What stands before the 32 bytes of an Ed25519 key in PKCS #8 and in SPKI (RFC 8410). */
const PRIVATE_HEAD = Buffer.from('302e020100300506032b657004220420', 'hex');
const PUBLIC_HEAD = Buffer.from('302a300506032b6570032100', 'hex');

/** 256 random bits, in base64url. */
export const newNonce = (): string => randomBytes(BYTES).toString('base64url');

/** What is signed on one connection: the room's public key, and what either side has drawn. */
export interface Exchange {
  readonly room: string;
  readonly clientNonce: string;
  readonly serverNonce: string;
}

/** Whose proof it is: none can be taken for another's. */
export type ProofOf = 'room' | 'member' | 'host';

const statement = (of: ProofOf, { room, clientNonce, serverNonce }: Exchange): Buffer =>
  Buffer.from(`tilde ${of}\n${room}\n${clientNonce}\n${serverNonce}`);

/** An Ed25519 key that is made from a secret, so that the secret is all that has to be kept. */
export class KeyPair {
  private readonly privateKey: KeyObject;
  /** In base64url. */
  readonly publicKey: string;

  /** @param seed 32 bytes */
  private constructor(seed: Uint8Array) {
    this.privateKey = createPrivateKey({
      key: Buffer.concat([PRIVATE_HEAD, seed]),
      format: 'der',
      type: 'pkcs8',
    });
    const spki = createPublicKey(this.privateKey).export({ format: 'der', type: 'spki' });
    this.publicKey = spki.subarray(PUBLIC_HEAD.length).toString('base64url');
  }

  /** The room's, from the secret behind its mids and tokens. */
  static ofRoom(secret: Uint8Array): KeyPair {
    return new KeyPair(createHmac('sha256', secret).update('tilde room').digest());
  }

  /** A person's in the room of that public key: another one in each room, so that no room knows it from elsewhere. */
  static ofMember(person: string, room: string): KeyPair {
    return new KeyPair(createHmac('sha256', person).update(`tilde member\n${room}`).digest());
  }

  sign(of: ProofOf, exchange: Exchange): string {
    return sign(null, statement(of, exchange), this.privateKey).toString('base64url');
  }
}

/** Whether who has the private key to `publicKey` has signed this; false for whatever is no key or no signature. */
export function isSigned(signature: string, publicKey: string, of: ProofOf, exchange: Exchange): boolean {
  const [bytes, point] = [Buffer.from(signature, 'base64url'), Buffer.from(publicKey, 'base64url')];
  if (bytes.length !== SIGNATURE_BYTES || point.length !== BYTES) return false;
  try {
    const spki = Buffer.concat([PUBLIC_HEAD, point]);
    const key = createPublicKey({ key: spki, format: 'der', type: 'spki' });
    return verify(null, statement(of, exchange), key, bytes);
  } catch {
    return false; // 32 bytes that are no point of the curve
  }
}

/** What shows that the member of that public key has the host's ticket, on this connection only. */
export const hostProof = (ticket: string, member: string, exchange: Exchange): string =>
  createHmac('sha256', ticket).update(statement('host', exchange)).update(`\n${member}`).digest('base64url');

/** Whether two secrets are the same; takes the same time wherever they differ. */
export function isSameSecret(given: string, expected: string): boolean {
  const [left, right] = [Buffer.from(given), Buffer.from(expected)];
  return left.length === right.length && timingSafeEqual(left, right);
}

/**
 * The person towards a server that cannot prove itself: one of before, which knows people by a secret that they tell it
 * (P-6.3). Another one at each address, and worth nothing to a room that proves itself.
 */
export const personAt = (person: string, address: string, access: 'open' | 'private'): string =>
  createHmac('sha256', person).update(`tilde ${access}\n${address}`).digest('base64url').slice(0, BYTES);
