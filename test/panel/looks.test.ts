import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { PanelEntry } from '../../src/panel/entrySchemas';
import { joined, message, messages, type Panel, START } from './panelPage';
import { axeFindings } from './axe';
import { contrast } from './contrast';
import { usePanel } from './usePanel';
import { THEMES } from './themes';
import { away, failed, left } from '../support/setbacks';

const PICTURES = path.resolve('test-results', 'panel');

const ana = { author: 'ana', authorKey: 'a', color: 6, own: true };
const cleo = { author: 'Cleo Ökonomou', authorKey: 'cleo', color: 9 };
const conversation: readonly PanelEntry[] = [
  message(-1200, { text: 'Pushed the parser branch, have a look when you can.' }),
  { kind: 'notice', key: 'n1', order: 0, at: START, text: 'Cleo Ökonomou joined' },
  message(1, { ...cleo, text: 'Morning! The build is red on main since yesterday 😕' }),
  message(2, {
    ...cleo,
    text: 'src/parser/tokens.ts(112,9): error TS2322: Type "string" is not assignable.',
  }),
  message(3, {
    ...ana,
    text: 'Mine, sorry. Fix is on its way:\n  const token = next();\n  return token.kind;',
  }),
  message(4, { ...ana, text: 'Can somebody review?' }),
  message(9, {
    text: 'On it. See https://intranet.example/reviews/a-rather-long-path/that-does-not-wrap/4711',
  }),
  {
    ...{ kind: 'notice', key: 'n3', order: 9.5, at: START + 590_000 },
    text: 'Ada, Bea, Cy and 4 others joined. Dora left the room.',
    details: ['Ada, Bea, Cy, Dan, Eve, Finn and Gil joined.', 'Dora left the room.'],
  },
  { kind: 'notice', key: 'n2', order: 10, at: START + 600_000, text: 'dev is now called dmitri' },
  message(10.5, {
    author: 'Cleo Öĸonomou',
    authorKey: 'other',
    lookAlike: 'Cleo Ökonomou',
    text: 'It is me.',
  }),
  message(11, { author: 'שרה', authorKey: 'sara', text: 'שלום לכולם, אני מצטרפת מהבית' }),
  message(12, { ...ana, text: 'Merged, thanks!' }),
  message(13, {
    ...ana,
    text: 'Lunch at 12:30?',
    status: 'failed',
    problem: 'The room did not answer for 10 minutes.',
  }),
  message(1e9, { ...ana, key: 'p', at: START + 14 * 60_000, text: 'Or later…', status: 'pending' }),
];

