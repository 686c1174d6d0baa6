import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { PanelEntry } from '../../src/panel/entrySchemas';
import { joined, message, messages, type Panel, START } from './panelPage';
import { axeFindings } from './axe';
import { showTalk } from './talk';
import { usePanel } from './usePanel';
import { THEMES } from './themes';
import { away, failed, left } from '../support/setbacks';

const PICTURES = path.resolve('test-results', 'panel', 'sizes');

const WIDTHS = [170, 250, 360, 800];
const HEIGHTS = [150, 200, 400, 800];
/** VS Code makes no view smaller, at whatever zoom. */
const LEAST = { width: 170, height: 120 };
/** What is left of them at 200 % zoom. */
const ZOOMED_WIDTHS = [170, 180, 400];
const ZOOMED_HEIGHTS = [120, 200, 400];

/** The sizes to look at. */
const PICTURED = new Set(['170x150', '170x120', '250x200', '360x400', '800x150']);

const room = { ...joined.room!, name: 'Parser workshop', access: 'private', locked: true } as const;
const talk: readonly PanelEntry[] = [
  { kind: 'notice', key: 'n1', order: 0, at: START, text: 'Cleo Ökonomou joined the room.' },
  ...messages(1, 8),
  message(9, { text: 'https://intranet.example/a-rather-long-path/that-does-not-wrap-anywhere/4711' }),
  message(10, { author: 'שרה', authorKey: 'sara', text: 'שלום לכולם, אני מצטרפת מהבית' }),
  message(11, { author: 'ana', authorKey: 'a', own: true, text: 'Merged, thanks!' }),
];
const reconnecting = away('The connection to 192.168.1.20:9999 broke. Trying again…');

const STATES: readonly [name: string, show: (panel: Panel) => Promise<unknown>][] = [
  [
    'talk',
    async (panel) => {
      await panel.snapshot(talk, { room });
      await panel.composer.fill('A draft');
      await panel.post({ type: 'typing', names: ['Cleo Ökonomou', 'bob'] });
    },
  ],
  ['all-of-a-talk', showTalk],
  [
    'long-draft',
    async (panel) => {
      await panel.snapshot(talk, { room });
      await panel.composer.fill('one more line\n'.repeat(30));
    },
  ],
  [
    'too-long',
    async (panel) => {
      await panel.snapshot(talk, { room });
      await panel.composer.fill('x'.repeat(1200));
    },
  ],
  [
    'unread',
    async (panel) => {
      await panel.look(false);
      await panel.snapshot(messages(0, 60), { room }, { readUpTo: 2 });
      await panel.scrollTo(800);
      await panel.post({ type: 'entries', entries: messages(60, 72) });
    },
  ],
  [
    'reconnecting',
    async (panel) => {
      await panel.snapshot(talk, { room, connection: reconnecting });
      await panel.composer.fill('A draft');
    },
  ],
  [
    'left',
    async (panel) => {
      await panel.snapshot(talk, {
        room,
        connection: left('The host closed the room.'),
      });
      await panel.composer.fill('Never sent');
    },
  ],
  ['basic', (panel) => panel.snapshot(talk, { room: { ...room, basic: true, locked: false } })],
  ['empty', (panel) => panel.snapshot([], { room })],
  ['idle', (panel) => panel.outside({ kind: 'idle' })],
  ['failed', (panel) => panel.outside(failed('Nobody hosts a room at nas:9999. '.repeat(2)))],
];

