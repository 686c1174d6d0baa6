import assert from 'node:assert/strict';
import { createFormats } from '../../../../webview/wording/formats';

describe('createFormats', () => {
  const now = new Date(2026, 2, 10, 15).getTime();
  const at = (day: number, hour = 12): number => new Date(2026, 2, day, hour).getTime();

  it('names today and yesterday, and dates the rest', () => {
    const formats = createFormats('en', 'en-US');
    assert.equal(formats.day(at(10, 0), now), 'Today');
    assert.equal(formats.day(at(9, 23), now), 'Yesterday');
    assert.match(formats.day(at(1), now), /March 1, 2026/);
    assert.match(formats.day(at(11), now), /March 11, 2026/);
  });

  it('speaks the language of the editor', () => {
    assert.equal(createFormats('de', 'en-US').day(at(10), now), 'Heute');
    assert.match(createFormats('de', 'en-US').day(at(1), now), /1\. März 2026/);
  });

  it('follows the region and the clock of the system', () => {
    const formats = createFormats('en', 'de-DE');
    assert.equal(formats.time(now), '15:00');
    assert.match(formats.exact(now), /10 March 2026.*15:00:00/);
    assert.match(formats.day(at(1), now), /1 March 2026/);
    assert.match(createFormats('en', 'en-US').time(now), /^3:00\sPM$/);
  });

  it('survives what is no language tag and no date', () => {
    const formats = createFormats('not a language', '?');
    assert.match(formats.time(now), /\d/);
    assert.equal(formats.time(1e300), '?');
    assert.equal(formats.iso(NaN), '?');
  });
});
