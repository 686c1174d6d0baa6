// The stable error codes of the wire (P-11), each with its sentence.

/** Code -> the sentence sent with it, unless the place of the error has a more exact one. */
export const ERROR_SENTENCES = {
  'bad-utf8': 'That was not valid UTF-8 text; please send UTF-8.',
  'bad-frame': 'That was not a frame of the form ~verb~{…}; see the protocol, section P-4.',
  'bad-json': 'The payload is not a JSON object.',
  'bad-message': 'The payload does not have the fields of its verb.',
  'frame-too-long': 'The frame is too long; nothing after it can be told apart, so the connection is closed.',
  'hello-first': 'Say hello first: ~hello~{"v":1,"name":"…"}.',
  'bad-proof': 'That proof was not made for this connection; connect again.',
  'already-hello': 'You already said hello on this connection.',
  'unsupported-version': 'This server speaks version 1 of the protocol; please update the older side.',
  'bad-name': 'That name cannot be used.',
  'bad-text': 'That text cannot be sent.',
  'text-too-long': 'That text is too long.',
  'bad-emoji': 'A reaction is one emoji and nothing else; send one such as 👍.',
  'too-many-reactions':
    'There are too many different reactions under that message; use one that is there already.',
  'not-found': 'There is no such message here, or it is no longer kept.',
  'not-author': 'Only its author can change a message.',
  'no-such-member': 'Nobody with that id is in the room now.',
  full: 'The room is full; try again when somebody has left.',
  'too-many-connections': 'Too many connections come from your address; close one and try again.',
  'name-timeout': 'No name came; connect again and send it first.',
  'idle-timeout': 'Nothing was heard from you for too long; please reconnect.',
  'slow-consumer': 'You read too slowly to keep up; please reconnect.',
  'wrong-key': 'That is not the key of this room; ask its host for the current one.',
  'key-changed': 'The key of this room was changed; ask its host for the new one.',
  locked: 'The room is locked to newcomers; ask its host to let you in.',
  removed: 'The host has removed you from this room.',
  'history-unsaved': 'What is said here is not being saved: it would be gone if the room had to start again.',
  'history-saved': 'What is said here is being saved again.',
  'internal-error': 'Something went wrong in the server; please reconnect.',
} as const;

export type ErrorCode = keyof typeof ERROR_SENTENCES;

/** What is wrong with something a peer sent. */
export interface WireError {
  readonly code: ErrorCode;
  /** A sentence a person can act on. */
  readonly message: string;
}

export const wireError = (code: ErrorCode, message: string = ERROR_SENTENCES[code]): WireError => ({
  code,
  message,
});

/** The one line that a TLS client gets in an open room (P-1.4). It ends with LF, so that any reader shows it. */
export const OPEN_ROOM_LINE = 'SERVER~This room is open; join it without a key.\n';

/** The one line that a peer without TLS gets in a private room (P-13.2). It is the same in every room. */
export const PRIVATE_ROOM_LINE = 'SERVER~This room is private; join it with its key.\n';

/** The answer to a peer that begins like another protocol (P-1.6). It may have been the name of an original client. */
export const FOREIGN_PROTOCOL_LINE =
  'SERVER~That is how another protocol begins, so it is no name here. Connect again with one in small letters, without a colon.\n';

/** The answer to a name that may be the beginning of a request (P-1.3). */
export const METHOD_NAME = wireError(
  'bad-name',
  'That name cannot be used: web requests begin like this. Please send another, in small letters for instance.',
);

/** An original client shows what comes after the tilde. */
const HTTP_BODY =
  'SERVER~This is a Tilde chat room, not a web server. If that was a name: connect again with one in small letters, without a slash.\n';

/** The answer to an HTTP request (P-1.3): a web page must never reach the room. */
export const HTTP_REFUSAL = [
  'HTTP/1.1 400 Bad Request',
  'Content-Type: text/plain; charset=utf-8',
  `Content-Length: ${HTTP_BODY.length}`,
  'Connection: close',
  '',
  HTTP_BODY,
].join('\r\n');
