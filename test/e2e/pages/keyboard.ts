import type { Locator } from 'playwright-core';
import { becomes } from './becomes';
import type { Workbench } from './workbench';

/** More presses than any part of a window takes. */
const MAX_PRESSES = 60;

/** Somebody who has no mouse: keys only, and they go to what has the focus. */
export class Keyboard {
  constructor(private readonly workbench: Workbench) {}

  private get keys() {
    return this.workbench.page.keyboard;
  }

  press(key: string): Promise<void> {
    return this.keys.press(key);
  }

  type(text: string): Promise<void> {
    return this.keys.type(text);
  }

  /** Runs a command by the palette. */
  async command(title: string): Promise<void> {
    const { quickInput } = this.workbench;
    await this.press('F1');
    await quickInput.locator('.quick-input-list .monaco-list-row').first().waitFor();
    await this.type(title);
    await this.workbench.choice(title).and(this.workbench.page.locator('.focused')).waitFor();
    await this.press('Enter');
  }

  /** Answers the quick input of this title, once it has the focus; without a text, with what it proposes. */
  async answer(title: string, text?: string): Promise<void> {
    await this.has(this.workbench.field(title));
    if (text !== undefined) {
      await this.press('ControlOrMeta+A');
      await this.type(text);
    }
    await this.press('Enter');
  }

  /** Goes to this entry of the quick pick of this title, and takes it. */
  async choose(title: string, label: string): Promise<void> {
    await this.has(this.workbench.field(title));
    const chosen = this.workbench.choice(label).and(this.workbench.page.locator('.focused'));
    await this.goDownTo(chosen);
    await this.press('Enter');
  }

  /** Goes from one thing to the next, or to the one before, until this one has the focus. */
  async goTo(what: Locator, key: 'Tab' | 'Shift+Tab' | 'ArrowDown'): Promise<void> {
    await this.pressUntil(key, () => hasFocus(what), String(what));
  }

  /** Goes down in a list until this is the one that keys act on. */
  async goDownTo(row: Locator): Promise<void> {
    await this.pressUntil('ArrowDown', async () => (await row.count()) > 0, String(row));
  }

  /** Waits until this has the focus. */
  async has(what: Locator): Promise<void> {
    await becomes(what, (node) => node.matches(':focus-within'));
  }

  private async pressUntil(key: string, isSo: () => Promise<boolean>, what: string): Promise<void> {
    for (let presses = 0; !(await isSo()); presses++) {
      if (presses === MAX_PRESSES) throw new Error(`${key} does not lead to ${what}`);
      await this.press(key);
    }
  }
}

const hasFocus = (what: Locator): Promise<boolean> => what.evaluate((node) => node.matches(':focus-within'));