/** Everything besides a conversation, by name. */
const STATES: readonly [name: string, show: (panel: Panel) => Promise<void>][] = [
  ['idle', (panel) => panel.outside({ kind: 'idle' })],
  [
    'back',
    (panel) =>
      panel.outside(
        { kind: 'idle' },
        {
          rooms: [
            {
              ...{ id: 'a', kind: 'reopen', name: 'Workshop' },
              detail: 'hosted here, port 9999 · yesterday',
            },
            {
              id: 'b',
              kind: 'rejoin',
              name: 'Lab of the second floor',
              detail: '192.168.1.20:9999 · yesterday',
            },
            { id: 'c', kind: 'rejoin', name: 'שולחן', detail: 'ada.local:9999 · 5 days ago' },
          ],
          more: true,
        },
      ),
  ],
  ['connecting', (panel) => panel.outside({ kind: 'connecting', address: '192.168.1.20:9999' })],
  [
    'failed',
    (panel) =>
      panel.outside(
        failed(
          'Nobody hosts a room at nas:9999. Check the address, and ask whether the host is still there.',
        ),
      ),
  ],
  [
    'reconnecting',
    (panel) =>
      panel.snapshot(conversation.slice(0, 6), {
        connection: away('The connection to 192.168.1.20:9999 broke. Trying again…'),
      }),
  ],
  [
    'left',
    async (panel) => {
      const connection = left('The host closed the room.');
      await panel.snapshot(conversation.slice(0, 6), { connection });
      await panel.composer.fill('Never sent');
    },
  ],
  [
    'too-long',
    async (panel) => {
      await panel.snapshot(conversation.slice(0, 6));
      await panel.composer.fill('x'.repeat(1200));
    },
  ],
  [
    'empty',
    (panel) =>
      panel.snapshot([{ kind: 'notice', key: 'n', order: 1, at: START, text: 'You joined the room.' }]),
  ],
  ['empty-loopback', (panel) => panel.snapshot([], { room: { ...joined.room!, address: '127.0.0.1:9999' } })],
  ['basic', (panel) => panel.snapshot(conversation.slice(1, 6), { room: { ...joined.room!, basic: true } })],
  [
    'unread',
    async (panel) => {
      await panel.look(false);
      await panel.snapshot(conversation.slice(1, 9), {}, { readUpTo: 4 });
      await panel.post({ type: 'typing', names: ['Cleo Ökonomou', 'bob'] });
    },
  ],
  [
    'new-messages',
    async (panel) => {
      await panel.look(false);
      await panel.snapshot(messages(0, 60), {}, { readUpTo: 2 });
      await panel.scrollTo(800);
      await panel.post({ type: 'entries', entries: messages(60, 72) });
      await panel.post({ type: 'typing', names: ['bob'] });
    },
  ],
];

