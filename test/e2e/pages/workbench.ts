import type { Locator, Page } from 'playwright-core';
import { passing } from './passing';

/** The list of what can be decided of a room before it is hosted. */
const MORE = 'Host Room: More Choices';
/** Without it a window is an empty page. */
const SCRIPT = '**/vs/code/browser/workbench/workbench.js';

/** Who can join: programs where the extension runs, without a key. */
export const ONLY_HERE = /Only [^,]+Not encrypted/;
/** The same, with a key. */
export const ONLY_HERE_PRIVATE = /Only .+, private/;

interface RoomToHost {
  readonly port: number;
  /** Left out: as it is proposed. */
  readonly room?: string;
  /** The choice that says who can join. */
  readonly who: RegExp;
}

/** A VS Code window, by what a person sees of it. */
export class Workbench {
  private loaded: Promise<unknown> = Promise.resolve();
  private letLoad: () => void = () => undefined;

  protected constructor(readonly page: Page) {}

  /** Opens a workbench and waits until the extension's contributions are there. */
  static async open(page: Page, url: string): Promise<Workbench> {
    await page.goto(url);
    await page.locator('.monaco-workbench').waitFor();
    const workbench = new Workbench(page);
    await workbench.isRestored();
    return workbench;
  }

  /** Waits until the window can be used: restoring it moves the focus, which closes a quick input that is open. */
  private async isRestored(): Promise<void> {
    // VS Code's own mark of the end, https://github.com/microsoft/vscode: src/vs/workbench/browser/workbench.ts
    await this.page.waitForFunction(() => performance.getEntriesByName('code/didStartWorkbench').length > 0);
    await this.activityBarItem.waitFor();
  }

  get activityBarItem(): Locator {
    return this.page.locator('.activitybar .action-item a[aria-label^="Tilde"]');
  }

  /** The quick input or quick pick that is open, not one that is fading away. */
  get quickInput(): Locator {
    return this.page.locator('.quick-input-widget:visible:not(.quick-input-widget-closing)');
  }

  /** The number at the extension's icon. */
  get badge(): Locator {
    return this.page
      .locator('.activitybar .action-item', { has: this.page.locator('a[aria-label^="Tilde"]') })
      .locator('.badge-content');
  }

  get toasts(): Locator {
    return this.page.locator('.notification-toast');
  }

  /** Those that VS Code keeps, and shows on demand; not each becomes a toast where many come at once. */
  async notification(text: string): Promise<Locator> {
    await this.runCommand('Notifications: Show Notifications');
    return this.page.locator('.notifications-center .notification-list-item', { hasText: text });
  }

  statusBarItem(text: string | RegExp): Locator {
    return this.page.locator('.statusbar-item', { hasText: text });
  }

  /** Clicks in the status bar, and takes the pointer away: the hover of the item would stand over the side bar. */
  async clickStatusBar(text: string | RegExp): Promise<void> {
    await this.statusBarItem(text).click();
    const { width, height } = this.page.viewportSize() ?? { width: 0, height: 0 };
    await this.page.mouse.move(width / 2, height / 2);
  }

  /** A tab of the editor. */
  editorTab(title: string): Locator {
    return this.page.locator('.tabs-container .tab', { hasText: title });
  }

  /** The extension's item in the status bar. */
  get status(): Locator {
    return this.page.locator('.statusbar-item[id="tilde-chat.tilde.tilde.status"]');
  }

  /** Does that, and waits until the status bar has told this, which it does for seconds only. */
  async statusBarTells(text: string | RegExp, act: () => Promise<unknown>): Promise<void> {
    await passing(this.page.locator('.part.statusbar'), text, act);
  }

  /** The header of a view of the extension's. */
  viewHeader(view: string): Locator {
    return this.page.locator('.pane-header', { hasText: new RegExp(`^${view}`) });
  }

  /** Waits until these are the buttons in that header, besides the one for more. */
  async hasViewActions(view: string, labels: readonly string[]): Promise<void> {
    const header = await this.viewHeader(view).elementHandle();
    await this.page.waitForFunction(
      ([shown, wanted]) => {
        const buttons = [...shown.querySelectorAll('a.action-label')];
        const names = buttons.map((button) => button.getAttribute('aria-label') ?? '');
        return names.filter((name) => !name.includes('More Actions')).join() === wanted;
      },
      [header, labels.join()] as const,
    );
  }

  /** What stands behind the button for more. */
  async moreActions(view: string): Promise<string[]> {
    await this.viewHeader(view).hover();
    await this.viewHeader(view).locator('.codicon-toolbar-more').click();
    return this.menuLabels();
  }

  /** What the menu that was opened offers, from the top down; closes it. */
  async menuLabels(): Promise<string[]> {
    const items = this.page.locator('.monaco-menu .action-item:not(.disabled) .action-label:not(.separator)');
    await items.last().waitFor();
    const labels = await items.allTextContents();
    await this.page.keyboard.press('Escape');
    await items.first().waitFor({ state: 'detached' });
    return labels;
  }

  /** An entry of the menu that is open. */
  menuItem(label: string): Locator {
    return this.page.locator('.monaco-menu').getByRole('menuitem', { name: label });
  }

  /** Chooses an entry of the menu that is open. */
  async chooseInMenu(label: string): Promise<void> {
    // a click may come before the menu takes any
    await this.menuItem(label).hover();
    await this.page.keyboard.press('Enter');
  }

  /** Opens a link to the extension, as if it had been clicked elsewhere. */
  async follow(link: string): Promise<void> {
    await this.runCommand('Open URL');
    const input = this.quickInput.locator('input').first();
    await input.fill(`code-oss://tilde-chat.tilde/${link}`);
    await input.press('Enter');
    await this.dialogButton('Open').click();
  }

