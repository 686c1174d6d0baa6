import assert from 'node:assert/strict';
import { search } from '../unit/model/model';

const RUNS = 5_000;

describe('a room that loses nothing, at length', () => {
  const seed = Number(process.env['TILDE_MODEL_SEED'] ?? 1 + (Date.now() % 1e9));
  const runs = Number(process.env['TILDE_MODEL_RUNS'] ?? RUNS);

  it(`P-6 shows everybody the same, each thing once, in ${runs} long stories of seed ${seed}`, async function () {
    this.timeout(60 * 60_000);
    assert.equal(await search({ seed, runs, maxSteps: 120 }), runs);
  });
});
