import type { TLSSocket } from 'node:tls';
import type { Disposable } from '../../base/disposable';
import { decodeClient, encodeServer } from '../../protocol/wire/frame';
import { LineSplitter } from '../../protocol/wire/lineSplitter';
import { wireError } from '../../protocol/wire/errorCodes';
import type { TlsEntry } from '../admission/tlsEntry';
import type { ServerContext, Session, SessionConnection } from './session';

/** Longest frame before the proof, in bytes; one that proves has about 70. */
const MAX_PROVE_BYTES = 256;

/** A connection to a private room, until its client has proved that it has the key. It understands `prove`, once (P-13.4). */
export class ProofSession implements Session {
  private readonly splitter = new LineSplitter(MAX_PROVE_BYTES);
  private readonly timer: Disposable;

  /** @param proven called once the client has proved the key and has been answered */
  constructor(
    private readonly connection: SessionConnection,
    private readonly secure: TLSSocket,
    private readonly tlsEntry: TlsEntry,
    { clock, limits }: ServerContext,
    private readonly proven: () => void,
  ) {
    this.timer = clock.after(limits.proveTimeoutMs, () => connection.close());
  }

  receive(chunk: Uint8Array): void {
    this.splitter.push(chunk);
  }

  inputEnded(): void {
    this.connection.close();
  }

  handleNext(): boolean {
    const line = this.splitter.next();
    if (line === undefined) return false;
    const decoded = typeof line === 'string' ? decodeClient(line) : undefined;
    const message = decoded?.ok ? decoded.value : undefined;
    // nothing may follow the proof until it is answered: the client does not know yet whom it talks to
    const isAll = this.splitter.next() === undefined && this.splitter.rest() === '';
    const proof = message?.verb === 'prove' && message.payload.v >= 1 ? message.payload.proof : undefined;
    if (proof !== undefined && isAll) this.judge(proof);
    else this.connection.close();
    return true;
  }

  private judge(given: string): void {
    const { connection } = this;
    const verdict = this.tlsEntry.judge(given, this.secure, connection.address);
    if (verdict === 'be-silent') connection.close();
    else if (verdict === 'answer') {
      this.write('error', wireError('wrong-key'));
      connection.close();
    } else {
      this.timer.dispose();
      this.write('prove', verdict);
      this.proven();
    }
  }

  private write(...[verb, payload]: Parameters<typeof encodeServer<'prove' | 'error'>>): void {
    this.connection.outbox.write(Buffer.from(encodeServer(verb, payload)));
  }

  // a client that has proved nothing is told nothing

  tell(): void {
    return;
  }

  bye(): void {
    return;
  }

  left(): void {
    this.timer.dispose();
  }

  end(): void {
    this.connection.outbox.end();
  }
}
