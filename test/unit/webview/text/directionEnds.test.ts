import assert from 'node:assert/strict';
import { directionEnds } from '../../../../webview/text/directionEnds';

const [LRE, RLE, PDF, RLO] = ['\u202a', '\u202b', '\u202c', '\u202e'];
const [LRI, RLI, FSI, PDI] = ['\u2066', '\u2067', '\u2068', '\u2069'];

describe('directionEnds', () => {
  for (const [text, ends] of [
    ['', ''],
    ['plain שלום', ''],
    [`${RLI}abc`, PDI],
    [`${RLI}${LRI}${FSI}abc`, PDI + PDI + PDI],
    [`${RLI}abc${PDI}`, ''],
    [`${RLO}abc`, PDF],
    [`${LRE}${RLE}abc${PDF}`, PDF],
    // each of the two kinds ends its own, and an isolate all in it
    [`${RLI}${RLO}abc`, PDF + PDI],
    [`${RLI}${RLO}abc${PDI}`, ''],
    [`${RLO}${RLI}abc${PDF}`, PDI + PDF],
    // what ends nothing, and what began in a line before
    [`${PDI}${PDF}${RLO}abc`, PDF],
    [`${RLI}abc\ndef`, ''],
    [`abc\n${RLI}def`, PDI],
  ] as const) {
    it(JSON.stringify(text), () => assert.equal(directionEnds(text), ends));
  }

  it('reads a long text once', () => {
    assert.equal(directionEnds(RLI.repeat(100_000)).length, 100_000);
  });
});
