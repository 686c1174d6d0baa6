import type { Locator, Page } from 'playwright-core';

/** A VS Code window, by what a person sees of it. */
export class Workbench {
  private constructor(readonly page: Page) {}

  /** Opens a workbench and waits until the extension's contributions are there. */
  static async open(page: Page, url: string): Promise<Workbench> {
    await page.goto(url);
    await page.locator('.monaco-workbench').waitFor();
    const workbench = new Workbench(page);
    await workbench.activityBarItem.waitFor();
    return workbench;
  }

  get activityBarItem(): Locator {
    return this.page.locator('.activitybar .action-item a[aria-label^="Tilde"]');
  }

  /** The quick input or quick pick that is open. */
  get quickInput(): Locator {
    return this.page.locator('.quick-input-widget:visible');
  }

  get toasts(): Locator {
    return this.page.locator('.notification-toast');
  }

  statusBarItem(text: string | RegExp): Locator {
    return this.page.locator('.statusbar-item', { hasText: text });
  }

  /** Runs a command by the palette. `title` is what the palette shows, for instance `Tilde: Host Room`. */
  async runCommand(title: string): Promise<void> {
    await this.page.keyboard.press('F1');
    await this.quickInput.locator('input').first().fill(`>${title}`);
    await this.choice(title).first().click();
  }

  /** Answers the open quick input, told by its title or prompt. */
  async answer(question: string | RegExp, text: string): Promise<void> {
    const widget = this.quickInput.filter({ hasText: question });
    const input = widget.locator('input').first();
    await input.fill(text);
    await input.press('Enter');
  }

  /** Accepts what the open quick input proposes. */
  async accept(question: string | RegExp): Promise<void> {
    await this.quickInput.filter({ hasText: question }).locator('input').first().press('Enter');
  }

  /** Picks an entry of the open quick pick. */
  async pick(label: string | RegExp): Promise<void> {
    await this.choice(label).first().click();
  }

  /** Closes the window; VS Code gets to say its farewells. */
  async close(): Promise<void> {
    this.page.on('dialog', (dialog) => void dialog.accept());
    const closed = this.page.waitForEvent('close');
    await this.page.close({ runBeforeUnload: true });
    await closed;
  }

  async screenshot(file: string): Promise<void> {
    await this.page.screenshot({ path: file });
  }

  private choice(label: string | RegExp): Locator {
    return this.quickInput.locator('.quick-input-list .monaco-list-row', { hasText: label });
  }
}
