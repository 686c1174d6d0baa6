// What a server process and the program that forked it say to each other, over the IPC channel only.

export type ServerMessageToHost =
  | {
      readonly type: 'listening';
      readonly host: string;
      /** The port really bound. */
      readonly port: number;
      /** Makes the client that shows it, once, the host's own. */
      readonly ticket: string;
    }
  | {
      readonly type: 'failed';
      /** A sentence for logs, in English. */
      readonly message: string;
      /** The system's code where it is known, such as `EADDRINUSE`, for a sentence in the person's language. */
      readonly code?: string;
      /** It is the history file that cannot be used: without it, or a moment later, the room may well be opened. */
      readonly history?: boolean;
    };

/** The answer to `clear-history`. */
export interface HistoryCleared {
  readonly type: 'history-cleared';
  /** Why some of it may still be on the disk; left out where all is gone. */
  readonly problem?: string;
}

export interface HostMessage {
  /**
   * `stop`: tell the members and end with exit code 0. `clear-history`: drop everything said so far; the room keeps
   * its id, its members and its order.
   */
  readonly type: 'stop' | 'clear-history';
}

export const isHostMessage = (value: unknown): value is HostMessage =>
  typeof value === 'object' &&
  value !== null &&
  'type' in value &&
  (value.type === 'stop' || value.type === 'clear-history');
