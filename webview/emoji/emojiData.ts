import { Emitter } from '../../src/base/emitter';
import type { Emoji } from './emoji';

/** All emoji, from when somebody needs them. */
export class EmojiData {
  private readonly change = new Emitter<void>();
  /** They are there, or cannot be loaded, or are loaded once more. */
  readonly onDidChange = this.change.event;
  private state: 'unasked' | 'loading' | 'failed' | 'there' = 'unasked';
  private attempts = 0;
  private all: readonly Emoji[] = [];
  private byCode: ReadonlyMap<string, Emoji> = new Map();

  /** @param fetch loads all of them; it may reject. It is told how often that was tried before. */
  constructor(private readonly fetch: (attempt: number) => Promise<readonly Emoji[]>) {}

  /** In the order in which Unicode lists them; none before they are there. */
  get list(): readonly Emoji[] {
    return this.all;
  }

  get isThere(): boolean {
    return this.state === 'there';
  }

  /** They could not be loaded. */
  get hasFailed(): boolean {
    return this.state === 'failed';
  }

  /** The one with that short code; undefined where there is none, or not yet: then they are loaded. */
  ofCode(code: string): Emoji | undefined {
    // what cannot be loaded is not tried again by every drawing
    if (this.state === 'unasked') void this.load();
    return this.byCode.get(code);
  }

  /** Loads them, where they are not there or on their way. Never rejects. */
  async load(): Promise<void> {
    if (this.state === 'loading' || this.state === 'there') return;
    const hadFailed = this.hasFailed;
    this.state = 'loading';
    if (hadFailed) this.change.fire();
    try {
      this.all = await this.fetch(this.attempts++);
      this.byCode = new Map(this.all.flatMap((emoji) => emoji.codes.map((code) => [code, emoji] as const)));
      this.state = 'there';
    } catch {
      // the browser logs what it could not load
      this.state = 'failed';
    }
    this.change.fire();
  }
}
