import { type Result, fail, ok } from '../../base/result';
import { type WireError, wireError } from '../../protocol/wire/errorCodes';
import type { ClientPayload } from '../../protocol/wire/messages';
import { type Exchange, hostProof, isSameSecret, isSigned } from '../../protocol/keys/proofs';
import type { RoomIdentity } from './roomIdentity';

/** Who says hello, and what the peer has shown. */
export interface Identified {
  readonly memberId: string;
  /** What the member shows when it comes back. */
  readonly token: string;
  /** Whether the peer has shown that token. */
  readonly hasToken: boolean;
  /** Whether the peer has shown this ticket of the host. */
  readonly showsTicket: (ticket: string) => boolean;
}

/**
 * Finds out who says hello: by a key that the peer proves (P-6.15) or, for older clients, by secrets that it tells
 * (P-6.2, P-6.3).
 * @param exchange the nonces of the connection, if the room has shown itself there
 */
export function identify(
  { proof, person, ticket, resume }: ClientPayload<'hello'>,
  identity: RoomIdentity,
  exchange: Exchange | undefined,
): Result<Identified, WireError> {
  if (!proof) {
    const known = resume && identity.verify(resume.token);
    const memberId = known ?? identity.memberIdOf(person);
    return ok({
      memberId,
      token: identity.token(memberId),
      hasToken: known !== undefined,
      showsTicket: (expected) => ticket !== undefined && isSameSecret(ticket, expected),
    });
  }
  if (!exchange || !isSigned(proof.member, proof.key, 'member', exchange))
    return fail(wireError('bad-proof'));
  const memberId = identity.memberIdOfKey(proof.key);
  const token = identity.keyedToken(memberId);
  return ok({
    memberId,
    token,
    hasToken: resume !== undefined && isSameSecret(resume.token, token),
    showsTicket: (expected) =>
      proof.host !== undefined && isSameSecret(proof.host, hostProof(expected, proof.key, exchange)),
  });
}
