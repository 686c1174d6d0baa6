/** What of a socket is needed here; `node:net`'s has it. */
interface ResettableSocket {
  readonly writable: boolean;
  resetAndDestroy(): unknown;
  destroy(): unknown;
}

/**
 * Ends a connection with a reset, or, where its end is on its way already, drops it. Node 20 cannot reset such a one:
 * it keeps the descriptor, and the process spins for ever when it is to end.
 */
export function resetSocket(socket: ResettableSocket): void {
  if (socket.writable) socket.resetAndDestroy();
  else socket.destroy();
}
