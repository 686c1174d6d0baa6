/**
 * The address that `text` is; undefined: it is none. Not by `URL.canParse`, which in Node.js 20 and 22 takes addresses with
 * umlauts for none once it was called some thousand times.
 */
export function parseUrl(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}
