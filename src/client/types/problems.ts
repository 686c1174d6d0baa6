// The client's own reasons why something was not done, in words for logs and bots.
import type { RequestProblem } from './clientTypes';

export const NOT_CONNECTED: RequestProblem = {
  code: 'not-connected',
  message: 'You are not in a room; join it again.',
};
export const MUST_REJOIN: RequestProblem = {
  code: 'must-rejoin',
  message: 'This server cannot change names; leave, and join again with the new one.',
};
export const NOT_SUPPORTED: RequestProblem = {
  code: 'not-supported',
  message: 'This is an original chat server; it knows plain messages only.',
};
export const UNCONFIRMED: RequestProblem = {
  code: 'unconfirmed',
  message:
    'The server did not repeat this message, so it may not have arrived; sending it again may show it twice.',
};
export const NO_ANSWER: RequestProblem = {
  code: 'no-answer',
  message: 'The room did not answer; try again.',
};
export const TOO_MANY_UNSENT: RequestProblem = {
  code: 'too-many-unsent',
  message: 'Too many messages are waiting to be sent; try again when some of them have arrived.',
};
export const EXPIRED: RequestProblem = {
  code: 'expired',
  message: 'This message could not be delivered for too long; send it again when you are connected.',
};
export const ANOTHER_ROOM: RequestProblem = {
  code: 'another-room',
  message:
    'This is not the room that was at this address before. If you did not expect that, ask the host before you write.',
};
