import assert from 'node:assert/strict';
import { formatJoinLink } from '../../../../src/protocol/invitations/invitation';
import { parseJoinLink } from '../../../../src/protocol/invitations/joinLink';

describe('parseJoinLink', () => {
  for (const [query, host, port] of [
    ['host=192.168.1.20&port=9000', '192.168.1.20', 9000],
    ['host=studio.local', 'studio.local', 9999],
    ['host=fe80::1&port=9000', 'fe80::1', 9000],
    ['host=%5Bfe80%3A%3A1%5D&port=9000', 'fe80::1', 9000],
    ['host=[fe80::1]', 'fe80::1', 9999],
    ['host=studiо.local', 'xn--studi-nye.local', 9999],
    ['host=%D1%96nfo.example&port=80', 'xn--nfo-ihd.example', 80],
  ] as const) {
    it(`reads ${query}`, () => {
      assert.deepEqual(parseJoinLink('/join', query), { ok: true, value: { address: { host, port } } });
    });
  }

  for (const [path, query, error] of [
    ['/host', 'host=a', 'bad-link'],
    ['', 'host=a', 'bad-link'],
    ['/join', '', 'empty'],
    ['/join', 'port=9000', 'empty'],
    ['/join', 'host=a&port=', 'bad-port'],
    ['/join', 'host=a&port=70000', 'bad-port'],
    ['/join', 'host=a&port=80:81', 'bad-port'],
    ['/join', 'host=a%20b', 'bad-host'],
    ['/join', 'host=a:80', 'bad-host'],
    ['/join', 'host=evil%0A', 'bad-host'],
    ['/join', 'host=%2531', 'bad-host'],
    ['/join', 'host=ann%40evil.example', 'bad-host'],
    ['/join', 'host=0x7f000001', 'bad-ipv4'],
    ['/join', 'host=017700000001&port=80', 'bad-ipv4'],
    ['/join', 'host=10.1', 'bad-ipv4'],
    ['/join', 'host=k7qx-93md-4twz-p2hn-8v6c', 'key'],
    ['/join', 'host=K7QX93MD4TWZP2HN8V6C&port=80', 'key'],
  ] as const) {
    it(`refuses ${path}?${query}: ${error}`, () => {
      const expected = error === 'bad-link' ? error : { part: 'address', problem: error };
      assert.deepEqual(parseJoinLink(path, query), { ok: false, error: expected });
    });
  }

  it('takes the key of a private room from the fragment', () => {
    const address = { host: 'ada.local', port: 80 };
    for (const fragment of ['K7QX-93MD-4TWZ-P2HN-8V6C', 'k7qx93md4twzp2hn8v6c']) {
      assert.deepEqual(parseJoinLink('/join', 'host=ada.local&port=80', fragment), {
        ok: true,
        value: { address, key: 'K7QX93MD4TWZP2HN8V6C' },
      });
    }
    assert.deepEqual(parseJoinLink('/join', 'host=ada.local', 'K7QX'), {
      ok: false,
      error: { part: 'key', problem: 'too-short', typed: 'K7QX' },
    });
  });

  it('reads the link that an invitation has', () => {
    const address = { host: 'fe80::1%eth0', port: 80 };
    const { pathname, search, hash } = new URL(formatJoinLink('vscode', address, 'K7QX93MD4TWZP2HN8V6C'));
    assert.deepEqual(parseJoinLink(pathname, decodeURIComponent(search), hash.slice(1)), {
      ok: true,
      value: { address, key: 'K7QX93MD4TWZP2HN8V6C' },
    });
  });
});
