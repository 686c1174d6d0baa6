import assert from 'node:assert/strict';
import { UnsentReactions } from '../../../../src/client/conversation/unsentReactions';

describe('reactions that have not come back', () => {
  const known = [
    { emoji: '👍', names: ['ana'], count: 2, own: true },
    { emoji: '👀', names: ['bob'], count: 1, own: false },
  ];

  it('are shown on top of what the room has', () => {
    const unsent = new UnsentReactions();
    unsent.add(3, 'a', { emoji: '👍', on: false });
    unsent.add(3, 'b', { emoji: '👀', on: true });
    unsent.add(3, 'c', { emoji: '🎉', on: true });
    assert.deepEqual(unsent.over(3, known), [
      { emoji: '👍', names: ['ana'], count: 1, own: false },
      { emoji: '👀', names: ['bob'], count: 2, own: true },
      { emoji: '🎉', names: [], count: 1, own: true },
    ]);
    assert.equal(unsent.over(4, known), known, 'under no other message');
  });

  it('change nothing that is so already, and leave nothing behind', () => {
    const unsent = new UnsentReactions();
    unsent.add(3, 'a', { emoji: '👍', on: true });
    assert.deepEqual(unsent.over(3, known), known);
    unsent.add(3, 'b', { emoji: '🎉', on: true });
    unsent.add(3, 'c', { emoji: '🎉', on: false });
    assert.deepEqual(unsent.over(3, known), known);
    assert.equal(unsent.over(3, undefined)?.length, 1);
    for (const id of ['a', 'b', 'c']) unsent.remove(3, id);
    assert.equal(unsent.over(3, undefined), undefined);
  });
});
