import assert from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';
import * as fc from 'fast-check';
import { formatAddress } from '../../../../src/protocol/invitations/address';
import {
  formatInvitation,
  formatInvitationText,
  formatJoinLink,
  type Invitation,
} from '../../../../src/protocol/invitations/invitation';
import { readInvitation } from '../../../../src/protocol/invitations/readInvitation';
import { formatRoomKey } from '../../../../src/protocol/keys/roomKey';
import { readRoomKey } from '../../../../src/protocol/invitations/roomKeysIn';
import { anyText, FIXED } from '../wire/chunkings';

const host = fc.oneof(
  fc.ipV4(),
  fc.ipV6().filter((ip) => !ip.includes('.')),
  fc.domain(),
);
const port = fc.integer({ min: 1, max: 65535 });
const address = fc.record({ host, port }, { noNullPrototype: true });
const key = fc.string({
  unit: fc.constantFrom(...Array.from('0123456789ABCDEFGHJKMNPQRSTVWXYZ')),
  minLength: 20,
  maxLength: 20,
});
const invitation: fc.Arbitrary<Invitation> = fc.record(
  { address, key },
  { requiredKeys: ['address'], noNullPrototype: true },
);

/** Changes to a text after which it means the same. */
type Decoration = (text: string) => string;
const around =
  (before: string, after = before): Decoration =>
  (text) =>
    `${before}${text}${after}`;
const wide: Decoration = (text) =>
  text.replace(/[!-~]/g, (character) => String.fromCharCode(character.charCodeAt(0) + 0xfee0));
const invisible =
  (character: string): Decoration =>
  (text) =>
    Array.from(text).join(character);
const decoration: fc.Arbitrary<Decoration> = fc.constantFrom<Decoration>(
  around('\u00a0', '\r\n'),
  around('"'),
  around('„', '“'),
  around('<', '>'),
  around('(', ').'),
  around('`'),
  around('', ','),
  around('', '.'),
  invisible('\u200b'),
  invisible('\u2060\ufeff'),
  wide,
  (text) => text.replaceAll(' ', '\u3000'),
  (text) => text.replaceAll(' ', '\r\n'),
  (text) => text.replaceAll(' ', ' \t '),
);
const decorated = (text: string, decorations: readonly Decoration[]): string =>
  decorations.reduce((changed, decorate) => decorate(changed), text);
const DASHES = ['\u2010', '\u2011', '\u2012', '\u2013', '\u2014', '\u2015', '\u2212', '\ufe63', '\uff0d'];

/** The parts of a text that people write around an address and a key. */
const sentence = fc.constantFrom<(where: string, shownKey: string | undefined) => string>(
  (where, shown) => [where, shown].filter(Boolean).join(' '),
  (where, shown) => `Address: ${where}${shown === undefined ? '' : `\nKey: ${shown}`}`,
  (where, shown) => `Adresse:${where},${shown === undefined ? '' : ` Schlüssel:${shown}`}`,
  (where, shown) => `come to ${where}${shown === undefined ? '' : `, the key is ${shown}`}.`,
  (where, shown) => `> tcp://${where}/ ${shown ?? ''}`,
);

const only = (text: string): Invitation | undefined => {
  const reading = readInvitation(text);
  assert.ok(reading.ok, JSON.stringify(text));
  assert.equal(reading.value.doubt, undefined, JSON.stringify(text));
  assert.equal(reading.value.invitations.length, 1, JSON.stringify(text));
  return reading.value.invitations[0];
};

