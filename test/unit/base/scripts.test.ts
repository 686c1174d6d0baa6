import assert from 'node:assert/strict';
import { isMixed } from '../../../src/base/scripts';

describe('words', () => {
  for (const word of [
    ...[
      'Łukasz',
      'Иван',
      'Ελένη',
      'たなかTom',
      '山田Tarō',
      '김철수',
      '金철수K',
      'ㄅㄆ注音a',
      'გიორგი',
      'Հայկ',
      'ไทย',
    ],
    ...['ߒߞߏ', 'ᠮᠣᠩᠭᠣᠯ', 'ᏣᎳᎩ', '𞤀𞤣', 'x2', '٣', '😀', '', 'e\u0301', 'ー'],
  ]) {
    it(`of one script, or of those written together: ${word}`, () => assert.equal(isMixed(word), false));
  }
  for (const word of [
    'еvan',
    'αlice',
    'Оwen',
    'Иvан',
    'օwen',
    'Ꭺnn',
    'аб\u03b3',
    'ไaย',
    'あи',
    'ㄅ김',
    'ロシアя',
  ]) {
    it(`of scripts that nobody mixes: ${word}`, () => assert.equal(isMixed(word), true));
  }
});
