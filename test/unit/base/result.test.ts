import assert from 'node:assert/strict';
import { fail, ok } from '../../../src/base/result';

describe('results', () => {
  it('tell what went well from what did not', () => {
    assert.deepEqual(
      [ok(1), fail('why')],
      [
        { ok: true, value: 1 },
        { ok: false, error: 'why' },
      ],
    );
  });
});
