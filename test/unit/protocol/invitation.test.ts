import assert from 'node:assert/strict';
import { formatAddress } from '../../../src/protocol/address';
import { formatInvitation, parseInvitation } from '../../../src/protocol/invitation';
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
