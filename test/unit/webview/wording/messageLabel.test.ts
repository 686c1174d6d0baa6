import assert from 'node:assert/strict';
import { panelStrings } from '../../../../src/panel/strings';
import type { PanelMessage } from '../../../../src/panel/entrySchemas';
import { createFormats } from '../../../../webview/wording/formats';
import { messageLabel } from '../../../../webview/wording/messageLabel';
import { message } from '../panelState';

describe('messageLabel', () => {
  const at = new Date(2026, 2, 10, 9, 5).getTime();
  const label = (more: Partial<PanelMessage>) =>
    messageLabel(message('a', 1, { at, text: 'hi', ...more }), panelStrings, createFormats('en', 'en-GB'));

  it('says who, when and what', () => {
    assert.equal(label({}), 'bob, 09:05. hi');
    assert.equal(label({ direct: 'only to you' }), 'bob, only to you, 09:05. hi');
  });

  it('says what is to be known of the author', () => {
    assert.equal(label({ lookAlike: 'Bob' }), 'bob, looks like Bob, 09:05. hi');
    assert.equal(label({ plainPeer: true }), 'bob, plain text, 09:05. hi');
  });

  it('says the words, not the markup, and where lines stand that it quotes', () => {
    const code = { path: 'src/a.ts', start: 3, end: 4, text: 'let a;\nlet b;' };
    assert.equal(
      label({
        text: '**Look** at @ann',
        mentions: [{ name: 'ann', mid: 'a', now: 'anna', own: false }],
        code,
      }),
      'bob, 09:05. Look at @anna\nsrc/a.ts:3-4\nlet a; …',
    );
  });

  it('says what became of it', () => {
    assert.equal(
      label({
        editedAt: at + 60_000,
        reply: { order: 0, author: 'ana', color: 1, excerpt: 'hello' },
        reactions: [{ emoji: '👍', count: 1, own: false, names: ['cleo'] }],
      }),
      'bob, 09:05. hi. edited at 09:06. Reply to ana: hello. cleo reacted with 👍',
    );
    assert.equal(label({ status: 'failed', problem: 'Too long.' }), 'bob, 09:05. hi. Too long.');
    assert.equal(label({ status: 'pending' }), 'bob, 09:05. hi. Sending…');
  });
});
