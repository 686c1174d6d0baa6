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
import { systemClock } from '../../../../src/base/systemClock';
import { silentLogger } from '../../../../src/base/logger';
import { openHistory } from '../../../../src/server/history/openHistory';
import { WRITABLE, giveAway, needsModes, needsOthers, useHome } from '../../support/othersFiles';
import { LIMITS } from '../support';

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
});
