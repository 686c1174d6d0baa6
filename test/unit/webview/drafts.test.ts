import assert from 'node:assert/strict';
import { draftKey, Drafts } from '../../../webview/drafts';
import { panel } from './panelState';

describe('Drafts', () => {
  it('keeps one for each room, and none that is empty', () => {
    const drafts = new Drafts(undefined);
    drafts.set('a', 'one');
    drafts.set('b', 'two');
    drafts.set('a', '');
    assert.deepEqual([drafts.of('a'), drafts.of('b'), drafts.of('c')], ['', 'two', '']);
    assert.deepEqual(new Drafts(drafts.entries).entries, [['b', 'two']]);
  });

  it('forgets the room that was written in longest ago', () => {
    const drafts = new Drafts([]);
    for (let i = 0; i < 20; i++) drafts.set(`${i}`, 'text');
    drafts.set('0', 'again');
    drafts.set('new', 'text');
    assert.equal(drafts.entries.length, 20);
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
    assert.deepEqual(new Drafts([['a', 1], 'b', ['c', 'd']]).entries, [['c', 'd']]);
    assert.deepEqual(new Drafts({ a: 'b' }).entries, []);
  });
});
