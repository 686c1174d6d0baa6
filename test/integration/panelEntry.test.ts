import assert from 'node:assert/strict';
import type { MessageEntry, Notice } from '../../src/client/conversation/entry';
import { type PresenceChange, EMPTY_RUN, withChange } from '../../src/client/conversation/presenceRun';
import { recipientText } from '../../src/editor/wording/recipientText';
import { type EntryContext, panelEntry } from '../../src/editor/panel/panelEntry';
import type { Member } from '../../src/protocol/wire/messages';

const message = (more: Partial<MessageEntry>): MessageEntry => ({
  ...{
    kind: 'message',
    key: 'k',
    order: 1,
    at: 1,
    from: 'bob',
    by: 'b',
    own: false,
    text: 'hi',
    status: 'sent',
  },
  ...more,
});
const code = { path: 'src/a.ts', start: 3, end: 4, text: 'one\ntwo' };

const context = (more: Partial<EntryContext> = {}): EntryContext => ({
  isIgnored: () => false,
  recipientText: (memberId) => memberId,
  colorOf: () => 0,
  lookAlikeOf: () => undefined,
  isPlainPeer: () => false,
  messageAt: () => undefined,
  plain: false,
  members: [],
  self: 'me',
  ...more,
});

const join = (...names: readonly string[]) => names.map((name): PresenceChange => ({ kind: 'join', name }));
const leave = (...names: readonly string[]) => names.map((name): PresenceChange => ({ kind: 'leave', name }));
const guests = (count: number) => Array.from({ length: count }, (_, i) => `guest-${i}`);

function textOfRun(...comings: readonly PresenceChange[]): string {
  const notice = comings.reduce(withChange, EMPTY_RUN);
  const entry = panelEntry({ kind: 'notice', key: 'k', order: 1, at: 1, notice }, context());
  return entry.kind === 'notice' ? entry.text : '';
}

describe('comings and goings in the panel', () => {
  it('are one line', () => {
    assert.equal(textOfRun(...join('ada', 'bob')), 'ada and bob joined.');
    assert.equal(textOfRun(...join('ada', 'bob', 'cy', 'dan')), 'ada, bob, cy and dan joined.');
    assert.equal(
      textOfRun(...join(...guests(15)), ...leave('carol')),
      'guest-0, guest-1, guest-2 and 12 others joined. carol left the room.',
    );
    assert.equal(
      textOfRun(...join('ada'), ...leave('ada', 'bob', 'cy')),
      'bob and cy left. ada came and went.',
    );
    assert.equal(textOfRun(...leave('ada'), ...join('ada')), 'ada went and came back.');
    assert.equal(
      textOfRun({ kind: 'rename', name: 'ada', to: 'eve' }, ...join('bob')),
      'bob joined the room. ada is now eve.',
    );
    assert.equal(
      textOfRun({ kind: 'rename', name: 'ada', to: 'eve' }, { kind: 'rename', name: 'eve', to: 'ada' }),
      'ada has their old name back.',
    );
  });

  it('can be read in full, where the line says less', () => {
    const detailsOf = (...comings: readonly PresenceChange[]): readonly string[] | undefined => {
      const notice = comings.reduce(withChange, EMPTY_RUN);
      const entry = panelEntry({ kind: 'notice', key: 'k', order: 1, at: 1, notice }, context());
      return entry.kind === 'notice' ? entry.details : undefined;
    };
    assert.equal(detailsOf(...join('ada', 'bob')), undefined);
    assert.deepEqual(detailsOf(...join('ada', 'bob', 'cy', 'dan', 'eve')), [
      'ada, bob, cy, dan and eve joined.',
    ]);
    assert.deepEqual(detailsOf(...join('ada', 'bob'), ...leave('cy')), [
      ...['ada and bob joined.', 'cy left the room.'],
    ]);
    const [all] = detailsOf(...join(...guests(5000))) ?? [];
    assert.match(all!, /^guest-0, .*guest-19 and 4980 others joined\.$/);
  });

  it('keep names from right to left to themselves', () => {
    assert.equal(textOfRun(...join('שרה', 'bob')), '\u2068שרה\u2069 and bob joined.');
  });

  it('are one short line however many they are', () => {
    const all = guests(20_000);
    const text = textOfRun(...join(...all), ...leave(...all));
    assert.equal(text, 'guest-0, guest-1, guest-2 and 19997 others came and left.');
    const renames = guests(5000).map((name): PresenceChange => ({ kind: 'rename', name, to: `${name}-x` }));
    assert.match(textOfRun(...renames), /^guest-0 is now guest-0-x\. .* Other new names: 4997\.$/);
    assert.equal(
      textOfRun(...join(...guests(20)), ...leave('ada')),
      'guest-0, guest-1, guest-2 and 17 others joined. Somebody else left.',
    );
  });
});

