import type { Page } from 'playwright-core';

/** What a VS Code's server sends to its window, so that it can be late. */
export class HeldBack {
  private constructor(private readonly page: Page) {}

  /** From when the page is loaded next. */
  static async from(page: Page): Promise<HeldBack> {
    await page.addInitScript(listenLate);
    return new HeldBack(page);
  }

  async hold(): Promise<void> {
    await this.page.evaluate(() => (window.late.holds = true));
  }

  /** Waits until `word` is in what is held back. */
  async has(word: string): Promise<void> {
    await this.page.evaluate((wanted) => window.late.has(wanted), word);
  }

  /** Lets it go, that of each connection at once. */
  async release(): Promise<void> {
    await this.page.evaluate(() => window.late.release());
  }
}

interface Late {
  holds: boolean;
  has(word: string): Promise<void>;
  release(): void;
}

declare global {
  interface Window {
    late: Late;
  }
}

/** Runs in the page, before anything else does. */
function listenLate(): void {
  type Listener = (event: MessageEvent<Blob>) => void;
  const held = new Map<Listener, Blob[]>();
  let look = (): void => undefined;
  const late: Late = {
    holds: false,
    async has(word) {
      for (;;) {
        const came = new Promise<void>((resolve) => (look = resolve));
        for (const blobs of held.values()) if ((await new Blob(blobs).text()).includes(word)) return;
        await came;
      }
    },
    release() {
      late.holds = false;
      for (const [listener, blobs] of held) listener(new MessageEvent('message', { data: new Blob(blobs) }));
      held.clear();
    },
  };
  window.late = late;
  window.WebSocket = class extends WebSocket {
    override addEventListener(type: string, listener: EventListenerOrEventListenerObject): void {
      if (type !== 'message' || typeof listener !== 'function') {
        super.addEventListener(type, listener);
        return;
      }
      super.addEventListener(type, (event: MessageEvent<Blob>) => {
        if (!late.holds) {
          listener(event);
          return;
        }
        held.set(listener, [...(held.get(listener) ?? []), event.data]);
        look();
      });
    }
  };
}
