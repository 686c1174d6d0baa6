import assert from 'node:assert/strict';
import type { Disposable } from '../../../../src/base/disposable';
import { AccessControl } from '../../../../src/server/admission/accessControl';
import type { RoomAccess } from '../../../../src/protocol/host/hostChannel';

describe('AccessControl', () => {
  let roomAccess: RoomAccess | undefined;
  let control: AccessControl;
  let listening: Disposable;
  beforeEach(() => {
    control = new AccessControl();
    listening = control.onDidChange((changed) => (roomAccess = changed));
  });
  afterEach(() => listening.dispose());

  it('keeps the name and the addresses of a member that is removed once more, after it has gone', () => {
    control.remove({ mid: 'a', name: 'Ann', at: 1, addresses: ['192.0.2.1'] });
    control.remove({ mid: 'b', name: 'Bob', at: 2, addresses: [] });
    control.remove({ mid: 'a', name: undefined, at: 3, addresses: ['192.0.2.2'] });
    assert.deepEqual(roomAccess?.removed, {
      mids: ['a', 'b'],
      addresses: ['192.0.2.1', '192.0.2.2'],
      people: [
        { mid: 'b', name: 'Bob', at: 2, addresses: [] },
        { mid: 'a', name: 'Ann', at: 3, addresses: ['192.0.2.1', '192.0.2.2'] },
      ],
    });
  });
});