  /** Looks in the palette for commands. */
  async openPalette(title: string): Promise<void> {
    // not by a key: one is lost where a panel that has just been opened has the focus, and is still loading
    await this.page.locator('.command-center .command-center-center').click();
    // it is there once it shows what was used last
    await this.quickInput.locator('.quick-input-list .monaco-list-row').first().waitFor();
    await this.quickInput.locator('input').first().fill(`>${title}`);
  }

  /** Runs a command by the palette. `title` is what the palette shows, for instance `Tilde: Host Room`. */
  async runCommand(title: string): Promise<void> {
    await this.openPalette(title);
    await this.choice(title).first().click();
  }

  /** The field of the quick input of this title. */
  field(title: string): Locator {
    return this.titled(title).locator('input').first();
  }

  /** The quick input of this title as a step of a flow, such as `2/4`. */
  step(title: string, place: string): Locator {
    return this.titled(`${title} (${place})`);
  }

  /** Back to the step before. */
  async back(): Promise<void> {
    await this.quickInput.getByRole('button', { name: 'Back' }).click();
  }

  /** Answers the quick input of this title. */
  async answer(title: string, text: string): Promise<void> {
    const input = this.field(title);
    await input.fill(text);
    await input.press('Enter');
  }

  /** What the quick input of this title proposes. */
  async proposal(title: string): Promise<string> {
    return this.field(title).inputValue();
  }

  /** Accepts what the quick input of this title proposes. */
  async accept(title: string): Promise<void> {
    await this.field(title).press('Enter');
  }

  /** Gives the quick input of this title up. */
  async cancel(title: string): Promise<void> {
    await this.field(title).press('Escape');
    await this.titled(title).waitFor({ state: 'hidden' });
  }

  /** Picks an entry of the quick pick of this title. */
  async pick(title: string, label: string | RegExp): Promise<void> {
    await this.choice(label, this.titled(title)).first().click();
  }

  /** Where it is asked who can join: decides all of the room that is to be hosted, and hosts it. */
  async hostsAs({ port, room, who }: RoomToHost): Promise<void> {
    await this.decidesOnPort(port);
    if (room !== undefined) {
      await this.pick(MORE, 'Name');
      await this.answer('Name of the Room', room);
    }
    await this.pick(MORE, 'Who can join');
    await this.pick('Who Can Join', who);
    await this.pick(MORE, 'Host Room');
  }

  /** Only where. What is said of a port that is taken is under its field. */
  async decidesOnPort(port: number): Promise<void> {
    const question = this.titled('Host Room: Who Can Join');
    // not by the pointer: VS Code's hover of the field may lie above the button
    await question.getByRole('button', { name: 'More Choices…' }).dispatchEvent('click');
    await this.pick(MORE, 'Port');
    await this.answer('Port of the Room', String(port));
  }

  /** Shows the files, where other views were. */
  async showExplorer(): Promise<void> {
    await this.page.locator('.activitybar .action-item a[aria-label^="Explorer"]').click();
    await this.page.locator('.explorer-folders-view').waitFor();
  }

  /** Takes the focus from the window, or gives it: a page by itself takes itself for focused, always. */
  async setFocused(focused: boolean): Promise<void> {
    await this.page.evaluate(async (has) => {
      document.hasFocus = () => has;
      // VS Code notes a blur in a timer, and a focus only behind a blur
      window.dispatchEvent(new Event('blur'));
      await new Promise((resolve) => setTimeout(resolve));
      if (has) window.dispatchEvent(new Event('focus'));
    }, focused);
  }

  /** Waits until the extension has been told all that has happened in the window so far. */
  async isCaughtUp(): Promise<void> {
    // what it asks here comes behind all of it
    await this.runCommand('Tilde: Set Username');
    await this.cancel('Set Username');
  }

  /** The modal dialog that is open. */
  get dialog(): Locator {
    return this.page.locator('.monaco-dialog-box');
  }

  dialogButton(label: string): Locator {
    return this.dialog.getByRole('button', { name: label, exact: true });
  }

  /** Reloads the window as a person does, and waits until the extension's contributions are there again. */
  async reload(): Promise<void> {
    await this.startReload();
    await this.isReloaded();
  }

  /** Begins to: the window goes, and does not come back before `isReloaded`, which tells the end. */
  async beginReload(): Promise<void> {
    const mayLoad = new Promise<void>((resolve) => (this.letLoad = resolve));
    await this.page.route(SCRIPT, async (route) => {
      await mayLoad;
      await route.continue();
    });
    await this.startReload();
  }

  async isReloaded(): Promise<void> {
    this.letLoad();
    await this.loaded;
    await this.page.unroute(SCRIPT);
    await this.isRestored();
  }

  /** Picks an entry of a quick pick of VS Code's own, which may have no title. */
  async choose(label: string | RegExp): Promise<void> {
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

  private async startReload(): Promise<void> {
    this.loaded = this.page.waitForEvent('load');
    // whoever waits for it is told
    this.loaded.catch(() => undefined);
    await this.runCommand('Developer: Reload Window');
  }

  private titled(title: string): Locator {
    return this.quickInput.filter({
      has: this.page.locator('.quick-input-title:visible', { hasText: title }),
    });
  }

  /** An entry of the quick pick that is open. */
  choice(label: string | RegExp, within = this.quickInput): Locator {
    return within.locator('.quick-input-list .monaco-list-row', { hasText: label });
  }
}
