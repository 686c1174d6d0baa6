import { DEFAULT_TIMEOUTS } from '../../src/client/types/clientTypes';
import { networkCases } from '../conformance/network/cases';

const MINUTE_MS = 60_000;

describe('a room whose network fails, with the timeouts of every day', function () {
  this.timeout(10 * MINUTE_MS);
  networkCases({
    outMs: MINUTE_MS,
    badMs: MINUTE_MS,
    silenceMs: DEFAULT_TIMEOUTS.silenceMs,
    talkEveryMs: 500,
    reconnect: {},
  });
});
