// npm run screenshots: the panel in a real VS Code, in four kinds of theme, and 250 pixels wide, for the README and for us
// to look at. Writes docs/pictures/*.png, and media/icon.png.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { launchBrowser } from '../browser';
import { NativePeer, SeedPeer } from '../conformance/support/peer';
import { Person } from './fixtures/person';
import { freePort } from './fixtures/ports';
import { ONLY_HERE_PRIVATE } from './pages/workbench';

const PICTURES = path.resolve('docs/pictures');
/** Of a window whose panel shows a whole talk. */
const TALL = { width: 1280, height: 1180 };
const WIDE_PX = 360;
const NARROW_PX = 250;
const ICON_PX = 256;
const SIDE_BAR = '#workbench\\.parts\\.sidebar';

const THEMES = {
  dark: 'Dark Modern',
  light: 'Light Modern',
  'high-contrast': 'Default High Contrast',
  'high-contrast-light': 'Default High Contrast Light',
};

const FILE = `def lines(chunks):
    """Splits a stream of bytes into lines."""
    rest = b""
    for chunk in chunks:
        *whole, rest = (rest + chunk).split(b"\\n")
        yield from whole
`;

/** Lines of it that somebody shows. */
const QUOTED = FILE.split('\n').slice(3, 6).join('\n');

async function main(): Promise<void> {
  await mkdir(PICTURES, { recursive: true });
  await once(spawn('npm', ['run', '--silent', 'package'], { shell: true, stdio: 'inherit' }), 'exit');
  const browser = await launchBrowser();
  for (const [kind, theme] of Object.entries(THEMES)) {
    const settings = {
      'tilde.username': 'Ada',
      'workbench.colorTheme': theme,
      'editor.minimap.enabled': false,
    };
    const ada = await Person.arrive('Ada', { browser, settings });
    await writeFile(path.join(ada.home, 'adas-project', 'lines.py'), FILE);
    const port = await freePort();
    await ada.opensChat();
    await ada.hosts(port, 'Parser workshop');
    const { page } = ada.workbench;
    await dragSideBarTo(page, WIDE_PX);
    await talk(ada, await NativePeer.join(port, 'Bob'), port);
    if (kind === 'dark') await picture(page, 'window');
    await page.setViewportSize(TALL);
    await ada.chat.isInSight(ada.chat.messages(NEWEST));
    await picture(page.locator(SIDE_BAR), `panel-${kind}`);
    await dragSideBarTo(page, NARROW_PX);
    await ada.chat.isInSight(ada.chat.messages(NEWEST));
    await picture(page.locator(SIDE_BAR), `panel-${kind}-narrow`);
    await ada.leave();
  }
  await privateRoom(browser);
  await icon(browser);
  await browser.close();
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

/** Bob's last message: what is written is below all else. */
const NEWEST = 'I am at lines.py:5, follow me if you like 👣';

/** A talk between the extension, another program that speaks its protocol, and the original one. */
async function talk(ada: Person, bob: NativePeer, port: number): Promise<void> {
  const { workbench, chat } = ada;
  await workbench.page.keyboard.press('Control+P');
  await workbench.quickInput.locator('input').first().fill('lines.py');
  await workbench.quickInput.locator('.monaco-list-row', { hasText: 'lines.py' }).first().click();
  await workbench.page.locator('.tab', { hasText: 'lines.py' }).waitFor();
  // the one that tells how to join
  await workbench.runCommand('Notifications: Clear All Notifications');
  const carol = await SeedPeer.join(port, 'carol');
  await chat.notice('carol').waitFor();

  /** @param shown what of it is a line by itself @returns its number in the room */
  const says = async (text: string, more: object = {}, shown = text): Promise<unknown> => {
    const id = text.slice(0, 20);
    await bob.send('say', { id, text, ...more });
    await chat.log.getByText(shown).last().waitFor();
    return (await bob.next('say', { id })).payload['seq'];
  };
  const members = bob.welcome['members'] as readonly { mid: string; name: string }[];
  const mid = members.find(({ name }) => name === 'Ada')?.mid;
  const mentions = [{ mid, name: 'Ada' }];

  const code = { path: 'lines.py', start: 4, end: 6, language: 'python', text: QUOTED };
  const text = 'The last chunk is **dropped** when the stream ends without `\\n`. Look:';
  const of = await says(text, { code }, 'when the stream ends without');
  await bob.send('react', { id: 'r1', of, emoji: '👀', on: true });
  await chat.log.getByText('The last chunk is').hover();
  await chat.log.getByRole('button', { name: 'Reply', exact: true }).click();
  await chat.send('We keep `rest` and yield it at the end, no?\n1. keep it\n2. yield when *not* empty');
  await chat.log.getByText('keep it', { exact: true }).waitFor();
  await chat.log.getByRole('button', { name: /reacted with 👀/ }).click();
  await chat.log.getByRole('button', { name: /you and .*Bob.* reacted with 👀/ }).waitFor();
  await says(
    '@Ada the tests are green, also on https://build.example/4711',
    { mentions },
    'the tests are green',
  );
  await carol.say('hello from a terminal on the build machine');
  await chat.messages('hello from a terminal on the build machine').waitFor();
  await says('🎉');
  await says(NEWEST, {}, 'follow me if you like');
  await chat.composer.fill('Yes, and a test with an emoji cut in two');
  await workbench.page.mouse.move(900, 500);
}

async function picture(what: Page | Locator, name: string): Promise<void> {
  await what.screenshot({ path: path.join(PICTURES, `${name}.png`), animations: 'disabled' });
  console.log(`docs/pictures/${name}.png`);
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

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
