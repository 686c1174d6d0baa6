import type { FrameLocator, Locator, Page } from 'playwright-core';
import type { ConnectionStatus } from '../../../src/panel/toPanel';
import { becomes } from './becomes';

/** The chat view of a window. */
export class ChatPanel {
  readonly #frame: FrameLocator;

  constructor(page: Page) {
    this.#frame = page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
  }

  get app(): Locator {
    return this.#frame.locator('#app');
  }

  get log(): Locator {
    return this.#frame.getByRole('log');
  }

  get notices(): Locator {
    return this.log.locator('.notice');
  }

  get composer(): Locator {
    return this.#frame.locator('textarea#composer');
  }

  get sendButton(): Locator {
    return this.#frame.locator('#send');
  }

  /** A button that says what to do, where there is no room or the connection is away. */
  button(label: string): Locator {
    return this.app.locator('vscode-button', { hasText: exactly(label) });
  }

  /** Whether what is written can be sent. */
  canSend(): Promise<boolean> {
    return this.sendButton.evaluate((button) => !button.hasAttribute('disabled'));
  }

  /** How many people are in the room. */
  get memberCount(): Locator {
    return this.app.locator('vscode-badge');
  }

  /** Who is typing. */
  get typing(): Locator {
    return this.app.locator('.typing');
  }

  /** Messages with exactly this text, by this author where one is given. */
  messages(text: string, { author, own }: { author?: string; own?: boolean } = {}): Locator {
    let found = this.log
      .locator(own ? 'article.message.own' : 'article.message')
      .filter({ has: this.#frame.locator('.text', { hasText: exactly(text) }) });
    if (author) found = found.filter({ has: this.#frame.locator('.author', { hasText: exactly(author) }) });
    return found;
  }

  notice(text: string | RegExp): Locator {
    return this.notices.filter({ hasText: text });
  }

  /** Waits until all of it is between the edges of the list. */
  async isInSight(message: Locator): Promise<void> {
    await becomes(message, (node) => {
      const list = node.closest('.scroller')?.getBoundingClientRect();
      const { top, bottom } = node.getBoundingClientRect();
      return list !== undefined && top >= list.top - 1 && bottom <= list.bottom + 1;
    });
  }

  /** Waits until the connection stands so. */
  async isNow(connection: ConnectionStatus['kind']): Promise<void> {
    await this.#frame.locator(`#app[data-connection="${connection}"]`).waitFor();
  }

  /** Types and presses Send. */
  async send(text: string): Promise<void> {
    await this.composer.fill(text);
    await this.sendButton.click();
  }

  /** Waits until what one said oneself has come back from the room. */
  async isSent(text: string): Promise<void> {
    await this.messages(text, { own: true }).and(this.log.locator('[data-status="sent"]')).waitFor();
  }

  /** Types and does not send; the extension is told. */
  async begin(text: string): Promise<void> {
    await this.composer.fill(text);
    await this.hasTold();
  }

  /** Waits until what the panel has told has left its frames: hidden, it would take it along. */
  async hasTold(): Promise<void> {
    // the frame around this one hands it on, and has its turn before a timer
    await this.app.evaluate(() => new Promise<void>((resolve) => setTimeout(resolve)));
  }
}

function exactly(text: string): RegExp {
  return new RegExp(`^\\s*${text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}\\s*$`);
}
