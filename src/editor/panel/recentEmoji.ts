import { isEmoji, qualifiedEmoji } from '../../protocol/wire/emoji';

/** As many as fit beside each other, and as one remembers. */
const MAX_KEPT = 5;

/** The emoji that the person used last, in all windows. */
export class RecentEmoji {
  /**
   * @param read what `keep` was called with last, in any window; anything else counts as nothing
   * @param keep called with all of them, the last one first
   */
  constructor(
    private readonly read: () => unknown,
    private readonly keep: (emoji: readonly string[]) => void,
  ) {}

  /** The last one first. */
  get list(): readonly string[] {
    const kept = this.read();
    const all: readonly unknown[] = Array.isArray(kept) ? kept : [];
    return all.filter((one) => typeof one === 'string' && isEmoji(one)).slice(0, MAX_KEPT) as string[];
  }

  /** The person has used it. */
  use(raw: string): void {
    const emoji = qualifiedEmoji(raw);
    if (isEmoji(emoji)) this.keep([emoji, ...this.list.filter((one) => one !== emoji)].slice(0, MAX_KEPT));
  }
}
