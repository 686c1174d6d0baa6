import assert from 'node:assert/strict';
import { panelMentions } from '../../../../src/editor/panel/panelMentions';

const members = [
  { mid: 'a', name: 'ann' },
  { mid: 'b', name: 'Bob' },
  { mid: 'c', name: 'c++ (x)' },
];
const named = { members, self: 'a' };
const shown = (text: string, marked: readonly { mid: string; name: string }[] = []) =>
  (panelMentions(text, marked, named) ?? []).map(({ name, mid, now, own }) => [name, mid, now, own]);

describe('whom a text names in the panel', () => {
  it('is whom its author marked, under the name that they have now', () => {
    assert.deepEqual(shown('@rob look', [{ mid: 'b', name: 'rob' }]), [['rob', 'b', 'Bob', false]]);
    assert.deepEqual(shown('@gone', [{ mid: 'x', name: 'gone' }]), [['gone', 'x', 'gone', false]]);
  });

  it('is a member of another id where the name now belongs to somebody else', () => {
    assert.deepEqual(shown('@ann', [{ mid: 'b', name: 'ann' }]), [['ann', 'b', 'Bob', false]]);
  });

  it('is found where nobody marked it: behind an @, by itself, in any case', () => {
    assert.deepEqual(shown('(@ANN, @c++ (x)!'), [
      ['ANN', 'a', 'ann', true],
      ['c++ (x)', 'c', 'c++ (x)', false],
    ]);
    for (const text of ['ann', 'me@ann', '@annette', '@ann_x', '@ an'])
      assert.deepEqual(shown(text), [], text);
    assert.equal(panelMentions('hi', [], named), undefined);
  });

  // a pattern for each member takes minutes
  it('takes no time for members who are not named', () => {
    for (let i = 0; i < 20_000; i++) {
      const many = Array.from({ length: 200 }, (_, j) => ({ mid: `m${j}`, name: `member ${i}.${j}` }));
      assert.equal(panelMentions('@nobody', [], { members: many, self: 'm0' }), undefined);
    }
  });
});
