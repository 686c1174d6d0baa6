import type { Emoji } from './emoji';

/** Resolves with all of them; loads them at the first call. Rejects where they cannot be loaded. */
export const loadEmoji = async (): Promise<readonly Emoji[]> => (await import('./emojis')).emojis;
