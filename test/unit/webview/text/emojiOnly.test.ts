import assert from 'node:assert/strict';
import { isEmojiOnly } from '../../../../webview/text/emojiOnly';

describe('isEmojiOnly', () => {
  for (const text of ['🎉', '👍🏽', '👩‍👩‍👧‍👦 ❤️', '❤', '🇦🇹🇯🇵', '1️⃣', '🎉\n🎉', '🎉'.repeat(12)])
    it(`is true of ${text}`, () => assert.equal(isEmojiOnly(text), true));
  it('is true of short codes that are emoji', () => {
    const emojiOf = (code: string) => (code === 'tada' ? '🎉' : undefined);
    assert.equal(isEmojiOnly(':tada: 👍 :tada::tada:', emojiOf), true);
    assert.equal(isEmojiOnly(':tada: :nonsense:', emojiOf), false);
    assert.equal(isEmojiOnly(':tada:'), false);
  });
  for (const text of ['', ' ', '1', '#', 'a🎉', ':)', '🎉!', '🎉'.repeat(13), '\u200d', '\ufe0f'])
    it(`is false of ${JSON.stringify(text)}`, () => assert.equal(isEmojiOnly(text), false));

  // a pattern that tries each emoji in every way takes minutes
  it('takes no time for what is nearly so', () => {
    for (let i = 0; i < 200; i++) assert.equal(isEmojiOnly(`${'😀'.repeat(12)}${i}`), false);
  });
});
