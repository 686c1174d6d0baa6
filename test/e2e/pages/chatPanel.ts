import type { FrameLocator, Locator, Page } from 'playwright-core';
import type { ConnectionStatus } from '../../../src/panel/stateSchemas';
import { becomes } from './becomes';

/** A page of ours in a window of VS Code, or of Theia. Where there are two, their addresses tell them apart, until a view was hidden. */
const PAGES = {
  only: 'iframe.webview.ready',
  view: 'iframe.webview.ready[src*="purpose=webviewView"]',
  tab: 'iframe.webview.ready:not([src*="purpose="])',
  theia: 'iframe.webview',
};

/** The chat in a window: in its view, or in a tab of the editor. */
export class ChatPanel {
  readonly #frame: FrameLocator;

  constructor(
    private readonly page: Page,
    where: keyof typeof PAGES = 'only',
  ) {
    this.#frame = page.frameLocator(PAGES[where]).frameLocator('iframe#active-frame');
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

  /** Code that goes with what is written. */
  get attached(): Locator {
    return this.app.locator('.attached');
  }

  get sendButton(): Locator {
    return this.#frame.locator('#send');
  }

  /** Where one looks for an emoji. */
  get emojiPicker(): Locator {
    return this.#frame.getByRole('dialog', { name: 'Emoji' });
  }

  /** A button that says what to do, where there is no room or the connection is away. */
  button(label: string): Locator {
    return this.app.locator('vscode-button', { hasText: exactly(label) });
  }

  /** Whether what is written can be sent. */
  canSend(): Promise<boolean> {
    return this.sendButton.evaluate((button) => !button.hasAttribute('disabled'));
  }

  /** The name of the room, with the invitation behind it. */
  get roomName(): Locator {
    return this.app.locator('#room-name');
  }

  get invitation(): Locator {
    return this.app.getByRole('dialog', { name: /^Invite to / });
  }

  /** The first address that the invitation gives. Opens it and closes it. */
  async addressToInvite(): Promise<string> {
    await this.roomName.click();
    const address = await this.invitation.locator('code').first().innerText();
    await this.invitation.press('Escape');
    await this.invitation.waitFor({ state: 'detached' });
    return address;
  }

  /** How many people are in the room. */
  get memberCount(): Locator {
    return this.app.locator('.details').getByText(/^\d+ here$/);
  }

  /** Who is typing. */
  get typing(): Locator {
    return this.app.locator('.typing');
  }

  /** Who reads the direct messages that are shown. */
  get directHint(): Locator {
    return this.app.locator('.direct-hint');
  }

  /** What leads to the conversation with everybody, or with one member. */
  conversation(name: string): Locator {
    return this.app.getByRole('navigation', { name: 'Conversations' }).getByRole('button', { name });
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

  /** Waits until the composer and its button are in the window, whole, and at least two lines of messages. */
  async hasRoom(): Promise<void> {
    const window = this.page.viewportSize();
    for (;;) {
      const [log, ...parts] = await Promise.all(
        [this.log, this.composer, this.sendButton].map((part) => part.boundingBox()),
      );
      const isIn = (box: typeof log): boolean =>
        !!box &&
        !!window &&
        box.x >= 0 &&
        box.x + box.width <= window.width &&
        box.y + box.height <= window.height;
      if (log && log.height >= 36 && parts.every(isIn)) return;
      await this.page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
    }
  }

  /** Waits until the connection stands so. */
  async isNow(connection: ConnectionStatus['kind']): Promise<void> {
    await this.#frame.locator(`#app[data-connection="${connection}"]`).waitFor();
  }

  /** Waits until this stands in the composer. */
  async hasDraft(text: string): Promise<void> {
    while ((await this.composer.inputValue()) !== text)
      await this.page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
  }

  /** Waits until one can type. */
  async hasFocus(): Promise<void> {
    await becomes(this.composer, (node) => node.matches(':focus') && node.ownerDocument.hasFocus());
  }

  /** Scrolls there, as a reader does, and waits until VS Code has heard of it. */
  async scrollTo(message: Locator): Promise<void> {
    await message.evaluate((node) => node.scrollIntoView({ block: 'start' }));
    await this.isInSight(message);
    await this.app.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
    await this.hasTold();
  }

  /** Opens the menu of a message, by its tools. */
  async opensMenu(message: Locator): Promise<void> {
    await message.hover();
    await message.getByRole('button', { name: 'More Actions' }).click();
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
