/** How many colours `styles.css` has for names: `.author-0` and so on. */
export const AUTHOR_COLORS = 12;

/** The class that colours an author's name: always the same for one `authorKey` (FNV-1a). */
export function authorColor(authorKey: string): string {
  let hash = 0x811c9dc5;
  for (let i = 0; i < authorKey.length; i++) hash = Math.imul(hash ^ authorKey.charCodeAt(i), 0x01000193);
  // The low bits of FNV are its weak ones: fold the high ones in.
  return `author-${((hash ^ (hash >>> 15)) >>> 0) % AUTHOR_COLORS}`;
}
