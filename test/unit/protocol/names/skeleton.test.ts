import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { skeleton } from '../../../../src/protocol/names/skeleton';

/** Source -> prototype, of confusables.txt. */
const CONFUSABLES = createRequire(__filename)('unhomoglyph/data.json') as Record<string, string>;

describe('skeletons', () => {
  it('are the same for all pairs of confusables.txt, and stay as they are', () => {
    // what decomposes is not looked up as it stands
    const pairs = Object.entries(CONFUSABLES).filter(([source]) => source.normalize('NFD') === source);
    assert.equal(pairs.length, 5247);
    const differing = pairs.filter(([source, prototype]) => skeleton(source) !== skeleton(prototype));
    assert.deepEqual(differing, []);
    const unstable = pairs.filter(([source]) => skeleton(skeleton(source)) !== skeleton(source));
    assert.deepEqual(unstable, []);
  });

  for (const [text, expected] of [
    ['раураl', 'paypal'],
    ['ѕсоре', 'scope'],
    ['mIl0', 'rnllO'],
    ['ＡΒС', 'ABC'],
    ['ᏚᎬᏒᏙᎬᏒ', 'SERVER'],
    ['ꓢꓰꓣꓦꓰꓣ', 'SERVER'],
    ['ꜱᴇʀᴠᴇʀ', 'server'],
    ['🅢🆅🇷', 'SVR'],
    ['③', '➂'],
    ['Ⅷ', 'Vlll'],
    ['a\u200b\u00ad\u2800b', 'ab'],
    ['Zoë', 'Zoe\u0308'],
    ['Дж', 'Дж'],
  ] as const) {
    it(`of ${JSON.stringify(text)} is ${expected}`, () => assert.equal(skeleton(text), expected));
  }
});
