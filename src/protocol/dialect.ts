// Telling the dialects apart (P-1.2): by the first chunk a peer sends.

/** How a member speaks: our extension and bots; `nc` and scripts; the original chat program. */
export type Dialect = 'native' | 'line' | 'seed';

/** What a first chunk shows its sender to be; `http` and `tls` are knockers that never become members. */
export type Knock = Dialect | 'http' | 'tls';

const TILDE = 0x7e;
const LF = 0x0a;
const TLS_HANDSHAKE = 0x16;
const HTTP_REQUEST = /^[A-Z]+ \S+ HTTP\//;
/** Enough for the request line of any real browser to reach its `HTTP/`. */
const HTTP_LOOK_BYTES = 8192;

/** @param chunk the first bytes a peer sent, not empty */
export function recognise(chunk: Uint8Array): Knock {
  const first = chunk[0];
  if (first === TILDE) return 'native';
  if (first === TLS_HANDSHAKE) return 'tls';
  if (first !== undefined && first >= 0x41 && first <= 0x5a) {
    const start = String.fromCharCode(...chunk.subarray(0, HTTP_LOOK_BYTES));
    if (HTTP_REQUEST.test(start)) return 'http';
  }
  return chunk.includes(LF) ? 'line' : 'seed';
}

/** What a silent connection is greeted with (P-3.3). A client that sees `Tilde/` speaks native. */
export const GREETING_PREFIX = 'SERVER~Tilde/1 ';
export const greeting = (room: string): string =>
  `${GREETING_PREFIX}${room} - send your name, then your messages, one a line.\n`;
