import assert from 'node:assert/strict';
import { TokenBucket } from '../../../src/base/tokenBucket';

describe('token bucket', () => {
  it('gives the burst at once, then the rate', () => {
    const bucket = new TokenBucket(5, 3, 0);
    for (let i = 0; i < 3; i++) {
      assert.equal(bucket.waitMs(0), 0);
      bucket.take();
    }
    assert.equal(bucket.waitMs(0), 200);
    assert.equal(bucket.waitMs(150), 50);
    assert.equal(bucket.waitMs(200), 0);
    bucket.take();
    assert.equal(bucket.waitMs(200), 200);
  });

  it('fills up to the burst and no further', () => {
    const bucket = new TokenBucket(5, 2, 0);
    assert.equal(bucket.waitMs(1_000_000), 0);
    bucket.take();
    bucket.take();
    assert.equal(bucket.waitMs(1_000_000), 200);
  });

  it('does not mind a clock that goes back', () => {
    const bucket = new TokenBucket(1, 1, 10_000);
    bucket.take();
    assert.equal(bucket.waitMs(5000), 1000);
    assert.equal(bucket.waitMs(6000), 0);
  });

  it('over a long time gives exactly the rate', () => {
    const bucket = new TokenBucket(3, 1, 0);
    let [taken, now] = [0, 0];
    while (now < 100_000) {
      const wait = bucket.waitMs(now);
      now += wait;
      if (wait > 0) continue;
      bucket.take();
      taken++;
    }
    assert.ok(taken >= 297 && taken <= 301, String(taken));
  });

  it('with rate 0 lets everything through', () => {
    const bucket = new TokenBucket(0, 1, 0);
    for (let i = 0; i < 100; i++) {
      assert.equal(bucket.waitMs(0), 0);
      bucket.take();
    }
  });
});
