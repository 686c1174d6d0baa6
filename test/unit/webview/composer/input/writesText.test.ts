import assert from 'node:assert/strict';
import { writesText } from '../../../../../webview/composer/input/writesText';

describe('writesText', () => {
  const press = (key: string, more: object = {}, altGraph = false) => ({
    ...{ key, ctrlKey: false, altKey: false, metaKey: false, isComposing: false },
    ...more,
    getModifierState: (modifier: string) => altGraph && modifier === 'AltGraph',
  });

  it('knows letters, digits, signs and dead keys', () => {
    for (const key of ['a', 'A', 'ß', 'ж', '太', '7', '/', '?', '😀', 'Dead']) {
      assert.equal(writesText(press(key), false), true, key);
      assert.equal(writesText(press(key), true), true, key);
    }
  });

  it('leaves the keys alone that move, press or command', () => {
    for (const key of [
      ' ',
      'Enter',
      'Tab',
      'Escape',
      'PageUp',
      'ArrowDown',
      'End',
      'F3',
      'Shift',
      'Process',
    ]) {
      assert.equal(writesText(press(key), false), false, key);
    }
    for (const more of [{ ctrlKey: true }, { metaKey: true }, { altKey: true }, { isComposing: true }]) {
      assert.equal(writesText(press('f', more), false), false, JSON.stringify(more));
    }
    assert.equal(writesText(press('f', { ctrlKey: true }), true), false);
    assert.equal(writesText(press('f', { metaKey: true }), true), false);
  });

  it('takes AltGr and, on a Mac, Option for what they write', () => {
    assert.equal(writesText(press('@', { ctrlKey: true, altKey: true }, true), false), true);
    assert.equal(writesText(press('@', { altKey: true }, true), false), true);
    assert.equal(writesText(press('@', { altKey: true }), true), true);
  });
});
