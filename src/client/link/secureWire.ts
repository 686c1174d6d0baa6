import { type TLSSocket, connect } from 'node:tls';
import type { Socket } from 'node:net';
import { pause } from '../../base/clock';
import type { Address } from '../../protocol/address';
import { ERROR_SENTENCES } from '../../protocol/errorCodes';
import { decodeServer, encodeClient } from '../../protocol/frame';
import { PROTOCOL_VERSION } from '../../protocol/limits';
import { LineSplitter } from '../../protocol/lineSplitter';
import { BINDING, isRoomProof, roomProof } from '../../protocol/roomKey';
import { afterReading } from './afterReading';
import { ConnectionFailure, connectionError, rejected, socketError } from '../types/connectionFailure';
import type { ConnectionError } from '../types/clientTypes';
import { waitForGreeting } from './greeting';
import type { LinkContext } from './link';
import { Wire, connectSocket } from './wire';

/** Longest answer to a proof, in bytes. */
const MAX_ANSWER_BYTES = 1024;

/**
 * Connects to a private room: TLS 1.3, then each side shows that it has the key. Before the server has, it is told
 * nothing, and there is no way from here to an open room (P-13.5).
 * @param key canonical
 * @param context its `connectMs` counts for TCP, and again for TLS and the proofs
 * @throws ClientFailure with what went wrong; also when `signal` is aborted
 */
export async function openSecureWire(key: string, context: LinkContext, signal: AbortSignal): Promise<Wire> {
  const { address, timeouts, clock } = context;
  const giveUpAt = clock.now() + timeouts.connectMs;
  for (;;) {
    const { socket, connectMs } = await connectSocket(address, timeouts.connectMs, clock, signal);
    const secure = startTls(socket, address);
    try {
      await prove(secure, key, context, signal);
      const wire = new Wire(secure, connectMs, 'private');
      // a server of ours for certain: it may be left without a reset, which TLS has none of
      wire.named = true;
      return wire;
    } catch (failure) {
      secure.destroy();
      if (!isTlsError(failure)) throw failure;
      const answering = await whatAnswers(context, signal);
      if (answering !== 'private-room') throw new ConnectionFailure(connectionError(answering, address));
      if (isAlert(failure)) throw new ConnectionFailure(connectionError('no-tls', address));
      // it takes who is silent for `greet-after-ms` for somebody without TLS: we were too slow for it
      if (clock.now() >= giveUpAt) throw new ConnectionFailure(connectionError('timeout', address));
      await pause(clock, timeouts.reconnectMinMs);
    }
  }
}

/** Neither certificate nor name counts: it is the key that shows who answers. */
function startTls(socket: Socket, address: Address): TLSSocket {
  try {
    const secure = connect({ socket, rejectUnauthorized: false, minVersion: 'TLSv1.3' });
    // whoever built this program may have left it out
    if (typeof (secure as Partial<TLSSocket>).exportKeyingMaterial === 'function') return secure;
    secure.destroy();
  } catch {
    socket.destroy();
  }
  throw new ConnectionFailure(connectionError('no-tls', address));
}

/** Resolves once the server has shown that it has the key. Rejects with a ClientFailure, or with an error of TLS. */
function prove(
  secure: TLSSocket,
  key: string,
  { address, timeouts, clock }: LinkContext,
  signal: AbortSignal,
): Promise<void> {
  return new Promise((resolve, reject) => {
    let binding: Buffer | undefined;
    const answer = new LineSplitter(MAX_ANSWER_BYTES);
    const finish = () => {
      timer.dispose();
      signal.removeEventListener('abort', onAbort);
      secure.off('secureConnect', onSecure).off('data', onData).off('close', onClose).off('error', onError);
      secure.pause();
    };
    const giveUp = (failure: unknown) => {
      finish();
      secure.on('error', () => undefined); // what it says after this matters to nobody
      reject(failure instanceof Error ? failure : new Error(String(failure)));
    };
    const fail = (error: ConnectionError) => giveUp(new ConnectionFailure(error));
    const onAbort = () => giveUp(signal.reason);
    const onError = (error: Error) =>
      giveUp(isTlsError(error) ? error : new ConnectionFailure(socketError(error, address)));
    const onClose = () => fail(connectionError('lost', address));
    // a fault in here ends the attempt, and nothing else
    const guard =
      <A extends unknown[]>(step: (...args: A) => void) =>
      (...args: A) => {
        try {
          step(...args);
        } catch (fault) {
          giveUp(fault);
        }
      };
    const onSecure = guard(() => {
      try {
        binding = secure.exportKeyingMaterial(BINDING.bytes, BINDING.label, Buffer.alloc(0));
      } catch {
        fail(connectionError('no-tls', address));
        return;
      }
      secure.write(encodeClient('prove', { v: PROTOCOL_VERSION, proof: roomProof(key, 'client', binding) }));
    });
    const onData = guard((chunk: Buffer) => {
      answer.push(chunk);
      const line = answer.next();
      if (line === undefined) return;
      const decoded = typeof line === 'string' ? decodeServer(line) : undefined;
      const message = decoded?.ok ? decoded.value : undefined;
      if (message?.verb === 'error' && message.payload.code === 'wrong-key')
        fail(rejected('wrong-key', ERROR_SENTENCES['wrong-key']));
      else if (message?.verb !== 'prove' || !binding) fail(connectionError('not-chat', address));
      else if (!isRoomProof(message.payload.proof, key, 'server', binding))
        fail(connectionError('not-the-room', address));
      else {
        finish();
        resolve();
      }
    });
    const timer = afterReading(clock, timeouts.connectMs, () => fail(connectionError('timeout', address)));
    signal.addEventListener('abort', onAbort);
    secure.on('secureConnect', onSecure).on('data', onData).on('close', onClose).on('error', onError);
    if (signal.aborted) onAbort();
  });
}

/** The other side does not speak TLS as we do, as against a connection that broke. */
const isTlsError = (error: unknown): error is NodeJS.ErrnoException =>
  error instanceof Error && 'code' in error && /^ERR_SSL_|^EPROTO$/.test(String(error.code));

/** It does speak TLS, and says that this does not go. */
const isAlert = ({ code = '' }: NodeJS.ErrnoException): boolean => code.includes('ALERT');

/** Listens, saying nothing, to tell what it is that TLS does not go with. @throws ClientFailure where nobody answers */
async function whatAnswers(
  { address, timeouts, clock, openWire }: LinkContext,
  signal: AbortSignal,
): Promise<'room-is-open' | 'private-room' | 'not-chat'> {
  try {
    const wire = await openWire(address, timeouts.connectMs, clock, signal);
    const { kind, leftover } = await waitForGreeting(wire, address, timeouts.greetingMs, clock, signal);
    wire.abandon();
    return kind === 'native' || leftover.length > 0 ? 'room-is-open' : 'not-chat';
  } catch (failure) {
    if (failure instanceof ConnectionFailure && failure.error.kind === 'needs-key') return 'private-room';
    throw failure;
  }
}
