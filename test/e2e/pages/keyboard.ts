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
  async choose(title: string, label: string | RegExp): Promise<void> {
    const { workbench } = this;
    await this.has(workbench.field(title));
    await this.goDownTo(workbench.choice(label), workbench.quickInput.locator('.quick-input-list'));
    await this.press('Enter');
  }

  /** Goes from one thing to the next, or to the one before, until this one has the focus. */
  async goTo(what: Locator, key: 'Tab' | 'Shift+Tab' | 'ArrowDown' | 'ArrowUp'): Promise<void> {
    const isThere = (): Promise<boolean> => what.evaluate((node) => node.matches(':focus-within'));
    await this.stepUntil(isThere, () => this.press(key), `${key} does not lead to ${String(what)}`);
  }

  /** Goes down in a list until this row is the one that keys act on. */
  async goDownTo(row: Locator, list: Locator): Promise<void> {
    const focused = '.monaco-list-row.focused';
    const isThere = async (): Promise<boolean> => (await row.and(list.locator(focused)).count()) > 0;
    const step = async (): Promise<void> => {
      const index = (await list.locator(focused).getAttribute('data-index')) ?? '';
      await this.press('ArrowDown');
      // VS Code may ask the extension host before it does what the key says: not a key too many
      await list.locator(`${focused}:not([data-index="${index}"])`).waitFor();
    };
    await this.stepUntil(isThere, step, `no way down to ${String(row)}`);
  }

  /** Waits until this has the focus. */
  async has(what: Locator): Promise<void> {
    await becomes(what, (node) => node.matches(':focus-within'));
  }

  private async stepUntil(
    isThere: () => Promise<boolean>,
    step: () => Promise<void>,
    why: string,
  ): Promise<void> {
    for (let steps = 0; !(await isThere()); steps++) {
      if (steps === MAX_PRESSES) throw new Error(why);
      await step();
    }
  }
}
