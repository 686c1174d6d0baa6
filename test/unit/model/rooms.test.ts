import assert from 'node:assert/strict';
import { search } from './model';

/** Given from outside, it looks elsewhere or longer: TILDE_MODEL_SEED=7 TILDE_MODEL_RUNS=1000. */
const { TILDE_MODEL_SEED, TILDE_MODEL_RUNS, TILDE_MODEL_AS_FOUND } = process.env;

describe('a room that loses nothing', () => {
  const seed = Number(TILDE_MODEL_SEED ?? 20_240_607);
  const runs = Number(TILDE_MODEL_RUNS ?? 300);

  it(`P-6 shows everybody the same, each thing once, in ${runs} stories of seed ${seed}`, async function () {
    // A story takes some 25 ms, and many times that on a busy machine. Looking for the smallest that fails takes longer.
    this.timeout(300_000 + runs * 1000);
    const asFound = TILDE_MODEL_AS_FOUND !== undefined;
    assert.equal(await search({ seed, runs, maxSteps: 60, asFound }), runs);
  });
});
