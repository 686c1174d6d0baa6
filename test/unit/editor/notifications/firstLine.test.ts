import assert from 'node:assert/strict';
import { firstLine } from '../../../../src/editor/notifications/firstLine';

describe('what a notification says', () => {
  it('is the first line that says something', () => {
    assert.equal(firstLine('\n  \n\tMorning!\tAll well?\nNo.'), 'Morning! All well?');
    assert.equal(firstLine(''), '');
  });

  it('is cut between characters', () => {
    const line = firstLine('😀'.repeat(500));
    assert.equal(line, `${'😀'.repeat(160)}…`);
    assert.equal(firstLine('😀'.repeat(160)), '😀'.repeat(160));
    assert.equal(firstLine(`${'x'.repeat(158)}👍🏽👍🏽`), `${'x'.repeat(158)}👍🏽…`);
  });

  it('cannot be turned around', () => {
    assert.equal(firstLine('a\u202eb\u2066c\u200fd'), 'abcd');
    assert.equal(firstLine(`${'\u202e'.repeat(1000)} abc`), 'abc');
  });
});
