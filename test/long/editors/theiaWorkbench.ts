import type { Page } from 'playwright-core';
import { Workbench } from '../../e2e/pages/workbench';

/** A palette that has not opened by then was closed again. */
const OPEN_WITHIN_MS = 5_000;

/** A window of Theia. Its quick inputs are those of VS Code; the rest is its own. */
export class TheiaWorkbench extends Workbench {
  static override async open(page: Page, url: string): Promise<TheiaWorkbench> {
    await page.goto(url);
    const workbench = new TheiaWorkbench(page);
    await workbench.hasTilde();
    return workbench;
  }

  override async openPalette(title: string): Promise<void> {
    // a page that has just been shown takes the focus when it is drawn, and so closes a palette that is open
    for (;;) {
      await this.page.locator('.lm-MenuBar-item', { hasText: 'View' }).click();
      await this.page.locator('.lm-Menu-item', { hasText: 'Command Palette' }).click();
      const first = this.quickInput.locator('.quick-input-list .monaco-list-row').first();
      const isOpen = first.waitFor({ timeout: OPEN_WITHIN_MS }).then(
        () => true,
        () => false,
      );
      if (await isOpen) break;
    }
    await this.quickInput.locator('input').first().fill(`>${title}`);
  }

  override async reload(): Promise<void> {
    await this.page.reload();
    await this.hasTilde();
  }

  /** Waits until the extension's contributions are there. */
  private async hasTilde(): Promise<void> {
    await this.page.locator('[id^="shell-tab-plugin-view-container"][id$=".tilde"]').waitFor();
  }

  /** The rows of a list of the extension's. */
  row(label: string | RegExp) {
    return this.page.locator('.theia-tree-view .theia-TreeNode', { hasText: label });
  }

  override async showExplorer(): Promise<void> {
    await this.page.locator('[id="shell-tab-explorer-view-container"]').click();
    await this.page.locator('#explorer-view-container:visible').waitFor();
  }

  async unfold(view: string): Promise<void> {
    await this.page.locator('.theia-view-container-part-header', { hasText: new RegExp(view, 'i') }).click();
  }

  /** What notifications say. */
  override get toasts() {
    return this.page.locator('.theia-notification-toasts .theia-notification-list-item');
  }
}