describe('a removal in the panel', () => {
  const said = (more: Partial<Extract<Notice, { kind: 'removal' }>>): string => {
    const notice: Notice = { kind: 'removal', name: 'Bob', own: false, ...more };
    const entry = panelEntry({ kind: 'notice', key: 'k', order: 1, at: 1, notice }, context());
    return entry.kind === 'notice' ? entry.text : '';
  };

  it('says who removed whom, as far as that is known', () => {
    const ann = { name: 'Ann', own: false };
    assert.equal(said({ by: ann }), 'Ann removed Bob from the room.');
    assert.equal(said({ by: { ...ann, own: true } }), 'You removed Bob from the room.');
    assert.equal(said({ by: ann, own: true }), 'Ann removed you from the room.');
    assert.equal(said({}), 'Bob was removed from the room.');
    assert.equal(said({ own: true }), 'The host removed you from the room.');
  });
});

describe('a message in the panel', () => {
  it('is its text, and beside it the lines it quotes', () => {
    const shown = (more: Partial<MessageEntry>) => {
      const entry = panelEntry(message(more), context());
      assert.ok(entry.kind === 'message');
      return [entry.text, entry.code];
    };
    assert.deepEqual(shown({}), ['hi', undefined]);
    assert.deepEqual(shown({ code }), ['hi', code]);
    assert.deepEqual(shown({ text: '', code }), ['', code]);
    assert.deepEqual(shown({ code: { ...code, language: undefined } }), ['hi', code]);
  });

  it('has the mentions of its text, of a change that waits, and none where it was deleted', () => {
    const members = [{ mid: 'b', name: 'bobby' }];
    const mentions = [{ mid: 'b', name: 'bob' }];
    const shown = (more: Partial<MessageEntry>) => {
      const entry = panelEntry(message({ text: '@bob', mentions, ...more }), context({ members, self: 'b' }));
      assert.ok(entry.kind === 'message');
      return entry;
    };
    const drawn = [{ name: 'bob', mid: 'b', now: 'bobby', own: true }];
    assert.deepEqual(shown({}).mentions, drawn);
    assert.equal(shown({ removed: true }).mentions, undefined);
    const unsentEdit = { id: 'e', text: '(@bob)', mentions, status: 'pending' } as const;
    assert.deepEqual(shown({ unsentEdit }).unsentEdit?.mentions, drawn);
  });

  it('shows of what it answers the beginning, in plain words and in one line', () => {
    const excerptOf = (answered: Partial<MessageEntry>, more: Partial<EntryContext> = {}) => {
      const entry = panelEntry(
        message({ order: 2, reply: 1 }),
        context({ messageAt: () => message(answered), ...more }),
      );
      return entry.kind === 'message' ? entry.reply?.excerpt : undefined;
    };
    assert.equal(excerptOf({ text: '**Ship**\n`it`' }), 'Ship it');
    assert.equal(excerptOf({ text: '**Ship**\n`it`' }, { plain: true }), '**Ship** `it`');
    assert.equal(excerptOf({ text: '', code }), 'src/a.ts:3-4 one …');
    const mentions = [{ mid: 'b', name: 'bob' }];
    const members = [{ mid: 'b', name: 'bobby' }];
    assert.equal(excerptOf({ text: '@bob, look', mentions }, { members }), '@bobby, look');
    assert.equal(excerptOf({ text: '*x*', removed: true }), 'This message was deleted.');
  });

  it('says of what it answers whether that stands in another conversation', () => {
    const isElsewhere = (answer: Partial<MessageEntry>, answered: Partial<MessageEntry>) => {
      const entry = panelEntry(
        message({ order: 2, reply: 1, ...answer }),
        context({ messageAt: () => message(answered) }),
      );
      return entry.kind === 'message' && entry.reply?.elsewhere === true;
    };
    const direct = { to: 'c', own: true };
    assert.equal(isElsewhere({}, {}), false);
    assert.equal(isElsewhere(direct, {}), true);
    assert.equal(isElsewhere({}, direct), true);
    assert.equal(isElsewhere(direct, { to: 'a', own: false, by: 'b' }), true, 'with somebody else');
    assert.equal(isElsewhere(direct, { to: 'a', own: false, by: 'c' }), false, 'of the other one');
  });

  it('warns of an author whose name looks like that of somebody before', () => {
    const lookAlikeOf = (memberId: string, name: string) => (memberId === 'b' ? `${name}!` : undefined);
    const entry = panelEntry(message({}), context({ lookAlikeOf }));
    assert.ok(entry.kind === 'message');
    assert.equal(entry.lookAlike, 'bob!');
  });

  it('says whose program shows plain text only', () => {
    const entryOf = (plain: string) =>
      panelEntry(message({}), context({ isPlainPeer: (memberId) => memberId === plain }));
    assert.equal((entryOf('b') as { plainPeer?: true }).plainPeer, true);
    assert.equal('plainPeer' in entryOf('c'), false);
  });

  it('is one quiet line where its author is ignored, with nothing of what was said', () => {
    const entry = panelEntry(message({ code }), context({ isIgnored: (memberId) => memberId === 'b' }));
    assert.ok(entry.kind === 'notice');
    assert.equal(entry.text, 'Hidden: a message from bob, whom you are ignoring.');
    assert.deepEqual(entry.ignored, { mid: 'b', name: 'bob' });
    assert.equal(
      panelEntry(message({}), context({ isIgnored: (memberId) => memberId === 'c' })).kind,
      'message',
    );
    assert.equal(panelEntry(message({ own: true }), context({ isIgnored: () => true })).kind, 'message');
  });

  it('says for whom it is that is not for everybody, and that it was changed, with code or without', () => {
    const recipientText = (memberId: string) => `only to ${memberId}`;
    const shown = (more: Partial<MessageEntry>) => {
      const entry = panelEntry(message(more), context({ recipientText }));
      assert.ok(entry.kind === 'message');
      return [entry.text, entry.direct, entry.editedAt, entry.code];
    };
    assert.deepEqual(shown({}), ['hi', undefined, undefined, undefined]);
    assert.deepEqual(shown({ to: 'ada' }), ['hi', 'only to ada', undefined, undefined]);
    assert.deepEqual(shown({ to: 'ada', own: true, editedAt: 7, code }), ['hi', 'only to ada', 7, code]);
  });

  it('is for oneself, for a member, or for somebody who is not there any more', () => {
    const members: Member[] = [{ mid: 'b', name: 'bob', since: 1, dialect: 'native' }];
    const session = { memberId: 'a', members };
    assert.equal(recipientText('a', session), 'only to you');
    assert.equal(recipientText('b', session), 'only to bob');
    assert.equal(recipientText('c', session), 'only to somebody who is not here');
  });

  it('says that it was taken back, and nothing that it said', () => {
    const entry = panelEntry(message({ text: '', removed: true }), context());
    assert.ok(entry.kind === 'message');
    assert.deepEqual([entry.text, entry.removed], ['This message was deleted.', true]);
  });
});
