import assert from 'node:assert/strict';
import {
  chmodSync,
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { systemClock } from '../../../src/base/systemClock';
import { silentLogger } from '../../../src/base/logger';
import { formatRoomKey, newRoomKey } from '../../../src/protocol/roomKey';
import { lockFile } from '../../../src/server/history/fileLock';
import { readKeyFile, writeKeyFile } from '../../../src/server/admission/keyFile';
import { openHistory } from '../../../src/server/history/openHistory';
import { WRITABLE, giveAway, needsModes, needsOthers, useHome } from '../base/others';
import { LIMITS } from './support';

describe('what other accounts of the computer leave for a server', () => {
  const home = useHome();
  const inHome = (...names: string[]) => path.join(home(), ...names);

  beforeEach(function () {
    needsModes(this);
  });

  describe('a history', () => {
    const HISTORY = `${JSON.stringify({ format: 'tilde-history', v: 1, room: 'planted', secret: Buffer.alloc(32, 9).toString('base64url') })}\n`;
    const plant = (...names: string[]) => {
      const file = inHome(...names);
      writeFileSync(file, HISTORY, { mode: 0o600 });
      return file;
    };
    const open = (file: string) => openHistory(file, LIMITS, { clock: systemClock, logger: silentLogger });
    const refusal = async (file: string) => {
      const opened = await open(file);
      if (opened.ok) await opened.value.close(0);
      return opened.ok ? undefined : opened.error;
    };

    it('is used where it is this account’s alone', async () => {
      assert.equal(await refusal(plant('room')), undefined);
      const readable = plant('readable');
      chmodSync(readable, 0o644);
      assert.equal(await refusal(readable), undefined);
      assert.equal(statSync(readable).mode & 0o777, 0o600, 'nobody else reads it any more');
    });

    for (const [what, spoil] of WRITABLE) {
      it(`${what} is refused with a sentence, and left as it is`, async () => {
        const file = plant('room');
        spoil(file);
        const { mode } = statSync(file);
        assert.match((await refusal(file))!, /room cannot be used: other accounts can change .*chmod go-w/);
        assert.deepEqual([readFileSync(file, 'utf8'), statSync(file).mode], [HISTORY, mode]);
        assert.deepEqual(readdirSync(home()), ['room'], 'no lock is left');
      });

      it(`in a folder ${what} is refused, whether it is there yet or not`, async () => {
        mkdirSync(inHome('folder', 'own'), { recursive: true });
        const file = plant('folder', 'room');
        spoil(inHome('folder'));
        assert.match((await refusal(file))!, /folder; /);
        assert.match((await refusal(inHome('folder', 'new')))!, /other accounts can change .*folder;/);
        assert.match((await refusal(inHome('folder', 'own', 'new')))!, /other accounts can change .*folder;/);
        assert.ok(!existsSync(inHome('folder', 'new')));
      });
    }

    it('of somebody else is refused, and so is what a link of theirs leads to', async function () {
      needsOthers(this);
      const file = plant('room');
      giveAway(file);
      assert.match((await refusal(file))!, /room belongs to another account.*chown/);
      symlinkSync(plant('other room'), inHome('link'));
      assert.equal(await refusal(inHome('link')), undefined);
      giveAway(inHome('link'));
      assert.match((await refusal(inHome('link')))!, /link belongs to another account/);
      mkdirSync(inHome('theirs'));
      const inTheirs = plant('theirs', 'room');
      giveAway(inHome('theirs'));
      assert.match((await refusal(inTheirs))!, /theirs belongs to another account/);
    });

    it('in a sticky folder is refused: others could take the names beside it', async () => {
      mkdirSync(inHome('tmp'));
      chmodSync(inHome('tmp'), 0o1777);
      assert.match((await refusal(plant('tmp', 'room')))!, /other accounts can change .*tmp;/);
      mkdirSync(inHome('tmp', 'own'), { mode: 0o700 });
      assert.equal(await refusal(plant('tmp', 'own', 'room')), undefined);
    });

    it('with two names is refused: each name would have a lock of its own', async () => {
      linkSync(plant('room'), inHome('twin'));
      for (const name of ['room', 'twin']) assert.match((await refusal(inHome(name)))!, /has a second name/);
    });
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

  describe('a key', () => {
    const key = newRoomKey();
    const keyFile = () => {
      writeFileSync(inHome('key'), formatRoomKey(key), { mode: 0o600 });
      return inHome('key');
    };
    const problem = (file: string) => {
      const read = readKeyFile(file);
      return read.ok ? undefined : read.error;
    };

    it('is taken from a file of one’s own, through links of one’s own', () => {
      assert.deepEqual(readKeyFile(keyFile()), { ok: true, value: key });
      symlinkSync('key', inHome('link'));
      assert.deepEqual(readKeyFile(inHome('link')), { ok: true, value: key });
      assert.deepEqual(readKeyFile(inHome('none')), { ok: true, value: undefined });
    });

    for (const [what, spoil] of WRITABLE) {
      it(`${what}, or in a folder ${what}, is refused, and none is made there`, async () => {
        spoil(keyFile());
        assert.match(problem(inHome('key'))!, /Cannot use the key file .*: other accounts can change/);
        mkdirSync(inHome('folder'));
        spoil(inHome('folder'));
        assert.match(problem(inHome('folder', 'key'))!, /other accounts can change .*folder;/);
        const written = await writeKeyFile(inHome('folder', 'key'), key);
        assert.ok(!written.ok && /Cannot keep the key in .*: other accounts can change/.test(written.error));
        assert.deepEqual(readdirSync(inHome('folder')), []);
      });
    }

    it('of somebody else is refused', function () {
      needsOthers(this);
      giveAway(keyFile());
      assert.match(problem(inHome('key'))!, /belongs to another account/);
    });
  });
});
