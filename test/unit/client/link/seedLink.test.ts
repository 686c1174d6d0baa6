import assert from 'node:assert/strict';
import { seedParts } from '../../../../src/client/link/seedLink';

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
