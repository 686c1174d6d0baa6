import { decodeServer, encodeClient } from '../../protocol/wire/frame';
import { PROTOCOL_VERSION } from '../../protocol/wire/limits';
import type { ServerPayload } from '../../protocol/wire/messages';
import { SERVER_NAME } from '../../protocol/names/names';
import { type Exchange, isSigned, newNonce } from '../../protocol/keys/proofs';
import { cleanMessage } from '../sanitize/cleanMessage';
import {
  connectionError,
  closed,
  isGreeting,
  rejected,
  saidInWords,
  socketError,
} from '../types/connectionFailure';
import type { ConnectionError } from '../types/clientTypes';
import { converse } from './dialogue';
import type { LinkContext } from './link';
import type { Wire } from './wire';

const LF = 10;
/** Longest line before the proof, in bytes. */
const MAX_LINE_BYTES = 1024;
const PROOF = `${SERVER_NAME}~prove~`;
/** How a legacy server answers a request that it does not know. */
const LEGACY_CODES = new Set(['bad-message', 'hello-first']);

/** `legacy`: the server is older and cannot prove which room it is. It closes the connection. */
export type RoomProof = Exchange | 'legacy';

/** What a line says about the server; undefined: nothing. */
type LineVerdict = RoomProof | { readonly error: ConnectionError } | undefined;

/**
 * Asks a native server to prove which room it is (P-6.14). The server learns nothing about this person.
 * @param leftover bytes that it has sent so far
 * @returns what to sign, and the bytes that came after the proof
 * @throws ConnectionFailure when it says anything else, or nothing within `proofMs`; the reason of `signal` when that is
 *   aborted
 */
export function requestRoomProof(
  wire: Wire,
  leftover: Buffer,
  context: LinkContext,
  signal: AbortSignal,
): Promise<{ readonly exchange: RoomProof; readonly leftover: Buffer }> {
  const { address, timeouts, clock, logger } = context;
  const clientNonce = newNonce();
  return converse(wire, { clock, timeoutMs: timeouts.proofMs, leftover }, signal, (verdict) => {
    let bytes = Buffer.alloc(0);
    logger.trace('-> prove');
    wire.write(encodeClient('prove', { v: PROTOCOL_VERSION, nonce: clientNonce }));
    return {
      data(chunk) {
        bytes = Buffer.concat([bytes, chunk]);
        for (let end = bytes.indexOf(LF); end >= 0 && end < MAX_LINE_BYTES; end = bytes.indexOf(LF)) {
          const found = judge(bytes.toString('utf8', 0, end), clientNonce, context);
          bytes = bytes.subarray(end + 1);
          if (found === undefined) continue;
          if (typeof found === 'object' && 'error' in found) verdict.refuse(found.error);
          else verdict.accept({ exchange: found, leftover: bytes });
          return;
        }
        if (bytes.length < MAX_LINE_BYTES) return;
        const isProof = bytes.toString('utf8').startsWith(PROOF);
        verdict.refuse(connectionError(isProof ? 'unproven' : 'not-chat', address));
      },
      ended: (cause) =>
        verdict.refuse(cause ? socketError(cause, address) : connectionError('lost', address)),
      timeout: () => verdict.refuse(connectionError(bytes.length > 0 ? 'not-chat' : 'timeout', address)),
    };
  });
}

function judge(line: string, clientNonce: string, { address, logger }: LinkContext): LineVerdict {
  const unproven = { error: connectionError('unproven', address) };
  const decoded = decodeServer(line);
  if (!decoded.ok) {
    if (isGreeting(line)) return undefined;
    return line.startsWith(PROOF) ? unproven : { error: saidInWords(line, address) };
  }
  // a later version may say more (P-4.4)
  if (!decoded.value) return undefined;
  const { verb, payload } = cleanMessage(decoded.value);
  logger.trace(`<- ${verb}`);
  switch (verb) {
    case 'prove':
      return provenBy(payload, clientNonce) ?? unproven;
    case 'error':
      return LEGACY_CODES.has(payload.code) ? 'legacy' : { error: rejected(payload.code, payload.message) };
    case 'bye':
      return { error: closed(payload.reason) };
    case 'ping':
      return undefined;
    default:
      return unproven;
  }
}

function provenBy(
  { key: room, nonce: serverNonce, proof }: ServerPayload<'prove'>,
  clientNonce: string,
): Exchange | undefined {
  if (room === undefined || serverNonce === undefined) return undefined;
  const exchange = { room, clientNonce, serverNonce };
  return isSigned(proof, room, 'room', exchange) ? exchange : undefined;
}
