// How a room and its members prove who they are without telling a secret (P-6.14, P-6.15): each signs random numbers that
// both sides drew for this connection. Whoever listens, or answers in a room's place, learns nothing to use again.
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

/** What is signed on one connection: the room's public key, and the nonce of each side. */
export interface Exchange {
  readonly room: string;
  readonly clientNonce: string;
  readonly serverNonce: string;
}

/** Whose proof it is, so that none can be taken for another's. */
export type ProofOf = 'room' | 'member' | 'host';

const statement = (of: ProofOf, { room, clientNonce, serverNonce }: Exchange): Buffer =>
  Buffer.from(`tilde ${of}\n${room}\n${clientNonce}\n${serverNonce}`);

/** An Ed25519 key made from a secret, so that only the secret has to be stored. */
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

  /** The room's keys, from the secret behind its member ids and tokens. */
  static ofRoom(secret: Uint8Array): KeyPair {
    return new KeyPair(createHmac('sha256', secret).update('tilde room').digest());
  }

  /** A person's keys in the room with that public key. They differ in each room, so that rooms cannot compare people. */
  static ofMember(person: string, room: string): KeyPair {
    return new KeyPair(createHmac('sha256', person).update(`tilde member\n${room}`).digest());
  }

  sign(of: ProofOf, exchange: Exchange): string {
    return sign(null, statement(of, exchange), this.privateKey).toString('base64url');
  }
}

/** Whether the owner of `publicKey` has signed this; false also if it is no key or no signature. */
export function isSigned(signature: string, publicKey: string, of: ProofOf, exchange: Exchange): boolean {
  const [bytes, point] = [Buffer.from(signature, 'base64url'), Buffer.from(publicKey, 'base64url')];
  if (bytes.length !== SIGNATURE_BYTES || point.length !== BYTES) return false;
  try {
    const spki = Buffer.concat([PUBLIC_HEAD, point]);
    const key = createPublicKey({ key: spki, format: 'der', type: 'spki' });
    return verify(null, statement(of, exchange), key, bytes);
  } catch {
    return false; // these 32 bytes are no point of the curve
  }
}

/** Proves that the member with that public key has the host's ticket, on this connection only. */
export const hostProof = (ticket: string, member: string, exchange: Exchange): string =>
  createHmac('sha256', ticket).update(statement('host', exchange)).update(`\n${member}`).digest('base64url');

/** Whether two secrets are the same. Takes the same time wherever they differ. */
export function isSameSecret(given: string, expected: string): boolean {
  const [left, right] = [Buffer.from(given), Buffer.from(expected)];
  return left.length === right.length && timingSafeEqual(left, right);
}

/**
 * The secret by which a legacy server, which cannot prove itself, knows a person (P-6.3). It differs at each address, and
 * is worth nothing in a room that proves itself.
 */
export const personAt = (person: string, address: string, access: 'open' | 'private'): string =>
  createHmac('sha256', person).update(`tilde ${access}\n${address}`).digest('base64url').slice(0, BYTES);
