import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { parseText } from '../../../../src/protocol/wire/text';
import { FIXED, anyText } from './chunkings';

describe('texts', () => {
  it('are taken as they are, but for CRLF, or refused', () => {
    const rows: [string, string | undefined][] = [
      ['a', 'a'],
      ['a\r\nb', 'a\nb'],
      ['\ta\n', '\ta\n'],
      ['a\rb', undefined],
      ['a\r\r\nb', undefined],
      ['', undefined],
      [' \r\n ', undefined],
      ['\u0007', undefined],
      ['\u0090', undefined],
      ['\udfff', undefined],
      ['x'.repeat(10), 'x'.repeat(10)],
      ['x'.repeat(11), undefined],
      ['€€€', '€€€'],
      ['€€€€', undefined],
    ];
    for (const [raw, expected] of rows) {
      const parsed = parseText(raw, 10);
      assert.equal(parsed.ok ? parsed.value : undefined, expected, JSON.stringify(raw));
    }
  });

  it('once taken are taken again, unchanged', () => {
    fc.assert(
      fc.property(anyText, (raw) => {
        const parsed = parseText(raw, 100);
        if (parsed.ok) assert.deepEqual(parseText(parsed.value, 100), parsed);
      }),
      FIXED,
    );
  });
});
