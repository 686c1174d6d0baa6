import assert from 'node:assert/strict';
import type { Socket } from 'node:net';
import { ChatServer } from '../../../src/server/chatServer';
import { DEFAULT_SERVER_OPTIONS } from '../../../src/server/serverOptions';
import { CountingSocket, FakeClock, nextTurn } from './support';

const HOUR_MS = 3_600_000;
const { idleTimeoutMs, nameTimeoutMs, pingIntervalMs } = DEFAULT_SERVER_OPTIONS;

describe('the server looks after the silent', () => {
  const clock = new FakeClock();
  let member: CountingSocket;
  let nameless: CountingSocket;

  beforeEach(async () => {
    const server = new ChatServer({ ...DEFAULT_SERVER_OPTIONS, room: 'Lab' }, { clock });
    [member, nameless] = [new CountingSocket(), new CountingSocket()];
    for (const socket of [member, nameless]) server.accept(socket as unknown as Socket);
    member.push('~hello~{"v":1,"name":"bob"}\n');
    await nextTurn();
    assert.match(member.text, /^SERVER~welcome~/);
  });

  /** Lets the seconds pass one by one, as they do. */
  async function pass(ms: number) {
    for (let gone = 0; gone < ms; gone += 1000) clock.advance(1000);
    await nextTurn();
  }

  it('P-5.9 asks a silent member for a sign of life, and gives it up without one', async () => {
    await pass(pingIntervalMs + 2000);
    assert.match(member.text, /SERVER~ping~/);
    assert.doesNotMatch(member.text, /idle-timeout/);
    await pass(idleTimeoutMs - pingIntervalMs);
    assert.match(member.text, /SERVER~error~.*idle-timeout/);
  });

  for (const leapMs of [-HOUR_MS, HOUR_MS, -10_000 * HOUR_MS, 10_000 * HOUR_MS]) {
    it(`P-5.9 P-10.3 does so in the same time where somebody set the date by ${leapMs} ms meanwhile`, async () => {
      await pass(5000);
      clock.leap(leapMs);
      await pass(Math.min(idleTimeoutMs, nameTimeoutMs) - 10_000);
      assert.doesNotMatch(member.text, /idle-timeout/);
      assert.ok(!nameless.writableEnded);
      await pass(Math.max(idleTimeoutMs, nameTimeoutMs));
      assert.match(member.text, /idle-timeout/);
      assert.ok(nameless.writableEnded, 'nor may anybody stay who never says a name');
    });
  }

  it('P-5.9 P-10.3 blames nobody for the time in which it stood still itself', async () => {
    await pass(5000);
    clock.sleep(HOUR_MS);
    await pass(5000);
    assert.doesNotMatch(member.text, /idle-timeout/);
    assert.ok(!nameless.writableEnded);
  });
});
