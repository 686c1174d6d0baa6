import assert from 'node:assert/strict';
import { findCodes } from '../../../src/text/shortCodes';

const codes = (text: string): readonly string[] => findCodes(text).map(({ code }) => code);

describe('findCodes', () => {
  for (const [text, wanted] of [
    [':tada:', ['tada']],
    ['done :tada:, :+1:!', ['tada', '+1']],
    ['(:white_check_mark:) *:-1:*', ['white_check_mark', '-1']],
    [':tada::rocket: :100:', ['tada', 'rocket', '100']],
    ['fertig.:tada:', ['tada']],
  ] as const)
    it(`finds ${wanted.join(', ')} in ${text}`, () => assert.deepEqual(codes(text), wanted));

  for (const text of [
    ...['at 10:30:15', '[10:30:15]', '1:100:2', '10:30:', ': x:', ':x', '::', ':::'],
    ...[
      'a:b:c',
      'std::map::key',
      '::heart::',
      'urn:x:y',
      ':a:b',
      'http://a/:x:/b',
      'src/:x:/y',
      'C:\\:x:\\y',
    ],
    ...[
      'fe80:1:2::3',
      'a[:x:]',
      'a [:x: 2]',
      ':key:`value`',
      '`:x:`',
      'Über:x:',
      'x:ö:',
      ':Tada:',
      ':ta da:',
    ],
  ])
    it(`finds none in ${text}`, () => assert.deepEqual(codes(text), []));

  it('tells where each begins', () => {
    assert.deepEqual(findCodes('é :a::b: '), [
      { from: 2, text: ':a:', code: 'a' },
      { from: 5, text: ':b:', code: 'b' },
    ]);
  });

  it('takes time with the length of the text, whatever is in it', () => {
    for (const part of [':', ':a', ':a:', ':a:/', ' :', `:${'a'.repeat(60)}`]) {
      const text = part.repeat(Math.ceil((1024 * 1024) / part.length));
      // the square of it would be minutes
      findCodes(text);
    }
  });
});
