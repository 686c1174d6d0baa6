import assert from 'node:assert/strict';
import { anchorOf, hashesIn } from '../../../src/anchoring/anchor';

const lines = Array.from({ length: 100 }, (_, i) => `${i % 10 === 0 ? '' : '  '}line(${i});`);
const text = lines.join('\n');

describe('anchorOf', () => {
  it('takes whole lines, and tells of eight lines above and below and of four around', () => {
    const { code, start, end, context } = anchorOf(text, { start: 45, end: 46 });
    assert.equal(code, `${lines[44]!}\n${lines[45]!}`);
    assert.deepEqual([start, end], [45, 46]);
    const { above, below, outline, ...counts } = context!;
    assert.match(above, /^[\da-f]{16}$/);
    assert.match(below, /^[\da-f]{16}$/);
    // it belongs to line 40 alone
    assert.match(outline, /^[\da-f]{2}$/);
    assert.deepEqual(counts, { copies: 1, copy: 1, lines: 100 });
  });

  it('gives away eight bits of a line, the same ones whatever is sent, and nothing of what is farther off', () => {
    const secret = (value: string) => text.replace('line(40);', `key = '${value}';`);
    const sent = (value: string, start: number) => anchorOf(secret(value), { start, end: 60 }).context!;
    // the nearest first: line 41 is next to 42, and line 40 is next to that
    assert.equal(sent('a', 43).above.slice(2, 4), sent('a', 42).above.slice(0, 2));
    const contexts = new Set(Array.from({ length: 2000 }, (_, i) => JSON.stringify(sent(String(i), 43))));
    assert.ok(contexts.size <= 256, String(contexts.size));
    const far = new Set(Array.from({ length: 20 }, (_, i) => JSON.stringify(sent(String(i), 55))));
    assert.equal(far.size, 1);
  });

  it('leaves out what stands everywhere', () => {
    const { context } = anchorOf('first();\n}\n\nsecond();\n\n});\nthird();', { start: 4, end: 4 });
    assert.deepEqual([context!.above.length, context!.below.length], [2, 2]);
  });

  it('counts copies, white space aside', () => {
    const { context } = anchorOf('again();\n  again();\nother();\nagain( );', { start: 2, end: 2 });
    assert.deepEqual([context!.copies, context!.copy], [3, 2]);
  });

  it('moves numbers beyond the ends of the text to them', () => {
    const at = (start: number, end: number) => {
      const anchor = anchorOf('one\ntwo', { start, end });
      return [anchor.start, anchor.end, anchor.code];
    };
    assert.deepEqual(at(-3, 9), [1, 2, 'one\ntwo']);
    assert.deepEqual(at(7, 1), [2, 2, 'two']);
    assert.deepEqual(at(NaN, Infinity), [1, 2, 'one\ntwo']);
    assert.deepEqual(anchorOf('', { start: 1, end: 1 }).code, '');
  });
});

describe('hashesIn', () => {
  it('reads what was sent, up to what is none, and no more of it than is sent', () => {
    assert.deepEqual(hashesIn('00ff7a'), [0, 255, 122]);
    assert.deepEqual(hashesIn('00f'), [0]);
    assert.deepEqual(hashesIn('00XX11'), [0]);
    assert.equal(hashesIn('ab'.repeat(1000)).length, 8);
    assert.deepEqual(hashesIn(''), []);
  });
});
