import { fuzz, fuzzFromEnvironment } from '../conformance/support/fuzz';
import { PRIVATE_ROOM } from '../conformance/support/privateRoom';

const CASES = 100_000;

describe('fuzz, at length', () => {
  const given = fuzzFromEnvironment();
  const { seed, from, to } = given ?? { seed: 1 + (Date.now() % 1e9), from: 0, to: CASES };

  it(`P-10.5 serves everybody else whatever strangers ${from} to ${to} of seed ${seed} send`, async function () {
    this.timeout(30 * 60_000);
    await fuzz(seed, from, to);
  });

  it('P-10.5 P-13.4 does so at the door of a private room', async function () {
    this.timeout(30 * 60_000);
    await fuzz(seed, from, given ? to : CASES / 10, PRIVATE_ROOM);
  });
});
