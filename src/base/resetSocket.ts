/** The part of `node:net`'s socket that is needed here. */
interface ResettableSocket {
  readonly writable: boolean;
  resetAndDestroy(): unknown;
  destroy(): unknown;
}

/**
 * Ends a connection with a reset, or drops it if it is ending already. Node 20 cannot reset a socket that is ending: it
 * keeps the descriptor, and the process spins for ever when it should end.
 */
export function resetSocket(socket: ResettableSocket): void {
  if (socket.writable) socket.resetAndDestroy();
  else socket.destroy();
}
