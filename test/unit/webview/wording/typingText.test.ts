import assert from 'node:assert/strict';
import { panelStrings } from '../../../../src/panel/strings';
import { typingText } from '../../../../webview/wording/typingText';

describe('typingText', () => {
  it('names one and two, not a crowd', () => {
    assert.equal(typingText([], panelStrings), '');
    assert.equal(typingText(['Bob'], panelStrings), 'Bob is typing…');
    assert.equal(typingText(['Bob', 'Carol'], panelStrings), 'Bob and Carol are typing…');
    assert.equal(typingText(['Bob', 'Carol', 'Dan'], panelStrings), 'Several people are typing…');
  });
});
