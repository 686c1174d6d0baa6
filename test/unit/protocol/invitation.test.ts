import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { formatAddress, parseAddress } from '../../../src/protocol/address';
import {
  formatInvitation,
  formatInvitationText,
  formatJoinLink,
  parseInvitation,
} from '../../../src/protocol/invitation';
import { newRoomKey } from '../../../src/protocol/roomKey';

const KEY = 'K7QX93MD4TWZP2HN8V6C';
const SHOWN = 'K7QX-93MD-4TWZ-P2HN-8V6C';

describe('an invitation', () => {
  for (const [typed, address, key] of [
    ['ada.local', 'ada.local:9999', undefined],
    [' 192.168.1.20:1234 ', '192.168.1.20:1234', undefined],
    [`192.168.1.20:9999 ${SHOWN}`, '192.168.1.20:9999', KEY],
    [`192.168.1.20 ${KEY}`, '192.168.1.20:9999', KEY],
    [`[fe80::1]:80\n${SHOWN}\n`, '[fe80::1]:80', KEY],
    [`ada.local\r\n\r\n  ${SHOWN}`, 'ada.local:9999', KEY],
    [`ada.local:9999, ${SHOWN}`, 'ada.local:9999', KEY],
    [`fe80::1\u00a0\t k7qx 93md–4twz p2hn 8v6c `, '[fe80::1]:9999', KEY],
  ] as const) {
    it(`is read from ${JSON.stringify(typed)}`, () => {
      const parsed = parseInvitation(typed);
      assert.ok(parsed.ok);
      assert.equal(formatAddress(parsed.value.address), address);
      assert.equal(parsed.value.key, key);
    });
  }

  it('is read as it was given out', () => {
    for (const key of [newRoomKey(), undefined]) {
      const parsed = parseInvitation(formatInvitation('[fe80::1%eth0]:9999', key));
      assert.ok(parsed.ok);
      assert.deepEqual([formatAddress(parsed.value.address), parsed.value.key], ['[fe80::1%eth0]:9999', key]);
    }
  });

  for (const [typed, part, problem] of [
    ['', 'address', 'empty'],
    [' \n ', 'address', 'empty'],
    ['no/such/place', 'address', 'bad-host'],
    ['ada.local:99999', 'address', 'bad-port'],
    ['no such place', 'key', 'bad-character'],
    ['ada.local K7QX-93', 'key', 'too-short'],
    [`ada.local ${SHOWN}-7`, 'key', 'too-long'],
    ['ada.local - -', 'key', 'empty'],
    [`bad/host ${SHOWN}`, 'address', 'bad-host'],
  ] as const) {
    it(`is not ${JSON.stringify(typed)}: ${part}, ${problem}`, () => {
      const parsed = parseInvitation(typed);
      assert.ok(!parsed.ok);
      assert.deepEqual([parsed.error.part, parsed.error.problem], [part, problem]);
    });
  }

  it('takes no key for the name of a computer, which would be asked for all over the network', () => {
    for (const typed of [SHOWN, KEY, SHOWN.toLowerCase(), `${SHOWN}:9999`, `${SHOWN} 192.168.1.20:9999`]) {
      const parsed = parseInvitation(typed);
      assert.ok(!parsed.ok, typed);
      assert.deepEqual(parsed.error, { part: 'address', problem: 'key' });
    }
    for (const name of ['k7qx-93md.local', 'k7qx93md4twzp2hn8v6c.example.org', 'k7qx93-md4twz-p2hn8v6c'])
      assert.ok(parseInvitation(name).ok, name);
  });
});

describe('an invitation for people', () => {
  const at = { host: '192.168.1.20', port: 9999 };
  const text = (more: object): string =>
    formatInvitationText({
      intro: 'Join the room “Lab”.',
      addresses: [at],
      scheme: 'vscode',
      withoutTilde: 'Without Tilde: nc 192.168.1.20 9999',
      ...more,
    });

  it('names the room, then gives address, link and what to do without the extension', () => {
    assert.deepEqual(text({}).split('\n'), [
      'Join the room “Lab”.',
      '',
      '192.168.1.20:9999',
      '',
      'vscode://tilde-chat.tilde/join?host=192.168.1.20&port=9999',
      '',
      'Without Tilde: nc 192.168.1.20 9999',
    ]);
  });

  it('has the key of a private room beside each address, and in the link', () => {
    const addresses = [at, { host: 'fe80::1', port: 80 }];
    assert.deepEqual(text({ addresses, key: KEY }).split('\n').slice(2, 6), [
      `192.168.1.20:9999 ${SHOWN}`,
      `[fe80::1]:80 ${SHOWN}`,
      '',
      `vscode://tilde-chat.tilde/join?host=192.168.1.20&port=9999#${SHOWN}`,
    ]);
  });

  it('has a link that names the extension and the address, whatever the address', () => {
    const { publisher, name } = JSON.parse(readFileSync('package.json', 'utf8')) as Record<string, string>;
    for (const typed of ['ada.local', '[fe80::1%eth0]:80', 'bücher.example:1']) {
      const address = parseAddress(typed);
      assert.ok(address.ok);
      const link = new URL(formatJoinLink('vscodium', address.value));
      assert.equal(link.host, `${publisher}.${name}`);
      assert.equal(link.searchParams.get('host'), address.value.host);
      assert.equal(link.searchParams.get('port'), String(address.value.port));
    }
  });
});
