import { networkCases } from './cases';

describe('a room whose network fails', () => {
  networkCases({
    outMs: 1000,
    badMs: 1000,
    silenceMs: 1500,
    talkEveryMs: 200,
    reconnect: { connectMs: 1000, reconnectMinMs: 50, reconnectMaxMs: 200 },
  });
});
