import assert from 'node:assert/strict';
import { LookAlikes } from '../../../../src/editor/members/lookAlikes';

const member = (mid: string, name: string, since: number) => ({ mid, name, since });

describe('names that look alike', () => {
  let names: LookAlikes;
  beforeEach(() => (names = new LookAlikes()));

  for (const [first, second] of [
    ['alice', 'аlice'],
    ['Ian', 'lan'],
    ['paypal', 'раураl'],
    ['bob', '“bob”'],
    ['Ann', 'ANN'],
  ] as const) {
    it(`are told of at the second: ${second} is not ${first}`, () => {
      names.heard('b', second, 20);
      names.heard('a', first, 10);
      assert.deepEqual([names.of('a', first), names.of('b', second)], [undefined, first]);
    });
  }

  it('are of two people, and look alike', () => {
    names.heard('a', 'alice', 10);
    names.heard('a', 'Alice', 20);
    names.heard('b', 'alice-2', 30);
    assert.deepEqual(
      [names.of('a', 'Alice'), names.of('b', 'alice-2'), names.of('c', 'alice')],
      [...[undefined, undefined, undefined]],
    );
  });

  it('may be the very same while both are here, as in a room of another server', () => {
    names.heard('a', 'alice', 10);
    names.heard('b', 'alice', 20);
    assert.equal(names.of('b', 'alice'), undefined, 'one has gone, and came back by another program');
    names.update([member('a', 'alice', 10), member('b', 'alice', 20)], undefined);
    assert.equal(names.of('b', 'alice'), 'alice');
  });

  it('are never told of the person themselves, whoever was first', () => {
    names.update([member('b', 'аlice', 10), member('a', 'alice', 20)], 'a');
    assert.deepEqual([names.of('a', 'alice'), names.of('b', 'аlice')], [undefined, 'alice']);
  });

  it('are remembered only so far, however many there are', () => {
    names.heard('a', 'alice', 10);
    for (let i = 0; i < 3000; i++) names.heard(`m${i}`, `guest ${i}`, 20);
    names.heard('b', 'аlice', 30);
    assert.equal(names.of('b', 'аlice'), undefined);
  });
});
