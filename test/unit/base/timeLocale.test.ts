import assert from 'node:assert/strict';
import { timeLocale } from '../../../src/base/timeLocale';

describe('timeLocale', () => {
  const AFTERNOON = Date.UTC(2026, 2, 10, 14, 5);
  const spaces = /\s/gu;
  const time = (language: string, system: string): string =>
    new Intl.DateTimeFormat(timeLocale(language, system), { timeStyle: 'short', timeZone: 'UTC' })
      .format(AFTERNOON)
      .replace(spaces, ' ');
  const date = (language: string, system: string): string =>
    new Intl.DateTimeFormat(timeLocale(language, system), { dateStyle: 'full', timeZone: 'UTC' })
      .format(AFTERNOON)
      .replace(spaces, ' ');

  it('has the clock of the system, in the words of the editor', () => {
    assert.equal(time('en', 'en-US'), '2:05 PM');
    for (const system of ['de-DE', 'en-GB', 'pl-PL', 'ja', 'en-US-u-hc-h23']) {
      assert.equal(time('en', system), '14:05', system);
    }
    assert.equal(time('de', 'en-US'), '2:05 PM');
    assert.equal(time('de', 'de-DE'), '14:05');
    assert.equal(time('en', 'ar-EG'), '2:05 PM');
    assert.equal(time('en', 'de-DE-u-hc-h12'), '2:05 pm');
  });

  it('has the region of the system', () => {
    assert.equal(date('en', 'en-US'), 'Tuesday, March 10, 2026');
    assert.match(date('en', 'de-DE'), /^Tuesday,? 10 March 2026$/);
    assert.equal(date('de', 'en-US'), 'Dienstag, 10. März 2026');
  });

  it('keeps the script of the language', () => {
    assert.equal(timeLocale('zh-tw', 'de-DE'), 'zh-Hant-DE-u-hc-h23');
    assert.equal(timeLocale('zh-cn', 'zh-CN'), 'zh-u-hc-h23');
  });

  it('is nothing where one of them is no tag', () => {
    assert.equal(timeLocale('not a language', 'de-DE'), undefined);
    assert.equal(timeLocale('en', 'C.UTF-8'), undefined);
  });
});