describe('the looks of the panel', () => {
  let panel: Panel;
  const open = usePanel((opened) => (panel = opened));
  before(() => {
    mkdirSync(PICTURES, { recursive: true });
  });

  const picture = (name: string): Promise<unknown> =>
    panel.page.screenshot({ path: path.join(PICTURES, `${name}.png`) });

  /** Shows at once what normally appears after a delay. */
  const finishAnimations = (): Promise<void> =>
    panel.page.evaluate(() => {
      for (const animation of document.getAnimations()) {
        if (animation.effect?.getComputedTiming().iterations === 1) animation.finish();
      }
    });

  for (const theme of THEMES) {
    for (const width of [250, 400]) {
      it(`${theme.name}, ${width} px: a conversation is accessible`, async () => {
        await open({ theme, width, height: 760 });
        await panel.snapshot(conversation);
        await panel.composer.fill('A draft');
        await finishAnimations();
        await picture(`${theme.name}-${width}`);
        assert.deepEqual(await axeFindings(panel), []);
      });
    }

    for (const [name, show] of STATES) {
      it(`${theme.name}: ${name} is accessible`, async () => {
        await open({ theme, width: 250, height: 420 });
        await show(panel);
        await finishAnimations();
        await picture(`${theme.name}-${name}`);
        assert.deepEqual(await axeFindings(panel), []);
      });
    }

    it(`${theme.name}: all names' colours are told from the ground and from each other`, async () => {
      await open({ theme });
      await panel.snapshot(
        Array.from({ length: 24 }, (_, i) =>
          message(i, { authorKey: `k${i}`, author: `author ${i}`, color: i % 12 }),
        ),
      );
      const [ground, ...colors] = await panel.page.evaluate(() => [
        getComputedStyle(document.body).backgroundColor,
        ...new Set([...document.querySelectorAll('.author')].map((author) => getComputedStyle(author).color)),
      ]);
      assert.equal(colors.length, 12);
      for (const color of colors) assert.ok(contrast(color, ground) >= 4.5, `${color} on ${ground}`);
    });

    it(`${theme.name}: the initials of all authors are told from their avatars`, async () => {
      await open({ theme });
      await panel.snapshot(
        Array.from({ length: 12 }, (_, i) =>
          message(i, { authorKey: `k${i}`, author: `author ${i}`, color: i }),
        ),
      );
      const [ground, avatars] = await panel.page.evaluate(() => {
        const looks = [...document.querySelectorAll('.avatar')].map((avatar) => getComputedStyle(avatar));
        return [
          getComputedStyle(document.body).backgroundColor,
          looks.map(({ color, backgroundColor }) => ({ color, backgroundColor })),
        ] as const;
      });
      assert.equal(avatars.length, 12);
      for (const { color, backgroundColor } of avatars) {
        const behind = backgroundColor === 'rgba(0, 0, 0, 0)' ? ground : backgroundColor;
        assert.ok(contrast(color, behind) >= 4.5, `${color} on ${behind}`);
      }
    });
  }

  it('shortens the words in an empty composer, and wraps what is written there', async () => {
    await open({ width: 250 });
    await panel.snapshot([], { room: { ...joined.room!, name: 'The room of the parser workshop' } });
    const looks = () =>
      panel.composer.evaluate((field) => {
        const { textOverflow, whiteSpace } = getComputedStyle(field);
        return { textOverflow, whiteSpace, height: field.clientHeight };
      });
    const empty = await looks();
    assert.deepEqual([empty.textOverflow, empty.whiteSpace], ['ellipsis', 'nowrap']);
    await panel.composer.fill('what is longer than a line, by some words');
    const written = await looks();
    assert.equal(written.whiteSpace, 'pre-wrap');
    assert.ok(written.height > empty.height + 10);
  });

  it('has the same space above whatever begins something', async () => {
    await open({ width: 400, height: 900 });
    const notice = (order: number): PanelEntry => ({
      ...{ kind: 'notice', key: `n${order}`, order, at: START, text: 'somebody came' },
    });
    const [a, b] = [
      { author: 'a', authorKey: 'a' },
      { author: 'b', authorKey: 'b' },
    ];
    await panel.snapshot(
      [message(1, a), message(2, b), notice(3), message(4, a), message(5, a), notice(6), message(1500, b)],
      {},
      { readUpTo: 1499 },
    );
    const gaps = await panel.page.evaluate(() => {
      const rows = [...document.querySelectorAll<HTMLElement>('.content > *')];
      const ends = rows.map((row) => {
        const range = document.createRange();
        range.selectNodeContents(row);
        const boxes = [...row.querySelectorAll('.author:not(.visually-hidden), .text')].map((part) =>
          part.getBoundingClientRect(),
        );
        if (boxes.length === 0) boxes.push(range.getBoundingClientRect());
        return {
          follows: row.matches('.message:not(.first)'),
          top: Math.min(...boxes.map((box) => box.top)),
          bottom: Math.max(...boxes.map((box) => box.bottom)),
        };
      });
      return ends
        .map((row, index) => ({ row, before: ends[index - 1] }))
        .filter(({ row, before }) => before && !row.follows)
        .map(({ row, before }) => Math.round(row.top - before!.bottom));
    });
    assert.ok(Math.max(...gaps) - Math.min(...gaps) <= 3, String(gaps));
  });

  it('shows the focus ring on the keyboard only', async () => {
    await open();
    await panel.outside({ kind: 'idle' });
    const ring = (): Promise<string> =>
      panel.page
        .locator('vscode-button')
        .first()
        .evaluate((button) => {
          const control = button.shadowRoot!.querySelector('.control')!;
          return getComputedStyle(control).outlineStyle;
        });
    await panel.page.locator('vscode-button').first().click();
    assert.equal(await ring(), 'none');
    await panel.page.keyboard.press('Tab');
    await panel.page.keyboard.press('Shift+Tab');
    assert.equal(await ring(), 'solid');
  });

  it('does not turn for those who want no motion', async () => {
    await open();
    await panel.page.emulateMedia({ reducedMotion: 'reduce' });
    await panel.outside({ kind: 'connecting', address: 'x' });
    assert.equal(
      await panel.page.locator('.spinner').evaluate((s) => getComputedStyle(s).animationName),
      'none',
    );
  });
});
