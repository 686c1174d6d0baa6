import assert from 'node:assert/strict';
import { SeedOutbox } from '../../../../src/server/delivery/seedOutbox';
import { FakeClock, fakeOutbox, nextTurn } from '../support';

describe('seed outbox', () => {
  function make(options: { seedSpacingMs?: number; outboxBytes?: number } = {}) {
    const clock = new FakeClock();
    const { outbox, socket } = fakeOutbox(clock);
    let overflows = 0;
    const seed = new SeedOutbox(
      outbox,
      clock,
      { seedSpacingMs: 40, outboxBytes: 1000, ...options },
      () => overflows++,
    );
    return { clock, socket, seed, overflows: () => overflows };
  }

  it('P-2.8 writes the first at once and spaces the rest', () => {
    const { clock, socket, seed } = make();
    seed.send(['ann~1']);
    assert.deepEqual(socket.taken, ['ann~1']);
    seed.send(['bob~2']);
    clock.advance(39);
    assert.equal(socket.taken.length, 1);
    clock.advance(1);
    assert.deepEqual(socket.taken, ['ann~1', 'bob~2']);
    clock.advance(40);
    assert.equal(clock.pending, 0, 'nothing runs on');
    seed.send(['ann~3']);
    assert.equal(socket.taken[2], 'ann~3');
  });

  it('P-2.10 joins what piles up, in order', () => {
    const { clock, socket, seed } = make();
    for (let i = 0; i < 4; i++) seed.send([`ann~${i}`]);
    clock.advance(40);
    assert.deepEqual(socket.taken, ['ann~0', 'ann~1\n[ann] 2\n[ann] 3']);
  });

  it('P-10.2 overflows once over its bytes, which are freed as it sends', async () => {
    const { clock, seed, overflows } = make();
    for (let round = 0; round < 50; round++) {
      seed.send([`ann~${'x'.repeat(300)}`]);
      clock.advance(40);
    }
    assert.equal(overflows(), 0);
    for (let i = 0; i < 5; i++) seed.send([`ann~${'x'.repeat(300)}`]);
    assert.equal(overflows(), 0, 'not from inside the send');
    await nextTurn();
    assert.equal(overflows(), 1);
  });

  it('ends when all is sent, spacing and all', async () => {
    const { clock, socket, seed } = make({ outboxBytes: 1e6 });
    seed.send(['a~1', `b~${'x'.repeat(2046)}`, 'c~3']);
    seed.end();
    assert.equal(socket.writableEnded, false);
    clock.advance(40);
    clock.advance(40);
    clock.advance(40);
    await nextTurn();
    assert.equal(socket.taken.length, 3);
    assert.ok(socket.writableEnded);
  });

  it('without spacing writes each frame at once', () => {
    const { socket, seed, clock } = make({ seedSpacingMs: 0, outboxBytes: 1e6 });
    seed.send([`a~${'x'.repeat(2046)}`, `b~${'x'.repeat(2046)}`]);
    assert.deepEqual([socket.taken.length, clock.pending], [2, 0]);
  });

  it('is silent once disposed', () => {
    const { clock, socket, seed } = make();
    seed.send(['a~1']);
    seed.send(['a~2']);
    seed.dispose();
    clock.advance(1000);
    assert.deepEqual([socket.taken, clock.pending], [['a~1'], 0]);
  });
});
