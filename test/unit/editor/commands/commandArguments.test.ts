import assert from 'node:assert/strict';
import { isArgumentOf } from '../../../../src/editor/commands/commandArguments';

describe('isArgumentOf', () => {
  it('knows what was meant for the command, valid or not', () => {
    assert.equal(isArgumentOf('tilde.join', { name: 'Alice', address: 'room.local' }), true);
    assert.equal(isArgumentOf('tilde.host', { name: 7 }), true);
    assert.equal(isArgumentOf('tilde.leave', { ask: false }), true);
  });

  it('takes what menus and trees hand over for no argument', () => {
    for (const argument of [undefined, null, 'x', { kind: 'member', row: { mid: 'm' } }, { groupId: 0 }]) {
      assert.equal(isArgumentOf('tilde.setUsername', argument), false);
      assert.equal(isArgumentOf('tilde.leave', argument), false);
      assert.equal(isArgumentOf('tilde.copyAddress', argument), false);
    }
  });
});
