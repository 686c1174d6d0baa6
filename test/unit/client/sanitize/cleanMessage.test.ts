import assert from 'node:assert/strict';
import fc from 'fast-check';
import { cleanEvent, cleanMessage } from '../../../../src/client/sanitize/cleanMessage';
import { parseText } from '../../../../src/protocol/wire/text';

describe('texts that servers relay', () => {
  /** Python's str.splitlines, and Unicode's newline guidelines. */
  const BREAKS = ['\n', '\r\n', '\r', '\v', '\f', '\x1c', '\x1d', '\x1e', '\x85', '\u2028', '\u2029'];
  const broken = BREAKS.join('x');
  const clean = BREAKS.map(() => '\n').join('x');
  const payload = { seq: 1, at: 1, by: 'm', text: broken };
  const code = { path: 'p', start: 1, end: 2, text: broken };

  it('have LF for every line break, in code and edits too, live and in a history', () => {
    const said = cleanMessage({ verb: 'say', from: 'eve', payload: { ...payload, code } });
    assert.ok(said.verb === 'say');
    assert.deepEqual([said.payload.text, said.payload.code?.text], [clean, clean]);
    const edit = cleanEvent({ verb: 'edit', from: 'eve', of: 1, ...payload });
    assert.ok(edit?.verb === 'edit');
    assert.equal(edit.text, clean);
  });

  it('P-7.6 are what was said, to the last character, but for its line breaks', () => {
    let taken = 0;
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), fc.constantFrom(...BREAKS), (raw, end) => {
        const relayed = parseText(`${raw}${end}x`, 1000);
        if (!relayed.ok) return;
        taken++;
        assert.equal(relayed.value, `${raw}${end}x`.replace(/\r\n|[\u2028\u2029]/g, '\n'));
        const said = cleanMessage({ verb: 'say', from: 'eve', payload: { ...payload, text: relayed.value } });
        assert.equal(said.verb === 'say' && said.payload.text, relayed.value);
      }),
      { numRuns: 2000 },
    );
    assert.ok(taken > 100);
  });

  it('P-5.16 keep what is known of the place of code, and nothing of what is not', () => {
    const known = { remote: 'a.b/c', commit: 'a'.repeat(40), dirty: true };
    const said = cleanMessage({
      verb: 'say',
      from: 'eve',
      payload: { ...payload, code: { ...code, ...known } },
    });
    assert.ok(said.verb === 'say');
    assert.deepEqual(said.payload.code, { ...code, ...known, text: clean });
    const unknown = { remote: undefined, commit: undefined, dirty: undefined, context: undefined };
    const event = cleanEvent({ verb: 'say', from: 'eve', ...payload, code: { ...code, ...unknown } });
    assert.ok(event?.verb === 'say' && event.code);
    assert.deepEqual(Object.keys(event.code).sort(), Object.keys(code).sort());
  });

  it('P-5.15 keep the mentions that stand in them, under names that can be shown', () => {
    const mention = (name: string) => ({ mid: 'm', name });
    const mentions = ['bob', 'zoe', 'b\u202eob', 'bob'].map(mention);
    const text = '@bob @b\u202eob';
    const clean = cleanMessage({ verb: 'say', from: 'eve', payload: { ...payload, text, mentions } });
    assert.ok(clean.verb === 'say');
    assert.deepEqual(clean.payload.mentions, [mention('bob')]);
    const edit = cleanEvent({
      verb: 'edit',
      from: 'eve',
      of: 1,
      ...payload,
      text,
      mentions: [mention('zoe')],
    });
    assert.ok(edit?.verb === 'edit' && !('mentions' in edit));
  });

  it('P-5.1 answer nothing that is said later', () => {
    const replyOf = (reply: number) => {
      const said = cleanEvent({ verb: 'say', from: 'eve', ...payload, seq: 5, reply });
      return said?.verb === 'say' ? said.reply : undefined;
    };
    assert.deepEqual([replyOf(4), replyOf(5), replyOf(2 ** 53 - 1)], [4, undefined, undefined]);
  });

  it('are of members: none says that it is the server', () => {
    assert.equal(cleanMessage({ verb: 'say', from: 'SERVER', payload }).from, '“SERVER”');
    assert.equal(cleanMessage({ verb: 'read', from: 'SERVER', payload: { seq: 1 } }).from, 'SERVER');
    const join = { verb: 'join', from: 'SERVER', seq: 1, at: 1, by: 'm', name: 'Server' } as const;
    assert.deepEqual(cleanEvent(join), { ...join, name: '“Server”' });
    const remover = { mid: 'a', name: 'Server' };
    const leave = { ...join, verb: 'leave', name: 'bob', reason: 'removed', remover } as const;
    assert.deepEqual(cleanEvent(leave), { ...leave, remover: { mid: 'a', name: '“Server”' } });
  });
});
