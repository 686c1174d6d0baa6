import assert from 'node:assert/strict';
import { exactTime, relativeTime, sinceTime } from '../../../../src/editor/wording/timeText';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

describe('relativeTime', () => {
  it('counts days as the calendar does, not by 24 hours', () => {
    const evening = new Date(2026, 10, 29, 18, 2).getTime();
    const at = (day: number, hour: number): string =>
      relativeTime(evening, new Date(2026, 10, day, hour).getTime(), 'en');
    assert.equal(at(30, 1), '6 hours ago');
    assert.equal(at(30, 9), 'yesterday');
    assert.equal(at(30, 23), 'yesterday');
    assert.equal(at(31, 9), '2 days ago');
    const early = new Date(2026, 10, 29, 6).getTime();
    assert.equal(relativeTime(early, early + 14 * HOUR, 'en'), '14 hours ago');
  });

  for (const [passed, said] of [
    [0, 'this minute'],
    [-5 * MINUTE, 'this minute'],
    [5 * MINUTE + 1, '5 minutes ago'],
    [HOUR, '1 hour ago'],
    [29 * DAY, '29 days ago'],
    [60 * DAY, '2 months ago'],
    [800 * DAY, '2 years ago'],
  ] as const) {
    it(`says "${said}"`, () =>
      assert.equal(relativeTime(10 * 365 * DAY - passed, 10 * 365 * DAY, 'en'), said));
  }

  it('says of a time that is none that it is not known', () => {
    for (const at of [NaN, Infinity, -Infinity, -1e300]) assert.equal(relativeTime(at, DAY, 'en'), '?');
  });

  it('speaks the language of the editor', () => assert.equal(relativeTime(0, DAY, 'de'), 'gestern'));
});

describe('exactTime', () => {
  const at = new Date(2024, 1, 29, 13, 5, 9).getTime();

  it('speaks the language of the editor', () => {
    assert.match(exactTime(at, 'de'), /29\.02\.2024.*13:05:09/);
    assert.match(exactTime(at, 'en'), /Feb 29, 2024.*1:05:09/);
  });

  it('survives what is no date', () => assert.equal(exactTime(Number.MAX_SAFE_INTEGER, 'en'), '?'));
});

describe('sinceTime', () => {
  const evening = new Date(2026, 10, 29, 18, 2).getTime();

  it('is the time alone on the same day', () => {
    const now = new Date(2026, 10, 29, 23, 59).getTime();
    assert.match(sinceTime(evening, now, 'de'), /^18:02$/);
    assert.match(sinceTime(evening, now, 'en'), /^6:02\sPM$/);
  });

  it('has the day on another one', () => {
    const now = new Date(2026, 10, 30, 0, 1).getTime();
    assert.match(sinceTime(evening, now, 'de'), /^Sonntag, 29\. November.*18:02$/);
    assert.match(sinceTime(evening, now, 'en'), /^Sunday, November 29.*6:02\sPM$/);
  });

  it('survives what is no date', () => assert.equal(sinceTime(Number.MAX_SAFE_INTEGER, evening, 'en'), '?'));
});
