import assert from 'node:assert/strict';
import { NOT_CONNECTED } from '../../../../src/client/types/problems';
import { Saying } from '../../../../src/editor/panel/saying';
import type { SayOptions } from '../../../../src/editor/session/roomSession';

type Said = Omit<SayOptions, 'to'> & { readonly text: string };

/** A room that takes as many messages as it is told, and sends none of them. */
class Room {
  readonly said: Said[] = [];
  takes = Infinity;
  say(text: string, { to, ...more }: SayOptions = {}) {
    if (this.said.length >= this.takes) return NOT_CONNECTED;
    this.said.push({ text, ...more, ...(to !== undefined && { to }) });
    return undefined;
  }
  takeBack(to?: string): Said | undefined {
    const at = this.said.findLastIndex((one) => (one as SayOptions).to === to);
    return at < 0 ? undefined : this.said.splice(at, 1)[0];
  }
}

describe('Saying', () => {
  let room: Room;
  let saying: Saying;
  beforeEach(() => {
    room = new Room();
    saying = new Saying(() => room);
  });
  const bob = { mid: 'b', name: 'bob' };
  const code = { path: 'a.ts', start: 1, end: 2, text: 'a\nb' };

  it('says what fits as it is, with all that goes with it', () => {
    assert.equal(
      saying.say({ room: 'r', text: 'hi @bob', reply: 3, codes: [code], mentions: [bob] }, 100),
      undefined,
    );
    assert.equal(saying.say({ room: 'r', to: 'b', text: '', codes: [code] }, 100), undefined);
    assert.deepEqual(room.said, [
      { text: 'hi @bob', reply: 3, code, mentions: [bob] },
      { text: '', to: 'b', code },
    ]);
  });

  it('says what is too long in several messages, each with those whom it names', () => {
    const text = 'one two @bob\n\nthree four';
    saying.say({ room: 'r', text, reply: 3, codes: [code], mentions: [bob] }, 13);
    assert.deepEqual(room.said, [
      { text: 'one two @bob', reply: 3, code, mentions: [bob] },
      { text: 'three four' },
    ]);
  });

  it('gives back what could not be tried, and all behind it', () => {
    room.takes = 1;
    const draft = { room: 'r', to: 'b', text: '```\none\ntwo\nsix\n```', reply: 3, codes: [code] };
    assert.deepEqual(saying.say(draft, 12), {
      problem: NOT_CONNECTED,
      left: { room: 'r', to: 'b', text: '```\ntwo\nsix\n```' },
    });
    assert.deepEqual(saying.say(draft, 12), { problem: NOT_CONNECTED, left: { ...draft, text: draft.text } });
    assert.equal(room.said.length, 1);
  });

  describe('several pieces of code', () => {
    const [b, c] = ['b.ts', 'c.ts'].map((path) => ({ ...code, path }));
    const draft = { room: 'r', text: 'one\ntwo', reply: 3, codes: [code, b!, c!] };

    it('says each in a message of its own, the first with the text', () => {
      assert.equal(saying.say(draft, 100), undefined);
      assert.deepEqual(room.said, [
        { text: 'one\ntwo', reply: 3, code },
        { text: '', code: b },
        { text: '', code: c },
      ]);
      assert.deepEqual(saying.takeBack({ room: 'r' }), draft);
      assert.equal(saying.say(draft, 4), undefined);
      assert.deepEqual(
        room.said.map(({ text }) => text),
        ['one', 'two', '', ''],
      );
      assert.deepEqual(saying.takeBack({ room: 'r' }), draft);
      saying.say({ ...draft, text: '' }, 100);
      room.said.shift();
      assert.deepEqual(
        saying.takeBack({ room: 'r' }),
        { room: 'r', text: '', codes: [b, c] },
        'one was sent',
      );
    });

    it('gives back those that could not be tried', () => {
      room.takes = 2;
      assert.deepEqual(saying.say(draft, 4)?.left, { room: 'r', text: '', codes: [b, c] });
      room.takes = 3;
      assert.deepEqual(saying.say(draft, 4)?.left, { room: 'r', text: 'two', codes: [b, c] });
      assert.deepEqual(saying.say(draft, 4)?.left, draft);
    });
  });

  it('leaves it to the room to refuse what would be too many', () => {
    saying.say({ room: 'r', text: 'word '.repeat(20).trim() }, 5);
    assert.deepEqual(room.said, [{ text: 'word '.repeat(20).trim() }]);
  });

  describe('takes back', () => {
    it('what was said last, with what went with it', () => {
      const draft = { room: 'r', text: '@bob', reply: 3, codes: [code], mentions: [bob] };
      saying.say({ ...draft, text: 'before' }, 100);
      saying.say(draft, 100);
      assert.deepEqual(saying.takeBack({ room: 'r' }), draft);
      assert.equal(room.said.length, 1);
    });

    it('all of what went in several messages, as it was written', () => {
      const draft = { room: 'r', to: 'b', text: '```\none\ntwo\nsix\n```', reply: 3 };
      saying.say({ room: 'r', to: 'b', text: 'before' }, 100);
      saying.say(draft, 12);
      assert.equal(room.said.length, 4);
      assert.deepEqual(saying.takeBack({ room: 'r', to: 'b' }), draft);
      assert.deepEqual(saying.takeBack({ room: 'r', to: 'b' })?.text, 'before', 'it is over with that');
    });

    it('of those only the ones that were not sent', () => {
      saying.say({ room: 'r', text: 'one\ntwo\nsix' }, 4);
      room.said.shift();
      assert.deepEqual(saying.takeBack({ room: 'r' }), { room: 'r', text: 'two\nsix' });
      assert.equal(saying.takeBack({ room: 'r' }), undefined);
    });

    it('nothing of what went elsewhere, and loses nothing that was said in between', () => {
      saying.say({ room: 'r', text: 'one\ntwo' }, 4);
      assert.equal(saying.takeBack({ room: 'r', to: 'b' }), undefined);
      saying.say({ room: 'r', text: 'six\nten' }, 4);
      room.say('in between');
      assert.deepEqual(saying.takeBack({ room: 'r' })?.text, 'ten\nin between');
    });
  });
});
