import type { Locator, Page } from 'playwright-core';
import type { Destination, Draft, FromPanel } from '../../src/panel/fromPanel';
import type { PanelDraft, PanelEntry, PanelMessage } from '../../src/panel/entrySchemas';
import type { ConnectionStatus, PanelState } from '../../src/panel/stateSchemas';
import type { Batch, ToPanel } from '../../src/panel/toPanel';

import { destinationKey } from '../../webview/state/destination';

declare global {
  interface Window {
    /** What the page's policy refused. */
    violations: string[];
  }
}

/** One panel, and the extension host's side of it. */
export class Panel {
  readonly posted: FromPanel[] = [];
  /** The drafts, by the room's name and, where it is for one member alone, their id on a second line. */
  readonly drafts = new Map<string, string>();
  /** The same, with all that the host keeps. */
  private readonly kept = new Map<string, Draft>();
  readonly errors: string[] = [];
  private arrived: () => void = () => undefined;

  constructor(readonly page: Page) {
    page.on('pageerror', (error) => this.errors.push(String(error)));
    page.on('console', (line) => {
      if (line.type() === 'error') this.errors.push(line.text());
    });
  }

  /** The page is drawn anew, as when it was hidden; it keeps what VS Code keeps for it. */
  async reload(): Promise<void> {
    const count = this.postedOf('ready').length;
    await this.page.reload();
    await this.nextAfter('ready', count);
    await this.look(true);
  }

  async load(url: string): Promise<void> {
    await this.page.exposeFunction('postToHost', (message: FromPanel) => {
      this.posted.push(message);
      if (message.type === 'draft') {
        this.drafts.set(destinationKey(message), message.text);
        this.kept.set(destinationKey(message), message);
      }
      this.arrived();
    });
    await this.page.addInitScript(() => {
      window.violations = [];
      document.addEventListener('securitypolicyviolation', (event) => {
        window.violations.push(`${event.violatedDirective}: ${event.blockedURI} ${event.sample}`);
      });
      const api = {
        postMessage: (message: unknown) =>
          (window as unknown as { postToHost(m: unknown): void }).postToHost(message),
        // as VS Code does, over a reload
        getState: () => JSON.parse(sessionStorage.getItem('state') ?? 'null') as unknown,
        setState: (state: unknown) => sessionStorage.setItem('state', JSON.stringify(state ?? null)),
      };
      Object.assign(window, { acquireVsCodeApi: () => api });
    });
    await this.page.goto(url);
    await this.next('ready');
    await this.look(true);
  }

  /** The first message of `type` that the panel posts or has posted. */
  next<T extends FromPanel['type']>(type: T): Promise<Extract<FromPanel, { type: T }>> {
    return this.nextAfter(type, 0);
  }

  /** The message of `type` that the panel posts after `count` earlier ones of this type. */
  async nextAfter<T extends FromPanel['type']>(
    type: T,
    count: number,
  ): Promise<Extract<FromPanel, { type: T }>> {
    for (;;) {
      const found = this.postedOf(type)[count];
      if (found) return found;
      await new Promise<void>((resolve) => (this.arrived = resolve));
    }
  }

  postedOf<T extends FromPanel['type']>(type: T): readonly Extract<FromPanel, { type: T }>[] {
    return this.posted.filter((message): message is Extract<FromPanel, { type: T }> => message.type === type);
  }

  /** Posts as the extension host does, all in one go; resolves when the panel has drawn it. */
  async post(...messages: readonly (ToPanel | Batch)[]): Promise<void> {
    await this.page.evaluate(
      (all) =>
        new Promise<void>((resolve) => {
          let left = all.length;
          window.addEventListener('message', function hear() {
            left--;
            if (left > 0) return;
            window.removeEventListener('message', hear);
            resolve();
          });
          for (const data of all) window.postMessage(data, '*');
        }),
      messages,
    );
    await this.settled();
  }

  /** The person looks at this window, or away from it. */
  async look(at: boolean): Promise<void> {
    await this.post({ type: 'focus', on: at });
  }

