import assert from 'node:assert/strict';
import { search } from './model';

describe('a room that loses nothing', () => {
  it('P-6 shows everybody the same, each thing once, whatever happens', async function () {
    this.timeout(60_000);
    const seed = Number(process.env['TILDE_MODEL_SEED'] ?? 20_240_607);
    const runs = Number(process.env['TILDE_MODEL_RUNS'] ?? 150);
    assert.equal(await search({ seed, runs, maxSteps: 40 }), runs);
  });
});