describe('the panel in little and in much room', () => {
  let panel: Panel;
  const open = usePanel((opened) => (panel = opened));
  before(() => mkdirSync(PICTURES, { recursive: true }));

  const picture = (name: string): Promise<unknown> =>
    panel.page.screenshot({ path: path.join(PICTURES, `${name}.png`) });

  for (const [name, show] of STATES) {
    for (const [zoom, widths, heights] of [
      [1, WIDTHS, HEIGHTS],
      [2, ZOOMED_WIDTHS, ZOOMED_HEIGHTS],
    ] as const) {
      it(`${name}: all of it holds at ${zoom * 100} % zoom`, async () => {
        await open({ zoom, width: 250, height: 400 });
        await show(panel);
        const faults: string[] = [];
        for (const width of widths) {
          for (const height of heights) {
            await panel.resize(width, height);
            if (PICTURED.has(`${width}x${height}`)) await picture(`${name}-${width}x${height}@${zoom}`);
            faults.push(...(await layoutFaults(panel)).map((fault) => `${width}x${height}: ${fault}`));
          }
        }
        assert.deepEqual(faults, []);
      });
    }
  }

  it('keeps the composer and nothing else where the bottom panel is as low as it gets', async () => {
    await open({ width: 800, height: 42 });
    await panel.snapshot(talk, { room });
    await panel.composer.fill('Still here');
    assert.deepEqual(await layoutFaults(panel), []);
    await picture('lowest');
  });

  it('says in one line of a low panel as much of where one is as it has room for', async () => {
    const inLine = (): Promise<string[]> =>
      panel.page.locator('.details > span').evaluateAll((facts) => {
        const { bottom } = facts[0]!.closest('header')!.getBoundingClientRect();
        return facts
          .filter((fact) => fact.getBoundingClientRect().bottom <= bottom)
          .map((fact) => fact.textContent);
      });
    await open({ width: 320, height: 300 });
    await panel.snapshot(talk, { room: { ...room, saved: true } });
    assert.deepEqual(await inLine(), ['3 here', 'hosted by you']);
    await panel.resize(230, 150);
    assert.deepEqual(await inLine(), ['3 here']);
    await panel.resize(800, 300);
    assert.equal((await inLine()).length, 4);
  });

  it('cuts no word of what can be done about a message that failed', async () => {
    await open({ width: 170, strings: { retry: 'Erneut versuchen', copy: 'Kopieren' } as never });
    await panel.snapshot([message(1, { own: true, status: 'failed' })]);
    const lines = await panel.page
      .locator('.actions button')
      .evaluateAll((buttons) =>
        buttons.map(
          (button) =>
            button.getClientRects()[0]!.height / Number.parseFloat(getComputedStyle(button).lineHeight),
        ),
      );
    assert.deepEqual([...new Set(lines.map(Math.round))], [1]);
  });

  it('reads from right to left', async () => {
    for (const [name, show] of STATES) {
      await open({ width: 170, height: 200 });
      await panel.page.evaluate(() => (document.documentElement.dir = 'rtl'));
      await show(panel);
      await picture(`${name}-rtl`);
      assert.deepEqual(await layoutFaults(panel), [], name);
    }
  });

  for (const theme of THEMES.filter(({ name }) => !name.endsWith('2026'))) {
    it(`${theme.name}: what is little is accessible`, async () => {
      for (const [name, show] of STATES) {
        await open({ theme, ...LEAST });
        await show(panel);
        await picture(`${name}-${theme.name}`);
        assert.deepEqual(await axeFindings(panel), [], name);
      }
    });
  }

  it('has its marks and buttons in forced colours', async () => {
    for (const [name, show] of STATES) {
      await open(LEAST);
      await panel.page.emulateMedia({ forcedColors: 'active' });
      await show(panel);
      await picture(`${name}-forced`);
      assert.deepEqual(await layoutFaults(panel), [], name);
    }
  });

  it('shows where the focus is, all around it, on every stop of the keyboard', async () => {
    for (const [name, show] of STATES) {
      await open(LEAST);
      await show(panel);
      const stops = new Set<string>();
      for (;;) {
        await panel.page.keyboard.press('Tab');
        // what has the focus gets its tools with the next frame, and the list its place
        await panel.settled();
        const stop = await panel.page.evaluate(() => {
          const at = document.activeElement;
          // Behind the last stop, before the first.
          if (!at || at === document.body) return undefined;
          // the text area's ring is that of the field around it, and that of a long path is around what is shown of it
          const ringed =
            at.shadowRoot?.activeElement ??
            (at.id === 'composer' ? at.closest('.field') : at.closest('.code-place')) ??
            at;
          const { top, left, right, bottom } = ringed.getBoundingClientRect();
          const { outlineStyle, outlineOffset, outlineWidth } = getComputedStyle(ringed);
          const room = Number.parseFloat(outlineOffset) + Number.parseFloat(outlineWidth);
          // an address may be longer than all that is in sight
          const cut =
            bottom - top < innerHeight / 2 &&
            outlineStyle !== 'none' &&
            (left - room < 0 || top - room < 0 || right + room > innerWidth || bottom + room > innerHeight);
          return { id: at.outerHTML.slice(0, 80), ring: outlineStyle, cut };
        });
        if (!stop) continue;
        if (stops.has(stop.id)) break;
        stops.add(stop.id);
        assert.notEqual(stop.ring, 'none', `${name}: ${stop.id}`);
        assert.equal(stop.cut, false, `${name}: the ring at ${stop.id} is cut off`);
      }
      assert.ok(stops.size > 0, name);
    }
  });
});

