import assert from 'node:assert/strict';
import { type DraftRoom, Drafts } from '../../../../src/editor/panel/drafts';
import type { PanelMessage } from '../../../../src/panel/entrySchemas';
import { message } from '../../webview/panelState';

/** A room whose events are at these orders; another numbering begins with another base. */
const roomAt = (base: number, messages: readonly PanelMessage[] = [], room = 'r'): DraftRoom => ({
  placeOf: (order) => ({ room, seq: order - base }),
  orderOf: (place) => (place.room === room ? base + place.seq : undefined),
  message: (order) => messages.find((one) => one.order === order),
});
const here = roomAt(0);

describe('Drafts', () => {
  let kept: unknown;
  const keep = (entries: unknown) => (kept = entries);

  it('keeps one for each room, and none that is empty', () => {
    const drafts = new Drafts(undefined, keep);
    drafts.set({ room: 'a', text: 'one' }, here);
    drafts.set({ room: 'b', text: 'two' }, here);
    drafts.set({ room: 'a', text: '' }, here);
    assert.deepEqual(
      [
        drafts.of({ room: 'a' }, here).text,
        drafts.of({ room: 'b' }, here).text,
        drafts.of({ room: 'c' }, here).text,
      ],
      ['', 'two', ''],
    );
    assert.deepEqual(kept, [['b', { text: 'two' }]]);
    assert.equal(new Drafts(kept, keep).of({ room: 'b' }, here).text, 'two');
  });

  it('keeps one for each member that one writes to alone, and puts back what was not sent', () => {
    const drafts = new Drafts(undefined, keep);
    drafts.set({ room: 'a', text: 'to all' }, here);
    drafts.set({ room: 'a', to: 'b', text: 'to bob' }, here);
    assert.deepEqual(
      [
        drafts.of({ room: 'a' }, here).text,
        drafts.of({ room: 'a', to: 'b' }, here).text,
        drafts.of({ room: 'a', to: 'c' }, here).text,
      ],
      ['to all', 'to bob', ''],
    );
    drafts.putBack({ room: 'a', to: 'b', text: 'before' }, here);
    drafts.putBack({ room: 'a', to: 'c', text: 'before' }, here);
    assert.deepEqual(
      [
        drafts.of({ room: 'a' }, here).text,
        drafts.of({ room: 'a', to: 'b' }, here).text,
        drafts.of({ room: 'a', to: 'c' }, here).text,
      ],
      ['to all', 'before\nto bob', 'before'],
    );
  });

  it('puts back what was said one after the other in that order, whatever the page tells in between', () => {
    const drafts = new Drafts(undefined, keep);
    const say = (text: string, room = 'a') => drafts.putBack({ room, text }, here);
    drafts.set({ room: 'a', text: 'now' }, here);
    say('one');
    say('elsewhere', 'b');
    drafts.set({ room: 'a', text: 'one\nnow!' }, here);
    say('two');
    assert.equal(drafts.of({ room: 'a' }, here).text, 'one\ntwo\nnow!');
    drafts.set({ room: 'a', text: '' }, here);
    drafts.set({ room: 'a', text: 'one\ntwo\nagain' }, here);
    say('three');
    assert.equal(drafts.of({ room: 'a' }, here).text, 'three\none\ntwo\nagain');
  });

  const texts = (drafts: Drafts, ...rooms: readonly string[]) =>
    rooms.map((room) => drafts.of({ room }, here).text);

  it('takes along what was written to a room that is another one from now on, and knows it by the old key', () => {
    const drafts = new Drafts(undefined, keep);
    drafts.set({ room: 'a', text: 'to all' }, here);
    drafts.set({ room: 'a', to: 'b', text: 'to bob' }, here);
    drafts.set({ room: 'c', text: 'there already' }, here);
    assert.equal(drafts.enter({ key: 'b', places: ['at b'] }, 'a'), true);
    assert.equal(drafts.enter({ key: 'c', places: ['at c'] }, 'b'), true);
    assert.deepEqual(
      [...texts(drafts, 'a', 'c'), drafts.of({ room: 'c', to: 'b' }, here).text],
      ['', 'to all\nthere already', 'to bob'],
    );
    assert.deepEqual([drafts.roomNow('a'), drafts.roomNow('d')], ['c', 'd']);
    drafts.enter({ key: 'a', places: ['at a'] }, 'c');
    assert.deepEqual([drafts.roomNow('b'), drafts.roomNow('c'), drafts.roomNow('a')], ['a', 'a', 'a']);
    assert.equal(new Drafts(kept, keep).of({ room: 'a', to: 'b' }, here).text, 'to bob');
  });

  it('takes a key for that of the room that has it now', () => {
    const drafts = new Drafts([], keep);
    drafts.enter({ key: 'b', places: ['at b'] }, 'a');
    assert.equal(drafts.enter({ key: 'a', places: ['at a'] }), false);
    assert.deepEqual([drafts.roomNow('a'), drafts.roomNow('b')], ['a', 'b']);
  });

  it('knows a room by its key, wherever it is and whatever it is called', () => {
    const drafts = new Drafts([], keep);
    drafts.enter({ key: 'r', places: ['10.0.0.1:9999 Lab'] });
    drafts.set({ room: 'r', text: 'text' }, here);
    const again = new Drafts(kept, keep);
    assert.equal(again.enter({ key: 'r', places: ['10.0.0.2:9999 Engine'] }), false);
    again.enter({ key: 's', places: ['10.0.0.1:9999 Lab'] });
    assert.deepEqual(texts(again, 'r', 's'), ['text', ''], 'another room is called so now');
    new Drafts(kept, keep).enter({ key: 't', places: ['10.0.0.2:9999 Engine'] });
    assert.deepEqual(texts(new Drafts(kept, keep), 't', 'r'), ['text', ''], 'it has a new key there');
  });

  it('takes over what earlier versions kept by address and name', () => {
    const drafts = new Drafts([['10.0.0.1:9999 Lab', 'text']], keep);
    assert.equal(
      drafts.enter({ key: 'r', places: ['private 10.0.0.1:9999 Lab', '10.0.0.1:9999 Lab'] }),
      true,
    );
    assert.deepEqual(texts(drafts, 'r', '10.0.0.1:9999 Lab'), ['text', '']);
    drafts.enter({ key: 's', places: ['10.0.0.1:9999 Lab'] });
    assert.deepEqual(texts(drafts, 'r', 's'), ['text', ''], 'it is that of a private room now');
  });

  it('keeps what comes back to a room that was left where it belongs', () => {
    const drafts = new Drafts([], keep);
    drafts.enter({ key: 'r', places: ['at r'] });
    drafts.set({ room: 'r', text: 'one' }, here);
    drafts.enter({ key: 's', places: ['at s'] });
    drafts.putBack({ room: 'r', text: 'zero' });
    const again = new Drafts(kept, keep);
    again.enter({ key: 'q', places: ['at r'] });
    assert.deepEqual(texts(again, 'q', 's'), ['zero\none', '']);
  });

  it('keeps one for each conversation that is listed', () => {
    const drafts = new Drafts([], keep);
    for (let i = 0; i < 50; i++) drafts.set({ room: 'a', to: `${i}`, text: 'text' }, here);
    drafts.set({ room: 'a', text: 'to all' }, here);
    assert.equal(drafts.of({ room: 'a', to: '0' }, here).text, 'text');
  });

  it('forgets the room that was written in longest ago', () => {
    const drafts = new Drafts([], keep);
    for (let i = 0; i < 100; i++) drafts.set({ room: `${i}`, text: 'text' }, here);
    drafts.set({ room: '0', text: 'again' }, here);
    drafts.set({ room: 'new', text: 'text' }, here);
    assert.equal((kept as unknown[]).length, 100);
    assert.deepEqual(
      [
        drafts.of({ room: '0' }, here).text,
        drafts.of({ room: '1' }, here).text,
        drafts.of({ room: '2' }, here).text,
      ],
      ['again', '', 'text'],
    );
  });

  it('takes what it cannot read for nothing', () => {
    const drafts = new Drafts([['a', 1], 'b', ['c', 'd']], keep);
    assert.deepEqual(
      [
        drafts.of({ room: 'a' }, here).text,
        drafts.of({ room: 'b' }, here).text,
        drafts.of({ room: 'c' }, here).text,
      ],
      ['', '', 'd'],
    );
    assert.equal(new Drafts({ a: 'b' }, keep).of({ room: 'a' }, here).text, '');
  });

  describe('are kept with', () => {
    const said = message('m', 7, { text: 'which port?'.repeat(20), reactions: [] });
    const code = { path: 'a.ts', start: 3, end: 4, text: 'a\nb', language: 'typescript' };
    const mentions = [{ mid: 'b', name: 'bob' }];

    it('what they answer, quote and name, also over a reload, where the room counts anew', () => {
      const drafts = new Drafts([], keep);
      const draft = { room: 'a', text: '', reply: 7, codes: [code], mentions };
      drafts.set(draft, roomAt(0, [said]));
      const again = new Drafts(JSON.parse(JSON.stringify(kept)), keep);
      assert.deepEqual(again.of({ room: 'a' }, roomAt(100, [{ ...said, order: 107 }])), {
        ...{ ...draft, reply: 107, about: { ...said, order: 107 } },
      });
      const { about, ...rest } = again.of({ room: 'a' }, roomAt(50));
      assert.deepEqual(rest, { ...draft, reply: 57 });
      assert.deepEqual(
        [about?.order, about?.author],
        [57, said.author],
        'its beginning, where it is not loaded',
      );
      assert.ok(about!.text.length < said.text.length && about!.text.startsWith('which port?'));
      again.set({ ...draft, text: 'so', reply: 57 }, roomAt(50));
      assert.equal(
        again.of({ room: 'a' }, roomAt(50)).about?.author,
        said.author,
        'also when more is written',
      );
    });

    it('a change and what was written before it; without its message in another room', () => {
      const drafts = new Drafts([], keep);
      const change = { of: 7, text: 'new @bob', mentions };
      drafts.set({ room: 'a', text: 'before', change }, roomAt(0, [said]));
      assert.deepEqual(drafts.of({ room: 'a' }, roomAt(0, [said])), {
        ...{ room: 'a', text: 'before', change, about: said },
      });
      assert.deepEqual(drafts.of({ room: 'a' }, roomAt(0, [], 'another')), {
        ...{ room: 'a', text: 'before', change: { text: 'new @bob', mentions } },
      });
    });

    it('what comes back, unless something else is being answered by then', () => {
      const drafts = new Drafts([], keep);
      const room = roomAt(0, [said, message('n', 8)]);
      drafts.putBack({ room: 'a', text: 'one', reply: 7, codes: [code], mentions }, room);
      assert.equal(drafts.of({ room: 'a' }, room).reply, 7);
      drafts.putBack({ room: 'a', text: 'two', reply: 8, codes: [{ ...code, path: 'b.ts' }] }, room);
      const { text, reply, codes } = drafts.of({ room: 'a' }, room);
      assert.deepEqual([text, reply, codes?.map(({ path }) => path)], ['one\ntwo', 7, ['b.ts', 'a.ts']]);
      drafts.putBack({ room: 'left', text: 'late', reply: 7 });
      assert.deepEqual(drafts.of({ room: 'left' }, room), { room: 'left', text: 'late' });
    });
  });
});
