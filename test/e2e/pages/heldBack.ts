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
    await this.page.waitForFunction((wanted) => window.late.text.includes(wanted), word);
  }

  /** Lets it go, that of each connection at once. */
  async release(): Promise<void> {
    await this.page.evaluate(() => window.late.release());
  }
}

interface Late {
  holds: boolean;
  /** What is held back, as far as it was read. */
  text: string;
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
  const late: Late = {
    holds: false,
    text: '',
    release() {
      late.holds = false;
      for (const [listener, blobs] of held) listener(new MessageEvent('message', { data: new Blob(blobs) }));
      held.clear();
      late.text = '';
    },
  };
  window.late = late;
  window.WebSocket = class extends WebSocket {
    override addEventListener(
      type: string,
      listener: EventListenerOrEventListenerObject,
      options?: boolean | AddEventListenerOptions,
    ): void {
      if (type !== 'message' || typeof listener !== 'function') {
        super.addEventListener(type, listener, options);
        return;
      }
      const later = (event: MessageEvent<Blob>): void => {
        if (!late.holds) {
          listener(event);
          return;
        }
        held.set(listener, [...(held.get(listener) ?? []), event.data]);
        void event.data.text().then((text) => (late.text += text));
      };
      super.addEventListener(type, later as EventListener, options);
    }
  };
}
