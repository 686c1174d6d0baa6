import assert from 'node:assert/strict';
import { killRounds } from '../conformance/support/killRounds';

const ROUNDS = 50;

describe('a server that is killed, at length', () => {
  it(`P-6.12 loses nothing that anybody was shown, and gives no seq out twice: ${ROUNDS} rounds`, async function () {
    this.timeout(15 * 60_000);
    const figures = await killRounds(ROUNDS);
    assert.equal(figures.resumed, 6 * (ROUNDS - 1));
    process.stdout.write(`      ${JSON.stringify(figures)}\n`);
  });
});
