/** How much is kept: how many things, and the bytes they take. */
export interface Size {
  readonly count: number;
  readonly bytes: number;
}

export const isMore = (size: Size, most: Size): boolean => size.count > most.count || size.bytes > most.bytes;

export const scaled = ({ count, bytes }: Size, factor: number): Size => ({
  count: count * factor,
  bytes: bytes * factor,
});

/** So many times as many things, and so many times the bytes. */
export const multiplied = (size: Size, times: Size): Size => ({
  count: size.count * times.count,
  bytes: size.bytes * times.bytes,
});

/** Roughly the bytes that the texts in a value take in memory: two for each UTF-16 unit. */
export function textBytes(value: unknown): number {
  if (typeof value === 'string') return 2 * value.length;
  if (typeof value !== 'object' || value === null) return 0;
  let bytes = 0;
  for (const part of Object.values(value)) bytes += textBytes(part);
  return bytes;
}
