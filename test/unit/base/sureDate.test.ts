import assert from 'node:assert/strict';
import { FIRST_DATE, type SureDate, lookAgain, sureFrom, surely } from '../../../src/base/sureDate';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const YEAR_MS = 365 * DAY_MS;
const NOW = Date.UTC(2026, 6, 1);

describe('what is sure of the date', () => {
  /** Runs for so many days, looking every hour; the clock is off by `offMs`. */
  const run = (before: SureDate, date: number, days: number): SureDate => {
    let known = before;
    for (let ranMs = 0; ranMs < days * DAY_MS; ranMs += HOUR_MS)
      known = lookAgain(known, date + ranMs + HOUR_MS, HOUR_MS);
    return known;
  };

  it('goes on as long as the program runs, and no clock that leaps takes it along', () => {
    for (const leapMs of [0, YEAR_MS, -YEAR_MS, 13 * HOUR_MS, -DAY_MS]) {
      const { sure } = run(surely(NOW, NOW), NOW + leapMs, 3);
      assert.equal(sure, NOW + 3 * DAY_MS, `${leapMs}`);
    }
  });

  it('takes a pause for true once the clock has kept to it for a week, counting a day at most of each', () => {
    const start = lookAgain(surely(NOW, NOW), NOW + 120 * DAY_MS);
    assert.equal(start.sure, NOW);
    assert.equal(run(start, NOW + 120 * DAY_MS, 6.75).sure, NOW + 6.75 * DAY_MS);
    assert.equal(run(start, NOW + 120 * DAY_MS, 7.25).sure, NOW + 127.25 * DAY_MS);
    let known = start;
    for (let day = 1; day <= 7; day++) {
      assert.ok(known.sure < NOW + DAY_MS, `day ${day}`);
      known = lookAgain(known, NOW + (120 + day) * DAY_MS);
    }
    assert.equal(known.sure, NOW + 120 * DAY_MS);
  });

  it('believes no clock that goes back meanwhile, however often it leaps', () => {
    let known = surely(NOW, NOW);
    for (let n = 0; n < 100; n++) {
      known = lookAgain(known, NOW + YEAR_MS + n * DAY_MS);
      if (n % 5 === 4) known = lookAgain(known, NOW);
    }
    assert.equal(known.sure, NOW);
  });

  it('believes of two leaps the one that was kept to', () => {
    const early = run(lookAgain(surely(NOW, NOW), NOW + DAY_MS), NOW + DAY_MS, 4);
    const both = run(early, NOW + YEAR_MS, 3.25);
    assert.equal(both.sure, NOW + 8.25 * DAY_MS);
    const high = run(lookAgain(surely(NOW, NOW), NOW + YEAR_MS), NOW + YEAR_MS, 4);
    assert.equal(run(high, NOW + 5 * DAY_MS, 3.25).sure, NOW + 8.25 * DAY_MS);
  });

  it('follows a clock that is set right after it was wrong for a week', () => {
    const wrong = run(lookAgain(surely(NOW, NOW), NOW + YEAR_MS), NOW + YEAR_MS, 8);
    assert.equal(wrong.sure, NOW + YEAR_MS + 8 * DAY_MS);
    const right = run(wrong, NOW + 8 * DAY_MS, 8);
    assert.equal(right.sure, NOW + 16 * DAY_MS);
  });

  it('begins with what is written, and no later than the clock says, if that can be', () => {
    assert.equal(sureFrom(NOW, NOW + YEAR_MS).sure, NOW);
    assert.equal(sureFrom(NOW + 74 * YEAR_MS, NOW).sure, NOW);
    assert.equal(sureFrom(NOW, 0).sure, NOW);
    assert.equal(sureFrom(NOW, FIRST_DATE - 1).sure, NOW);
  });
});
