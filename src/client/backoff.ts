/**
 * The pause before a reconnect, in milliseconds: doubles with every attempt up to `maxMs`. Jitter takes up to half of
 * it away, so that the members of a room that went away do not all come back at once.
 * @param attempt 1 for the first
 * @param random from 0 up to 1
 */
export function backoffMs(attempt: number, minMs: number, maxMs: number, random: number): number {
  const full = Math.min(maxMs, minMs * 2 ** Math.min(attempt - 1, 30));
  return Math.round(full * (1 - random / 2));
}
