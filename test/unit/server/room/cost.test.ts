import assert from 'node:assert/strict';
import { mentionsCost, originCost } from '../../../../src/server/room/cost';

describe('what a message costs besides its text', () => {
  const code = { path: 'a.ts', start: 1, end: 1, text: 'x'.repeat(1000) };

  it('is nothing where it has nothing else', () => {
    assert.deepEqual([originCost(undefined), originCost(code), mentionsCost(undefined)], [0, 0, 0]);
  });

  it('is what its code has that plain peers do not see', () => {
    const remote = `a.b/${'ü'.repeat(200)}`;
    assert.equal(originCost({ ...code, remote }), Buffer.byteLength(JSON.stringify({ remote })));
    const commit = 'a'.repeat(40);
    assert.equal(
      originCost({ ...code, remote, commit }),
      Buffer.byteLength(JSON.stringify({ remote, commit })),
    );
  });

  it('is its mentions', () => {
    const mentions = [{ mid: 'm', name: 'Zoë' }];
    assert.equal(mentionsCost(mentions), Buffer.byteLength(JSON.stringify(mentions)));
  });
});
