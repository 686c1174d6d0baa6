import assert from 'node:assert/strict';
import type { ConnectionError } from '../../../../src/client/types/clientTypes';
import { rejected } from '../../../../src/client/types/connectionFailure';
import type { EndReason } from '../../../../src/editor/session/endReason';
import { type Remedy, remediesFor } from '../../../../src/editor/session/remedies';

const connection = (error: ConnectionError, isKeyKept = false): EndReason => ({
  ...{ kind: 'connection', error, address: 'nas:9999', isKeyKept },
});
const kind = (of: ConnectionError['kind']): EndReason => connection({ kind: of, message: '' });
const code = (of: string, isKeyKept?: boolean): EndReason => connection(rejected(of, 'No.'), isKeyKept);

/** Why it ended -> the first button. */
const FIRST: readonly (readonly [what: string, reason: EndReason, first: Remedy])[] = [
  ['nobody answers', kind('refused'), 'tryAgain'],
  ['there is no such computer', kind('not-found'), 'changeAddress'],
  ['something else answers', kind('not-chat'), 'changeAddress'],
  ['the room is full', code('full'), 'tryAgain'],
  ['the room is locked', code('locked'), 'tryAgain'],
  ['the person was removed', code('removed'), 'joinAnother'],
  ['the key is wrong', code('wrong-key'), 'typeKey'],
  ['the kept key is out of date', code('wrong-key', true), 'typeKey'],
  ['the key was changed', code('key-changed'), 'typeKey'],
  ['the room is private', kind('needs-key'), 'typeKey'],
  ['the room is open', kind('room-is-open'), 'joinWithoutKey'],
  ['the username is refused', code('bad-name'), 'chooseUsername'],
  ['a stranger may answer', kind('not-the-room'), 'joinAnother'],
  ['it cannot show that it is the room', kind('unproven'), 'joinAnother'],
  ['the host closed it', kind('closed'), 'rejoin'],
  ['the server stopped', { kind: 'server-gone' }, 'reopen'],
  ['that was no address', { kind: 'bad-address', problem: 'bad-host' }, 'changeAddress'],
];

describe('what a person is offered', () => {
  for (const [what, reason, first] of FIRST)
    it(`where ${what}: first ${first}`, () => assert.equal(remediesFor(reason, false)[0], first));

  it('after leaving: to come back, as a member or as the host', () => {
    assert.equal(remediesFor({ kind: 'left' }, false)[0], 'rejoin');
    assert.equal(remediesFor({ kind: 'left' }, true)[0], 'reopen');
  });

  it('where a stranger may answer: not to try again', () => {
    for (const of of ['not-the-room', 'unproven'] as const)
      assert.ok(!remediesFor(kind(of), false).includes('tryAgain'), of);
  });
});
