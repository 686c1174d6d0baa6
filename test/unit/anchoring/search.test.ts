import assert from 'node:assert/strict';
import path from 'node:path';
import { workOf } from '../../support/work';

/** An ordinary file of 50,000 lines takes about a tenth of it; what reads each character ten times takes a half. */
const MOST = 100_000_000;

describe('Search', () => {
  it('does a bounded amount of work, whatever is asked', () => {
    const works = Object.entries(workOf(path.join(__dirname, 'hostile.js')));
    assert.ok(works.length > 10);
    for (const [what, [work = 0]] of works) assert.ok(work > 1000 && work < MOST, `${what}: ${work}`);
  });
});
