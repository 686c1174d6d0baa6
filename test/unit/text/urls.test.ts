import assert from 'node:assert/strict';
import { otherHost, safeUrl } from '../../../src/text/urls';

/** As the address is drawn. */
const shown = (written: string): string | undefined => {
  const safe = safeUrl(written);
  return safe && (safe.shown ?? written);
};

describe('addresses in messages', () => {
  it('are shown as they were written, where their host is what it looks like', () => {
    for (const url of [
      'https://a.example/B?c=%20#d',
      'HTTPS://A.Example:8443/x',
      'http://10.0.0.1:3000/',
      'http://[::1]:3000/',
      'https://münchen.example',
      'https://łódź.example/ę',
      'https://đườngsắt.example',
      'https://例え.example/テスト',
      'https://пример.example',
      'https://한국.example',
    ])
      assert.equal(shown(url), url);
  });

  it('are shown with the host that they lead to, where that could be taken for another one', () => {
    for (const [url, to] of [
      // other letters
      ['https://аррӏе.example', 'https://xn--80ak6aa92e.example'],
      ['https://ɡoogle.example', 'https://xn--oogle-qmc.example'],
      ['https://paypaı.example', 'https://xn--paypa-r4a.example'],
      // what could be taken for a slash, or not be seen
      ['https://bank.example∕x.evil.example', 'https://bank.xn--examplex-4f7d.evil.example'],
      ['https://bank.example╱x.evil.example', 'https://bank.xn--examplex-9q3e.evil.example'],
      ['https://bank.exampleノx.evil.example', 'https://bank.xn--examplex-b44g.evil.example'],
      // other ways to write a host, all of which browsers take
      ['https:///аррӏе.example/x', 'https:///xn--80ak6aa92e.example/x'],
      ['https://аррӏе.example\\@x/', 'https://xn--80ak6aa92e.example\\@x/'],
      ['https://аррӏе.example@аррӏе.example/', 'https://аррӏе.example@xn--80ak6aa92e.example/'],
      ['https://b%61nk.example/', 'https://bank.example/'],
      ['http://0x7f000001:80/', 'http://127.0.0.1:80/'],
      ['http://１２７.1/', 'http://127.0.0.1/'],
      ['https://а$&.example/', 'https://xn--$&-6kc.example/'],
    ] as const)
      assert.equal(shown(url), to);
  });

  it('have their host named beside a text that names another one, however it does', () => {
    const url = 'https://evil.example/x';
    for (const text of [
      'bank.example',
      'https://bank.example/evil.example',
      'see bank\u200b.exam\u2060ple now',
      'bank**.**example',
      'bank`.`example',
      'bank．example',
      'bank。example',
      '10.0.0.1',
      'http://localhost:3000/',
      'https://[::1]/',
      'https://evil.example@bank.example',
      `${'a '.repeat(600)}bank.example`,
    ])
      assert.equal(otherHost(text, url), 'evil.example', text);
    assert.equal(otherHost('https://аррӏе.example', 'https://аррӏе.example'), 'xn--80ak6aa92e.example');
    assert.equal(otherHost('ana@a.example', 'mailto:eve@evil.example'), 'eve@evil.example');
  });

  it('stand alone behind any other text', () => {
    for (const text of [
      'the docs',
      'evil.example',
      'www.Evil.example/x',
      'https://evil.example',
      'v1.2.3',
      'a. b',
    ])
      assert.equal(otherHost(text, 'https://evil.example/x'), undefined, text);
  });
});
