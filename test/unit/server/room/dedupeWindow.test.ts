// Noise (joins, leaves, renames, reactions) never pushes out what was said.
import assert from 'node:assert/strict';
import { DedupeWindow } from '../../../../src/server/room/dedupeWindow';
const at = 1_000_000;

describe('ids that were seen', () => {
  it('P-6.9 are not pushed out by one member: the latest of each stay', () => {
    const seen = new DedupeWindow(1000);
    for (let n = 0; n < 150; n++) seen.add('ann', `ann ${n}`, { seq: n, at });
    for (let n = 0; n < 20_000; n++) seen.add('flooder', `${n}`, { seq: 1000 + n, at });
    assert.deepEqual(seen.get('ann', 'ann 149'), { seq: 149, at });
    assert.deepEqual(seen.get('ann', 'ann 50'), { seq: 50, at });
    assert.equal(seen.get('ann', 'ann 49'), undefined);
    assert.equal(seen.get('flooder', '17999'), undefined);
    assert.deepEqual(seen.get('flooder', '19000'), { seq: 20_000, at });
  });

  it('P-6.9 are never many, however many come', () => {
    const seen = new DedupeWindow(1000);
    for (let n = 0; n < 30_000; n++) seen.add(`member ${n}`, 'only', { seq: n, at });
    const known = Array.from({ length: 30_000 }, (_, n) => n).filter((n) => seen.get(`member ${n}`, 'only'));
    assert.ok(known.length >= 1000 && known.length <= 3001, `${known.length}`);
    assert.equal(known.at(-1), 29_999);
  });
});
