import assert from 'node:assert/strict';
import { exactTime } from '../../../../src/editor/wording/exactTime';

describe('exactTime', () => {
  const at = new Date(2024, 1, 29, 13, 5, 9).getTime();

  it('speaks the language of the editor', () => {
    assert.match(exactTime(at, 'de'), /29\.02\.2024.*13:05:09/);
    assert.match(exactTime(at, 'en'), /Feb 29, 2024.*1:05:09/);
  });

  it('survives what is no date', () => assert.equal(exactTime(Number.MAX_SAFE_INTEGER, 'en'), '?'));
});
