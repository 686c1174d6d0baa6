import assert from 'node:assert/strict';
import { ISOLATES, isolated } from '../../../src/base/isolated';

describe('isolated', () => {
  it('marks words from right to left, and leaves all others as they are', () => {
    for (const name of ['שרה', 'علي 2', 'ada ߒߞߏ', 'ޝާއިރު'])
      assert.equal(isolated(name), `\u2068${name}\u2069`);
    for (const name of ['', 'ada', 'Jürgen', '太郎', 'ไทย', '😀']) assert.equal(isolated(name), name);
  });

  it('cannot be ended by what is in it', () => {
    const sentence = `${isolated('שרה\u2069\u2066x')} joined`;
    assert.deepEqual(sentence.split(ISOLATES), ['', 'שרהx', ' joined']);
  });
});
