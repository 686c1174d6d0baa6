import assert from 'node:assert/strict';
import type { NewEvent } from '../../../../src/protocol/wire/messages';
import { EventLog } from '../../../../src/server/room/eventLog';
import { FakeClock } from '../support';

describe('event log', () => {
  const say = (text: string, id?: string): NewEvent => ({
    verb: 'say',
    from: 'ann',
    at: 1,
    by: 'm',
    text,
    ...(id !== undefined && { id }),
  });
  const logOf = (historyEvents: number, historyBytes = 1e9) =>
    new EventLog({ historyEvents, historyBytes }, new FakeClock());
  const seqs = (log: EventLog) => [...log.descending(Infinity)].map(({ seq }) => seq).reverse();

  it('numbers from 1, and is empty in an orderly way', () => {
    const log = logOf(10);
    assert.deepEqual([log.seq, log.oldest, log.find(0), log.find(1)], [0, 1, undefined, undefined]);
    assert.deepEqual([log.append(say('a')).event.seq, log.append(say('b')).event.seq], [1, 2]);
    assert.deepEqual([log.seq, log.oldest], [2, 1]);
  });

  it('goes back from any place, the newest first', () => {
    const log = logOf(100);
    for (let i = 0; i < 10; i++) log.append(say(`${i}`));
    const below = (before: number) => [...log.descending(before)].map(({ seq }) => seq);
    assert.deepEqual(below(4), [3, 2, 1]);
    assert.deepEqual([below(1), below(0)], [[], []]);
    assert.deepEqual(below(1000), below(11));
    assert.equal(below(11).length, 10);
  });

  it('keeps the last of them, never fewer than it must', () => {
    const log = logOf(16);
    for (let i = 1; i <= 1000; i++) {
      log.append(say(`${i}`));
      const kept = seqs(log);
      assert.ok(kept.length >= Math.min(i, 16) && kept.length <= 18);
      assert.deepEqual([kept[0], kept.at(-1), kept.length], [log.oldest, i, i - log.oldest + 1]);
    }
    assert.equal(log.find(log.oldest - 1), undefined);
    assert.equal(log.find(log.oldest)?.seq, log.oldest);
  });

  it('keeps no more bytes than it may, and the newest even if it alone is more', () => {
    const log = logOf(1e6, 10_000);
    for (let i = 0; i < 100; i++) log.append(say('x'.repeat(1000)));
    assert.ok(seqs(log).length >= 4 && seqs(log).length <= 5, String(seqs(log).length));
    log.append(say('x'.repeat(100_000)));
    assert.ok(seqs(log).length <= 1);
    log.append(say('small'));
    assert.equal(log.find(log.seq)?.verb, 'say');
  });

  it('recognises (mid, id) for 10,000 events, also when they are no longer kept', () => {
    const log = logOf(5);
    log.append(say('first', 'id 0'));
    for (let i = 1; i < 10_000; i++) log.append(say('x', `id ${i}`));
    assert.deepEqual(log.duplicate('m', 'id 0'), { seq: 1, at: 1 });
    assert.equal(log.find(1), undefined);
    assert.equal(log.duplicate('n', 'id 1'), undefined);
    // it forgets them 10,000 at a time
    for (let i = 0; i < 10_000; i++) log.append(say('x', `more ${i}`));
    assert.equal(log.duplicate('m', 'id 0')?.seq, 1);
    log.append(say('x', 'one more'));
    assert.equal(log.duplicate('m', 'id 9999'), undefined);
    assert.deepEqual(
      [log.duplicate('m', 'more 0')?.seq, log.duplicate('m', 'one more')?.seq],
      [10_001, 20_001],
    );
  });

  it('remembers as many ids as events, if those are more', () => {
    const log = logOf(12_000);
    for (let i = 0; i < 12_000; i++) log.append(say('x', `${i}`));
    assert.equal(log.duplicate('m', '0')?.seq, 1);
  });

  it('erases a message and its edits for good, and what they took', () => {
    const log = logOf(1000, 10_000);
    const long = 'secret'.repeat(300);
    log.append(say(long));
    log.append({ verb: 'edit', from: 'ann', at: 1, by: 'm', of: 1, text: long });
    log.append({ verb: 'edit', from: 'ann', at: 1, by: 'm', of: 99, text: 'of another' });
    log.append({ verb: 'react', from: 'ann', at: 1, by: 'm', of: 1, emoji: 'x', on: true });
    log.erase(1);
    const all = [...log.descending(100)].reverse();
    const kept = JSON.stringify(all);
    assert.ok(!kept.includes('secret') && kept.includes('of another'));
    assert.deepEqual(
      all.map((event) => 'removed' in event && event.removed),
      [true, true, false, false],
    );
    for (let i = 0; i < 25; i++) log.append(say('x'));
    assert.equal(log.oldest, 1, 'the room it took is free again');
    log.erase(1);
    log.erase(5000);
    assert.equal(log.seq, 29);
  });
});
