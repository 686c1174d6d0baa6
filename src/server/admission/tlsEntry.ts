import { constants } from 'node:crypto';
import type { Socket } from 'node:net';
import { type SecureContext, TLSSocket, createSecureContext } from 'node:tls';
import type { Clock } from '../../base/clock';
import { type Result, fail, ok } from '../../base/result';
import type { Limits } from '../../protocol/wire/limits';
import { BINDING, isRoomProof, roomProof } from '../../protocol/keys/roomKey';
import type { Certificate } from './certificate';
import { exporterWorks } from './exporterWorks';
import type { AccessControl } from './accessControl';

const SECOND_MS = 1000;

/** The answer to a client's proof. A right one gets the server's proof; a wrong one gets an error, or nothing. */
export type ProofVerdict = { readonly proof: string } | 'answer' | 'be-silent';

/**
 * Makes the way into the room, if the room is private.
 * @param certify makes a certificate; by default it first loads the bundle that can
 * @returns the way in, `undefined` for an open room, or a sentence that says why this program cannot offer one
 */
export async function createTlsEntry(
  accessControl: AccessControl,
  limits: Limits,
  clock: Clock,
  certify: () => Promise<Certificate> = async () => (await import('./certificate')).makeCertificate(),
): Promise<Result<TlsEntry | undefined, string>> {
  if (accessControl.access === 'open') return ok(undefined);
  try {
    const tlsEntry = new TlsEntry(await certify(), accessControl, limits, clock);
    await tlsEntry.tryOut();
    return ok(tlsEntry);
  } catch (error) {
    return fail(
      `This program's TLS lacks what a private room needs: ${error instanceof Error ? error.message.trim() : String(error)}.`,
    );
  }
}

/** The way into a private room: TLS 1.3, then a proof of its key from both sides (P-13). */
export class TlsEntry {
  private readonly context: SecureContext;
  /** How many wrong proofs came in the current second, by address. */
  private wrong = new Map<string, number>();
  private secondEndsAt = -Infinity;

  /** Throws if this program's TLS lacks what a private room needs. */
  constructor(
    certificate: Certificate,
    private readonly accessControl: AccessControl,
    private readonly limits: Pick<Limits, 'wrongProofs'>,
    private readonly clock: Clock,
  ) {
    this.context = createSecureContext({
      ...certificate,
      minVersion: 'TLSv1.3',
      maxVersion: 'TLSv1.3',
      // A resumed TLS session would have proved nothing. Node still sends tickets that only name a session, and cannot be
      // told not to; it keeps no sessions, so the tickets name nothing (P-13.3).
      secureOptions: constants.SSL_OP_NO_TICKET,
    });
  }

  /** Tries a connection within this program. Rejects if its TLS lacks what a private room needs. */
  async tryOut(): Promise<void> {
    await exporterWorks(this.context);
  }

  /** Speaks TLS on a connection. @param hello what was read from it so far */
  secure(plain: Socket, hello: Buffer): TLSSocket {
    plain.pause();
    plain.unshift(hello);
    return new TLSSocket(plain, { isServer: true, secureContext: this.context });
  }

  /** Judges the proof that a client at `address` sent on this connection. */
  judge(given: string, connection: TLSSocket, address: string): ProofVerdict {
    const { key } = this.accessControl;
    const binding = connection.exportKeyingMaterial(BINDING.bytes, BINDING.label, Buffer.alloc(0));
    if (key !== undefined && isRoomProof(given, key, 'client', binding))
      return { proof: roomProof(key, 'server', binding) };
    return this.mayAnswer(address) ? 'answer' : 'be-silent';
  }

  private mayAnswer(address: string): boolean {
    const now = this.clock.now();
    if (now >= this.secondEndsAt) {
      this.secondEndsAt = now + SECOND_MS;
      this.wrong.clear();
    }
    const count = (this.wrong.get(address) ?? 0) + 1;
    this.wrong.set(address, count);
    return this.limits.wrongProofs === 0 || count <= this.limits.wrongProofs;
  }
}
