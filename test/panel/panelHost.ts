import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { panelHtml } from '../../src/panel/html';
import { panelStrings } from '../../src/panel/strings';
import { launchBrowser } from '../browser';
import { Panel } from './panelPage';
import { type Theme, THEMES, themeCss } from './themes';

export interface PanelOptions {
  readonly theme?: Theme;
  readonly width?: number;
  readonly height?: number;
  /** Device pixels for a CSS pixel. */
  readonly zoom?: number;
  readonly strings?: Partial<typeof panelStrings>;
  /** The language of the editor: `en` or `de`. */
  readonly lang?: string;
  /** What the host knows of the system. */
  readonly systemLocale?: string;
  /** The language of the browser. */
  readonly browserLocale?: string;
}

/** Serves the built panel on loopback, under its own policy, to real browser pages. */
export class PanelHost {
  private constructor(
    readonly browser: Browser,
    private readonly server: http.Server,
    private readonly pages: Map<string, string>,
  ) {}

  static async start(): Promise<PanelHost> {
    // First: if it cannot be had, no server is left open.
    const browser = await launchBrowser();
    const pages = new Map<string, string>();
    const server = http.createServer((request, response) => {
      const [url = '/'] = request.url?.split('?') ?? [];
      const page = pages.get(url);
      const type = page?.startsWith('<!')
        ? 'text/html'
        : url.endsWith('.css')
          ? 'text/css'
          : 'text/javascript';
      const send = (body: string | Buffer): void => {
        response.writeHead(200, { 'content-type': type }).end(body);
      };
      if (page !== undefined) send(page);
      else if (url === '/favicon.ico') response.writeHead(204).end();
      else {
        readFile(path.resolve('dist', path.basename(url))).then(send, () => response.writeHead(404).end());
      }
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new PanelHost(browser, server, pages);
  }

  async close(): Promise<void> {
    await this.browser.close();
    this.server.closeAllConnections();
    this.server.close();
  }

  async open(options: PanelOptions = {}): Promise<Panel> {
    const { theme = THEMES[0]!, width = 320, height = 640, zoom = 1, strings } = options;
    const { lang = 'en', systemLocale, browserLocale = 'en-US' } = options;
    const origin = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
    const html = panelHtml({
      nonce: 'n0nce',
      cspSource: origin,
      scriptUri: `${origin}/webview.js`,
      styleUri: `${origin}/webview.css`,
      strings: { ...(lang === 'de' ? await germanStrings() : panelStrings), ...strings },
      lang,
      systemLocale,
    });
    const id = this.pages.size;
    this.pages.set(`/theme${id}.css`, themeCss(theme));
    this.pages.set(
      `/panel${id}.html`,
      html
        .replace('<link', `<link rel="stylesheet" href="/theme${id}.css">\n<link`)
        .replace('<body>', `<body class="${theme.classes}" data-vscode-theme-kind="${theme.kind}">`),
    );
    const page = await this.browser.newPage({
      viewport: { width, height },
      deviceScaleFactor: zoom,
      locale: browserLocale,
    });
    const panel = new Panel(page);
    await panel.load(`${origin}/panel${id}.html`);
    return panel;
  }
}

async function germanStrings(): Promise<typeof panelStrings> {
  const bundle: unknown = JSON.parse(await readFile('l10n/bundle.l10n.de.json', 'utf8'));
  const german = bundle as Readonly<Record<string, string>>;
  const translated = Object.entries(panelStrings).map(([key, english]) => [key, german[english]]);
  return Object.fromEntries(translated) as typeof panelStrings;
}
