import assert from 'node:assert/strict';
import compact from 'emojibase-data/en/compact.json';
import { SKIN_TONES } from '../../../../src/panel/fromPanel';
import { qualifiedEmoji } from '../../../../src/protocol/wire/emoji';
import { withTone } from '../../../../webview/emoji/skinTones';

const COMPONENTS = 2;
const all = compact.filter(({ group }) => group !== undefined && group !== COMPONENTS);

describe('withTone', () => {
  it('gives each emoji the form that Unicode has of it, and leaves alone those that have none', () => {
    let toned = 0;
    for (const { unicode, skins = [] } of all) {
      for (const tone of SKIN_TONES) {
        const forms = skins.map((one) => qualifiedEmoji(one.unicode));
        const wanted = forms.find((form) => form.match(/\p{Emoji_Modifier}/gu)?.every((one) => one === tone));
        const emoji = qualifiedEmoji(unicode);
        assert.equal(withTone(emoji, tone), wanted ?? emoji);
        if (wanted) toned++;
      }
    }
    assert.ok(toned > 1500, String(toned));
  });

  it('changes nothing where none was chosen, or the emoji has one', () => {
    assert.equal(withTone('👍', undefined), '👍');
    assert.equal(withTone('👍🏿', '🏻'), '👍🏿');
  });
});
