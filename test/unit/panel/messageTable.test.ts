import assert from 'node:assert/strict';
import { handle, type Handlers, parseMessage } from '../../../src/panel/messageTable';
import { FROM_PANEL, type FromPanel } from '../../../src/panel/fromPanel';
import { TO_PANEL, type ToPanel } from '../../../src/panel/toPanel';
import { message, panel } from '../webview/panelState';
import { away, failed, left } from '../../support/setbacks';

const entries = [
  message('a', 1, {
    reply: { order: 0, author: 'ana', color: 3, excerpt: 'hello' },
    reactions: [{ emoji: '👍', count: 2, own: true, names: ['ana'] }],
    code: { path: 'src/a.ts', start: 3, end: 4, text: 'one\ntwo', language: 'typescript' },
    mentions: [{ name: 'ana', mid: 'a', now: 'Ana', own: false }],
    unsentEdit: { key: 'e', text: 'ho', status: 'failed', problem: 'No.' },
  }),
  message('b', 2, { editedAt: 1, lookAlike: 'ana', direct: 'only to you', reply: { order: 1 } }),
];
const code = {
  ...{ path: 'src/a.ts', start: 3, end: 4, text: 'one\ntwo', language: 'typescript' },
  ...{ remote: 'git.example/a', commit: '0'.repeat(40), dirty: false },
  context: { above: '0a', below: '', outline: '', copies: 1, copy: 1, lines: 9 },
};
const notice = {
  kind: 'notice',
  key: 'n',
  order: 3,
  at: 0,
  text: 'ana joined.',
  ignored: { mid: 'b', name: 'bob' },
} as const;

