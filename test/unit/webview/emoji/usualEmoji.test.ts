import assert from 'node:assert/strict';
import { usualEmoji } from '../../../../webview/emoji/usualEmoji';

describe('usualEmoji', () => {
  it('are those used last, then those that people react with most, each once', () => {
    assert.deepEqual(usualEmoji(), ['👍', '❤️', '😄', '🎉', '👀', '✅']);
    const recentEmoji = ['🦀', '🎉', '👋', '👍', '🚀'];
    assert.deepEqual(usualEmoji({ recentEmoji }), ['🦀', '🎉', '👋', '👍', '🚀', '❤️', '😄', '👀', '✅']);
    assert.deepEqual(usualEmoji({ recentEmoji, skinTone: '🏽' }).slice(2, 4), ['👋🏽', '👍🏽']);
  });
});
