import assert from 'node:assert/strict';
import { BatchedBroadcast } from '../../../../src/server/delivery/batchedBroadcast';
import { FakeClock, fakeOutbox, nextTurn } from '../support';

const bytes = (text: string) => Buffer.from(text);

describe('broadcast', () => {
  function make() {
    const clock = new FakeClock();
    return { clock, broadcast: new BatchedBroadcast(clock, () => undefined), peer: () => fakeOutbox(clock) };
  }

  it('makes one write of the frames of one turn', async () => {
    const { broadcast, peer } = make();
    const [one, two] = [peer(), peer()];
    for (const { outbox } of [one, two]) broadcast.subscribe(outbox);
    for (const frame of ['a\n', 'é\n', '🌍\n']) broadcast.add(frame);
    assert.equal(one.socket.text, '');
    await nextTurn();
    for (const { socket } of [one, two]) assert.deepEqual(socket.taken, ['a\né\n🌍\n']);
  });

  it('gives a newcomer nothing of what was added before, and a leaver all of it', async () => {
    const { broadcast, peer } = make();
    const [old, late, gone] = [peer(), peer(), peer()];
    for (const { outbox } of [old, gone]) broadcast.subscribe(outbox);
    broadcast.add('before\n');
    broadcast.subscribe(late.outbox);
    broadcast.unsubscribe(gone.outbox);
    broadcast.add('after\n');
    await nextTurn();
    assert.deepEqual(
      [old, late, gone].map(({ socket }) => socket.text),
      ['before\nafter\n', 'after\n', 'before\n'],
    );
    assert.equal(broadcast.size, 2);
  });

  it('puts what is for one alone exactly where it belongs, in the same write', async () => {
    const { broadcast, peer } = make();
    const [one, two, stranger] = [peer(), peer(), peer()];
    for (const { outbox } of [one, two]) broadcast.subscribe(outbox);
    broadcast.add('1\n');
    broadcast.sendTo(one.outbox, 'only one\n');
    broadcast.sendTo(stranger.outbox, 'who\n');
    broadcast.add('2\n');
    broadcast.sendTo(one.outbox, 'again\n');
    broadcast.sendTo(one.outbox, 'and again\n');
    broadcast.sendTo(stranger.outbox, 'are you?\n');
    broadcast.add('3\n');
    broadcast.flush();
    assert.deepEqual(one.socket.taken, ['1\nonly one\n2\nagain\nand again\n3\n']);
    assert.deepEqual(two.socket.taken, ['1\n2\n3\n']);
    assert.deepEqual(stranger.socket.taken, ['who\nare you?\n']);
    broadcast.sendTo(one.outbox, 'alone\n');
    await nextTurn();
    assert.deepEqual([one.socket.taken[1], two.socket.taken.length], ['alone\n', 1]);
  });

  it('answers at once where what is for all may wait, and keeps the order', async () => {
    const { broadcast, peer, clock } = make();
    const [one, two] = [peer(), peer()];
    broadcast.subscribe(one.outbox);
    broadcast.add('join a\n', 100);
    broadcast.sendTo(two.outbox, 'welcome\n');
    broadcast.subscribe(two.outbox);
    broadcast.add('join b\n', 100);
    await nextTurn();
    assert.deepEqual([one.socket.text, two.socket.text], ['', 'welcome\n']);
    broadcast.sendTo(one.outbox, 'pong\n');
    await nextTurn();
    assert.equal(one.socket.text, 'join a\njoin b\npong\n');
    clock.advance(100);
    assert.equal(one.socket.text, 'join a\njoin b\npong\n');
    assert.equal(two.socket.text, 'welcome\njoin b\n');
  });

  it('writes at once what is gathered for one, when it is to end', () => {
    const { broadcast, peer } = make();
    const { outbox, socket } = peer();
    broadcast.subscribe(outbox);
    broadcast.add('1\n');
    broadcast.sendTo(outbox, 'bye\n');
    broadcast.flushTo(outbox);
    assert.equal(socket.text, '1\nbye\n');
  });

  it('gathers nothing for a peer that takes nothing: it could only come behind a hole', async () => {
    const { broadcast, peer } = make();
    const { outbox, socket } = peer();
    socket.hold();
    outbox.write(bytes('x'));
    outbox.write(bytes('y'.repeat(5 << 20)));
    broadcast.sendTo(outbox, 'behind the hole\n');
    outbox.allowLastWord();
    broadcast.sendTo(outbox, 'last word\n');
    await nextTurn();
    socket.free();
    await nextTurn();
    assert.equal(socket.text, 'xlast word\n');
  });

  it('lets nothing but a last word follow what overflowed in the midst of a batch', async () => {
    const { broadcast, clock } = make();
    const { outbox, socket, overflows } = fakeOutbox(clock, 100);
    broadcast.subscribe(outbox);
    socket.hold();
    outbox.write(bytes('taken'));
    broadcast.add(`${'x'.repeat(200)}\n`);
    broadcast.flush();
    broadcast.add('behind the hole\n');
    broadcast.sendTo(outbox, 'so is this\n');
    await nextTurn();
    assert.equal(overflows.length, 1);
    broadcast.add('and this\n');
    broadcast.unsubscribe(outbox);
    outbox.allowLastWord();
    broadcast.sendTo(outbox, 'last word\n');
    broadcast.flushTo(outbox);
    socket.free();
    await nextTurn();
    assert.equal(socket.text, 'takenlast word\n');
  });

  it('lets no answer wait for what others have to say', async () => {
    const { broadcast, peer } = make();
    const [asker, ...others] = Array.from({ length: 20 }, peer);
    for (const { outbox } of others) broadcast.subscribe(outbox);
    for (const frame of ['1\n', '2\n', '3\n']) broadcast.add(frame);
    broadcast.sendTo(asker!.outbox, 'welcome\n');
    await new Promise(setImmediate);
    assert.deepEqual([asker!.socket.text, others[0]!.socket.text], ['welcome\n', '']);
    await nextTurn();
    assert.equal(others[0]!.socket.text, '1\n2\n3\n');
  });

  it('does not let answers pile up', () => {
    const { broadcast, peer } = make();
    const { outbox, socket } = peer();
    for (let i = 0; i < 100; i++) broadcast.sendTo(outbox, `${'x'.repeat(999)}\n`);
    assert.deepEqual(
      socket.taken.map((chunk) => chunk.length),
      [66_000],
    );
  });

  it('P-10.7 lets notices wait, but not behind something urgent', async () => {
    const { broadcast, peer, clock } = make();
    const { outbox, socket } = peer();
    broadcast.subscribe(outbox);
    broadcast.add('join a\n', 100);
    clock.advance(60);
    broadcast.add('join b\n', 100);
    await nextTurn();
    assert.equal(socket.text, '');
    clock.advance(40);
    assert.deepEqual(socket.taken, ['join a\njoin b\n']);
    broadcast.add('join c\n', 100);
    broadcast.add('say\n');
    await nextTurn();
    assert.deepEqual([socket.taken[1], clock.pending], ['join c\nsay\n', 0]);
  });

  it('keeps the order over batches of any size', async () => {
    const { broadcast, peer } = make();
    const [one, two] = [peer(), peer()];
    broadcast.subscribe(one.outbox);
    let expected = '';
    for (let i = 0; i < 60; i++) {
      const frame = `${i}${'é'.repeat((i * 997) % 60_000)}\n`;
      expected += frame;
      broadcast.add(frame);
      if (i === 30) broadcast.subscribe(two.outbox);
    }
    broadcast.add(`${'x'.repeat(300_000)}\n`);
    await nextTurn();
    assert.equal(one.socket.text, `${expected}${'x'.repeat(300_000)}\n`);
    assert.equal(two.socket.text, one.socket.text.slice(one.socket.text.indexOf('\n31é') + 1));
  });

  it('does not give one batch to a peer that held on to another', async () => {
    const { broadcast, peer } = make();
    const { outbox, socket } = peer();
    broadcast.subscribe(outbox);
    socket.hold();
    for (const frame of ['first\n', 'second\n', 'third\n']) {
      broadcast.add(frame);
      broadcast.flush();
    }
    socket.free();
    await nextTurn();
    assert.equal(socket.text, 'first\nsecond\nthird\n');
  });

  it('costs nothing without subscribers, and nothing once disposed', async () => {
    const { broadcast, peer, clock } = make();
    broadcast.add('nobody hears\n', 100);
    assert.equal(clock.pending, 0);
    const { outbox, socket } = peer();
    broadcast.subscribe(outbox);
    broadcast.add('a\n', 100);
    broadcast.dispose();
    clock.advance(1000);
    await nextTurn();
    assert.deepEqual([socket.text, clock.pending], ['', 0]);
  });
});
