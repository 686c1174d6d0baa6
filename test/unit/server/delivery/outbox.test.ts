import assert from 'node:assert/strict';
import { FakeClock, fakeOutbox, nextTurn } from '../support';

const bytes = (text: string) => Buffer.from(text);

describe('outbox', () => {
  it('writes at once where nothing waits', () => {
    const { outbox, socket } = fakeOutbox(new FakeClock());
    outbox.write(bytes('one'));
    outbox.write(bytes('two'));
    assert.deepEqual(socket.taken, ['one', 'two']);
    assert.deepEqual([outbox.waitingBytes, outbox.stalledMs()], [0, 0]);
  });

  it('keeps the order while the peer is slow, and joins what waits', async () => {
    const { outbox, socket } = fakeOutbox(new FakeClock());
    socket.hold();
    const words = Array.from({ length: 100 }, (_, i) => `${i};`);
    for (const word of words) outbox.write(bytes(word));
    assert.equal(outbox.waitingBytes, words.join('').length);
    socket.free();
    await nextTurn();
    assert.equal(socket.text, words.join(''));
    assert.ok(socket.taken.length < 10);
    assert.equal(outbox.waitingBytes, 0);
  });

  it('overflows once, not from inside the write, and lets nothing follow but a last word', async () => {
    const { outbox, socket, overflows } = fakeOutbox(new FakeClock(), 100);
    socket.hold();
    for (let i = 0; i < 30; i++) outbox.write(bytes('0123456789'));
    assert.equal(overflows.length, 0);
    await nextTurn();
    assert.equal(overflows.length, 1);
    outbox.write(bytes('behind the hole'));
    outbox.allowLastWord();
    outbox.write(bytes('last word'));
    outbox.end();
    socket.free();
    await nextTurn();
    assert.equal(socket.text, '0123456789last word');
    assert.ok(socket.writableEnded);
  });

  it('takes exactly what it may', async () => {
    const { outbox, socket, overflows } = fakeOutbox(new FakeClock(), 100);
    socket.hold();
    for (let i = 0; i < 10; i++) outbox.write(bytes('0123456789'));
    await nextTurn();
    assert.deepEqual([outbox.waitingBytes, overflows.length], [100, 0]);
    outbox.write(bytes('x'));
    await nextTurn();
    assert.equal(overflows.length, 1);
  });

  it('knows for how long a peer has taken nothing', async () => {
    const clock = new FakeClock();
    const { outbox, socket } = fakeOutbox(clock);
    clock.advance(5000);
    socket.hold();
    outbox.write(bytes('a'));
    for (let i = 0; i < 5; i++) outbox.write(bytes('x'.repeat(60_000)));
    assert.equal(outbox.stalledMs(), 0);
    clock.advance(700);
    assert.equal(outbox.stalledMs(), 700);
    socket.takeOne();
    await nextTurn();
    socket.takeOne();
    await nextTurn();
    assert.equal(outbox.stalledMs(), 0, 'something left: that is progress');
    clock.advance(300);
    assert.equal(outbox.stalledMs(), 300);
    outbox.excuse(200);
    assert.equal(outbox.stalledMs(), 100, 'the time in which the process stood still does not count');
    socket.free();
    await nextTurn();
    clock.advance(1000);
    assert.deepEqual([outbox.stalledMs(), outbox.waitingBytes], [0, 0]);
  });

  it('P-10.2 takes nobody for one who does not read whose slow link has much to take at once', () => {
    const clock = new FakeClock();
    const [little, much] = [fakeOutbox(clock), fakeOutbox(clock)];
    for (const { socket } of [little, much]) socket.hold();
    little.outbox.write(bytes('x'.repeat(100)));
    much.outbox.write(bytes('x'.repeat(60_000)));
    clock.advance(1000);
    assert.deepEqual([little.outbox.isStalled(1000), little.outbox.isStalled(999)], [false, true]);
    clock.advance(3000);
    assert.equal(much.outbox.isStalled(1000), false, 'four times 16 KiB, four times the time');
    clock.advance(1);
    assert.equal(much.outbox.isStalled(1000), true);
  });

  it('ends after all that waits, and takes nothing more', async () => {
    const { outbox, socket } = fakeOutbox(new FakeClock());
    socket.hold();
    for (const word of ['one', 'two', 'three']) outbox.write(bytes(word));
    outbox.end();
    outbox.end();
    outbox.write(bytes('late'));
    socket.free();
    await nextTurn();
    assert.equal(socket.text, 'onetwothree');
    assert.ok(socket.writableFinished);
  });
});
