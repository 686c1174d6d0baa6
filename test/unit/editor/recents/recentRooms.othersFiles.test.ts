import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { silentLogger } from '../../../../src/base/logger';
import type { JoinedRoom } from '../../../../src/editor/recents/recentRoom';
import { RecentRooms } from '../../../../src/editor/recents/recentRooms';
import { WRITABLE, needsModes, useHome } from '../../support/othersFiles';

describe('what other accounts of the computer leave for the editor', () => {
  const home = useHome();
  const warnings: string[] = [];
  const logger = { ...silentLogger, warn: (message: string) => void warnings.push(message) };
  const storage = () => path.join(home(), 'storage');

  beforeEach(function () {
    needsModes(this);
    warnings.length = 0;
    mkdirSync(storage(), { mode: 0o700 });
  });

  describe('what is remembered', () => {
    const folder = () => path.join(storage(), 'recent');
    const rooms = () => new RecentRooms(folder(), logger);
    const room: JoinedRoom = {
      ...{ kind: 'joined', address: '10.0.0.1:9999', name: 'Lab', access: 'open', at: 1 },
      ...{ roomId: '', workspace: '' },
    };

    it('counts where it is ours alone', () => {
      rooms().remember(room);
      assert.deepEqual(
        rooms()
          .joined()
          .map(({ address }) => address),
        [room.address],
      );
      assert.equal(statSync(folder()).mode & 0o077, 0);
    });

    for (const [what, spoil] of WRITABLE) {
      it(`${what}, or in a folder ${what}, counts for nothing`, () => {
        rooms().remember({ ...room, access: 'private' });
        const [name] = readdirSync(folder());
        spoil(path.join(folder(), name!));
        assert.deepEqual([rooms().list(), rooms().wasPrivate(room.address)], [[], false]);
        chmodSync(path.join(folder(), name!), 0o600);
        assert.equal(rooms().wasPrivate(room.address), true);
        spoil(folder());
        assert.deepEqual([rooms().list(), rooms().wasPrivate(room.address)], [[], false]);
        rooms().remember({ ...room, address: '10.0.0.2:9999' });
        assert.equal(readdirSync(folder()).length, 1);
        assert.match(warnings.join(), /recent: .*other accounts can change/);
      });
    }
  });
});
