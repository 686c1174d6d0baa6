import type { Locator, Page } from 'playwright-core';

/** The list of members in a window. */
export class MembersList {
  readonly pane: Locator;

  constructor(page: Page) {
    this.pane = page.locator('.pane').filter({ has: page.locator('.pane-header', { hasText: /^Members/ }) });
  }

  get header(): Locator {
    return this.pane.locator('.pane-header');
  }

  /** Shows who is in the room: at first, the list is only its header. */
  async unfold(): Promise<void> {
    if ((await this.header.getAttribute('aria-expanded')) === 'true') return;
    await this.header.click();
    await this.pane.locator('.pane-header[aria-expanded="true"]').waitFor();
  }

  get rows(): Locator {
    return this.pane.getByRole('treeitem');
  }

  /** The row of somebody, by the beginning of what a screen reader says. */
  row(label: string | RegExp): Locator {
    return this.pane.getByRole('treeitem', { name: label });
  }

  /** The one that keys act on. */
  get focusedRow(): Locator {
    return this.pane.locator('.monaco-list-row.focused');
  }

  /** The buttons that stand there while nobody is listed. */
  button(label: string): Locator {
    return this.pane.getByRole('button', { name: label });
  }
}
