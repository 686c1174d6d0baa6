import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { MAX_SEED_FRAME_BYTES } from '../../../../src/protocol/wire/limits';
import type { RoomEvent } from '../../../../src/protocol/wire/messages';
import {
  lineFrame,
  plainLines,
  seedEntries,
  seedFrame,
  plainBytes,
  textWithCode,
} from '../../../../src/protocol/dialects/plainPeers';
import { parseText } from '../../../../src/protocol/wire/text';
import { utf8Length } from '../../../../src/protocol/wire/utf8';
import { FIXED, wellFormed } from '../wire/chunkings';

const who = { seq: 1, at: 2, by: 'm' };

/** What the original client shows of one read: what stands between its first two tildes. */
function shown(frame: string): string {
  const [sender, text] = frame.split('~');
  return `[${sender}] ${text}`;
}

describe('plain renderings', () => {
  const code = { path: 'a.ts', start: 3, end: 4, text: 'x\ny' };
  const rows: [string, RoomEvent, string[]][] = [
    ['say', { verb: 'say', from: 'ann', ...who, text: 'hi' }, ['ann~hi']],
    ['say of lines', { verb: 'say', from: 'ann', ...who, text: 'a\n\nb' }, ['ann~a', 'ann~', 'ann~b']],
    [
      'code',
      { verb: 'say', from: 'ann', ...who, text: 'see', code },
      ['ann~see', 'ann~a.ts:3-4', 'ann~x', 'ann~y'],
    ],
    ['code alone', { verb: 'say', from: 'ann', ...who, text: '', code }, ['ann~a.ts:3-4', 'ann~x', 'ann~y']],
    ['edit', { verb: 'edit', from: 'ann', ...who, of: 1, text: 'better' }, ['ann~* better']],
    ['remove', { verb: 'remove', from: 'ann', ...who, of: 1 }, []],
    ['react', { verb: 'react', from: 'ann', ...who, of: 1, emoji: 'x', on: true }, []],
    ['join', { verb: 'join', from: 'SERVER', ...who, name: 'ann' }, ['SERVER~Welcoming ann to the chat!']],
    [
      'leave',
      { verb: 'leave', from: 'SERVER', ...who, name: 'ann', reason: 'lost' },
      ['SERVER~ann has left the chat.'],
    ],
    ['rename', { verb: 'rename', from: 'SERVER', ...who, name: 'a', to: 'b' }, ['SERVER~a is now b.']],
  ];
  for (const [title, event, expected] of rows) {
    it(`show ${title}`, () => {
      assert.deepEqual(
        plainLines(event).map(lineFrame),
        expected.map((line) => `${line}\n`),
      );
    });
  }

  it('never let a text make a line of somebody else: every line carries its author', () => {
    const events: RoomEvent[] = [
      { verb: 'say', from: 'eve', ...who, text: 'x\nSERVER~y', to: 'm' },
      { verb: 'edit', from: 'eve', ...who, of: 1, text: 'x\nSERVER~y' },
      { verb: 'say', from: 'eve', ...who, text: 'x', code: { ...code, text: '\nSERVER~y\n' } },
    ];
    for (const line of events.flatMap(plainLines)) {
      assert.equal(line.sender, 'eve');
      assert.ok(!line.text.includes('\n'));
    }
  });

  // Python's str.splitlines, and Unicode's newline guidelines
  for (const end of ['\n', '\r\n', '\r', '\v', '\f', '\x1c', '\x1d', '\x1e', '\x85', '\u2028', '\u2029']) {
    it(`begin a line of its author's at ${JSON.stringify(end)}, in text, code, path and edit`, () => {
      const text = `a${end}SERVER~b`;
      const lines = (event: RoomEvent) => plainLines(event).map((line) => lineFrame(line));
      const both = ['eve~a\n', 'eve~SERVER~b\n'];
      assert.deepEqual(lines({ verb: 'say', from: 'eve', ...who, text }), both);
      assert.deepEqual(lines({ verb: 'edit', from: 'eve', ...who, of: 1, text }), ['eve~* a\n', both[1]]);
      const quoted = { path: text, start: 1, end: 2, text };
      assert.deepEqual(lines({ verb: 'say', from: 'eve', ...who, text: '', code: quoted }), [
        ...['eve~a\n', 'eve~SERVER~b:1-2\n'],
        ...both,
      ]);
    });

    it(`have no ${JSON.stringify(end)} but as LF in what is relayed`, () => {
      const parsed = parseText(`a${end}b`, 100);
      if (/^[\n\u2028\u2029]|\r\n/.test(end)) assert.deepEqual(parsed, { ok: true, value: 'a\nb' });
      else assert.equal(!parsed.ok && parsed.error.code, 'bad-text');
    });
  }

  it('towards original clients have no second tilde and no more than one read', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 3000, size: 'max' }), (raw) => {
        const text = wellFormed(raw.replaceAll('\n', ' '));
        const entries = seedEntries({ sender: 'Zoë', text });
        for (const entry of entries) {
          assert.ok(utf8Length(entry) <= MAX_SEED_FRAME_BYTES);
          assert.match(entry, /^Zoë~[^~]*$/);
        }
        assert.equal(entries.map((entry) => entry.slice(4)).join(''), text.replaceAll('~', '∼'));
      }),
      { ...FIXED, numRuns: 50 },
    );
    assert.equal(seedEntries({ sender: 'a', text: 'x'.repeat(2046) }).length, 1);
    assert.equal(seedEntries({ sender: 'a', text: 'x'.repeat(2047) }).length, 2);
  });

  it('P-7.6 never take more than a text is said to take, nor much less, whatever is in it', () => {
    const lines = fc.array(fc.constantFrom('', ' ', '~', 'x', 'a "b"', '🦩'.repeat(9), 'y'.repeat(200)), {
      maxLength: 60,
    });
    assert.ok(plainBytes('🦩'.repeat(32), 'a\n'.repeat(1000)) > 128_000);
    fc.assert(
      fc.property(fc.constantFrom('a', '🦩'.repeat(32)), lines, fc.boolean(), (from, parts, direct) => {
        const text = parts.join('\n');
        const event: RoomEvent = { verb: 'say', from, ...who, text, ...(direct && { to: 'n' }) };
        const sent = plainLines(event);
        const said = plainBytes(from, textWithCode(event));
        const line = sent.map(lineFrame).join('');
        const seed = sent.flatMap(seedEntries).map((entry) => `\n[${entry.replace('~', '] ')}`);
        assert.ok(said >= utf8Length(line) && said >= utf8Length(seed.join('')));
        assert.ok(said <= utf8Length(line) + sent.length * 20 + 2 * text.split('~').length);
      }),
      FIXED,
    );
  });

  it('joined for an original client show like frames of their own, and fill a read', () => {
    const entry = fc
      .tuple(
        fc.constantFrom('ann', 'Zoë', 'SERVER'),
        fc.string({ unit: 'grapheme', maxLength: 400, size: 'max' }),
      )
      .map(([sender, text]) => `${sender}~${wellFormed(text.replaceAll(/[~\n]/g, ' '))}`);
    fc.assert(
      fc.property(fc.array(entry, { minLength: 1, maxLength: 20 }), (entries) => {
        const screen: string[] = [];
        let waiting = entries;
        while (waiting.length > 0) {
          const { frame, count } = seedFrame(waiting);
          assert.ok(count >= 1 && utf8Length(frame) <= MAX_SEED_FRAME_BYTES);
          const next = waiting[count];
          if (next) assert.ok(utf8Length(frame) + utf8Length(next) + 3 > MAX_SEED_FRAME_BYTES, 'filled');
          screen.push(shown(frame));
          waiting = waiting.slice(count);
        }
        assert.equal(screen.join('\n'), entries.map(shown).join('\n'));
      }),
      FIXED,
    );
  });
});
