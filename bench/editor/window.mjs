// A real VS Code window with the packaged extension in a room, and what is measured in it.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { ROOT } from '../../scripts/paths.mjs';
import { launchBrowser } from '../../scripts/vscode/browser.mjs';
import { Room } from './room.mjs';
import { said } from './scenarios.mjs';

/** Nothing that is not frozen takes so long. */
const GIVE_UP_MS = 300_000;

/** @returns {typeof import('../../test/e2e/fixtures/person')} */
const fixtures = () =>
  createRequire(import.meta.url)(path.join(ROOT, 'out', 'test', 'e2e', 'fixtures', 'person.js'));

const now = () => performance.timeOrigin + performance.now();

/**
 * What one scenario has come to. `posts`: how often the panel was told something; `draws`: how often it changed what it shows.
 * `afterMs`: until all was painted, from when the last of it was sent.
 * @typedef {{ paintedMs: number, afterMs: number, posts: number, draws: number, rows: number, answeredMs?: number, answers?: number,
 *   grownMib: number }} Figures
 */

export class EditorWindow {
  /**
   * @param {import('playwright-core').Browser} browser
   * @param {Room} room
   * @param {import('../../test/e2e/fixtures/person').Person} person
   */
  constructor(browser, room, person) {
    this.browser = browser;
    this.room = room;
    this.person = person;
  }

  /** Opens one. It is in the room, and shows it. */
  static async open() {
    const browser = await launchBrowser();
    const room = await Room.open();
    const settings = { 'tilde.username': 'Ada', 'tilde.autoJoin': `127.0.0.1:${room.port}` };
    const person = await fixtures().Person.arrive('Ada', { browser, settings });
    person.context.setDefaultTimeout(GIVE_UP_MS);
    await person.workbench.activityBarItem.click();
    await person.chat.isNow('joined');
    return new EditorWindow(browser, room, person);
  }

  async close() {
    await this.person.leave();
    await this.room.close();
    await this.browser.close();
  }

  /** How long a command of the extension takes, from the palette to what it shows, in milliseconds. */
  async answer() {
    const from = now();
    await this.person.workbench.isCaughtUp();
    return now() - from;
  }

  /**
   * How long it takes until all of what happens is on the screen, in milliseconds, and what that took.
   * @param {() => Promise<void>} happen
   * @param {boolean} asked whether commands are run meanwhile, one after the other
   * @returns {Promise<Figures>}
   */
  async measure(happen, asked) {
    const last = `the end of it, ${this.room.next}`;
    const before = await this.#residentMib();
    const watched = this.#watch(last);
    // it comes behind it
    await this.person.chat.app.evaluate(() => undefined);
    let isOver = false;
    /** @type {number[]} */
    const answers = [];
    const ask = async () => {
      while (!isOver) answers.push(await this.answer());
    };
    const from = now();
    const asking = asked ? ask() : Promise.resolve();
    await happen();
    await this.room.tell([said(last)]);
    const sent = now();
    const { at, ...counts } = await watched;
    isOver = true;
    await asking;
    const grownMib = (await this.#residentMib()) - before;
    const slowest = asked && { answeredMs: Math.max(...answers), answers: answers.length };
    return { paintedMs: at - from, afterMs: at - sent, ...counts, ...slowest, grownMib };
  }

  /** Looks in the panel for the message of this text. @param {string} last */
  #watch(last) {
    return this.person.chat.app.evaluate(async (app, wanted) => {
      const window = /** @type {Window & typeof globalThis} */ (app.ownerDocument.defaultView);
      let posts = 0;
      let draws = 0;
      const count = () => void (posts += 1);
      window.addEventListener('message', count);
      await new Promise((resolve) => {
        const observer = new window.MutationObserver(() => {
          draws += 1;
          const texts = app.querySelectorAll('.message .text');
          if (texts[texts.length - 1]?.textContent !== wanted) return;
          observer.disconnect();
          // a task behind the next frame: it is painted
          window.requestAnimationFrame(() => window.setTimeout(resolve));
        });
        observer.observe(app, { childList: true, subtree: true, characterData: true });
      });
      const at = window.performance.timeOrigin + window.performance.now();
      window.removeEventListener('message', count);
      return { at, posts, draws, rows: app.querySelectorAll('.message, .notice').length };
    }, last);
  }

  /** What the extension host holds, in MiB. */
  async #residentMib() {
    const status = readFileSync(`/proc/${await this.person.extensionHost()}/status`, 'utf8');
    return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024;
  }
}
