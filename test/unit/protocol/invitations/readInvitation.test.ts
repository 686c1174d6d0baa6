import assert from 'node:assert/strict';
import { formatAddress } from '../../../../src/protocol/invitations/address';
import { readClearInvitation, readInvitation } from '../../../../src/protocol/invitations/readInvitation';

const KEY = 'K7QX-93MD-4TWZ-P2HN-8V6C';
const LINK = 'tilde-chat.tilde/join?host=192.168.1.20&port=1234';

/** What a text means: the invitations; behind `?` those that are only guessed; behind `!` why there is none. */
function meaning(text: string): string {
  const reading = readInvitation(text);
  if (!reading.ok) return `! ${reading.error.part} ${reading.error.problem}`;
  const { invitations, doubt } = reading.value;
  const shown = invitations.map(({ address, key }) =>
    key === undefined ? formatAddress(address) : `${formatAddress(address)} ${key.slice(0, 4)}`,
  );
  return `${doubt ? '? ' : ''}${shown.join(' or ')}`;
}

const rows = (titles: string, table: readonly (readonly [text: string, means: string])[]): void => {
  describe(titles, () => {
    for (const [text, means] of table) {
      it(`${JSON.stringify(text)}: ${means}`, () => assert.equal(meaning(text), means));
    }
  });
};

