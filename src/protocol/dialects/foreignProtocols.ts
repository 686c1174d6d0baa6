// Recognizes other protocols by how they begin (P-1.3, P-1.6), so that no program gets into the room by mistake or by a
// web page's malice. A person may have any name that no program begins with: `Nick` and `help`, not `NICK` and `HELP`.
import { concatBytes } from '../wire/utf8';

/** A protocol that is not ours: that of a browser, or any other. */
export type ForeignProtocol = 'http' | 'other';

/** RFC 9110: the characters of a method and of a header's name. */
const TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";

/** The methods that a browser sends, and the one that HTTP/2 begins with. */
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'CONNECT', 'OPTIONS', 'TRACE', 'PATCH', 'PRI'];

/** A method and the beginning of its target, whether or not ` HTTP/` follows. */
const REQUESTS: readonly RegExp[] = [
  new RegExp(`^${TOKEN}[ \\t]+(?:/|\\*(?:\\s|$)|[A-Za-z][A-Za-z0-9+.-]*:/|sips?:)`),
  /^connect[ \t]+\S+:\d/i,
  new RegExp(`^(?:${METHODS.join('|')})[ \\t\\r]*[ \\t\\n]`),
];

/** The version that ends a request line and begins an answer. */
const VERSION = /(?:^|[ \t])(?:HTTP|RTSP|SIP|ICAP)\/\d/i;

const HEADER = /^[A-Za-z][\w-]*:/;

/** As programs write them: in capitals, alone or with arguments. */
const COMMANDS = new RegExp(
  `^(?:${[
    'EHLO HELO LHLO MAIL RCPT DATA VRFY EXPN NOOP RSET QUIT STARTTLS HELP TURN', // SMTP
    'USER PASS ACCT STAT LIST RETR CAPA APOP STLS UIDL SYST FEAT PASV EPSV', // FTP, POP3
    'NICK CAP JOIN PING PONG PROTOCTL PRIVMSG NOTICE WEBIRC', // IRC
    'INFO AUTH SELECT ECHO CONFIG CLIENT COMMAND MONITOR SET HELLO KEYS DBSIZE FLUSHALL FLUSHDB SHUTDOWN', // Redis
    'SUB PUB STOMP SUBSCRIBE PROXY MODE ARTICLE GROUP', // NATS, STOMP, load balancers, NNTP
  ]
    .join(' ')
    .replaceAll(' ', '|')})(?:\\s|$)`,
);

const OTHERS: readonly RegExp[] = [
  COMMANDS,
  HEADER,
  /^(?:ehlo|helo|lhlo|starttls|capa)(?:\s|$)|^cap (?:ls|list|req|end)\b|^mode reader/i,
  /^user \S+ \S+ \S+ :|^(?:nick|user|pass) [^\r\n]*\r?\n(?:nick|user|pass|cap) /i, // IRC in small letters
  /^\S+ (?:CAPABILITY|LOGIN|AUTHENTICATE|STARTTLS|LOGOUT)\b/, // IMAP
  /^(?:stats|version|flush_all|ruok|mntr|srvr)(?:\s|$)|^(?:gets?|gat|mg|incr|decr|touch|delete) \S+\s*$/, // memcached, ZooKeeper
  /^(?:set|add|replace|append|prepend|cas) \S+ \d+ -?\d+ \d+/,
  /^SSH-\d|^RFB \d|^@RSYNCD:|^JDWP-|^GIOP|^AMQP|^JRMI|^BitTorrent/,
  /^<(?:\?xml|!DOCTYPE|html|stream:| NTP)|^\{\s*"|^\[\s*[{"[]/i, // XML, XMPP, JSON
  /^[*$]-?\d+\s*$|^[*$]-?\d+\r?\n/, // Redis
  /^\d+[ \t]*,[ \t]*\d+\s*$/, // ident
];

/** C0 without white space, and without what keys send: backspace and escape. */
// eslint-disable-next-line no-control-regex -- control characters are what it looks for
const CONTROL = /[\0-\x07\x0b\x0c\x0e-\x1a\x1c-\x1f]/g;
/** IAC and a command: a telnet client that negotiates. */
const TELNET = /^\xff[\xf0-\xff]/;
/** Nobody presses Enter twice in one packet before they say their name. */
const ONLY_BREAKS = /^\r*\n\r*\n[\r\n]*$/;

/** The foreign protocol that begins like this, if any. @param opening what came before any name, or would be one */
export function detectForeignProtocol(opening: Uint8Array): ForeignProtocol | undefined {
  const text = latin1(opening).trimStart();
  const [line = ''] = text.split('\n', 1);
  if (VERSION.test(line) || REQUESTS.some((request) => request.test(text))) return 'http';
  if (ONLY_BREAKS.test(latin1(opening)) || isBinary(text) || OTHERS.some((other) => other.test(text)))
    return 'other';
  return undefined;
}

/** Whether it begins with a control character or has several. A single one may be a slip. */
function isBinary(text: string): boolean {
  const [line = ''] = text.split('\n', 1);
  const controls = line.match(CONTROL) ?? [];
  return controls.length > 1 || line.search(CONTROL) === 0 || TELNET.test(line);
}

/**
 * Whether a name without a line end may be the beginning of a method that TCP has cut: `GE`, but not `G`, which is a name.
 * @param from how many characters are enough to tell
 */
export function beginsMethod(name: Uint8Array, from = 2): boolean {
  const text = latin1(name).trim();
  return text.length >= from && METHODS.some((method) => method.startsWith(text));
}

/** The target goes on to the end, and is longer than anything people write without a space: the version is yet to come. */
const LONG_TARGET = new RegExp(`^${TOKEN}[ \\t]+(?:/|[A-Za-z][A-Za-z0-9+.-]*:/)\\S{1000,}$`);

/** Whether a name and the first message after it are one request that TCP has cut. */
export function isSplitRequest(name: Uint8Array, message: Uint8Array): boolean {
  const both = concatBytes(name, message);
  if (VERSION.test(latin1(message))) return detectForeignProtocol(both) === 'http';
  return LONG_TARGET.test(latin1(both).trimStart());
}

/** How many arguments a function can take at once. */
const BLOCK_BYTES = 8192;

/** The bytes as Latin-1: one code unit for each, because only ASCII is searched for. */
function latin1(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += BLOCK_BYTES)
    text += String.fromCharCode(...bytes.subarray(at, at + BLOCK_BYTES));
  return text;
}
