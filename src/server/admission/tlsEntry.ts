import { constants } from 'node:crypto';
import type { Socket } from 'node:net';
import { type SecureContext, TLSSocket, createSecureContext } from 'node:tls';
import type { Clock } from '../../base/clock';
import { type Result, fail, ok } from '../../base/result';
import type { Limits } from '../../protocol/limits';
import { BINDING, isRoomProof, roomProof } from '../../protocol/roomKey';
import type { Certificate } from './certificate';
import { exporterWorks } from './exporterWorks';
import type { Gatekeeper } from './gatekeeper';

const SECOND_MS = 1000;

/** What a client's proof comes to: the server's own; or whether it is told that its proof is wrong. */
export type Verdict = { readonly proof: string } | 'answer' | 'be-silent';

/**
 * The door of the room, where it is private; or a sentence why this program can have none.
 * @param certify loads what makes certificates, and makes one
 */
export async function createTlsEntry(
  gatekeeper: Gatekeeper,
  limits: Limits,
  clock: Clock,
  certify: () => Promise<Certificate> = async () => (await import('./certificate')).makeCertificate(),
): Promise<Result<TlsEntry | undefined, string>> {
  if (gatekeeper.access === 'open') return ok(undefined);
  try {
    const door = new TlsEntry(await certify(), gatekeeper, limits, clock);
    await door.tryOut();
    return ok(door);
  } catch (error) {
    return fail(
      `This program's TLS lacks what a private room needs: ${error instanceof Error ? error.message.trim() : String(error)}.`,
    );
  }
}

/** The way into a private room: TLS 1.3, then a proof of its key from both sides (P-13). */
export class TlsEntry {
  private readonly context: SecureContext;
  /** Wrong proofs of the present second, by address. */
  private wrong = new Map<string, number>();
  private secondEndsAt = -Infinity;

  /** Throws where this program's TLS lacks what is needed. */
  constructor(
    certificate: Certificate,
    private readonly gatekeeper: Gatekeeper,
    private readonly limits: Pick<Limits, 'wrongProofs'>,
    private readonly clock: Clock,
  ) {
    this.context = createSecureContext({
      ...certificate,
      minVersion: 'TLSv1.3',
      maxVersion: 'TLSv1.3',
      // A session that is resumed would have proved nothing. Without tickets that hold one, TLS 1.3 sends some that only
      // name one; Node keeps none, so that they name nothing, and has no way not to send them (P-13.3).
      secureOptions: constants.SSL_OP_NO_TICKET,
    });
  }

  /** Rejects where this program's TLS lacks what only a connection shows. */
  async tryOut(): Promise<void> {
    await exporterWorks(this.context);
  }

  /** Speaks TLS on a connection of which no more than `hello` has been read. */
  secure(plain: Socket, hello: Buffer): TLSSocket {
    plain.pause();
    plain.unshift(hello);
    return new TLSSocket(plain, { isServer: true, secureContext: this.context });
  }

  /** Judges the proof that came from `address` on this connection. */
  judge(given: string, connection: TLSSocket, address: string): Verdict {
    const { key } = this.gatekeeper;
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
