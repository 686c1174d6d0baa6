import assert from 'node:assert/strict';
import { draftKey, Drafts } from '../../../../src/editor/panel/drafts';
import { panel } from '../../webview/panelState';

describe('Drafts', () => {
  let kept: unknown;
  const keep = (entries: unknown) => (kept = entries);

  it('keeps one for each room, and none that is empty', () => {
    const drafts = new Drafts(undefined, keep);
    drafts.set('a', 'one');
    drafts.set('b', 'two');
    drafts.set('a', '');
    assert.deepEqual([drafts.of('a'), drafts.of('b'), drafts.of('c')], ['', 'two', '']);
    assert.deepEqual(kept, [['b', 'two']]);
    assert.equal(new Drafts(kept, keep).of('b'), 'two');
  });

  it('forgets the room that was written in longest ago', () => {
    const drafts = new Drafts([], keep);
    for (let i = 0; i < 20; i++) drafts.set(`${i}`, 'text');
    drafts.set('0', 'again');
    drafts.set('new', 'text');
    assert.equal((kept as unknown[]).length, 20);
    assert.deepEqual([drafts.of('0'), drafts.of('1'), drafts.of('2')], ['again', '', 'text']);
  });

  it('tells rooms apart by name and address, but one that is hosted has any address', () => {
    const room = { ...panel.room!, hosting: false };
    assert.notEqual(draftKey(room), draftKey({ ...room, address: '10.0.0.9:9999' }));
    assert.notEqual(draftKey(room), draftKey({ ...room, name: 'Lab' }));
    const own = { ...room, hosting: true };
    assert.equal(draftKey(own), draftKey({ ...own, address: '10.0.0.9:9999' }));
    assert.notEqual(draftKey(own), draftKey({ ...own, name: 'Lab' }));
    assert.notEqual(draftKey(own), draftKey(room));
  });

  it('takes what it cannot read for nothing', () => {
    const drafts = new Drafts([['a', 1], 'b', ['c', 'd']], keep);
    assert.deepEqual([drafts.of('a'), drafts.of('b'), drafts.of('c')], ['', '', 'd']);
    assert.equal(new Drafts({ a: 'b' }, keep).of('a'), '');
  });
});
