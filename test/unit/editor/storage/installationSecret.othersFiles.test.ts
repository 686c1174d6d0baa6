import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, renameSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { silentLogger } from '../../../../src/base/logger';
import { installationSecretIn } from '../../../../src/editor/storage/installationSecret';
import { WRITABLE, giveAway, needsModes, needsOthers, useHome } from '../../support/othersFiles';

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

  describe('the secret of a person', () => {
    const PLANTED = 'A'.repeat(32);
    const file = () => path.join(storage(), 'person');
    const person = () => installationSecretIn(storage(), logger)();
    const plant = () => writeFileSync(file(), PLANTED, { mode: 0o600 });

    it('is this one where the file is ours alone', () => {
      plant();
      assert.equal(person(), PLANTED);
      assert.deepEqual(warnings, []);
    });

    const spoilings: readonly (readonly [string, (file: string) => void])[] = [
      ...WRITABLE,
      [
        'that is a link',
        (name) => {
          renameSync(name, `${name}.real`);
          symlinkSync(`${name}.real`, name);
        },
      ],
    ];
    for (const [what, spoil] of spoilings) {
      it(`${what} is made anew, for all windows`, () => {
        plant();
        spoil(file());
        const made = person();
        assert.notEqual(made, PLANTED);
        assert.equal(person(), made);
        assert.equal(readFileSync(file(), 'utf8'), made);
        assert.equal(statSync(file()).mode & 0o777, 0o600);
        assert.match(warnings.join(), /made anew/);
      });
    }

    it('of somebody else is made anew', function () {
      needsOthers(this);
      plant();
      giveAway(file());
      assert.notEqual(person(), PLANTED);
    });

    for (const [what, spoil] of WRITABLE) {
      it(`in a folder ${what} is this window’s only`, () => {
        plant();
        spoil(storage());
        assert.match(person(), /^[\w-]{32}$/);
        assert.notEqual(person(), PLANTED);
        assert.notEqual(person(), person());
        assert.equal(readFileSync(file(), 'utf8'), PLANTED);
        assert.match(warnings.join(), /other accounts can change/);
      });
    }
  });
});