describe('readInvitation', () => {
  rows('reads what is typed', [
    ['ada.local', 'ada.local:9999'],
    [' 192.168.1.20:1234 ', '192.168.1.20:1234'],
    ['::1', '[::1]:9999'],
    ['[::1]', '[::1]:9999'],
    [`192.168.1.20 ${KEY}`, '192.168.1.20:9999 K7QX'],
    [`192.168.1.20 K7QX93MD4TWZP2HN8V6C`, '192.168.1.20:9999 K7QX'],
    [`[fe80::1]:80\n${KEY}\n`, '[fe80::1]:80 K7QX'],
    [`ada.local:9999, ${KEY}`, 'ada.local:9999 K7QX'],
    ['fe80::1\u00a0\t k7qx 93md–4twz p2hn 8v6c ', '[fe80::1]:9999 K7QX'],
    ['server:9999', 'server:9999'],
    ['internationalization', 'internationalization:9999'],
    ['prod-east-node-pool-1234', 'prod-east-node-pool-1234:9999'],
  ]);

  rows('reads other characters for the same', [
    ['１９２．１６８．１．２０：９９９９', '192.168.1.20:9999'],
    ['ａｄａ.local：1234', 'ada.local:1234'],
    ['192。168。1。20', '192.168.1.20:9999'],
    ['192.168.1.20∶9999', '192.168.1.20:9999'],
    ['١٩٢.١٦٨.١.٢٠:٩٩٩٩', '192.168.1.20:9999'],
    ['\u200b192.168.\u200d1.20\u2060:9999\ufeff', '192.168.1.20:9999'],
    ['ada\u00adlap.local', 'adalap.local:9999'],
    ['ada–lap.local', 'ada-lap.local:9999'],
    ['192.168.1.20\u00a0\u2009K7QX−93MD‒4TWZ‑P2HN⁃8V6C', '192.168.1.20:9999 K7QX'],
    ['192.168.1.20 Ｋ７ＱＸ－９３ＭＤ－４ＴＷＺ－Ｐ２ＨＮ－８Ｖ６Ｃ', '192.168.1.20:9999 K7QX'],
    // a footnote is no digit, and a joiner may belong to a name
    ['192.168.1.20¹', '! address bad-ipv4'],
    ['نامه\u200cای.local', '! address bad-host'],
    // a letter that looks like another one is shown as what it is
    ['аda.local:80', 'xn--da-6kc.local:80'],
  ]);

  rows('reads what stands around it', [
    ['"192.168.1.20:9999"', '192.168.1.20:9999'],
    ['„192.168.1.20:9999“', '192.168.1.20:9999'],
    ['<192.168.1.20:9999>', '192.168.1.20:9999'],
    ['`192.168.1.20:9999`', '192.168.1.20:9999'],
    ['**192.168.1.20:9999**', '192.168.1.20:9999'],
    ['[192.168.1.20:9999]', '192.168.1.20:9999'],
    ['[192.168.1.20]:9999', '192.168.1.20:9999'],
    ['[[::1]:80]', '[::1]:80'],
    ['(ada.local:80).', 'ada.local:80'],
    ['ada.local.', 'ada.local:9999'],
    ['192.168.1.20:9999,', '192.168.1.20:9999'],
    [`(ada.local, "${KEY}")`, 'ada.local:9999 K7QX'],
  ]);

  rows('reads other ways to write it', [
    ['http://192.168.1.20:1234/', '192.168.1.20:1234'],
    ['https://ada.local:1234', 'ada.local:1234'],
    [`http://192.168.1.20:1234/ ${KEY}`, '192.168.1.20:1234 K7QX'],
    ['tcp://192.168.1.20', '192.168.1.20:9999'],
    ['192.168.1.20 1234', '192.168.1.20:1234'],
    ['192.168.1.20, 1234', '192.168.1.20:1234'],
    ['192.168.1.20 : 1234', '192.168.1.20:1234'],
    ['ada 1234', 'ada:1234'],
    [`192.168.1.20 1234 ${KEY}`, '192.168.1.20:1234 K7QX'],
    ['nc 192.168.1.20 1234', '192.168.1.20:1234'],
    ['2001:db8:0:0:0:0:0:1:1234', '[2001:db8:0:0:0:0:0:1]:1234'],
    [`192.168.1.20:1234#${KEY}`, '192.168.1.20:1234 K7QX'],
    [`192.168.1.20:1234/${KEY}`, '192.168.1.20:1234 K7QX'],
    [`192.168.1.20:1234,${KEY}`, '192.168.1.20:1234 K7QX'],
    [`${KEY} 192.168.1.20:1234`, '192.168.1.20:1234 K7QX'],
  ]);

  rows('reads labels', [
    [`Address: 192.168.1.20:1234 Key: ${KEY}`, '192.168.1.20:1234 K7QX'],
    [`Adresse:192.168.1.20:1234\nSchlüssel:${KEY}`, '192.168.1.20:1234 K7QX'],
    ['Address: ada Key: k7qx 93md 4twz p2hn 8v6c', 'ada:9999 K7QX'],
    [`Room: Lab, Host: ada, Port: 1234, Key: ${KEY}`, 'ada:1234 K7QX'],
    ['host=ada port=1234', 'ada:1234'],
    ['Port: 1234, Address: 192.168.1.20', '192.168.1.20:1234'],
    ['192.168.1.20 (Port 1234)', '192.168.1.20:1234'],
    ['IP-Adresse: 192.168.1.20', '192.168.1.20:9999'],
  ]);

  rows('reads links', [
    [`vscode://${LINK}`, '192.168.1.20:1234'],
    [`vscode://${LINK}#${KEY}`, '192.168.1.20:1234 K7QX'],
    [`vscodium://${LINK}#${KEY.replaceAll('-', '−')}.`, '192.168.1.20:1234 K7QX'],
    ['cursor://tilde-chat.tilde/join?host=%5Bfe80%3A%3A1%5D&port=1234', '[fe80::1]:1234'],
    ['<a href="code-oss://tilde-chat.tilde/join?host=ada.local&amp;port=1234">', 'ada.local:1234'],
    [`[Join](vscode://${LINK}#${KEY}), all of you!`, '192.168.1.20:1234 K7QX'],
    [
      `https://vscode.dev/redirect?url=${encodeURIComponent(`vscode://${LINK}#${KEY}`)}&x=1`,
      '192.168.1.20:1234 K7QX',
    ],
    [`vscode://${LINK} 10.0.0.7:80`, '192.168.1.20:1234 or 10.0.0.7:80'],
    ['vscode://tilde-chat.tilde/join?host=0x7f000001', '! address bad-ipv4'],
    [`vscode://${LINK}#K7QX`, '! key too-short'],
  ]);

  rows('finds it in a sentence', [
    [`Come to 192.168.1.20:1234, key ${KEY}.`, '192.168.1.20:1234 K7QX'],
    [`Komm nach ada.local:1234 (Schlüssel „${KEY}“)!`, 'ada.local:1234 K7QX'],
    ['come to 192.168.1.20', '192.168.1.20:9999'],
    ['join us: studio:1234', 'studio:1234'],
    ['come to prod-east-node-pool-1234:9999', 'prod-east-node-pool-1234:9999'],
    ['the key is K7QX 93MD 4TWZ P2HN 8V6C at 192.168.1.20:9999', '192.168.1.20:9999 K7QX'],
    [`key K7QX-93MD-\n4TWZ-P2HN-8V6C, 192.168.1.20`, '192.168.1.20:9999 K7QX'],
  ]);

  rows('lets the person choose between several meanings', [
    ['come to 10.0.0.1:80 or 10.0.0.2:80', '10.0.0.1:80 or 10.0.0.2:80'],
    [`10.0.0.1:80 ${KEY} AAAA-BBBB-CCCC-DDDD-EEEE`, '10.0.0.1:80 K7QX or 10.0.0.1:80 AAAA'],
    ['fe80::1:9999', '[fe80::1]:9999 or [fe80::1:9999]:9999'],
    ['192.168.1.2O', '192.168.1.20:9999 or 192.168.1.2o:9999'],
    ['192.168.1.2O:80', '192.168.1.20:80 or 192.168.1.2o:80'],
    ['come to 192.168.1.20 2 hours early', '192.168.1.20:9999 or 192.168.1.20:2'],
    ['we are at 192.168.1.20 2000 now', '192.168.1.20:2000 or 192.168.1.20:9999'],
  ]);

  rows('asks whether a guess is meant', [
    ['192.168.1.20.9999', '? 192.168.1.20:9999'],
    ['192,168,1,20', '? 192.168.1.20:9999'],
    ['192 168 1 20', '? 192.168.1.20:9999'],
    ['192.168.1.20;1234', '? 192.168.1.20:1234'],
    ['192.168.1.20,1234', '? 192.168.1.20:1234'],
    ['ada.local;1234', '? ada.local:1234'],
    ['192.168.1.20/24', '? 192.168.1.20:9999'],
    ['l92.168.1.20:9999', '? 192.168.1.20:9999'],
    ['192.168.001.020', '? 192.168.1.20:9999'],
    ['http://192.168.1.20/', '? 192.168.1.20:9999'],
    ['http://ada.local', '? ada.local:9999'],
    ['come to ada.local', '? ada.local:9999'],
    ['192.168.1.20:9999 is where we meet', '? 192.168.1.20:9999'],
    ['come to 192.168.1.20:9999, key K7QX-93MD', '? 192.168.1.20:9999'],
  ]);

  rows('says what is wrong', [
    ['', '! address empty'],
    [' \n ', '! address empty'],
    ['no/such/place', '! address bad-host'],
    ['https://github.com/somebody/tilde', '! address bad-host'],
    ['ada.local:99999', '! address bad-port'],
    ['192.168.1.20:999999', '! address bad-port'],
    ['192.168.1', '! address bad-ipv4'],
    ['12:30:45', '! address bad-host'],
    ['ann@192.168.1.20:80', '! address bad-host'],
    ['http://192.168.1.20:80@evil.example/', '! address bad-host'],
    ['no such place', '! key bad-character'],
    ['ada.local K7QX-93', '! key too-short'],
    ['ada.local abcd efgh', '! key too-short'],
    [`ada.local ${KEY}-7`, '! key too-long'],
    ['ada.local U7QX-93MD-4TWZ-P2HN-8V6C', '! key bad-character'],
    ['ada.local - -', '! key empty'],
    [`bad/host ${KEY}`, '! address bad-host'],
    ['1.2.3.4:5 '.repeat(2000), '! address bad-host'],
  ]);

  rows('takes no key for the name of a computer, which would be asked for all over the network', [
    [KEY, '! address key'],
    [KEY.toLowerCase(), '! address key'],
    ['K7QX93MD4TWZP2HN8V6C', '! address key'],
    ['K7QX-93MD-4TWZ-P2HN-8V6O', '! address key'],
    ['K7QX 93MD 4TWZ P2HN 8V6C', '! address key'],
    [`${KEY}:9999`, '! address key'],
    [`Key: „${KEY}“.`, '! address key'],
    ['k7qx-93md.local', 'k7qx-93md.local:9999'],
    ['k7qx93md4twzp2hn8v6c.example.org', 'k7qx93md4twzp2hn8v6c.example.org:9999'],
    ['k7qx93-md4twz-p2hn8v6c', 'k7qx93-md4twz-p2hn8v6c:9999'],
  ]);
});

