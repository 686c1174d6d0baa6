import assert from 'node:assert/strict';
import type { MessageEntry } from '../../src/client/transcript';
import { panelEntry } from '../../src/editor/panelEntries';

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

const textOf = (shown: MessageEntry): string | undefined => {
  const entry = panelEntry(shown);
  return entry.kind === 'message' ? entry.text : undefined;
};

describe('a message in the panel', () => {
  it('is its text, and the lines it quotes', () => {
    assert.equal(textOf(message({})), 'hi');
    assert.equal(textOf(message({ code })), 'hi\nsrc/a.ts:3-4\none\ntwo');
    assert.equal(textOf(message({ text: '', code })), 'src/a.ts:3-4\none\ntwo');
  });

  it('is one quiet line where its author is ignored, with nothing of what was said', () => {
    const entry = panelEntry(message({ code }), (mid) => mid === 'b');
    assert.ok(entry.kind === 'notice');
    assert.equal(entry.text, 'Hidden: bob, whom you ignore, said something.');
    assert.equal(entry.ignored, 'b');
    assert.equal(panelEntry(message({}), (mid) => mid === 'c').kind, 'message');
    assert.equal(panelEntry(message({ own: true }), () => true).kind, 'message');
  });

  it('says that it was taken back, and nothing that it said', () => {
    const entry = panelEntry(message({ text: '', code, removed: true }));
    assert.ok(entry.kind === 'message');
    assert.deepEqual([entry.text, entry.removed], ['This message was taken back.', true]);
  });
});