/** What is cut off, covered, beside its place or too small to be read. */
function layoutFaults(panel: Panel): Promise<string[]> {
  return panel.page.evaluate(() => {
    const faults: string[] = [];
    const boxOf = (element: Element): DOMRect => element.getBoundingClientRect();
    const isShown = (element: Element): boolean => {
      for (let around: Element | null = element; around; around = around.parentElement)
        if (getComputedStyle(around).clipPath !== 'none') return false;
      return element.checkVisibility() && boxOf(element).height > 1 && !isLeftOut(element);
    };
    /** On the second line of a header that has one. */
    const isLeftOut = (element: Element): boolean => {
      const header = element.closest('.room-header');
      return header !== null && boxOf(element).top >= boxOf(header).bottom;
    };
    const nameOf = (element: Element): string =>
      [element.tagName, element.id, element.className, element.getAttribute('data-command')].join(' ');
    const app = document.querySelector('#app')!;

    for (const element of [document.documentElement, ...app.querySelectorAll('*')]) {
      if (!isShown(element)) continue;
      const { overflowX } = getComputedStyle(element);
      const holds = element === document.documentElement || ['auto', 'scroll'].includes(overflowX);
      // as wide as they are: code and the row of conversations scroll by themselves, a long path has an ellipsis
      if (element.closest('pre, .code-place, .conversations')) continue;
      if (holds && element.scrollWidth > element.clientWidth)
        faults.push(`${nameOf(element)} scrolls sideways`);
      const { left, right } = boxOf(element);
      if (left < -0.5 || right > innerWidth + 0.5) faults.push(`${nameOf(element)} is beside the panel`);
    }

    const isText = (node: Node): boolean =>
      node.nodeType === Node.TEXT_NODE && node.textContent?.trim() !== '';
    for (const element of app.querySelectorAll('*')) {
      if (!isShown(element) || ![...element.childNodes].some(isText)) continue;
      if (Number.parseFloat(getComputedStyle(element).fontSize) < 11)
        faults.push(`${nameOf(element)} is too small`);
    }

    const header = document.querySelector('.room-header');
    for (const element of header && isShown(header) ? header.querySelectorAll('*') : []) {
      const { width, height, bottom } = boxOf(element);
      const cut = isShown(element) && width > 0 && height > 1 && bottom > boxOf(header!).bottom + 0.5;
      if (cut) faults.push(`${nameOf(element)} is cut off`);
    }

    const room = document.querySelector('.room');
    const parts = room ? [...room.children].filter(isShown) : [];
    for (const [index, part] of parts.entries()) {
      const next = parts[index + 1];
      if (next && boxOf(part).bottom > boxOf(next).top + 0.5)
        faults.push(`${nameOf(part)} is on ${nameOf(next)}`);
    }
    // A problem with what one writes is worth a line of it.
    const lines = document.querySelector('.hint[data-problem]') ? 1 : 2;
    const list = document.querySelector('.list');
    if (list && innerHeight >= 120 && boxOf(list).height < lines * 18) faults.push('no list');

    // What can be used is in sight, once it is scrolled to within its own part, and nothing lies over it.
    const controls = [...app.querySelectorAll('textarea, button, vscode-button')].filter(
      (one) => isShown(one) && !one.closest('.scroller'),
    );
    for (const control of controls) {
      if (control.closest('.banner, .welcome, .hint, .conversations'))
        control.scrollIntoView({ block: 'nearest', inline: 'nearest' });
      const { top, bottom, left, right } = boxOf(control);
      if (top < -0.5 || bottom > innerHeight + 0.5) faults.push(`${nameOf(control)} is out of sight`);
      const hit = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
      if (!hit || !(control.contains(hit) || hit.contains(control)) || hit === app)
        faults.push(`${nameOf(control)} is covered`);
    }
    if (room && (!controls.some((c) => c.id === 'composer') || !controls.some((c) => c.id === 'send')))
      faults.push('no composer');
    return [...new Set(faults)];
  });
}
