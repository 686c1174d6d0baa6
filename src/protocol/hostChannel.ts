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
  | { readonly type: 'failed'; readonly message: string };

export interface HostMessage {
  /** Tell the members and end with exit code 0. */
  readonly type: 'stop';
}

export const isHostMessage = (value: unknown): value is HostMessage =>
  typeof value === 'object' && value !== null && 'type' in value && value.type === 'stop';
