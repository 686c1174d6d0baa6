import assert from 'node:assert/strict';
import { fill } from '../../../../webview/wording/strings';

describe('fill', () => {
  it('puts values in, and never looks into a value', () => {
    assert.equal(fill('{a} and {b}', { a: '{b}', b: 2 }), '{b} and 2');
  });

  it('leaves an unknown placeholder and special replacement patterns alone', () => {
    assert.equal(fill('{x} {a}', { a: '$&' }), '{x} $&');
  });
});
