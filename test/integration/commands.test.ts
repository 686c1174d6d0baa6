import assert from 'node:assert/strict';
import { commands } from '../../src/editor/commands';

const takes = (id: (typeof commands)[number]['id'], argument: unknown): boolean | undefined =>
  commands.find((command) => command.id === id)?.takes(argument);

describe('the arguments of commands', () => {
  it('knows what was meant for the command, valid or not', () => {
    assert.equal(takes('tilde.join', { name: 'Alice', address: 'room.local' }), true);
    assert.equal(takes('tilde.host', { name: 7 }), true);
    assert.equal(takes('tilde.leave', { ask: false }), true);
  });

  it('takes what menus and trees hand over for no argument', () => {
    for (const argument of [undefined, null, 'x', { kind: 'member', row: { mid: 'm' } }, { groupId: 0 }]) {
      assert.equal(takes('tilde.setUsername', argument), false);
      assert.equal(takes('tilde.leave', argument), false);
      assert.equal(takes('tilde.copyAddress', argument), false);
    }
  });
});
