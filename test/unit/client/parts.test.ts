import assert from 'node:assert/strict';
import { backoffMs } from '../../../src/client/retrySchedule';
import { closed, isFinal, socketError } from '../../../src/client/types/connectionFailure';
import type { ConnectionError } from '../../../src/client/types/clientTypes';
import { Pacer } from '../../../src/client/link/pacer';
import { seedParts } from '../../../src/client/link/seedLink';
import { ManualClock } from './manualClock';

describe('backoffMs', () => {
  it('doubles up to its cap', () => {
    assert.deepEqual(
      [1, 2, 3, 4, 40, 4000].map((attempt) => backoffMs(attempt, 500, 3000, 0)),
      [500, 1000, 2000, 3000, 3000, 3000],
    );
  });

  it('takes up to half away by chance', () => {
    assert.equal(backoffMs(1, 500, 3000, 0.5), 375);
    assert.equal(backoffMs(9, 500, 3000, 0.999_999), 1500);
  });
});

describe('Pacer', () => {
  it('lets a burst through, then keeps to the rate', () => {
    const clock = new ManualClock();
    let calls = 0;
    const pacer = new Pacer(clock, 5, 4, () => calls++);
    const taken = () => {
      let count = 0;
      while (pacer.take()) count++;
      return count;
    };
    assert.equal(taken(), 3, 'one below the burst');
    clock.advance(199);
    assert.equal(calls, 0);
    clock.advance(1);
    assert.equal(calls, 1, 'told once when there is a token again');
    assert.equal(taken(), 1);
    clock.advance(400);
    assert.equal(taken(), 2);
    clock.advance(60_000);
    assert.equal(taken(), 3, 'never more than the burst');
    pacer.dispose();
    assert.equal(clock.pending, 0);
  });

  it('holds nobody back where there is no rate', () => {
    const pacer = new Pacer(new ManualClock(), 0, 1, () => assert.fail('nobody waits'));
    for (let i = 0; i < 100; i++) assert.ok(pacer.take());
  });
});

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
      ['bad-name', 'full', 'wrong-key', 'too-many-connections', 'internal-error'].map((code) =>
        isFinal(rejected(code)),
      ),
      [true, true, true, false, false],
    );
  });
  it('a loss is not', () => assert.equal(isFinal({ kind: 'lost', message: '' }), false));
});

describe('seedParts', () => {
  it('cuts between characters, each with its name below one read of the original server', () => {
    const text = 'ä😀'.repeat(1000);
    const parts = seedParts('alice', text);
    assert.equal(parts.join(''), text);
    for (const part of parts) assert.ok(Buffer.byteLength(`alice~${part}`) <= 2048);
    assert.ok(parts.length === 3, `${parts.length} parts`);
  });
  it('sends no tilde and no empty part', () => {
    assert.deepEqual(seedParts('alice', '~/bin\n\n'), ['∼/bin']);
  });
});
