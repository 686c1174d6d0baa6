/** What can go wrong with the server of a hosted room, apart from what has a code of the system's. */
export type ServerProblem = 'timeout' | 'ended' | 'not-running' | 'no-answer' | 'closed' | 'no-tls';

/** Why the server of a hosted room did not do what it was asked to. The message is for logs; the code is for the person. */
export class ServerFailure extends Error {
  override readonly name = 'ServerFailure';

  /** @param code a `ServerProblem`, or the system's, such as `EADDRINUSE`; undefined where none is known */
  constructor(
    message: string,
    readonly code?: string,
  ) {
    super(message);
  }
}

/** A failure with a code of ours. */
export const serverFailure = (message: string, code: ServerProblem): ServerFailure =>
  new ServerFailure(message, code);
