import { type TLSSocket, connect } from 'node:tls';
import type { Socket } from 'node:net';
import { asError } from '../../base/asError';
import { pause } from '../../base/clock';
import type { Address } from '../../protocol/invitations/address';
import { ERROR_SENTENCES } from '../../protocol/wire/errorCodes';
import { decodeServer, encodeClient } from '../../protocol/wire/frame';
import { PROTOCOL_VERSION } from '../../protocol/wire/limits';
import { LineSplitter } from '../../protocol/wire/lineSplitter';
import { BINDING, isRoomProof, roomProof } from '../../protocol/keys/roomKey';
import { afterReading } from './afterReading';
import { ConnectionFailure, connectionError, rejected, socketError } from '../types/connectionFailure';
import type { ConnectionError } from '../types/clientTypes';
import { waitForGreeting } from './greeting';
import type { LinkContext } from './link';
import { Wire, connectSocket } from './wire';

/** Longest answer to a proof, in bytes. */
const MAX_ANSWER_BYTES = 1024;

/**
 * Connects to a private room: TLS 1.3, then each side proves that it has the key. Until the server has, it learns
 * nothing. From here there is no way into an open room (P-13.5).
 * @param key canonical
 * @param context its `connectMs` applies to TCP, and again to TLS and the proofs
 * @throws ConnectionFailure with what went wrong; also when `signal` is aborted
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
      // certainly a server of ours, so it can be left without a reset, which TLS does not have
      wire.named = true;
      return wire;
    } catch (failure) {
      secure.destroy();
      if (!isTlsError(failure)) throw failure;
      const answering = await whatAnswers(context, signal);
      if (answering !== 'private-room') throw new ConnectionFailure(connectionError(answering, address));
      if (isAlert(failure)) throw new ConnectionFailure(connectionError('no-tls', address));
      // it takes a client that is silent for `greet-after-ms` for one without TLS: we were too slow
      if (clock.now() >= giveUpAt) throw new ConnectionFailure(connectionError('timeout', address));
      await pause(clock, timeouts.reconnectMinMs);
    }
  }
}

/** Neither certificate nor name counts: the key proves who answers. */
function startTls(socket: Socket, address: Address): TLSSocket {
  try {
    const secure = connect({ socket, rejectUnauthorized: false, minVersion: 'TLSv1.3' });
    // some builds of the runtime leave it out
    if (typeof (secure as Partial<TLSSocket>).exportKeyingMaterial === 'function') return secure;
    secure.destroy();
  } catch {
    socket.destroy();
  }
  throw new ConnectionFailure(connectionError('no-tls', address));
}

/** Resolves once the server has proved that it has the key. Rejects with a ConnectionFailure, or an error of TLS. */
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
      secure.on('error', () => undefined); // later errors matter to nobody
      reject(asError(failure));
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

/** Whether the other side does not speak TLS as we do. Otherwise the connection broke. */
const isTlsError = (error: unknown): error is NodeJS.ErrnoException =>
  error instanceof Error && 'code' in error && /^ERR_SSL_|^EPROTO$/.test(String(error.code));

/** Whether the other side does speak TLS, and refuses this connection. */
const isAlert = ({ code = '' }: NodeJS.ErrnoException): boolean => code.includes('ALERT');

/** Connects and says nothing, to find out what answers without TLS. @throws ConnectionFailure if nobody answers */
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
