import assert from 'node:assert/strict';
import type { RoomEvent } from '../../../../src/protocol/wire/messages';
import { Reactions } from '../../../../src/server/room/reactions';

const react = (seq: number, of: number, by: string, emoji: string, on = true) =>
  ({ verb: 'react', seq, at: seq, from: by, by, of, emoji, on }) as const;
const LIMITS = { maxReactions: 3, memberReactions: 2, messageReactions: 1000, historyEvents: 4 };

describe('Reactions of a room', () => {
  it('P-5.4 know what is there after a restart, from what was stored', () => {
    const stored: RoomEvent[] = [
      { verb: 'say', seq: 1, at: 1, from: 'ann', by: 'ann', text: 'hi' },
      react(2, 1, 'ann', '🎉'),
      react(3, 1, 'ann', '☕'),
      react(4, 1, 'ann', '🎉', false),
    ];
    const reactions = new Reactions(LIMITS, stored);
    assert.deepEqual(reactions.find(react(9, 1, 'ann', '☕')), { seq: 3, at: 3 });
    assert.equal(reactions.find(react(9, 1, 'ann', '🎉')), undefined);
    assert.equal(reactions.refusal(react(9, 1, 'ann', '🎉')), undefined);
    reactions.apply(react(5, 1, 'ann', '🍀'));
    assert.equal(reactions.refusal(react(9, 1, 'ann', '🎉'))?.code, 'too-many-reactions');
  });

  it('P-5.4 are bounded for each message: their kinds, those of one member, and all of them', () => {
    const refused = (by: string, emoji: string, messageReactions = 1000): boolean => {
      const reactions = new Reactions({ ...LIMITS, messageReactions }, [
        react(2, 1, 'ann', '🎉'),
        react(3, 1, 'ann', '☕'),
        react(4, 1, 'bob', '🎉'),
      ]);
      return reactions.refusal(react(9, 1, by, emoji)) !== undefined;
    };
    assert.ok(refused('ann', '🍀'));
    assert.ok(!refused('bob', '☕'));
    assert.ok(!refused('cat', '🎉', 4));
    assert.ok(refused('cat', '🎉', 3));
  });

  it('are remembered only so far; those under the message go first that was reacted to least lately', () => {
    const reactions = new Reactions(LIMITS, []);
    for (const [i, of] of [1, 2, 3, 4, 1].entries()) reactions.apply(react(10 + i, of, `m${i}`, '🎉'));
    const kept = [1, 2, 3, 4].map((of) => reactions.find(react(99, of, `m${of - 1}`, '🎉')) !== undefined);
    assert.deepEqual(kept, [true, false, true, true]);
  });
});
