import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { lockFile } from '../../../../src/server/history/fileLock';
import { giveAway, needsModes, needsOthers, useHome } from '../../support/othersFiles';

describe('what other accounts of the computer leave for a server', () => {
  const home = useHome();
  const inHome = (...names: string[]) => path.join(home(), ...names);

  beforeEach(function () {
    needsModes(this);
  });

  describe('a lock', () => {
    /** Too long for a socket beside it. */
    const longFile = () => {
      const folder = inHome('x'.repeat(100));
      mkdirSync(folder, { recursive: true });
      return path.join(folder, 'room');
    };

    it('is in the first folder that is ours alone, for all servers the same', async function () {
      const folders = [inHome('taken'), inHome('good')];
      mkdirSync(folders[0]!);
      chmodSync(folders[0]!, 0o777);
      const lock = await lockFile(longFile(), folders);
      assert.ok(lock);
      assert.equal(await lockFile(longFile(), folders), undefined);
      assert.deepEqual(readdirSync(folders[0]!), []);
      assert.equal(readdirSync(folders[1]!).length, 1);
      assert.equal(statSync(folders[1]!).mode & 0o777, 0o700);
      lock.release();
    });

    it('is in none that somebody else has made first', async function () {
      needsOthers(this);
      const [taken, good] = [inHome('taken'), inHome('good')];
      mkdirSync(taken, { mode: 0o700 });
      giveAway(taken);
      await assert.rejects(lockFile(longFile(), [taken]), /taken belongs to another account; move it away/);
      const lock = await lockFile(longFile(), [taken, good]);
      assert.ok(lock);
      lock.release();
    });

    it('goes on where there is no home, or a file in its place', async () => {
      writeFileSync(inHome('file'), '');
      const lock = await lockFile(longFile(), [inHome('file', 'state'), inHome('file'), inHome('good')]);
      assert.ok(lock);
      lock.release();
      await assert.rejects(lockFile(longFile(), []), /too long for a lock/);
    });
  });
});
