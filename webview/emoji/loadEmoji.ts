import type { Emoji, EmojiWords } from './emoji';
import { translated } from './translated';

/** The scripts beside the panel's own that have the data (`esbuild.js`). */
type Script = 'webview-emojis' | 'webview-germanWords';

type Words = ReadonlyMap<string, EmojiWords>;

/** Languages that the extension speaks besides English. */
const LANGUAGES: Readonly<Record<string, (attempt: number) => Promise<Words>>> = {
  de: async (attempt) => ((await load('webview-germanWords', attempt)) as { germanWords: Words }).germanWords,
};

/**
 * Resolves with all emoji; rejects where they cannot be loaded.
 * @param language of the editor, a BCP 47 tag
 * @param attempt how often that was tried before
 */
export async function loadEmoji(language: string, attempt: number): Promise<readonly Emoji[]> {
  const [primary = ''] = language.toLowerCase().split('-');
  const [loaded, words] = await Promise.all([load('webview-emojis', attempt), LANGUAGES[primary]?.(attempt)]);
  const { emojis } = loaded as { emojis: readonly Emoji[] };
  return words ? translated(emojis, words) : emojis;
}

/** A browser remembers what it could not load, and asks again only for another address. */
function load(script: Script, attempt: number): Promise<unknown> {
  const address = `./${script}.js${attempt > 0 ? `?attempt=${attempt}` : ''}`;
  return import(address);
}
