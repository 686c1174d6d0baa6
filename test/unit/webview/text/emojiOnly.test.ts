import assert from 'node:assert/strict';
import { isEmojiOnly } from '../../../../webview/text/emojiOnly';

describe('isEmojiOnly', () => {
  for (const text of ['🎉', '👍🏽', '👩‍👩‍👧‍👦 ❤️', '❤', '🇦🇹🇯🇵', '1️⃣', '🎉\n🎉', '🎉'.repeat(12)])
    it(`is true of ${text}`, () => assert.equal(isEmojiOnly(text), true));
  for (const text of ['', ' ', '1', '#', 'a🎉', ':)', '🎉!', '🎉'.repeat(13), '\u200d', '\ufe0f'])
    it(`is false of ${JSON.stringify(text)}`, () => assert.equal(isEmojiOnly(text), false));
});
