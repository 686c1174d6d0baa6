import assert from 'node:assert/strict';
import { panelStrings } from '../../../../src/panel/strings';
import { announcement } from '../../../../webview/wording/announcement';

const message = (author: string, text: string) =>
  ({
    kind: 'message',
    key: text,
    order: 1,
    at: 0,
    author,
    authorKey: author,
    color: 1,
    own: false,
    text,
    status: 'sent',
  }) as const;

describe('announcement', () => {
  it('reads one message out, cut where it is long', () => {
    assert.equal(announcement([message('bob', 'hi')], panelStrings), 'bob: hi');
    const long = announcement([message('bob', 'x'.repeat(5000))], panelStrings);
    assert.ok(long.length < 300 && long.endsWith('…'));
  });

  it('never cuts an emoji', () => {
    const family = '👩‍👩‍👧‍👦';
    const long = announcement([message('bob', `${'x'.repeat(196)}${family}${family}`)], panelStrings);
    assert.equal(long, `bob: ${'x'.repeat(196)}…`);
  });

  it('says the words, not the markup, unless markup is shown', () => {
    const entries = [message('bob', '**Ship** `it`\n```\na\nb\n```')];
    assert.equal(announcement(entries, panelStrings), 'bob: Ship it\na …');
    assert.equal(
      announcement(entries, panelStrings, 1, { plain: true }),
      'bob: **Ship** `it`\n```\na\nb\n```',
    );
  });

  it('says for whom it is, and that it was changed', () => {
    const said = (more: object) => announcement([{ ...message('bob', 'hi'), ...more }], panelStrings);
    assert.equal(said({ direct: 'only to you' }), 'bob, only to you: hi');
    assert.equal(said({ editedAt: 1 }), 'bob: hi (edited)');
  });

  it('counts several', () => {
    assert.equal(announcement([message('a', '1'), message('b', '2')], panelStrings), 'New messages: 2');
  });
});
