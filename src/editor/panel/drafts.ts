import type { Destination, Draft } from '../../panel/fromPanel';
import type { PanelRoom } from '../../panel/toPanel';

/** How many drafts are kept at most: those that were written last. */
const MAX_DRAFTS = 20;

/**
 * What a person began to write to each room, and to single members of it, and has not sent. The host keeps it, because a
 * browser saves what its pages keep only now and then.
 */
export class Drafts {
  private readonly texts: Map<string, string>;

  /**
   * @param kept what `keep` was called with before; anything else counts as nothing
   * @param keep called at each change with all drafts, the one written last at the end
   */
  constructor(
    kept: unknown,
    private readonly keep: (entries: readonly (readonly [destination: string, text: string])[]) => void,
  ) {
    const all: readonly unknown[] = Array.isArray(kept) ? kept : [];
    this.texts = new Map(
      all.filter(
        (one): one is [string, string] =>
          Array.isArray(one) && one.length === 2 && one.every((part) => typeof part === 'string'),
      ),
    );
  }

  of(destination: Destination): string {
    return this.texts.get(keyOf(destination)) ?? '';
  }

  set({ text, ...destination }: Draft): void {
    const key = keyOf(destination);
    this.texts.delete(key);
    if (text !== '') this.texts.set(key, text);
    const [oldest] = this.texts.keys();
    if (this.texts.size > MAX_DRAFTS && oldest !== undefined) this.texts.delete(oldest);
    this.keep([...this.texts]);
  }

  /** Puts what was not sent in front of what was written there since. */
  putBack({ text, ...destination }: Draft): void {
    const since = this.of(destination);
    this.set({ ...destination, text: since === '' ? text : `${text}\n${since}` });
  }
}

const keyOf = ({ room, to }: Destination): string => (to === undefined ? room : `${room}\n${to}`);

/** What tells rooms apart here. A room this window hosts has a different address in each network. */
export const draftKey = ({ name, address, hosting }: PanelRoom): string =>
  hosting ? `own ${name}` : `${address} ${name}`;
