// The stable error codes of the wire (P-11) and the sentence each is sent with.

/** Code -> what is said with it; the sentence may be made more exact where the error is found. */
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
  'wrong-key': 'That is not the key of this room; ask its host for the present one.',
  'key-changed': 'The key of this room was changed; ask its host for the new one.',
  locked: 'The room is locked to newcomers; ask its host to let you in.',
  removed: 'The host has removed you from this room.',
  'history-unsaved': 'What is said here is not being saved: it would be gone if the room had to start again.',
  'history-saved': 'What is said here is being saved again.',
  'internal-error': 'Something went wrong in the server; please reconnect.',
} as const;

export type ErrorCode = keyof typeof ERROR_SENTENCES;

/** What was wrong with something a peer sent. */
export interface WireError {
  readonly code: ErrorCode;
  /** A sentence a person can act on. */
  readonly message: string;
}

export const wireError = (code: ErrorCode, message: string = ERROR_SENTENCES[code]): WireError => ({
  code,
  message,
});

/** The one line a TLS knocker gets in an open room (P-1.4). Ends with LF, so that any reader shows it. */
export const OPEN_ROOM_LINE = 'SERVER~This room is open; join it without a key.\n';

/** The one line that whoever does not speak TLS gets in a private room (P-13.2): it is the same in all of them. */
export const PRIVATE_ROOM_LINE = 'SERVER~This room is private; join it with its key.\n';

/** What whoever begins like another protocol gets (P-1.6). It may also have been the name of an original client. */
export const FOREIGN_PROTOCOL_LINE =
  'SERVER~That is how another protocol begins, so it is no name here. Connect again with one in small letters, without a colon.\n';

/** What a name gets that may be the beginning of a request (P-1.3). */
export const METHOD_NAME = wireError(
  'bad-name',
  'That name cannot be used: web requests begin like this. Please send another, in small letters for instance.',
);

/** An original client shows what stands behind the tilde. */
const HTTP_BODY =
  'SERVER~This is a Tilde chat room, not a web server. If that was a name: connect again with one in small letters, without a slash.\n';

/** What an HTTP request gets (P-1.3): a web page must never reach the room. */
export const HTTP_REFUSAL = [
  'HTTP/1.1 400 Bad Request',
  'Content-Type: text/plain; charset=utf-8',
  `Content-Length: ${HTTP_BODY.length}`,
  'Connection: close',
  '',
  HTTP_BODY,
].join('\r\n');