describe('readInvitation, of hostile texts', () => {
  it('is through at once with a row of colons as long as it may be', () => {
    // what took half a second each would be cut off by the time limit of the tests
    for (const colons of [':', '：', '::'])
      for (let times = 0; times < 150; times++)
        assert.ok(!readClearInvitation(colons.repeat(10_000 / colons.length)).ok, colons);
  });

  it('takes no more of characters that become many than of others', () => {
    assert.ok(readInvitation(`${'ﷺ'.repeat(500)} 10.0.0.1:9999`).ok);
    assert.ok(!readInvitation(`${'ﷺ'.repeat(600)} 10.0.0.1:9999`).ok);
  });
});

describe('readClearInvitation', () => {
  it('takes what means one thing', () => {
    const read = readClearInvitation(`Address: 192.168.1.20 Key: ${KEY}`);
    const invitation = { address: { host: '192.168.1.20', port: 9999 }, key: KEY.replaceAll('-', '') };
    assert.deepEqual(read, { ok: true, value: invitation });
  });

  it('takes no guess, and nothing that can mean several', () => {
    for (const text of ['192.168.1.20.9999', 'fe80::1:9999', 'come to 10.0.0.1:80 or 10.0.0.2:80', 'a/b'])
      assert.ok(!readClearInvitation(text).ok, text);
  });
});
