import assert from 'node:assert/strict';
import { MAX_MENTIONS } from '../../../../src/protocol/wire/limits';
import { mentionsIn, mentionUnits } from '../../../../src/protocol/wire/mentions';

const bob = { mid: 'b', name: 'bob' };
const ann = { mid: 'a', name: 'Ann Lee' };

describe('P-5.15 mentions in a text', () => {
  it('are those that stand in it behind an @, and the first of each name', () => {
    assert.deepEqual(mentionsIn('(@bob, @Ann Lee)', [ann, bob]), [ann, bob]);
    assert.deepEqual(mentionsIn('@bob and Ann Lee', [ann, bob]), [bob]);
    assert.deepEqual(mentionsIn('@bob', [bob, { ...bob, mid: 'other' }]), [bob]);
    assert.deepEqual(mentionsIn('@Bob', [bob]), undefined);
    assert.deepEqual(mentionsIn('@bob', []), undefined);
    assert.deepEqual(mentionsIn('@bob', undefined), undefined);
  });

  it('are no more than there may be, and have no fields but their own', () => {
    const many = Array.from({ length: 200 }, (_, i) => ({ mid: 'm', name: `${i}`, more: 1 }));
    const text = many.map(({ name }) => `@${name}`).join(' ');
    const found = mentionsIn(text, many) ?? [];
    assert.equal(found.length, MAX_MENTIONS);
    assert.deepEqual(found[0], { mid: 'm', name: '0' });
  });

  it('are as long as their ids and names', () => {
    assert.deepEqual([mentionUnits(undefined), mentionUnits([ann, bob])], [0, 12]);
  });
});
