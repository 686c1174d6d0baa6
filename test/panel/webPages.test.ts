import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../browser';
import { Witness } from '../conformance/support/witness';
import { useServer } from '../conformance/support/useServer';

const LONG = 'a'.repeat(9000);
/** Longer than what a server reads at once. */
const LONGER = 'b'.repeat(100_000);

/** Runs in the page: has the browser request `url` in one of many ways. Resolves when the browser has given up. */
const WAYS = {
  fetch: (url: string) =>
    fetch(url, { method: 'POST', mode: 'no-cors', body: 'mallory\nhello\n' }).then(
      () => undefined,
      () => undefined,
    ),
  img: (url: string) =>
    new Promise<void>((resolve) => {
      const image = new Image();
      image.onload = image.onerror = () => resolve();
      image.src = url;
    }),
  'a beacon': (url: string) => {
    navigator.sendBeacon(url, 'mallory\nhello\n');
    return Promise.resolve();
  },
  'a WebSocket': (url: string) =>
    new Promise<void>((resolve) => {
      const socket = new WebSocket(url.replace('http', 'ws'));
      socket.onclose = () => resolve();
    }),
  'an event source': (url: string) =>
    new Promise<void>((resolve) => {
      const source = new EventSource(url);
      source.onerror = () => {
        source.close();
        resolve();
      };
    }),
};

describe('P-1.3 a real browser', () => {
  const port = useServer('--rate', '0', '--join-delay-ms', '0');
  let browser: Browser;
  let site: Server;
  let page: Page;
  let witness: Witness;

  before(async () => {
    browser = await launchBrowser();
    site = createServer((_, response) =>
      response.setHeader('Content-Type', 'text/html').end('<h1>A page</h1>'),
    );
    site.listen(0, '127.0.0.1');
    await once(site, 'listening');
    const context = await browser.newContext();
    page = await context.newPage();
    witness = await Witness.join(port());
  });
  beforeEach(() => page.goto(`http://127.0.0.1:${(site.address() as AddressInfo).port}/`));
  after(async () => {
    await browser.close();
    site.close();
  });

  /** Resolves with what the room has seen, once the browser has connected and got its answer. */
  const room = (path: string) => `http://127.0.0.1:${port()}/${path}`;

  for (const [what, ask] of Object.entries(WAYS)) {
    it(`P-1.3 brings nothing into the room by ${what}`, async () => {
      for (const path of ['', LONG, LONGER]) await page.evaluate(ask, room(path));
      // Comes behind what a beacon has sent.
      await page.evaluate(WAYS.fetch, room('last'));
      assert.deepEqual(await witness.fence(), []);
    });
  }

  it('P-1.3 brings nothing into the room by a form or by going there, cookies and all', async () => {
    await page.context().addCookies([{ name: 'session', value: 'secret', url: room('') }]);
    for (const path of ['', LONG, LONGER]) {
      // Each has a page of its own: a page that goes elsewhere would interrupt the others.
      const visitor = await page.context().newPage();
      const answer = await visitor.goto(room(path)).catch(() => undefined);
      if (path !== LONGER) assert.equal(answer?.status(), 400);
      await visitor.close();
      const sender = await page.context().newPage();
      await sender.goto(page.url());
      await sender.setContent(
        `<form method="post" enctype="text/plain" action="${room(path)}"><textarea name="x">\nmallory\nhello\n</textarea></form>`,
      );
      const sent = sender.waitForEvent('request');
      await sender.evaluate(() => document.forms[0]?.submit());
      await sent;
    }
    assert.deepEqual(await witness.fence(), []);
  });
});
