import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { parseAddress } from '../../../../src/protocol/invitations/address';
import { formatInvitationText, formatJoinLink } from '../../../../src/protocol/invitations/invitation';

const KEY = 'K7QX93MD4TWZP2HN8V6C';
const SHOWN = 'K7QX-93MD-4TWZ-P2HN-8V6C';

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
