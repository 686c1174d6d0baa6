import assert from 'node:assert/strict';
import { panelStrings } from '../../../../src/panel/strings';
import { createFormats } from '../../../../webview/wording/formats';
import { reactionText } from '../../../../webview/wording/reactionText';

describe('reactionText', () => {
  const text = (names: readonly string[], count: number, own: boolean) =>
    reactionText({ emoji: '👍', names: [...names], count, own }, panelStrings, createFormats('en', 'en-US'));

  it('names this person first, and counts those whose names are not known', () => {
    assert.equal(text([], 1, true), 'you reacted with 👍');
    assert.equal(text(['ana'], 1, false), 'ana reacted with 👍');
    assert.equal(text(['ana', 'bob'], 3, true), 'you, ana, and bob reacted with 👍');
    assert.equal(text(['ana'], 1001, true), 'you, ana, and 999 more reacted with 👍');
  });

  it('keeps names from right to left to themselves', () => {
    assert.equal(text(['שרה'], 1, false), '\u2068שרה\u2069 reacted with 👍');
  });
});
