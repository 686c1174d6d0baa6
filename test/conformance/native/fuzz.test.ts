import assert from 'node:assert/strict';
import { fuzz, fuzzCase, fuzzFromEnvironment } from '../support/fuzz';

describe('fuzz', () => {
  const { seed, from, to } = fuzzFromEnvironment() ?? { seed: 20240607, from: 0, to: 600 };

  it(`P-10.5 serves everybody else whatever strangers ${from} to ${to} of seed ${seed} send`, async () => {
    const { echoes } = await fuzz(seed, from, to);
    assert.ok(echoes > 0);
  });

  it('sends the same for the same seed and number, and else something else', () => {
    assert.deepEqual(fuzzCase(7, 9), fuzzCase(7, 9));
    const many = Array.from({ length: 300 }, (_, number) => fuzzCase(7, number));
    assert.ok(new Set(many.map(({ writes }) => Buffer.concat(writes).toString('hex'))).size > 280);
    const firsts = new Set(many.map(({ writes: [first] }) => String.fromCharCode(first?.[0] ?? 0)));
    assert.ok(firsts.has('~') && firsts.has('a') && firsts.size > 20);
  });
});