  /**
   * Resolves two frames later: drawn, resized, scrolled, and listeners told of it. What the panel has posted until then
   * is in `posted`; a key that was pressed, or a click, does not wait for that.
   */
  async settled(): Promise<void> {
    await this.page.evaluate(
      () =>
        new Promise<void>((resolve) => {
          requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve)));
        }),
    );
  }

  /** Resolves when the panel has that size, and has drawn itself in it. */
  async resize(width: number, height: number): Promise<void> {
    await this.page.setViewportSize({ width, height });
    await this.page.evaluate(
      async ([wide, high]) => {
        while (innerWidth !== wide || innerHeight !== high) await new Promise(requestAnimationFrame);
      },
      [width, height] as const,
    );
    await this.settled();
  }

  /** @param readUpTo all of it, unless told otherwise */
  async snapshot(
    entries: readonly PanelEntry[],
    state: Partial<PanelState> = {},
    { more = false, readUpTo = Infinity } = {},
  ): Promise<void> {
    const now = { ...joined, ...state };
    const room = now.room?.name;
    const to = now.conversation?.to;
    const destination = room === undefined ? undefined : { room, ...(to !== undefined && { to }) };
    const draft = destination && { draft: this.draft(destination, entries) };
    await this.post({ type: 'snapshot', state: now, entries, more, readUpTo, ...draft });
  }

  private draft(destination: Destination, entries: readonly PanelEntry[]): PanelDraft {
    const key = destinationKey(destination);
    const kept = { ...this.kept.get(key), ...destination, text: this.drafts.get(key) ?? '' };
    const order = kept.reply ?? kept.change?.of;
    const about = entries.find((entry) => entry.kind === 'message' && entry.order === order);
    return about?.kind === 'message' ? { ...kept, about } : kept;
  }

  /** A panel without a room. */
  async outside(connection: ConnectionStatus, offers?: PanelState['offers']): Promise<void> {
    const more = offers && { offers };
    const state = { connection, members: 0, maxTextBytes: 1000, you: 'ana', ...more };
    await this.post({ type: 'snapshot', state, entries: [], more: false, readUpTo: 0 });
  }

  get composer(): Locator {
    return this.page.locator('textarea#composer');
  }

  get send(): Locator {
    return this.page.locator('#send');
  }

  get log(): Locator {
    return this.page.locator('[role="log"]');
  }

  /** What a screen reader was told last. */
  get spoken(): Locator {
    return this.page.locator('body > [role="status"]');
  }

  get unread(): Locator {
    return this.page.locator('.unread');
  }

  /** The key of the message below the unread line. */
  async belowUnread(): Promise<string | undefined> {
    return this.unread.evaluate((line) => (line.nextElementSibling as HTMLElement).dataset['key']);
  }

  /** Id, class or tag of what has the focus. */
  focused(): Promise<string> {
    return this.page.evaluate(() => {
      const element = document.activeElement as HTMLElement;
      return element === document.body ? 'nothing' : element.id || element.className || element.tagName;
    });
  }

  message(key: string): Locator {
    return this.page.locator(`article.message[data-key="${key}"]`);
  }

  violations(): Promise<string[]> {
    return this.page.evaluate(() => window.violations);
  }

  /** Distance of the list from its end, in CSS pixels. */
  fromBottom(): Promise<number> {
    return this.log.evaluate((log) => Math.round(log.scrollHeight - log.clientHeight - log.scrollTop));
  }

  async scrollTo(top: number): Promise<void> {
    await this.log.evaluate((log, y) => (log.scrollTop = y), top);
    await this.settled();
  }
}

export const joined: PanelState = {
  connection: { kind: 'joined' },
  room: {
    name: 'tilde',
    address: '192.168.1.20:9999',
    basic: false,
    hosting: true,
    access: 'open',
    locked: false,
  },
  you: 'ana',
  members: 3,
  maxTextBytes: 1000,
};

export const START = new Date(2026, 2, 10, 9, 30).getTime();

/** A message, one minute later for each order. */
export const message = (order: number, more: Partial<PanelMessage> = {}): PanelMessage => ({
  kind: 'message',
  key: `m${order}`,
  order,
  at: START + order * 60_000,
  author: 'bob',
  authorKey: 'b',
  color: 4,
  own: false,
  text: `message ${order}`,
  status: 'sent',
  ...more,
});

export const messages = (from: number, to: number): PanelMessage[] =>
  Array.from({ length: to - from }, (_, i) => message(from + i));
