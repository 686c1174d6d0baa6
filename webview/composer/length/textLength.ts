const encoder = new TextEncoder();

/** How long `text` is in UTF-8. */
export const byteLength = (text: string): number => encoder.encode(text).length;

/** How many characters at the end of `text` do not fit into `maxBytes` of UTF-8. */
export function excessCharacters(text: string, maxBytes: number): number {
  // no text takes more than three bytes for each unit
  const room = new Uint8Array(Math.min(maxBytes, 3 * text.length));
  const { read } = encoder.encodeInto(text, room);
  return Array.from(text.slice(read)).length;
}

/** Near the limit, which is in its last tenth: how many bytes are left. Undefined: there is room enough, or too little. */
export function bytesLeft(text: string, maxBytes: number): number | undefined {
  const near = maxBytes / 10;
  // no text takes more than three bytes for each unit
  if (3 * text.length < maxBytes - near) return undefined;
  const left = maxBytes - byteLength(text);
  return left >= 0 && left <= near ? left : undefined;
}
