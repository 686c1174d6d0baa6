import { DEFAULT_HOST, DEFAULT_PORT } from '../protocol/invitations/address';
import { DEFAULT_LIMITS, type Limits } from '../protocol/wire/limits';

/** What a chat server is started with; the limits by their names in src/protocol/wire/limits.ts. */
export interface ServerOptions extends Limits {
  /** Address to bind. */
  readonly host: string;
  /** Port to bind; 0 = any free one. */
  readonly port: number;
  /** The room's name, already valid (P-7.5). */
  readonly room: string;
  /** File that holds the room's history; without one, it is kept in memory only. */
  readonly history?: string | undefined;
}

export const DEFAULT_SERVER_OPTIONS: Omit<ServerOptions, 'room'> = {
  host: DEFAULT_HOST,
  port: DEFAULT_PORT,
  ...DEFAULT_LIMITS,
};
