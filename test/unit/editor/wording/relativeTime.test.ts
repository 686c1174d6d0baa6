import assert from 'node:assert/strict';
import { relativeTime } from '../../../../src/editor/wording/relativeTime';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

describe('ago', () => {
  for (const [passed, said] of [
    [0, 'this minute'],
    [-5 * MINUTE, 'this minute'],
    [5 * MINUTE + 1, '5 minutes ago'],
    [HOUR, '1 hour ago'],
    [DAY, 'yesterday'],
    [29 * DAY, '29 days ago'],
    [60 * DAY, '2 months ago'],
    [800 * DAY, '2 years ago'],
  ] as const) {
    it(`says "${said}"`, () =>
      assert.equal(relativeTime(10 * 365 * DAY - passed, 10 * 365 * DAY, 'en'), said));
  }

  it('speaks the language of the editor', () => assert.equal(relativeTime(0, DAY, 'de'), 'gestern'));
});
