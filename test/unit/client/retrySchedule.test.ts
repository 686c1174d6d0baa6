import assert from 'node:assert/strict';
import { pauseMs, RetrySchedule } from '../../../src/client/retrySchedule';
import { type ConnectionError, DEFAULT_TIMEOUTS } from '../../../src/client/types/clientTypes';
import { ManualClock } from './manualClock';

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const error = (kind: ConnectionError['kind']): ConnectionError => ({ kind, message: kind });

describe('pauseMs', () => {
  const pause = (attempt: number, awayMs: number, random = 0): number =>
    pauseMs(attempt, awayMs, DEFAULT_TIMEOUTS, random);

  it('doubles from half a second to five seconds, for any attempt', () =>
    assert.deepEqual(
      [1, 2, 3, 4, 5, 40, 4000].map((attempt) => pause(attempt, 0)),
      [500, 1000, 2000, 4000, 5000, 5000, 5000],
    ));

  it('then is a tenth of the time away: a minute after ten minutes, five after an hour and all night', () =>
    assert.deepEqual(
      [50 * SECOND_MS, 5 * MINUTE_MS, 10 * MINUTE_MS, HOUR_MS, 14 * HOUR_MS].map((ms) => pause(9, ms)),
      [5 * SECOND_MS, 30 * SECOND_MS, MINUTE_MS, 5 * MINUTE_MS, 5 * MINUTE_MS],
    ));

  it('jitter takes up to half away, and adds nothing', () => {
    assert.equal(pause(1, 0, 0.5), 375);
    assert.equal(pause(9, HOUR_MS, 0.999_999), 2.5 * MINUTE_MS);
  });

  it("stays within what is asked for, also where the bounds are in each other's way", () => {
    assert.equal(pauseMs(9, HOUR_MS, { ...DEFAULT_TIMEOUTS, reconnectMinMs: 1, reconnectMaxMs: 1 }, 0), 1);
    const never = { ...DEFAULT_TIMEOUTS, reconnectMinMs: MINUTE_MS, reconnectMaxMs: MINUTE_MS };
    assert.equal(pauseMs(1, 0, never, 0), MINUTE_MS);
  });
});

describe('RetrySchedule', () => {
  let clock: ManualClock;
  let attempts: number[];
  let schedule: RetrySchedule;

  beforeEach(() => {
    clock = new ManualClock();
    attempts = [];
    // the longest pauses there are
    schedule = new RetrySchedule(
      clock,
      DEFAULT_TIMEOUTS,
      () => attempts.push(clock.now()),
      () => 0,
    );
  });
  afterEach(() => schedule.dispose());

  /** Nobody is there for so long; a try fails at once. */
  const failFor = (ms: number): void => {
    const end = clock.now() + ms;
    for (;;) {
      const pause = schedule.schedule(error('refused')).retryAt - clock.date();
      if (clock.now() + pause > end) break;
      clock.advance(pause);
    }
    clock.advance(end - clock.now());
  };

  it('goes on for a whole night and longer, with few tries, and finds the room within five minutes', () => {
    failFor(14 * HOUR_MS);
    assert.ok(attempts.length > 12 * 13 && attempts.length < 250, String(attempts.length));
    assert.ok(clock.now() - attempts.at(-1)! <= 5 * MINUTE_MS);
    failFor(60 * HOUR_MS);
    assert.ok(clock.now() - attempts.at(-1)! <= 5 * MINUTE_MS);
  });

  it('is never later than a tenth of the absence', () => {
    const start = clock.now();
    failFor(HOUR_MS);
    for (const [i, at] of attempts.entries()) {
      const before = i === 0 ? start : attempts[i - 1]!;
      assert.ok(at - before <= Math.max(5 * SECOND_MS, (before - start) / 10) + 1, `try ${i}`);
    }
  });

  it('tries soon again where it was told to try and nobody was there yet: a network takes its time to be back', () => {
    failFor(10 * HOUR_MS);
    schedule.tryNow();
    assert.equal(attempts.at(-1), clock.now());
    const { retryAt } = schedule.schedule(error('unreachable'));
    assert.ok(retryAt - clock.date() <= 5 * SECOND_MS);
  });

  it('does so also where a try was under way when it was told, and fails', () => {
    failFor(10 * HOUR_MS);
    const { retryAt } = schedule.schedule(error('refused'));
    clock.advance(retryAt - clock.date());
    const tries = attempts.length;
    schedule.tryNow();
    assert.equal(attempts.length, tries);
    const next = schedule.schedule(error('timeout'));
    assert.ok(next.retryAt - clock.date() <= 5 * SECOND_MS);
  });

  it('begins anew as if nothing had been before', () => {
    schedule.schedule(error('host-away'));
    clock.advance(HOUR_MS);
    schedule.reset();
    const { error: why, since, attempt, retryAt } = schedule.schedule(error('refused'));
    assert.deepEqual([why.kind, since, attempt], ['refused', clock.date(), 1]);
    assert.equal(retryAt - clock.date(), 500);
  });

  it('knows the goodbye of a host who goes after a long stay', () => {
    schedule.schedule(error('lost'));
    schedule.succeeded();
    clock.advance(HOUR_MS);
    schedule.schedule(error('host-away'));
    assert.equal(schedule.schedule(error('refused')).error.kind, 'host-away');
  });

  it('says since when, and goes on saying that the host is away, while nobody is there', () => {
    const { since } = schedule.schedule(error('host-away'));
    assert.equal(since, clock.date());
    clock.advance(HOUR_MS);
    for (const kind of ['refused', 'timeout', 'unreachable', 'not-found', 'lost'] as const) {
      const state = schedule.schedule(error(kind));
      assert.deepEqual([state.error.kind, state.since], ['host-away', since]);
    }
    assert.equal(schedule.schedule(error('unproven')).error.kind, 'unproven', 'somebody else is there');
    schedule.succeeded();
    clock.advance(MINUTE_MS);
    const { error: why, since: later } = schedule.schedule(error('lost'));
    assert.deepEqual([why.kind, later], ['lost', clock.date()]);
  });

  it('keeps the pauses long for a room that is back only for moments', () => {
    failFor(HOUR_MS);
    schedule.succeeded();
    clock.advance(29 * SECOND_MS);
    assert.equal(schedule.schedule(error('lost')).retryAt - clock.date(), 5 * MINUTE_MS);
    schedule.succeeded();
    clock.advance(30 * SECOND_MS);
    const { retryAt, attempt } = schedule.schedule(error('lost'));
    assert.deepEqual([retryAt - clock.date(), attempt], [500, 1]);
  });
});
