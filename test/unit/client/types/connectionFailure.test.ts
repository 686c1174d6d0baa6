import assert from 'node:assert/strict';
import { closed, isFinal, socketError } from '../../../../src/client/types/connectionFailure';
import type { ConnectionError } from '../../../../src/client/types/clientTypes';

describe('socketError', () => {
  const address = { host: 'den', port: 9999 };
  const coded = (code: string) => Object.assign(new Error(code), { code });
  const rows: [string, ConnectionError['kind']][] = [
    ['ECONNREFUSED', 'refused'],
    ['ENOTFOUND', 'not-found'],
    ['EAI_AGAIN', 'not-found'],
    ['ETIMEDOUT', 'timeout'],
    ['EHOSTUNREACH', 'unreachable'],
    ['ENETUNREACH', 'unreachable'],
    ['ECONNRESET', 'lost'],
    ['ESOMETHING', 'lost'],
  ];
  for (const [code, kind] of rows) {
    it(`${code} is ${kind}, with the address in the sentence`, () => {
      const error = socketError(coded(code), address);
      assert.equal(error.kind, kind);
      assert.match(error.message, /den:9999/);
    });
  }

  it('takes the most telling of several', () => {
    const several = new AggregateError([coded('ENETUNREACH'), coded('ECONNREFUSED')]);
    assert.equal(socketError(several, address).kind, 'refused');
  });
});

describe('isFinal', () => {
  const rejected = (code: string): ConnectionError => ({
    kind: 'rejected',
    message: '',
    wire: { code, message: '' },
  });
  it('a closed room is, but for one that comes back', () => {
    assert.deepEqual(
      [undefined, 'closed', 'host-gone', 'slow-consumer', 'idle-timeout'].map((reason) =>
        isFinal(closed(reason)),
      ),
      [true, true, false, false, false],
    );
  });
  it('a no is, but for one that passes', () => {
    assert.deepEqual(
      ['bad-name', 'removed', 'wrong-key', 'key-changed', 'unsupported-version', 'of-tomorrow'].map((code) =>
        isFinal(rejected(code)),
      ),
      [true, true, true, true, true, true],
    );
    assert.deepEqual(
      ['full', 'locked', 'too-many-connections', 'internal-error'].map((code) => isFinal(rejected(code))),
      [false, false, false, false],
    );
  });
  it('what needs this person is, and whatever else answers for now is not', () => {
    const kinds = ['needs-key', 'room-is-open', 'no-tls', 'not-chat', 'not-the-room', 'unproven'] as const;
    assert.deepEqual(
      kinds.map((kind) => isFinal({ kind, message: '' })),
      [true, true, true, false, false, false],
    );
  });
  it('a loss is not', () => assert.equal(isFinal({ kind: 'lost', message: '' }), false));
});
