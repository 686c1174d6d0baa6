// npm run screenshots [-- dark light high-contrast high-contrast-light german private icon]: the panel in a real VS Code, in
// four kinds of theme, and 250 pixels wide, for the README and for us to look at. Writes docs/pictures/*.png,
// media/icon.png, and what is only looked at: test-results/pictures/*.png.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { launchBrowser } from '../browser';
import { MOMENTS } from './fixtures/moments';
import { Person } from './fixtures/person';
import { freePort } from './fixtures/ports';
import { FILE, WholeTalk, type Words } from './fixtures/wholeTalk';
import { ONLY_HERE_PRIVATE } from './pages/workbench';

const PICTURES = path.resolve('docs/pictures');
/** For those that are only looked at. */
const FOR_US = path.resolve('test-results/pictures');
const WINDOW = { width: 1280, height: 800 };
const MOMENT = { width: 1280, height: 700 };
const WIDE_PX = 360;
const NARROW_PX = 250;
const ICON_PX = 256;
const STEADY_FRAMES = 10;
const SIDE_BAR = '#workbench\\.parts\\.sidebar';

const THEMES = {
  dark: 'Dark Modern',
  light: 'Light Modern',
  'high-contrast': 'Default High Contrast',
  'high-contrast-light': 'Default High Contrast Light',
};

async function main(wanted: readonly string[]): Promise<void> {
  for (const folder of [PICTURES, FOR_US]) await mkdir(folder, { recursive: true });
  await once(spawn('npm', ['run', '--silent', 'package'], { shell: true, stdio: 'inherit' }), 'exit');
  const browser = await launchBrowser();
  const sittings: Readonly<Record<string, () => Promise<void>>> = {
    ...Object.fromEntries(Object.keys(THEMES).map((kind) => [kind, () => inTheme(browser, kind)])),
    german: () => inGerman(browser),
    private: () => privateRoom(browser),
    icon: () => icon(browser),
  };
  try {
    for (const [name, sit] of Object.entries(sittings))
      if (wanted.length === 0 || wanted.includes(name)) await sit();
  } finally {
    await browser.close();
  }
}

async function inTheme(browser: Browser, kind: string): Promise<void> {
  const ada = await arrives(browser, kind);
  const { workbench } = ada;
  const { page } = workbench;
  const port = await freePort();
  await ada.hosts(port, 'Parser workshop');
  await dragSideBarTo(page, WIDE_PX);
  await hideToasts(ada);
  const words: Words = (english) => english;
  const talk = await WholeTalk.show(ada, port, words);
  await ada.chat.composer.fill('Yes, and a test with an emoji cut in two');
  await page.mouse.move(900, 500);
  if (kind === 'dark') {
    await makeRoomFrom(ada, talk.question);
    await picture(page, 'window');
  }
  await whole(ada, talk, kind);
  await moments(browser, ada, talk, words, kind);
  await ada.leave();
}

/** As somebody sees it whose editor and system speak German. */
async function inGerman(browser: Browser): Promise<void> {
  const port = await freePort();
  const ada = await arrives(browser, 'light', { language: 'de', settings: { 'tilde.port': port } });
  const { workbench, chat } = ada;
  const german = JSON.parse(await readFile('l10n/bundle.l10n.de.json', 'utf8')) as Record<string, string>;
  const words: Words = (english) => german[english] ?? english;
  await dragSideBarTo(workbench.page, NARROW_PX);
  const welcome = await workbench.page.locator(SIDE_BAR).screenshot();
  await workbench.runCommand('Tilde: Raum eröffnen');
  await workbench.pick('Raum eröffnen: Wer beitreten kann', /Nur .*Nicht verschlüsselt/);
  await chat.isNow('joined');
  await chat.notice('Du bist dem Raum beigetreten.').waitFor();
  await hideToasts(ada);
  const empty = await workbench.page.locator(SIDE_BAR).screenshot();
  const talk = await WholeTalk.show(ada, port, words);
  await whole(ada, talk, 'german', FOR_US);
  await moments(browser, ada, talk, words, 'german', [welcome, empty]);
  await ada.leave();
}

/** In the chat, with a file in the editor, and no room yet. */
async function arrives(
  browser: Browser,
  kind: string,
  { settings = {}, language }: { settings?: object; language?: string } = {},
): Promise<Person> {
  const ada = await Person.arrive('Ada', {
    browser,
    settings: {
      'tilde.username': 'Ada',
      'tilde.notifications': 'off',
      'workbench.colorTheme': THEMES[kind as keyof typeof THEMES],
      'editor.minimap.enabled': false,
      ...settings,
    },
    ...(language !== undefined && { language }),
  });
  const { page, quickInput } = ada.workbench;
  await writeFile(path.join(ada.home, 'adas-project', 'lines.py'), FILE);
  await page.keyboard.press('Control+P');
  await quickInput.locator('input').first().fill('lines.py');
  await quickInput.locator('.monaco-list-row', { hasText: 'lines.py' }).first().click();
  await ada.workbench.editorTab('lines.py').waitFor();
  await ada.opensChat();
  return ada;
}

/** Also the one that tells how to join. */
const hideToasts = ({ workbench }: Person): Promise<void> =>
  workbench.runCommand('Notifications: Clear All Notifications');

