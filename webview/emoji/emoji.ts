/** An emoji, and the words by which it is found. */
export interface Emoji {
  readonly emoji: string;
  readonly label: string;
  /** Unicode's number of the group that it is listed in. */
  readonly group: number;
  /** Its short codes without their colons, the usual one first. */
  readonly codes: readonly string[];
  readonly tags: readonly string[];
}
