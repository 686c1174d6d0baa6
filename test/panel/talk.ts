import type { PanelEntry } from '../../src/panel/entrySchemas';
import type { PanelMember } from '../../src/panel/toPanel';
import { joined, message, type Panel, START } from './panelPage';

const ada = { author: 'Ada', authorKey: 'ada', color: 5 };
const grace = { author: 'Grace', authorKey: 'grace', color: 2 };
const ana = { author: 'ana', authorKey: 'a', own: true, color: 1 };
const toAda = {
  order: 1,
  author: 'Ada',
  color: 5,
  excerpt: 'The last chunk is dropped when the stream ends',
};
const namesAda = { name: 'Ada', mid: 'ada', now: 'Ada', own: false };
const namesAna = { name: 'ana', mid: 'a', now: 'ana', own: true };

const CODE = `for (const part of chunk.split("\\n")) {
\tif (part === "") continue;
\tyield parse(rest + part); // rest
\trest = "";
}`;
const TRACE = `Traceback (most recent call last):
  File "a.py", line 12, in <module>
    f(1)
TypeError: nope`;

/** A talk that shows everything there is to read. */
export const TALK: readonly PanelEntry[] = [
  message(-1200, { ...grace, text: 'Pushed the parser branch.' }),
  {
    ...{ kind: 'notice', key: 'n1', order: 0, at: START },
    text: 'Ada, Bea, Cy and 4 others joined. Dora left the room.',
    details: ['Ada, Bea, Cy, Dan, Eve, Finn and Gil joined.', 'Dora left the room.'],
  },
  message(1, {
    ...ada,
    text: 'The last chunk is **dropped** when the stream ends without `\\n`. See src/frame.ts:42 and https://example.org/a_b(c).',
    reactions: [
      { emoji: '👀', count: 2, own: true, names: ['Grace'] },
      { emoji: '👍', count: 1, own: false, names: ['Grace'] },
    ],
  }),
  message(2, {
    ...ada,
    text: 'This is where it happens:',
    code: { path: 'src/protocol/wire/frame.ts', start: 98, end: 102, language: 'typescript', text: CODE },
  }),
  message(3, {
    ...grace,
    text: '@ana and @Ada, we keep `rest` and yield it at the end, no?\n\n- first flush\n- then *close*\n\n> as in the draft',
    mentions: [namesAna, namesAda],
    editedAt: START,
    reply: toAda,
  }),
  message(4, {
    ...grace,
    text: `\`\`\`py\ndef f(x):\n    return x ** 2  # snake_case\n\`\`\`\nand\n\`\`\`\n${TRACE}\n\`\`\``,
  }),
  message(5, {
    ...ana,
    text: 'tpyo',
    unsentEdit: { key: 'e', text: 'typo', status: 'failed', problem: 'The room did not answer.' },
  }),
  message(6, { ...ana, text: '🎉🎉', reply: { order: -5000 } }),
  message(7, { ...grace, removed: true, text: 'This message was deleted.' }),
  message(8, { ...ada, text: '| a | b |\n|---|---|\n| 1 | 2 |\n\n1. one\n2. two', direct: 'only to you' }),
  message(9, {
    ...ada,
    text: Array.from({ length: 40 }, (_, i) => `line ${i} of a log that nobody reads`).join('\n'),
  }),
  message(10, {
    ...{ author: 'Аda', authorKey: 'other', color: 9, lookAlike: 'Ada' },
    text: 'It is me. Look at [the docs](https://evil.example/x).',
  }),
  message(11, {
    author: 'שרה',
    authorKey: 'sara',
    color: 10,
    text: 'שלום `rest` לכולם @Ada',
    mentions: [namesAda],
  }),
  message(12, {
    ...{ author: 'A very long name of somebody that goes on', authorKey: 'long', color: 7 },
    text: `* waves ${'x'.repeat(80)}`,
    reactions: ['👍', '❤️', '😄', '🎉', '👀', '✅', '🚀', '💯'].map((emoji, i) => ({
      ...{ emoji, count: i * 7 + 1, own: i % 3 === 1, names: ['Grace'] },
    })),
  }),
  message(13, { ...ana, text: 'Hope `that` helps', status: 'failed', problem: 'The room did not answer.' }),
  message(1e9, { ...ana, key: 'p', at: START + 60_000, text: 'Or later…', status: 'pending' }),
];

/** Those who take part in it. */
export const TALKERS: readonly PanelMember[] = [
  { mid: 'grace', name: 'Grace', color: 2, you: false },
  { mid: 'ada', name: 'Ada Lovelace-Byron of the second floor', color: 5, you: false },
  { mid: 'a', name: 'ana', color: 1, you: true },
  { mid: 'sara', name: 'שרה', color: 10, you: false },
];

const room = { ...joined.room!, name: 'Parser workshop', access: 'private', saved: true } as const;

export async function showTalk(panel: Panel): Promise<void> {
  const conversations = [
    { unread: 0 },
    { to: 'grace', name: 'Grace', unread: 2 },
    { to: 'sara', name: 'שרה', unread: 0, away: true as const },
  ];
  await panel.snapshot(TALK, { room, conversations, recentEmoji: ['🎉', '👍'] }, { readUpTo: 6 });
  await panel.post({ type: 'places', found: ['src/frame.ts', 'src/protocol/wire/frame.ts', 'a.py'] });
}
