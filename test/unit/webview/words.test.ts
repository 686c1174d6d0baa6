import assert from 'node:assert/strict';
import { panelHtml } from '../../../src/panel/html';
import { panelStrings } from '../../../src/panel/strings';
import { announcement } from '../../../webview/announcement';
import { AUTHOR_COLORS, authorColor } from '../../../webview/authorColor';
import { createFormats } from '../../../webview/formats';
import { fill } from '../../../webview/strings';

const message = (author: string, text: string) =>
  ({
    kind: 'message',
    key: text,
    order: 1,
    at: 0,
    author,
    authorKey: author,
    own: false,
    text,
    status: 'sent',
  }) as const;

describe('fill', () => {
  it('puts values in, and never looks into a value', () => {
    assert.equal(fill('{a} and {b}', { a: '{b}', b: 2 }), '{b} and 2');
  });

  it('leaves an unknown placeholder and special replacement patterns alone', () => {
    assert.equal(fill('{x} {a}', { a: '$&' }), '{x} $&');
  });
});

describe('createFormats', () => {
  const now = new Date(2026, 2, 10, 15).getTime();
  const at = (day: number, hour = 12): number => new Date(2026, 2, day, hour).getTime();

  it('names today and yesterday, and dates the rest', () => {
    const formats = createFormats('en');
    assert.equal(formats.day(at(10, 0), now), 'Today');
    assert.equal(formats.day(at(9, 23), now), 'Yesterday');
    assert.match(formats.day(at(1), now), /March 1, 2026/);
    assert.match(formats.day(at(11), now), /March 11, 2026/);
  });

  it('speaks the language of the editor', () => {
    assert.equal(createFormats('de').day(at(10), now), 'Heute');
  });

  it('survives what is no language tag and no date', () => {
    const formats = createFormats('not a language');
    assert.match(formats.time(now), /\d/);
    assert.equal(formats.time(1e300), '?');
    assert.equal(formats.iso(NaN), '?');
  });
});

describe('authorColor', () => {
  it('is the same for the same author and within the palette', () => {
    assert.equal(authorColor('m-1'), authorColor('m-1'));
    const seen = new Set(Array.from({ length: 300 }, (_, i) => authorColor(`m-${i}`)));
    assert.equal(seen.size, AUTHOR_COLORS);
    for (const name of seen) assert.ok(Number(name.replace('author-', '')) < AUTHOR_COLORS);
  });
});

describe('announcement', () => {
  it('reads one message out, cut where it is long', () => {
    assert.equal(announcement([message('bob', 'hi')], panelStrings), 'bob: hi');
    const long = announcement([message('bob', 'x'.repeat(5000))], panelStrings);
    assert.ok(long.length < 300 && long.endsWith('…'));
  });

  it('says for whom it is, and that it was changed', () => {
    const said = (more: object) => announcement([{ ...message('bob', 'hi'), ...more }], panelStrings);
    assert.equal(said({ direct: 'only to you' }), 'bob, only to you: hi');
    assert.equal(said({ edited: true }), 'bob: hi (edited)');
  });

  it('counts several', () => {
    assert.equal(announcement([message('a', '1'), message('b', '2')], panelStrings), 'New messages: 2');
  });
});

describe('panelHtml', () => {
  const page = panelHtml({
    nonce: 'abc123',
    cspSource: 'https://x.test',
    scriptUri: 'https://x.test/a.js?x="><script>',
    styleUri: 'https://x.test/a.css',
    strings: { ...panelStrings, send: '</script><b>&' },
    lang: 'de',
  });

  it('allows scripts by nonce only, and nothing it does not need', () => {
    const policy = /Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1] ?? '';
    assert.equal(
      policy.replaceAll('&#39;', "'"),
      "default-src 'none'; script-src 'nonce-abc123'; style-src https://x.test; font-src https://x.test; img-src https://x.test",
    );
  });

  it('lets no value out of its place', () => {
    assert.equal(page.match(/<script/g)?.length, 2);
    assert.equal(page.match(/<\/script>/g)?.length, 2);
    const block = /id="strings">(.*)<\/script>/.exec(page)?.[1] ?? '';
    assert.equal((JSON.parse(block) as Record<string, string>)['send'], '</script><b>&');
  });
});
