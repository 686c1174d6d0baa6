import assert from 'node:assert/strict';
import { draftKey, Drafts } from '../../../../src/editor/panel/drafts';
import { panel } from '../../webview/panelState';

describe('Drafts', () => {
  let kept: unknown;
  const keep = (entries: unknown) => (kept = entries);

  it('keeps one for each room, and none that is empty', () => {
    const drafts = new Drafts(undefined, keep);
    drafts.set({ room: 'a', text: 'one' });
    drafts.set({ room: 'b', text: 'two' });
    drafts.set({ room: 'a', text: '' });
    assert.deepEqual(
      [drafts.of({ room: 'a' }), drafts.of({ room: 'b' }), drafts.of({ room: 'c' })],
      ['', 'two', ''],
    );
    assert.deepEqual(kept, [['b', 'two']]);
    assert.equal(new Drafts(kept, keep).of({ room: 'b' }), 'two');
  });

  it('keeps one for each member that one writes to alone, and puts back what was not sent', () => {
    const drafts = new Drafts(undefined, keep);
    drafts.set({ room: 'a', text: 'to all' });
    drafts.set({ room: 'a', to: 'b', text: 'to bob' });
    assert.deepEqual(
      [drafts.of({ room: 'a' }), drafts.of({ room: 'a', to: 'b' }), drafts.of({ room: 'a', to: 'c' })],
      ['to all', 'to bob', ''],
    );
    drafts.putBack({ room: 'a', to: 'b', text: 'before' });
    drafts.putBack({ room: 'a', to: 'c', text: 'before' });
    assert.deepEqual(
      [drafts.of({ room: 'a' }), drafts.of({ room: 'a', to: 'b' }), drafts.of({ room: 'a', to: 'c' })],
      ['to all', 'before\nto bob', 'before'],
    );
  });

  it('forgets the room that was written in longest ago', () => {
    const drafts = new Drafts([], keep);
    for (let i = 0; i < 20; i++) drafts.set({ room: `${i}`, text: 'text' });
    drafts.set({ room: '0', text: 'again' });
    drafts.set({ room: 'new', text: 'text' });
    assert.equal((kept as unknown[]).length, 20);
    assert.deepEqual(
      [drafts.of({ room: '0' }), drafts.of({ room: '1' }), drafts.of({ room: '2' })],
      ['again', '', 'text'],
    );
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
    assert.deepEqual(
      [drafts.of({ room: 'a' }), drafts.of({ room: 'b' }), drafts.of({ room: 'c' })],
      ['', '', 'd'],
    );
    assert.equal(new Drafts({ a: 'b' }, keep).of({ room: 'a' }), '');
  });
});
