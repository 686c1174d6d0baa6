import assert from 'node:assert/strict';
import type { ConnectionError } from '../../src/client/types/clientTypes';
import { rejected } from '../../src/client/types/connectionFailure';
import type { EndReason } from '../../src/editor/session/endReason';
import { endWords } from '../../src/editor/session/endSentence';

const AT = 'nas:9999';
const connection = (error: ConnectionError, isKeyKept = false): EndReason => ({
  ...{ kind: 'connection', error, address: AT, isKeyKept },
});
const kind = (of: ConnectionError['kind']): EndReason => connection({ kind: of, message: '' });
const code = (of: string, isKeyKept?: boolean): EndReason =>
  connection(rejected(of, 'Not today.'), isKeyKept);

const TITLES: readonly (readonly [reason: EndReason, title: string, sentence: RegExp])[] = [
  [kind('refused'), `Nobody answers at ${AT}`, /^Nobody hosts a room at nas:9999\. Check the address/],
  [kind('not-found'), 'Computer not found', /Check the spelling/],
  [kind('timeout'), `No answer from ${AT}`, /a firewall may be in the way/],
  [kind('unreachable'), `${AT} is out of reach`, /same network/],
  [kind('lost'), 'Connection lost', /Try again\.$/],
  [kind('fault'), 'Something went wrong in Tilde', /The log says more/],
  [kind('not-chat'), `No chat room at ${AT}`, /Check the port/],
  [kind('closed'), 'Room closed', /^The host closed the room\.$/],
  [kind('needs-key'), 'Key needed', /Ask the host for the key/],
  [kind('room-is-open'), 'The room is not private', /anybody on the network can read along/],
  [kind('not-the-room'), 'This may not be your room', /Do not go on/],
  [kind('unproven'), 'This may not be your room', /Ask the host/],
  [kind('no-tls'), 'Editor too old for private rooms', /Update the editor/],
  [code('full'), 'Room full', /Try again when somebody has left/],
  [code('too-many-connections'), 'Too many connections', /Close one/],
  [code('bad-name'), 'Username not accepted', /Choose another one/],
  [code('wrong-key'), 'Wrong key', /^That is not the key of the room at nas:9999\. .*current one/],
  [code('wrong-key', true), 'New key needed', /^The key that Tilde has for the room .*current one/],
  [code('key-changed'), 'New key needed', /Ask the host for the new one/],
  [code('locked'), 'Room locked', /Ask the host to let you in/],
  [code('removed'), 'Removed from the room', /The host removed you/],
  [code('unsupported-version'), 'Different versions of Tilde', /Update the older one/],
  [code('of-tomorrow'), 'Not let in', /said no: “Not today\.”$/],
  [{ kind: 'left' }, 'You left the room', /stays here/],
  [{ kind: 'server-gone' }, 'Your room stopped', /Reopen the room/],
  [
    { kind: 'port-taken', problem: { port: 9999, room: undefined, free: 10_000 } },
    'Port 9999 is taken',
    /10000/,
  ],
  [{ kind: 'server-failed', error: undefined }, 'Room not opened', /could not be opened/],
  [{ kind: 'no-key' }, 'Key missing', /Host the room again/],
  [{ kind: 'bad-address', problem: 'bad-host' }, 'Not an address', /Type one such as/],
];

describe('the words for why one is not in a room', () => {
  for (const [reason, title, sentence] of TITLES) {
    it(`have a title that names the cause: ${title}`, () => {
      const words = endWords(reason);
      assert.equal(words.title, title);
      assert.match(words.sentence, sentence);
    });
  }

  it('tell whose room it was', () => {
    assert.equal(endWords({ kind: 'left' }, true).title, 'You closed the room');
  });
});
