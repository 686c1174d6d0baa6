import assert from 'node:assert/strict';
import { Opening } from '../../../../src/server/sessions/opening';
import { FakeClock, LIMITS, nextTurn } from '../support';

const { settleMs, keyTimeoutMs } = LIMITS;

describe('P-1.7 the opening of a connection', () => {
  let clock: FakeClock;
  let seen: string[];
  let opening: Opening;

  beforeEach(() => {
    clock = new FakeClock();
    seen = [];
    opening = new Opening(LIMITS, clock, (knock, chunks) => seen.push(knock, ...chunks.map(String)));
  });
  afterEach(() => {
    opening.dispose();
    assert.equal(clock.pending, 0);
  });

  const send = (...chunks: string[]) => {
    for (const chunk of chunks) opening.receive(Buffer.from(chunk));
  };
  const pass = async (ms: number) => {
    clock.advance(ms);
    await nextTurn();
  };

  for (const [what, chunks, knock] of [
    ['native', ['~h'], 'native'],
    ['a line', ['ann\n'], 'line'],
    ['a line in two', ['an', 'n\n'], 'line'],
    ['keys', ['a', 'n'], 'line'],
    ['a key, and Enter', ['a', '\r'], 'line'],
    ['a key, and the rest at once', ['a', 'nn\r\n'], 'line'],
    ['keys of several bytes', ['é', '🙂'], 'line'],
    ['an arrow, and a key', ['\x1b[A', 'a'], 'line'],
    ['a request', ['GET /'], 'http'],
    ['a request, cut', ['m', '-x', ' /'], 'http'],
    ['a command, cut', ['NI', 'CK x'], 'other'],
    ['a request whose method is longer than a name, cut', ['M'.repeat(300), 'MM', ' /x'], 'http'],
    ['what is far too long for a name', ['x'.repeat(2100), 'y'.repeat(2100)], 'other'],
  ] as const) {
    it(`P-1.7 P-1.2 knows ${what} at once`, () => {
      send(...chunks);
      assert.deepEqual(seen, [knock, ...chunks]);
    });
  }

  it('P-1.7 waits for what belongs to a name, counted from its first chunk', async () => {
    send('ann');
    await pass(settleMs - 1);
    send('hi');
    assert.deepEqual(seen, []);
    await pass(1);
    assert.deepEqual(seen, ['seed', 'ann', 'hi']);
  });

  for (const [what, isGreeted, chunks, ms] of [
    ['longer where it may be a key', true, ['c'], keyTimeoutMs],
    ['longer where it may be a key, whatever follows', true, ['c', 'hello'], keyTimeoutMs],
    ['longer where a request may begin', false, ['P'], keyTimeoutMs],
    ['no longer for a short name of who was not greeted', false, ['李'], settleMs],
    ['no longer for a short name and a message', false, ['c', 'hello'], settleMs],
    ['for what is longer than a name', false, ['x'.repeat(129)], settleMs],
    ['for a key, and what is longer than a name', true, ['a', 'x'.repeat(129)], settleMs],
  ] as const) {
    it(`P-1.7 waits ${what}`, async () => {
      if (isGreeted) opening.greeted();
      send(...chunks);
      await pass(ms - 1);
      assert.deepEqual(seen, []);
      await pass(1);
      assert.deepEqual(seen, ['seed', ...chunks]);
    });
  }

  it('P-1.7 reads once more where its time was over before it could', async () => {
    send('GE');
    clock.advance(settleMs);
    send('T / HTTP/1.1\r\n');
    await nextTurn();
    assert.deepEqual(seen, ['http', 'GE', 'T / HTTP/1.1\r\n']);
  });

  it('P-1.7 P-3.4 takes what there is at the end', () => {
    opening.end();
    assert.deepEqual(seen, []);
    send('ann');
    opening.end();
    opening.end();
    assert.deepEqual(seen, ['seed', 'ann']);
  });
});
