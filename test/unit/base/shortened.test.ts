import assert from 'node:assert/strict';
import { shortened } from '../../../src/base/shortened';

describe('shortened', () => {
  it('leaves a text alone that is short enough', () => {
    for (const text of ['', 'abc', '😀😀😀']) assert.equal(shortened(text, 3), text);
  });

  it('cuts between characters as a person sees them', () => {
    for (const character of ['👩‍👩‍👧‍👦', '🇩🇪', '👍🏽', 'é', 'क्षि', '한', '\r\n', '1️⃣']) {
      const points = Array.from(character).length;
      for (let max = 2; max < 3 * points + 2; max++) {
        const cut = shortened(`ab${character.repeat(3)}`, max);
        const whole = `ab${character.repeat(Math.floor((max - 2) / points))}`;
        assert.equal(cut, `${whole.trimEnd()}…`, `${character} at ${max}`);
      }
    }
  });

  it('cuts even one character that is too long by itself, and no surrogate pair', () => {
    assert.equal(shortened(`e${'\u0301'.repeat(500)}`, 4), 'e\u0301\u0301\u0301…');
    assert.equal(shortened('👩‍👩‍👧‍👦', 2), '👩\u200d…');
  });

  it('counts 10,000 characters without looking at the rest', () => {
    assert.equal(shortened('x'.repeat(1e6), 10_000).length, 10_001);
  });
});
