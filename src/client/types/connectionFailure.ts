// Why a client is not in a room, as an error to throw, and in words that say what to do.
import { withoutUndefined } from '../../base/withoutUndefined';
import { ERROR_SENTENCES, PRIVATE_ROOM_LINE } from '../../protocol/wire/errorCodes';
import { type Address, formatAddress } from '../../protocol/invitations/address';
import { GREETING_PREFIX } from '../../protocol/dialects/dialect';
import { SERVER_NAME } from '../../protocol/names/names';
import { cleanSentence } from '../sanitize/cleanText';
import type { ConnectionError } from './clientTypes';

/** What `ChatClient.connect` rejects with. */
export class ConnectionFailure extends Error {
  override readonly name = 'ConnectionFailure';

  constructor(readonly error: ConnectionError) {
    super(error.message, { cause: error.cause });
  }
}

/** A bug of ours, hit while handling what the server sent, ended the connection. */
export class OwnFault extends Error {
  override readonly name = 'OwnFault';

  constructor(cause: unknown) {
    super('What the server said ran into a fault.', { cause });
  }
}

type Kind = ConnectionError['kind'];

/** By the codes of the operating system and of name resolution, on all three platforms. */
const KINDS: Readonly<Record<string, Kind>> = {
  ECONNREFUSED: 'refused',
  ENOTFOUND: 'not-found',
  EAI_AGAIN: 'not-found',
  EAI_NODATA: 'not-found',
  EAI_NONAME: 'not-found',
  ETIMEDOUT: 'timeout',
  EHOSTUNREACH: 'unreachable',
  EHOSTDOWN: 'unreachable',
  ENETUNREACH: 'unreachable',
  ENETDOWN: 'unreachable',
  EADDRNOTAVAIL: 'unreachable',
  EACCES: 'unreachable',
  EPERM: 'unreachable',
};

const SENTENCES: Readonly<
  Record<Exclude<Kind, 'rejected' | 'closed' | 'host-away'>, (at: string) => string>
> = {
  refused: (at) => `Nobody listens at ${at}; check the port, and that the host has started the room.`,
  'not-found': (at) => `There is no host of that name (${at}); check its spelling, or use its IP address.`,
  timeout: (at) =>
    `${at} did not answer in time; a firewall may be in the way, or it is in another network, or the port is not a chat server's.`,
  unreachable: (at) =>
    `There is no way to ${at} from here; check that both computers are in the same network.`,
  lost: (at) => `The connection to ${at} broke.`,
  fault: (at) => `What ${at} said ran into a fault of this program; its log says which.`,
  'not-chat': (at) => `Something answers at ${at}, but it is not a chat server; check the port.`,
  'needs-key': (at) => `The room at ${at} is private; join it with its key.`,
  'room-is-open': (at) =>
    `The room at ${at} is open: anyone on the network can read along. Join it without a key if that is meant.`,
  'not-the-room': (at) =>
    `What answers at ${at} does not have the key, and may stand between you and the room; nothing was told to it.`,
  unproven: (at) =>
    `What answers at ${at} cannot show that it is the room; another program may have taken its place. It was told nothing of you; ask the host before you go on.`,
  'no-tls': () => 'This program lacks the TLS that a private room needs; update it, or use another one.',
};

/** An error of this kind in its own words. */
export const connectionError = (
  kind: keyof typeof SENTENCES,
  address: Address,
  cause?: unknown,
): ConnectionError => withoutUndefined({ kind, message: SENTENCES[kind](formatAddress(address)), cause });

/** What an error of the socket means to a person. Without a known code the connection counts as lost. */
export const socketError = (cause: unknown, address: Address): ConnectionError =>
  connectionError(kindOf(cause), address, cause instanceof OwnFault ? cause.cause : cause);

function kindOf(cause: unknown): Kind & keyof typeof SENTENCES {
  if (cause instanceof OwnFault) return 'fault';
  // one error for each address of the host: the one that got furthest says the most
  if (cause instanceof AggregateError) {
    const kinds = cause.errors.map(kindOf);
    return (
      (['refused', 'timeout', 'unreachable'] as const).find((kind) => kinds.includes(kind)) ??
      kinds[0] ??
      'lost'
    );
  }
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? String(cause.code) : '';
  return (KINDS[code] ?? 'lost') as Kind & keyof typeof SENTENCES;
}

/** The server said no, with this code. */
export const rejected = (code: string, message: string): ConnectionError => ({
  kind: 'rejected',
  message,
  wire: { code, message },
});

/** Codes that put a member out for good. */
const PUT_OUT = new Set(['key-changed', 'removed']);

/** The error if the connection ends after this complaint of the server. */
export const complaint = (code: string, message: string, address: Address): ConnectionError =>
  PUT_OUT.has(code)
    ? rejected(code, message)
    : { ...connectionError('lost', address), wire: { code, message } };

/** A no in plain words, `SERVER~{sentence}` (P-9.7). If the sentence is one of ours, its code is found by it. */
export function rejectedBySentence(raw: string, address: Address): ConnectionError {
  const sentence = cleanSentence(raw);
  if (PRIVATE_ROOM_LINE === `${SERVER_NAME}~${sentence}\n`) return connectionError('needs-key', address);
  const known = Object.entries(ERROR_SENTENCES).find(([, text]) => text === sentence)?.[0];
  return rejected(known ?? 'refused', sentence);
}

/** Whether this is the line with which a server of ours greets a silent client (P-3.3). */
export const isGreeting = (line: string): boolean => line.startsWith(GREETING_PREFIX);

/** What a line that is no frame means before the welcome: a no in plain words (P-9.7), or not a chat server. */
export function saidInWords(line: string, address: Address): ConnectionError {
  const text = line.trimEnd();
  const sentence = text.startsWith(`${SERVER_NAME}~`) ? text.slice(SERVER_NAME.length + 1) : undefined;
  return sentence && !sentence.includes('~')
    ? rejectedBySentence(sentence, address)
    : connectionError('not-chat', address);
}

/** The server ended the room or this connection to it, or the host has gone and may come back (P-5.10). */
export function closed(reason: string | undefined): ConnectionError {
  if (reason === 'host-gone')
    return { kind: 'host-away', message: 'The host is away; the room may come back.' };
  return withoutUndefined({ kind: 'closed', message: 'The room was closed by its host.', reason });
}

/** Codes of a no that becomes a yes without this person: somebody leaves, or the host unlocks the room. */
const PASSING = new Set([
  'full',
  'locked',
  'too-many-connections',
  'internal-error',
  'name-timeout',
  'idle-timeout',
  'slow-consumer',
]);
/**
 * Errors that stay until a person does something about them. Whatever else answers at the address (`not-chat`,
 * `not-the-room`, `unproven`) may have it only while the host is away, and learns nothing new however often it is asked.
 */
const FINAL = new Set<Kind>(['needs-key', 'room-is-open', 'no-tls']);
/** Reasons of a `bye` after which the room is still there. */
const RECONNECT_REASONS = /^(?:restart|slow-consumer|idle)/;

/** Whether connecting again is of no use: the room is gone, or the server will say no again. */
export function isFinal(error: ConnectionError): boolean {
  if (error.kind === 'closed') return !RECONNECT_REASONS.test(error.reason ?? '');
  return FINAL.has(error.kind) || (error.kind === 'rejected' && !PASSING.has(error.wire?.code ?? ''));
}
