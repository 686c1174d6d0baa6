import assert from 'node:assert/strict';
import { isUtf8 } from 'node:buffer';
import * as fc from 'fast-check';
import { wireError } from '../../../../src/protocol/wire/errorCodes';
import { LineSplitter } from '../../../../src/protocol/wire/lineSplitter';
import { FIXED, chunkings, cutAt, places, wellFormed } from './chunkings';

const LF = Buffer.from('\n');

/** All lines that come of these chunks, and what is left over. */
function split(chunks: Iterable<Uint8Array>, maxBytes = 1000) {
  const splitter = new LineSplitter(maxBytes);
  const lines: string[] = [];
  for (const chunk of chunks) {
    splitter.push(chunk);
    for (let line = splitter.next(); line !== undefined; line = splitter.next()) {
      if (typeof line !== 'string') return { lines, rest: line.code };
      lines.push(line);
    }
  }
  return { lines, rest: splitter.rest() };
}

describe('line splitter', () => {
  const rows: [string, string[], string][] = [
    ['', [], ''],
    ['\n', [''], ''],
    ['one', [], 'one'],
    ['one\n', ['one'], ''],
    ['one\ntwo', ['one'], 'two'],
    ['\n\n\n', ['', '', ''], ''],
    ['one\r\ntwo\r\n', ['one\r', 'two\r'], ''],
    ['Grüße 🌍\n€\nñ', ['Grüße 🌍', '€'], 'ñ'],
    ['~say~{"text":"a\u2028b"}\n~x', ['~say~{"text":"a\u2028b"}'], '~x'],
  ];
  for (const [input, lines, rest] of rows) {
    it(`splits ${JSON.stringify(input)} however it is cut`, () => {
      for (const chunks of chunkings(Buffer.from(input))) assert.deepEqual(split(chunks), { lines, rest });
    });
  }

  it('takes a line of the limit, LF included, and says frame-too-long over it, however it is cut', () => {
    for (const chunks of chunkings(Buffer.from('a\n123456789\nb\n'))) {
      assert.deepEqual(split(chunks, 10), { lines: ['a', '123456789', 'b'], rest: '' });
    }
    for (const chunks of chunkings(Buffer.from('a\n1234567890\nb\n'))) {
      assert.deepEqual(split(chunks, 10), { lines: ['a'], rest: 'frame-too-long' });
    }
    for (const chunks of chunkings(Buffer.from('1234567890'))) {
      assert.equal(split(chunks, 10).rest, 'frame-too-long', 'without waiting for a LF');
    }
  });

  it('stays too long for ever', () => {
    const splitter = new LineSplitter(4);
    splitter.push(Buffer.from('12345\nok\n'));
    for (let i = 0; i < 3; i++) assert.deepEqual(splitter.next(), wireError('frame-too-long'));
  });

  it('may be left between two lines, and goes on where it was', () => {
    const splitter = new LineSplitter(100);
    splitter.push(Buffer.from('1\n2\n3'));
    assert.equal(splitter.next(), '1');
    splitter.push(Buffer.from('4\n'));
    assert.deepEqual([splitter.next(), splitter.next(), splitter.next()], ['2', '34', undefined]);
  });

  it('does not change the chunks it was given', () => {
    const chunk = Buffer.from('ab');
    const splitter = new LineSplitter(100);
    splitter.push(chunk);
    splitter.next();
    splitter.push(Buffer.from('cd\nef'));
    splitter.next();
    assert.equal(chunk.toString(), 'ab');
  });

  it('refuses a line that is no UTF-8, and that line alone', () => {
    const bytes = Buffer.concat([Buffer.from('1\n2\n'), Buffer.from([0xff]), Buffer.from('\n3\nñ\n')]);
    for (const chunks of chunkings(bytes)) {
      const splitter = new LineSplitter(100);
      const lines = [];
      for (const chunk of chunks) {
        splitter.push(chunk);
        for (let line = splitter.next(); line !== undefined; line = splitter.next()) lines.push(line);
      }
      assert.deepEqual(lines, ['1', '2', wireError('bad-utf8'), '3', 'ñ']);
    }
  });

  it('tells each line that is no UTF-8 from those around it, wherever they stand and however they are cut', () => {
    const line = fc.oneof(
      fc.constant('x'.repeat(300)).map((text) => Buffer.from(text)),
      fc.string({ unit: 'grapheme', maxLength: 9 }).map((text) => Buffer.from(text)),
      fc.uint8Array({ maxLength: 9 }).map((bytes) => Buffer.from(bytes)),
    );
    const lines = fc.array(
      line.filter((bytes) => !bytes.includes(10)),
      { maxLength: 30 },
    );
    fc.assert(
      fc.property(lines, places, (sent, cuts) => {
        const splitter = new LineSplitter(1000);
        const got: unknown[] = [];
        for (const chunk of cutAt(Buffer.concat(sent.flatMap((bytes) => [bytes, LF])), cuts)) {
          splitter.push(chunk);
          for (let next = splitter.next(); next !== undefined; next = splitter.next()) got.push(next);
        }
        assert.deepEqual(
          got,
          sent.map((bytes) => (isUtf8(bytes) ? bytes.toString() : wireError('bad-utf8'))),
        );
      }),
      FIXED,
    );
  });

  it('looks at no byte of junk more than twice', () => {
    const real = new TextDecoder('utf-8', { ignoreBOM: true });
    const decode = real.decode.bind(real);
    const before = Object.getOwnPropertyDescriptor(TextDecoder.prototype, 'decode')!;
    let looked = 0;
    TextDecoder.prototype.decode = (bytes: Uint8Array) => {
      looked += bytes.length;
      return decode(bytes);
    };
    try {
      const junk = Buffer.from('\xff\xfe\xfd\n'.repeat(2000), 'latin1');
      const splitter = new LineSplitter(1000);
      splitter.push(junk);
      for (let i = 0; i < 2000; i++) assert.deepEqual(splitter.next(), wireError('bad-utf8'));
      assert.ok(looked > 0 && looked <= 2 * junk.length, `${looked} of ${junk.length} bytes`);
    } finally {
      Object.defineProperty(TextDecoder.prototype, 'decode', before);
    }
  });

  it('gives the lines of any text under any chunking', () => {
    const line = fc.string({ unit: 'grapheme', maxLength: 30 }).map((text) => text.replaceAll('\n', ''));
    fc.assert(
      fc.property(fc.array(line, { maxLength: 20 }), line, places, (lines, rest, cuts) => {
        const bytes = Buffer.from([...lines, rest].join('\n'));
        assert.deepEqual(split(cutAt(bytes, cuts)), { lines: lines.map(wellFormed), rest: wellFormed(rest) });
      }),
      FIXED,
    );
  });
});
