import assert from 'node:assert/strict';
import type { ConnectionError } from '../../../../src/client/types/clientTypes';
import { rejected } from '../../../../src/client/types/connectionFailure';
import { connectionCause } from '../../../../src/editor/wording/connectionCause';

const error = (kind: ConnectionError['kind']): ConnectionError => ({ kind, message: '' });

describe('connectionCause', () => {
  it('is the kind of the error where the server said nothing', () => {
    for (const kind of ['refused', 'timeout', 'lost', 'closed', 'host-away', 'needs-key'] as const)
      assert.equal(connectionCause(error(kind)), kind);
  });

  it('is the code of a no that has words of its own', () => {
    for (const code of ['full', 'locked', 'removed', 'wrong-key', 'bad-name'])
      assert.equal(connectionCause(rejected(code, 'No.')), code);
  });

  it('is a no where the code is not known', () => {
    for (const code of ['', 'text-too-long', 'constructor', 'of-tomorrow'])
      assert.equal(connectionCause(rejected(code, 'No.')), 'rejected');
  });

  it('tells a key that somebody typed from one that was kept', () => {
    const wrong = rejected('wrong-key', 'No.');
    assert.equal(connectionCause(wrong, false), 'wrong-key');
    assert.equal(connectionCause(wrong, true), 'old-key');
    assert.equal(connectionCause(rejected('full', 'No.'), true), 'full');
  });
});