describe('readInvitation, for any invitation', () => {
  it('reads it as it was given out, whatever stands around it', () => {
    fc.assert(
      fc.property(
        invitation.filter(
          ({ address: { host: name, port: at } }) => name.includes('.') || name.includes(':') || at >= 1024,
        ),
        sentence,
        fc.option(fc.constantFrom(...DASHES), { nil: '-' }),
        fc.array(decoration, { maxLength: 3 }),
        (given, write, dash, decorations) => {
          const shown = given.key === undefined ? undefined : formatRoomKey(given.key).replaceAll('-', dash);
          const text = decorated(write(formatAddress(given.address), shown), decorations);
          assert.deepEqual(only(text), given);
        },
      ),
      FIXED,
    );
  });

  it('reads the line that is copied, also from what it read', () => {
    fc.assert(
      fc.property(invitation, (given) => {
        const line = formatInvitation(formatAddress(given.address), given.key);
        assert.deepEqual(only(line), given);
      }),
      FIXED,
    );
  });

  it('reads the link, in every editor', () => {
    const scheme = fc.constantFrom(
      'vscode',
      'vscode-insiders',
      'vscodium',
      'cursor',
      'windsurf',
      'code-oss',
      'theia',
    );
    fc.assert(
      fc.property(
        invitation,
        scheme,
        fc.array(
          decoration.filter((one) => one !== wide),
          { maxLength: 2 },
        ),
        (given, to, more) => {
          assert.deepEqual(only(decorated(formatJoinLink(to, given.address, given.key), more)), given);
        },
      ),
      FIXED,
    );
  });

  it('reads the whole text for people, with all its addresses, on lines or on one line', () => {
    const name = fc.oneof(
      anyText.filter((text) => !/[.:]|[\dA-Z]{4}/i.test(text.normalize('NFKC'))),
      fc.constantFrom('Lab 2', 'Team K7QX'),
    );
    fc.assert(
      fc.property(
        name,
        fc.uniqueArray(address, { minLength: 1, maxLength: 3, selector: ({ host: one }) => one }),
        fc.option(key, { nil: undefined }),
        fc.constantFrom('\n', '\r\n', ' '),
        (room, [first, ...others], its, lineBreak) => {
          assert.ok(first);
          const text = formatInvitationText({
            intro: `Join the room “${room}” in VS Code: open the link, or choose “Join Room” in the Tilde side bar and paste this message.`,
            addresses: [first, ...others],
            key: its,
            scheme: 'vscode',
            withoutTilde: `Without Tilde: type nc ${first.host} ${first.port} in a terminal.`,
          });
          const reading = readInvitation(text.replaceAll('\n', lineBreak));
          assert.ok(reading.ok);
          assert.equal(reading.value.doubt, undefined);
          assert.deepEqual(
            reading.value.invitations,
            [first, ...others].map((one) => ({ address: one, ...(its !== undefined && { key: its }) })),
          );
        },
      ),
      FIXED,
    );
  });

  it('gives the address of the link first, whatever the room is called', () => {
    fc.assert(
      fc.property(anyText, invitation, (room, given) => {
        const text = formatInvitationText({
          intro: `“${room}”:`,
          addresses: [given.address],
          key: given.key,
          scheme: 'vscode',
          withoutTilde: '',
        });
        const reading = readInvitation(text);
        assert.ok(reading.ok);
        assert.deepEqual(reading.value.invitations[0], given);
      }),
      FIXED,
    );
  });

  it('finds the key in it, where only that is asked for', () => {
    fc.assert(
      fc.property(address, key, sentence, (where, its, write) => {
        assert.deepEqual(readRoomKey(write(formatAddress(where), formatRoomKey(its))), {
          ok: true,
          value: its,
        });
      }),
      FIXED,
    );
  });
});

describe('readInvitation, for any text', () => {
  const bits = fc.constantFrom(
    ...Array.from('.:[]/;,-#@%|"'),
    ...[
      ' ',
      '\n',
      '1',
      '192.168.1.20',
      ':9999',
      'ada.local',
      'K7QX-93MD-4TWZ-P2HN-8V6C',
      'K7QX',
      'O',
      'l',
      'key:',
    ],
    ...[
      'address=',
      'port 1',
      'http://',
      'vscode://',
      '/join?host=',
      '&port=',
      '%3A%2F%2F',
      '%',
      '\u200d',
      '１',
      '¹',
      'ﷺ',
    ],
  );
  const text = fc.oneof(
    anyText,
    fc.array(bits, { maxLength: 30 }).map((all) => all.join('')),
  );

  it('never throws, and reads back what it reads', () => {
    fc.assert(
      fc.property(text, (given) => {
        const reading = readInvitation(given);
        if (!reading.ok) return;
        for (const one of reading.value.invitations) {
          const again = readInvitation(formatInvitation(formatAddress(one.address), one.key));
          assert.ok(again.ok && again.value.doubt === undefined);
          assert.ok(again.value.invitations.some((other) => isDeepStrictEqual(other, one)));
        }
      }),
      { ...FIXED, numRuns: 3000 },
    );
  });

  it('comes to an end soon with 100 kB of anything', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          bits,
          text.filter((one) => one !== ''),
        ),
        fc.constantFrom('', ' ', 'x'),
        (bit, end) => {
          readInvitation(bit.repeat(Math.ceil(9_990 / bit.length)).slice(0, 9_990) + end);
          readInvitation(bit.repeat(Math.ceil(100_000 / bit.length)) + end);
          readRoomKey(bit.repeat(Math.ceil(100_000 / bit.length)) + end);
        },
      ),
      { ...FIXED, numRuns: 60 },
    );
  });
});
