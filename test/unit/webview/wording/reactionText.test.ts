import assert from 'node:assert/strict';
import { panelStrings } from '../../../../src/panel/strings';
import { createFormats } from '../../../../webview/wording/formats';
import { reactionText } from '../../../../webview/wording/reactionText';

describe('reactionText', () => {
  const text = (names: readonly string[], count: number, own: boolean, max?: number) =>
    reactionText(
      { emoji: '👍', names: [...names], count, own },
      panelStrings,
      createFormats('en', 'en-US'),
      max,
    );

  it('names this person first, and counts those whose names are not known', () => {
    assert.equal(text([], 1, true), 'you reacted with 👍');
    assert.equal(text(['ana'], 1, false), 'ana reacted with 👍');
    assert.equal(text(['ana', 'bob'], 3, true), 'you, ana, and bob reacted with 👍');
    assert.equal(text(['ana'], 1001, true), 'you, ana, and 999 more reacted with 👍');
  });

  it('names as many as one reads, and never counts a single one', () => {
    const names = Array.from({ length: 50 }, (_, i) => `m${i}`);
    assert.match(text(names, 60, true), /^you, m0, .*, m9, and 49 more reacted/);
    assert.match(text(names.slice(0, 11), 11, false), /m9, and m10 reacted/);
    assert.equal(text(['ada', 'bob', ...names], 52, false, 2), 'ada, bob, and 50 more reacted with 👍');
    assert.equal(text(['ada', 'bob', 'cleo'], 4, true, 2), 'you, ada, bob, and cleo reacted with 👍');
  });

  it('keeps names from right to left to themselves', () => {
    assert.equal(text(['שרה'], 1, false), '\u2068שרה\u2069 reacted with 👍');
  });
});
