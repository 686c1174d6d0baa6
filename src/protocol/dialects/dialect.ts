// Tells the dialects apart by what a peer sends first (P-1.2).
import { type ForeignProtocol, detectForeignProtocol } from './foreignProtocols';

/** How a member speaks: our extension and bots; `nc` and scripts; the original chat program. */
export type Dialect = 'native' | 'line' | 'seed';

/** What its first bytes show a peer to be. A foreign protocol or `tls` never becomes a member of an open room. */
export type DetectedProtocol = Dialect | ForeignProtocol | 'tls';

const TILDE = 0x7e;
const LF = 0x0a;
const TLS_HANDSHAKE = 0x16;

/** @param opening the first bytes of a peer, not empty @returns `seed` if there is no line end yet */
export function detectDialect(opening: Uint8Array): DetectedProtocol {
  if (opening[0] === TILDE) return 'native';
  if (opening[0] === TLS_HANDSHAKE) return 'tls';
  return detectForeignProtocol(opening) ?? (opening.includes(LF) ? 'line' : 'seed');
}

/** How the greeting of a silent connection begins (P-3.3). A client that sees `Tilde/` speaks native. */
export const GREETING_PREFIX = 'SERVER~Tilde/1 ';
export const greeting = (room: string): string =>
  `${GREETING_PREFIX}${room} - send your name, then your messages, one a line.\n`;
