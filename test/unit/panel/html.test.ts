import assert from 'node:assert/strict';
import { panelHtml } from '../../../src/panel/html';
import { panelStrings } from '../../../src/panel/strings';

describe('panelHtml', () => {
  const page = panelHtml({
    nonce: 'abc123',
    cspSource: 'https://x.test',
    scriptUri: 'https://x.test/a.js?x="><script>',
    styleUri: 'https://x.test/a.css',
    strings: { ...panelStrings, send: '</script><b>&' },
    lang: 'de',
    systemLocale: 'de-AT',
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