/** One of each type at least; the compiler sees to it. */
const toPanel: { [T in ToPanel['type']]: readonly Extract<ToPanel, { type: T }>[] } = {
  snapshot: [
    { type: 'snapshot', state: panel, entries, more: true, readUpTo: Infinity },
    {
      ...{ type: 'snapshot', entries: [], more: false, readUpTo: 0, draft: { room: 'den', text: '' } },
      state: { connection: { kind: 'idle' }, members: 0, maxTextBytes: 1 },
    },
  ],
  state: ([{ kind: 'connecting', address: 'a:1' }, away('Gone.'), left('Left.'), failed('No.')] as const).map(
    (connection) => ({ type: 'state', state: { ...panel, connection } }),
  ),
  entries: [{ type: 'entries', entries: [...entries, notice] }],
  newest: [{ type: 'newest', entries, more: true, came: 3 }],
  older: [{ type: 'older', before: 3, entries, more: false }],
  typing: [{ type: 'typing', names: ['ana'] }],
  focus: [
    { type: 'focus', on: true },
    { type: 'focus', on: true, quiet: true },
  ],
  draft: [
    { type: 'draft', room: 'Lab', text: 'half a thou' },
    { type: 'draft', room: 'Lab', text: '', change: { of: 2, text: 'ho' }, about: message('b', 2) },
  ],
  read: [{ type: 'read', upTo: 3 }],
  refused: [{ type: 'refused', draft: { room: 'a', to: 'b', text: 'hi' }, problem: 'No.' }],
  takenBack: [
    {
      type: 'takenBack',
      draft: {
        ...{ room: 'a', text: 'hi', reply: 2, about: message('b', 2) },
        mentions: [{ mid: 'm-b', name: 'bob' }],
        codes: [{ path: 'src/a.ts', start: 3, end: 3, text: 'one' }],
      },
    },
    { type: 'takenBack' },
  ],
  mention: [{ type: 'mention', mid: 'm-b', name: 'bob' }],
  renamed: [{ type: 'renamed', members: [{ mid: 'm-b', name: 'robert' }] }],
  members: [{ type: 'members', members: [{ mid: 'm-b', name: 'bob', color: 4, you: false }] }],
  places: [{ type: 'places', found: ['src/a.ts'] }],
  codePlaces: [
    {
      type: 'codePlaces',
      places: [
        { id: 'a/0', place: { found: 'moved', start: 9, end: 11, path: 'lib/a.ts', otherCommit: true } },
        { id: 'a/1', place: { found: 'noFile' } },
      ],
    },
  ],
  codeStale: [{ type: 'codeStale', paths: ['src/a.ts'] }],
  pastedCode: [
    { type: 'pastedCode', text: 'a\nb' },
    { type: 'pastedCode', text: 'a\nb', language: 'go', place: { path: 'a.go', start: 3, end: 4 } },
  ],
  attached: [
    {
      type: 'attached',
      for: { room: 'r' },
      codes: [
        {
          ...{ path: 'a.go', start: 3, end: 4, text: 'a\nb', language: 'go' },
          ...{ remote: 'a.b/c', commit: 'f'.repeat(40), dirty: true },
          context: { above: 'ff', below: '', outline: '', copies: 1, copy: 1, lines: 9 },
        },
      ],
    },
  ],
  act: [{ type: 'act', key: 'a', action: 'reply' }],
  copySelection: [{ type: 'copySelection' }],
  goTo: [{ type: 'goTo', order: 3 }],
  invitation: [
    {
      type: 'invitation',
      addresses: [{ address: 'a:1' }],
      link: 'x:',
      text: 'Come',
      withoutTilde: 'Get it.',
    },
    {
      ...{ type: 'invitation', addresses: [{ address: 'a:1', network: 'Wi-Fi' }], key: 'K7QX', link: 'x:' },
      ...{ text: 'Come', withoutTilde: 'Get it.', terminal: 'nc a 1', problem: 'Nobody can.' },
    },
  ],
};
const fromPanel: { [T in FromPanel['type']]: Extract<FromPanel, { type: T }> } = {
  ready: { type: 'ready' },
  taken: { type: 'taken' },
  say: { type: 'say', room: 'a', to: 'b', text: 'hi @bob', mentions: [{ mid: 'm-b', name: 'bob' }] },
  direct: {
    ...{ type: 'direct', draft: { room: 'a', text: '/msg @bob hi' }, words: '@bob hi' },
    picked: { mid: 'm-b', name: 'bob' },
  },
  takeBack: { type: 'takeBack', room: 'a' },
  edit: { type: 'edit', room: 'a', of: 3, text: 'ho @ana', mentions: [{ mid: 'a', name: 'ana' }] },
  remove: { type: 'remove', of: 3 },
  react: { type: 'react', of: 3, emoji: '👍', on: true },
  retry: { type: 'retry', key: 'a' },
  discard: { type: 'discard', key: 'a' },
  older: { type: 'older', before: 3 },
  copy: { type: 'copy', text: 'hi' },
  findPlaces: { type: 'findPlaces', paths: ['src/a.ts'] },
  openPlace: { type: 'openPlace', path: 'src/a.ts', line: 3, column: 7, end: 9 },
  findCode: { type: 'findCode', codes: [{ id: 'a/0', code }] },
  goToCode: { type: 'goToCode', code },
  compareCode: { type: 'compareCode', code },
  insertCode: { type: 'insertCode', text: 'a\nb' },
  openCode: { type: 'openCode', text: 'a\nb', language: 'go' },
  pasted: { type: 'pasted', text: 'a\nb' },
  attach: { type: 'attach', room: 'r', to: 'b' },
  copyLink: { type: 'copyLink', of: 3 },
  invitation: { type: 'invitation' },
  enterAgain: { type: 'enterAgain', id: '10.0.0.7:9999' },
  rename: { type: 'rename', name: 'ann' },
  ignore: { type: 'ignore', name: 'bob' },
  plain: { type: 'plain', on: true },
  useEmoji: { type: 'useEmoji', emoji: '🎉' },
  chooseSkinTone: { type: 'chooseSkinTone', skinTone: '🏽' },
  listMembers: { type: 'listMembers' },
  members: { type: 'members' },
  toStart: { type: 'toStart' },
  draft: { type: 'draft', room: 'den', text: '' },
  openLink: { type: 'openLink', url: 'https://tilde.example' },
  typing: { type: 'typing', on: false },
  showConversation: { type: 'showConversation', to: 'b' },
  goTo: { type: 'goTo', order: 3 },
  read: { type: 'read', upTo: 3 },
  command: { type: 'command', command: 'tilde.host' },
};

