// Telling the dialects apart (P-1.2): by what a peer sends first.
import { type ForeignProtocol, detectForeignProtocol } from './foreignProtocols';

/** How a member speaks: our extension and bots; `nc` and scripts; the original chat program. */
export type Dialect = 'native' | 'line' | 'seed';

/** What its first bytes show a peer to be; strangers and `tls` are knockers that never become members of an open room. */
export type DetectedProtocol = Dialect | ForeignProtocol | 'tls';

const TILDE = 0x7e;
const LF = 0x0a;
const TLS_HANDSHAKE = 0x16;

/** @param opening the first bytes a peer sent, not empty; `seed`: no line end has come yet */
export function detectDialect(opening: Uint8Array): DetectedProtocol {
  if (opening[0] === TILDE) return 'native';
  if (opening[0] === TLS_HANDSHAKE) return 'tls';
  return detectForeignProtocol(opening) ?? (opening.includes(LF) ? 'line' : 'seed');
}

/** What a silent connection is greeted with (P-3.3). A client that sees `Tilde/` speaks native. */
export const GREETING_PREFIX = 'SERVER~Tilde/1 ';
export const greeting = (room: string): string =>
  `${GREETING_PREFIX}${room} - send your name, then your messages, one a line.\n`;
