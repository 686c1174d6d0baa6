import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { formatRoomKey, newRoomKey } from '../../../../src/protocol/keys/roomKey';
import { readKeyFile, writeKeyFile } from '../../../../src/server/admission/keyFile';
import { WRITABLE, giveAway, needsModes, needsOthers, useHome } from '../../support/othersFiles';

describe('what other accounts of the computer leave for a server', () => {
  const home = useHome();
  const inHome = (...names: string[]) => path.join(home(), ...names);

  beforeEach(function () {
    needsModes(this);
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
