import type { ConnectionStatus } from '../../src/panel/stateSchemas';

/** Whether the person can send: also while reconnecting, since the client keeps the message until it is back. */
export const isInRoom = (connection: ConnectionStatus | undefined): boolean =>
  connection?.kind === 'joined' || connection?.kind === 'reconnecting';

/** Whether something is to be seen moving: not where it may take a night. */
export const isMoving = (connection: ConnectionStatus): boolean =>
  (connection.kind === 'reconnecting' || connection.kind === 'connecting') && !connection.waiting;
