import assert from 'node:assert/strict';
import { KnownNames } from '../../../../src/editor/panel/knownNames';

const bob = { mid: 'b', name: 'bob' };
const robert = { mid: 'b', name: 'robert' };
const ann = { mid: 'a', name: 'ann' };

describe('KnownNames', () => {
  it('tells who is called otherwise, once', () => {
    const names = new KnownNames();
    assert.deepEqual(names.update([bob]), [], 'nobody was known before');
    assert.deepEqual(names.update([bob, ann]), []);
    assert.deepEqual(names.update([robert, ann]), [robert]);
    assert.deepEqual(names.update([robert, ann]), []);
  });

  it('tells it of who was away meanwhile', () => {
    const names = new KnownNames();
    names.update([bob]);
    names.update([]);
    assert.deepEqual(names.update([robert]), [robert]);
  });

  it('forgets those who are gone where there are very many', () => {
    const names = new KnownNames();
    names.update([bob]);
    names.update(Array.from({ length: 2000 }, (_, i) => ({ mid: `m${i}`, name: 'guest' })));
    names.update([]);
    assert.deepEqual(names.update([robert]), []);
  });
});
