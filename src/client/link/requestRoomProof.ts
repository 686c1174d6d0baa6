import { decodeServer, encodeClient } from '../../protocol/frame';
import { PROTOCOL_VERSION } from '../../protocol/limits';
import type { ServerPayload } from '../../protocol/messages';
import { SERVER_NAME } from '../../protocol/names';
import { type Exchange, isSigned, newNonce } from '../../protocol/proofs';
import { afterReading } from './afterReading';
import { cleanMessage } from '../sanitize/cleanMessage';
import {
  ConnectionFailure,
  connectionError,
  closed,
  isGreeting,
  rejected,
  saidInWords,
  socketError,
} from '../types/connectionFailure';
import type { ConnectionError } from '../types/clientTypes';
import type { LinkContext } from './link';
import type { Wire } from './wire';

const LF = 10;
/** Longest line before the proof, in bytes. */
const MAX_LINE_BYTES = 1024;
const PROOF = `${SERVER_NAME}~prove~`;
/** What a server of before says to a question that it does not know. */
const LEGACY_CODES = new Set(['bad-message', 'hello-first']);

/** What a line says of who sent it; undefined: nothing. */
type Verdict = Exchange | 'legacy' | { readonly error: ConnectionError } | undefined;

/**
 * Asks a native server to show which room it is (P-6.14). It is told nothing of who asks.
 * @param leftover what it has said so far
 * @returns what to sign, with what was read behind it; `legacy`: it knows no such question, and closes
 * @throws ClientFailure when it says anything else, or nothing in `proofMs`; the reason of `signal` when that is aborted
 */
export function requestRoomProof(
  wire: Wire,
  leftover: Buffer,
  { address, timeouts, clock, logger }: LinkContext,
  signal: AbortSignal,
): Promise<{ readonly exchange: Exchange | 'legacy'; readonly leftover: Buffer }> {
  const clientNonce = newNonce();
  const failed = (kind: 'unproven' | 'not-chat') => ({ error: connectionError(kind, address) });

  const judgeProof = ({ key: room, nonce: serverNonce, proof }: ServerPayload<'prove'>): Verdict => {
    if (room === undefined || serverNonce === undefined) return failed('unproven');
    const exchange = { room, clientNonce, serverNonce };
    return isSigned(proof, room, 'room', exchange) ? exchange : failed('unproven');
  };
  const judge = (line: string): Verdict => {
    const decoded = decodeServer(line);
    if (!decoded.ok) {
      if (isGreeting(line)) return undefined;
      return line.startsWith(PROOF) ? failed('unproven') : { error: saidInWords(line, address) };
    }
    // what a later version may say (P-4.4)
    if (!decoded.value) return undefined;
    const { verb, payload } = cleanMessage(decoded.value);
    logger.trace(`<- ${verb}`);
    switch (verb) {
      case 'prove':
        return judgeProof(payload);
      case 'error':
        return LEGACY_CODES.has(payload.code) ? 'legacy' : { error: rejected(payload.code, payload.message) };
      case 'bye':
        return { error: closed(payload.reason) };
      case 'ping':
        return undefined;
      default:
        return failed('unproven');
    }
  };

  return new Promise((resolve, reject) => {
    let bytes = Buffer.alloc(0);
    const finish = () => {
      timer.dispose();
      signal.removeEventListener('abort', onAbort);
      wire.pause();
    };
    const giveUp = (failure: unknown) => {
      finish();
      wire.abandon();
      reject(failure instanceof Error ? failure : new Error(String(failure)));
    };
    const fail = (error: ConnectionError) => giveUp(new ConnectionFailure(error));
    const onAbort = () => giveUp(signal.reason);
    const timer = afterReading(clock, timeouts.proofMs, () =>
      fail(connectionError(bytes.length > 0 ? 'not-chat' : 'timeout', address)),
    );
    signal.addEventListener('abort', onAbort);
    if (signal.aborted) {
      onAbort();
      return;
    }
    logger.trace('-> prove');
    wire.write(encodeClient('prove', { v: PROTOCOL_VERSION, nonce: clientNonce }));
    const read = (chunk: Buffer) => {
      bytes = Buffer.concat([bytes, chunk]);
      for (let end = bytes.indexOf(LF); end >= 0 && end < MAX_LINE_BYTES; end = bytes.indexOf(LF)) {
        const verdict = judge(bytes.toString('utf8', 0, end));
        bytes = bytes.subarray(end + 1);
        if (verdict === undefined) continue;
        if (typeof verdict === 'object' && 'error' in verdict) fail(verdict.error);
        else {
          finish();
          resolve({ exchange: verdict, leftover: bytes });
        }
        return;
      }
      if (bytes.length >= MAX_LINE_BYTES)
        fail(failed(bytes.toString('utf8').startsWith(PROOF) ? 'unproven' : 'not-chat').error);
    };
    const ended = (cause?: Error) =>
      fail(cause ? socketError(cause, address) : connectionError('lost', address));
    wire.read({ data: read, ended }, leftover);
  });
}