/** The end of the talk, for those who want to know what it looks like, and all of it, for us. */
async function whole(ada: Person, talk: WholeTalk, name: string, folder = PICTURES): Promise<void> {
  const sideBar = ada.workbench.page.locator(SIDE_BAR);
  for (const [width, suffix] of [
    [WIDE_PX, ''],
    [NARROW_PX, '-narrow'],
  ] as const) {
    await dragSideBarTo(ada.workbench.page, width);
    await makeRoomFrom(ada, talk.removed);
    await picture(sideBar, `panel-${name}${suffix}`, folder);
    await makeRoomFrom(ada, ada.chat.log.locator('.day').first());
    await picture(sideBar, `talk-${name}${suffix}`, FOR_US);
  }
}

/** Makes the window so high that this is the first that is in sight. */
async function makeRoomFrom({ workbench: { page } }: Person, first: Locator): Promise<void> {
  // a window takes some frames to be as high as it was made
  for (let fits = 0; fits < STEADY_FRAMES;) {
    const missing = await first.evaluate(async (node) => {
      await new Promise(requestAnimationFrame);
      const list = node.closest('.scroller')?.getBoundingClientRect();
      return Math.round((list?.top ?? 0) - node.getBoundingClientRect().top);
    });
    const { height } = page.viewportSize() ?? WINDOW;
    fits = missing === 0 ? fits + 1 : 0;
    if (fits === 0) await page.setViewportSize({ ...WINDOW, height: height + missing });
  }
}

/** All that one can do there, side by side. */
async function moments(
  browser: Browser,
  ada: Person,
  talk: WholeTalk,
  words: Words,
  name: string,
  taken: Buffer[] = [],
): Promise<void> {
  const { page } = ada.workbench;
  await ada.chat.composer.fill('');
  await page.setViewportSize(MOMENT);
  await ada.chat.isInSight(talk.newest);
  for (const [caption, act] of MOMENTS) {
    console.log(`${name}: ${caption}`);
    await act(ada, talk, words);
    const clip = { x: 48, y: 0, width: caption.includes('menu') ? NARROW_PX + 200 : NARROW_PX, height: 700 };
    taken.push(await page.screenshot({ clip, animations: 'disabled' }));
  }
  const sheet = await browser.newPage({ viewport: { width: 1600, height: 1420 } });
  const images = taken.map((png) => `<img src="data:image/png;base64,${png.toString('base64')}">`);
  await sheet.setContent(
    `<body style="margin: 0; display: flex; flex-wrap: wrap; gap: 8px; background: #808080">${images.join('')}</body>`,
  );
  await picture(sheet.locator('body'), `moments-${name}`, FOR_US);
  await sheet.close();
}

/** Two people in a private room, whose host has locked it. */
async function privateRoom(browser: Browser): Promise<void> {
  const settings = (name: string) => ({ 'tilde.username': name, 'workbench.colorTheme': THEMES.dark });
  const ada = await Person.arrive('Ada', { browser, settings: settings('Ada') });
  const bob = await Person.arrive('Bob', { browser, settings: settings('Bob') });
  const port = await freePort();
  await ada.hosts(port, 'Release', ONLY_HERE_PRIVATE);
  await ada.workbench.runCommand('Tilde: Copy Key of the Room');
  await bob.asksToJoin(`127.0.0.1:${port}`);
  await bob.workbench.answer('Key of the Room', await ada.clipboardAfter(''));
  await bob.chat.isNow('joined');
  await ada.tells(bob, 'Only we two can read this.');
  await bob.tells(ada, 'Good. Shall we go through what is left?');
  await ada.workbench.runCommand('Tilde: Lock Room to Newcomers');
  await ada.chat.app.locator('.details').getByText('locked', { exact: true }).waitFor();
  await ada.members.unfold();
  await ada.members.row('Bob').waitFor();
  await dragSideBarTo(ada.workbench.page, WIDE_PX);
  await picture(ada.workbench.page.locator(SIDE_BAR), 'private-room');
  for (const person of [ada, bob]) await person.leave();
}

/** The marketplaces take no SVG for it. */
async function icon(browser: Browser): Promise<void> {
  const page = await browser.newPage({ viewport: { width: ICON_PX, height: ICON_PX } });
  const drawing = await readFile(path.join(PICTURES, 'icon.svg'), 'utf8');
  await page.setContent(`<body style="margin: 0">${drawing}</body>`);
  await page.screenshot({ path: 'media/icon.png', omitBackground: true });
}

async function picture(what: Page | Locator, name: string, folder = PICTURES): Promise<void> {
  const file = path.join(folder, `${name}.png`);
  await what.screenshot({ path: file, animations: 'disabled' });
  console.log(path.relative('.', file));
}

async function dragSideBarTo(page: Page, width: number): Promise<void> {
  const bar = await page.locator(SIDE_BAR).boundingBox();
  if (!bar) throw new Error('no side bar');
  const y = bar.y + bar.height / 2;
  await page.mouse.move(bar.x + bar.width, y);
  await page.mouse.down();
  await page.mouse.move(bar.x + width, y, { steps: 5 });
  await page.mouse.up();
  // away from the sash, so that it is not lit up for long
  await page.mouse.click(bar.x + 800, bar.y + 450);
  await page.locator('.monaco-sash:is(.hover, .active)').first().waitFor({ state: 'detached' });
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error);
  // with whoever is still there
  process.exit(1);
});
