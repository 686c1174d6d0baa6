import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import {
  type AddressProblem,
  formatAddress,
  isThisComputer,
  parseAddress,
} from '../../../../src/protocol/invitations/address';
import { FIXED } from '../wire/chunkings';

describe('addresses', () => {
  const good: [string, string, number][] = [
    ['localhost', 'localhost', 9999],
    [' ann-laptop.local:80 ', 'ann-laptop.local', 80],
    ['192.168.0.7', '192.168.0.7', 9999],
    ['192.168.0.7:1', '192.168.0.7', 1],
    ['::1', '::1', 9999],
    ['[::1]', '::1', 9999],
    ['[fe80::1%eth0]:65535', 'fe80::1%eth0', 65535],
    ['fe80::1:2', 'fe80::1:2', 9999],
    ['bücher.example', 'xn--bcher-kva.example', 9999],
    ['Büro-PC.local:1', 'xn--bro-pc-3ya.local', 1],
    ['аpple.example', 'xn--pple-43d.example', 9999],
    ['工房', 'xn--estu0h', 9999],
    ['नमस्ते.example', 'xn--h2bhs4b8d8a.example', 9999],
    ['10.0.0.255', '10.0.0.255', 9999],
    ['3com', '3com', 9999],
    ['0xff.example', '0xff.example', 9999],
    ['_srv', '_srv', 9999],
    ['Ann-Laptop.Local:80', 'ann-laptop.local', 80],
    ['[FE80::1%Eth0]:1', 'fe80::1%Eth0', 1],
    ['FE80::A', 'fe80::a', 9999],
  ];
  for (const [typed, host, port] of good) {
    it(`${typed} is one`, () => {
      assert.deepEqual(parseAddress(typed), { ok: true, value: { host, port } });
    });
  }

  const bad: [string, AddressProblem][] = [
    ['', 'empty'],
    ['   ', 'empty'],
    ['a b', 'bad-host'],
    ['256.1.1.1', 'bad-ipv4'],
    ['1.2.3', 'bad-ipv4'],
    ['127.1', 'bad-ipv4'],
    ['2130706433', 'bad-ipv4'],
    ['0x7f000001', 'bad-ipv4'],
    ['0X7F.1', 'bad-ipv4'],
    ['0177.0.0.1:80', 'bad-ipv4'],
    ['10.0.0.010', 'bad-ipv4'],
    ['1.2.3.4.', 'bad-ipv4'],
    ['1.2.3.4.5', 'bad-ipv4'],
    ['evil.0x1', 'bad-ipv4'],
    ['１２７.0.0.1', 'bad-ipv4'],
    ['①②.1', 'bad-ipv4'],
    ['0x', 'bad-ipv4'],
    ['%31%32%37.0.0.1', 'bad-host'],
    ['ann@evil.example', 'bad-host'],
    ['ann:pw@evil.example', 'bad-port'],
    ['evil.example#x', 'bad-host'],
    ['ann。example', 'bad-host'],
    ['a..b', 'bad-host'],
    ['xn--a', 'bad-host'],
    ['a\u200db', 'bad-host'],
    ['K7QX-93MD-4TWZ-P2HN-8V6C', 'key'],
    ['k7qx93md4twzp2hn8v6c:80', 'key'],
    ['K7QX-93MD-4TWZ-P2HN-8V6C.', 'key'],
    ['Ｋ7QX-93MD-4TWZ-P2HN-8V6C', 'key'],
    ['K7QX-93MD-4TWZ-P2HN-8V6O', 'key'],
    ['12:30:45', 'bad-host'],
    ['[1:2:3]', 'bad-host'],
    ['::1::', 'bad-host'],
    ['https://ada.local', 'bad-host'],
    [':'.repeat(100_000), 'bad-host'],
    ['-a', 'bad-host'],
    ['[ann]', 'bad-host'],
    ['a/b', 'bad-host'],
    [':80', 'bad-host'],
    ['a'.repeat(64), 'bad-host'],
    ['ann:', 'bad-port'],
    ['ann:0', 'bad-port'],
    ['ann:65536', 'bad-port'],
    ['ann:80x', 'bad-port'],
    ['[::1]:', 'bad-port'],
  ];
  for (const [typed, problem] of bad) {
    it(`${JSON.stringify(typed.slice(0, 80))} is none: ${problem}`, () => {
      assert.deepEqual(parseAddress(typed), { ok: false, error: problem });
    });
  }

  it('read back what they are shown as', () => {
    const host = fc.oneof(
      fc.ipV4(),
      fc.ipV6().filter((ip) => !ip.includes('.')),
      fc.domain(),
    );
    fc.assert(
      fc.property(host, fc.integer({ min: 1, max: 65535 }), (one, port) => {
        const address = { host: one, port };
        assert.deepEqual(parseAddress(formatAddress(address)), { ok: true, value: address });
      }),
      FIXED,
    );
  });

  it('tell which hosts every computer takes for itself', () => {
    for (const host of ['127.0.0.1', '127.8.9.10', 'localhost', 'localhost.', '::1'])
      assert.ok(isThisComputer(host), host);
    for (const host of ['127.example.org', '192.168.1.20', 'localhost.example', '::2', '1127.0.0.1'])
      assert.ok(!isThisComputer(host), host);
  });
});