describe('the messages of the panel', () => {
  let problems: string[];
  const report = (problem: string) => problems.push(problem);
  beforeEach(() => (problems = []));

  it('pass as they are', () => {
    for (const one of Object.values(toPanel).flat()) {
      assert.deepEqual(parseMessage(TO_PANEL, structuredClone(one), report), one);
    }
    for (const one of Object.values(fromPanel)) {
      assert.deepEqual(parseMessage(FROM_PANEL, structuredClone(one), report), one);
    }
    assert.deepEqual(problems, []);
  });

  it('lose what no schema names', () => {
    assert.deepEqual(parseMessage(FROM_PANEL, { ...fromPanel.say, more: 1 }, report), fromPanel.say);
  });

  it('are dropped where something is missing or of another kind, and the report says what', () => {
    const { state } = toPanel.state[0]!;
    const wrong: readonly (readonly [typeof TO_PANEL | typeof FROM_PANEL, unknown, string])[] = [
      [FROM_PANEL, { type: 'say', room: 'a' }, 'say whose "text"'],
      [FROM_PANEL, { type: 'say', room: 'a', text: 1 }, 'say whose "text"'],
      [FROM_PANEL, { type: 'draft', room: 'den' }, 'draft whose "text"'],
      [FROM_PANEL, { type: 'older', before: '3' }, 'older whose "before"'],
      [FROM_PANEL, { type: 'older', before: NaN }, 'older whose "before"'],
      [FROM_PANEL, { type: 'typing', on: 1 }, 'typing whose "on"'],
      [FROM_PANEL, { type: 'openPlace', path: 'a', line: 0 }, 'openPlace whose "line"'],
      [FROM_PANEL, { type: 'openPlace', path: 'a', line: 1.5 }, 'openPlace whose "line"'],
      [FROM_PANEL, { type: 'command', command: 'workbench.action.quit' }, 'command whose "command"'],
      [TO_PANEL, { type: 'entries', entries: {} }, 'entries whose "entries"'],
      [TO_PANEL, { type: 'entries', entries: [entries[0], null] }, 'entries whose "entries.1"'],
      [
        TO_PANEL,
        { type: 'entries', entries: [{ ...notice, kind: 'poem' }] },
        'entries whose "entries.0.kind"',
      ],
      [
        TO_PANEL,
        { type: 'entries', entries: [{ ...entries[0], text: 7 }] },
        'entries whose "entries.0.text"',
      ],
      [
        TO_PANEL,
        { type: 'state', state: { ...state, connection: { kind: 'left' } } },
        'state whose "state.connection.title"',
      ],
    ];
    for (const [table, value, problem] of wrong) {
      problems = [];
      assert.equal(parseMessage(table, value, report), undefined);
      assert.deepEqual(problems, [`a message of type ${problem} does not fit`]);
    }
  });

  it('are dropped where nobody knows the type', () => {
    for (const value of [undefined, null, 'say', 7, [], {}, { type: 7 }, { type: 'toString' }]) {
      assert.equal(parseMessage(FROM_PANEL, value, report), undefined);
    }
    assert.deepEqual(problems, Array<string>(8).fill('a message of an unknown type'));
  });

  it('reach the handler of their type, and no other', () => {
    const handled: [handler: string, FromPanel][] = [];
    const handlers = Object.fromEntries(
      Object.keys(FROM_PANEL).map((type) => [type, (one: FromPanel) => handled.push([type, one])]),
    ) as unknown as Handlers<FromPanel>;
    for (const one of Object.values(fromPanel)) handle(handlers, one);
    assert.deepEqual(handled, Object.entries(fromPanel));
  });
});
