/** How many characters at the end of `text` do not fit into `maxBytes` of UTF-8. */
export function excessCharacters(text: string, maxBytes: number): number {
  // no text takes more than three bytes for each unit
  const room = new Uint8Array(Math.min(maxBytes, 3 * text.length));
  const { read } = new TextEncoder().encodeInto(text, room);
  return Array.from(text.slice(read)).length;
}
