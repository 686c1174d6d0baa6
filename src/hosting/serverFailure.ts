/** What went wrong with one's own server, apart from what the system calls by a code of its own. */
export type ServerProblem = 'timeout' | 'ended' | 'not-running' | 'no-answer' | 'closed' | 'no-tls';

/** Why one's own server did not do what it was to do. The message is for logs; the code is for the person. */
export class ServerFailure extends Error {
  override readonly name = 'ServerFailure';

  /** @param code of ours, or the system's, such as `EADDRINUSE`; undefined: nobody knows one */
  constructor(
    message: string,
    readonly code?: string,
  ) {
    super(message);
  }
}

/** One with a code of ours. */
export const serverFailure = (message: string, code: ServerProblem): ServerFailure =>
  new ServerFailure(message, code);
