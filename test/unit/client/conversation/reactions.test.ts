import assert from 'node:assert/strict';
import { Amendments, type AmendingEvent } from '../../../../src/client/conversation/amendments';
import { MAX_MARKS, MAX_NAMES, Reactions } from '../../../../src/client/conversation/reactions';
import { MAX_MEMBER_REACTIONS, MAX_REACTIONS } from '../../../../src/protocol/wire/limits';

const react = (seq: number, by: string, emoji: string, on = true, of = 1) =>
  ({ verb: 'react', seq, at: 1, from: by, by, of, emoji, on }) as const;
const edit = (seq: number, text: string, of = 1): AmendingEvent => ({
  ...{ verb: 'edit', seq, at: 1, from: 'bob', by: 'bob', of, text },
});

/** All orders of a few things. */
const orders = <T>(items: readonly T[]): T[][] =>
  items.length <= 1
    ? [[...items]]
    : items.flatMap((item, i) => orders(items.filter((_, k) => k !== i)).map((rest) => [item, ...rest]));

describe('what was done to a message', () => {
  it('P-5.4 shows the same in whatever order it comes', () => {
    const events = [
      react(2, 'ann', '🎉'),
      react(3, 'bob', '☕'),
      react(4, 'bob', '🎉'),
      react(5, 'ann', '🎉', false),
      react(6, 'cat', '☕'),
      react(7, 'ann', '🎉'),
      react(8, 'cat', '☕', false),
    ];
    for (const order of orders(events)) {
      const reactions = new Reactions();
      for (const event of order) reactions.apply(event, event.by === 'cat');
      const shown = reactions.shown.map(({ emoji, names, own }) => [emoji, names.join(), own]);
      assert.deepEqual(shown, [
        ['☕', 'bob', false],
        ['🎉', 'bob,ann', false],
      ]);
    }
  });

  it('P-5.3 shows the latest text, and nothing after a removal, in whatever order they come', () => {
    const removal: AmendingEvent = { verb: 'remove', seq: 5, at: 1, from: 'bob', by: 'bob', of: 1 };
    for (const order of orders([edit(2, 'a'), edit(3, 'b'), react(4, 'ann', '🎉')])) {
      const done = new Amendments();
      for (const event of order) assert.ok(done.apply(event, false) || event.verb === 'edit');
      const { text, reactions } = done.of(1);
      assert.deepEqual([text, reactions?.length, done.size.count], ['b', 1, 2]);
    }
    for (const order of orders([edit(2, 'a'), react(4, 'ann', '🎉'), removal])) {
      const done = new Amendments();
      for (const event of order) done.apply(event, false);
      assert.deepEqual([done.of(1), done.size.count], [{ removed: true, text: '' }, 1]);
    }
  });

  it('P-5.4 keeps no more kinds than any room allows, of all and of one member', () => {
    const reactions = new Reactions();
    const emoji = (n: number) => String.fromCodePoint(0x1f300 + n);
    for (let n = 0; n < 200; n++) reactions.apply(react(2 + n, 'bob', emoji(n)), false);
    assert.equal(reactions.shown.length, MAX_MEMBER_REACTIONS);
    for (let n = 0; n < 200; n++) reactions.apply(react(300 + n, `m${n}`, emoji(n)), false);
    assert.equal(reactions.shown.length, MAX_REACTIONS);
    assert.deepEqual([reactions.shown[0]!.names, reactions.shown[0]!.count], [['bob', 'm0'], 2]);
    // what was withdrawn before and comes again is bounded just so
    for (let n = 0; n < 200; n++) reactions.apply(react(600 + n, 'eve', emoji(n % 50), false), false);
    for (let n = 0; n < 50; n++) reactions.apply(react(900 + n, 'eve', emoji(n)), false);
    assert.equal(reactions.shown.filter(({ names }) => names.includes('eve')).length, MAX_MEMBER_REACTIONS);
  });

  it('P-5.4 keeps a bounded number of names and marks, and forgets first what was withdrawn', () => {
    const reactions = new Reactions();
    for (let n = 0; n < 3 * MAX_MARKS; n++) reactions.apply(react(10 + n, `m${n}`, '🎉', n % 2 === 0), false);
    assert.ok(reactions.size <= MAX_MARKS, `${reactions.size}`);
    const [shown] = reactions.shown;
    assert.deepEqual([shown!.names.length, shown!.count <= MAX_MARKS], [MAX_NAMES, true]);
    // it was withdrawn later, though that is not known any more
    assert.equal(reactions.apply(react(2, 'm1', '🎉'), false), false);
  });

  it('draws nothing anew but the kind that it is about', () => {
    const reactions = new Reactions();
    for (let n = 0; n < 40; n++)
      reactions.apply(react(2 + n, `m${n}`, String.fromCodePoint(0x1f300 + n)), false);
    const before = reactions.shown;
    reactions.apply(react(100, 'eve', '\u{1f305}'), true);
    assert.deepEqual(
      reactions.shown.flatMap((one, i) => (one === before[i] ? [] : [[one.emoji, one.count, one.own]])),
      [['\u{1f305}', 2, true]],
    );
  });

  it('counts what it keeps, and of too much the newest stay', () => {
    const done = new Amendments();
    for (let of = 1; of <= 50; of++) done.apply(edit(100 + of, 'x'.repeat(1000), of), false);
    for (let of = 1; of <= 50; of++) done.apply(react(200 + of, 'ann', '🎉', true, of), false);
    assert.equal(done.size.count, 100);
    const { bytes } = done.size;
    assert.ok(bytes > 50 * 2000 && bytes < 50 * 3000, `${bytes}`);
    assert.equal(done.newest({ count: 50, bytes }), 151);
    assert.equal(done.newest({ count: 60, bytes }), 141);
    const most = { count: 100, bytes: bytes / 2 };
    done.forget(done.newest(most));
    assert.ok(done.size.bytes <= most.bytes && done.size.bytes > most.bytes - 3000, `${done.size.bytes}`);
    done.forget(Infinity);
    assert.deepEqual(done.size, { count: 0, bytes: 0 });
  });
});
