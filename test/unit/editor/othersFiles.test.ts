import assert from 'node:assert/strict';
import {
  chmodSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { silentLogger } from '../../../src/base/logger';
import { HistoryFiles } from '../../../src/hosting/historyFiles';
import { installationSecretIn } from '../../../src/editor/storage/installationSecret';
import { RecentRooms } from '../../../src/editor/joining/recentRooms';
import { WRITABLE, giveAway, needsModes, needsOthers, useHome } from '../base/others';

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

  describe('what is remembered', () => {
    const folder = () => path.join(storage(), 'recent');
    const rooms = () => new RecentRooms(folder(), logger);
    const room = { address: '10.0.0.1:9999', name: 'Lab', access: 'open', at: 1 } as const;

    it('counts where it is ours alone', () => {
      rooms().remember(room);
      assert.deepEqual(
        rooms()
          .list()
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

  it('is no history of a room whose name they may choose', async () => {
    const files = new HistoryFiles(path.join(storage(), 'history'), logger);
    const file = files.claim({ workspace: '', room: 'Lab', lan: false, access: 'open' });
    writeFileSync(file, '');
    assert.deepEqual(
      (await files.list()).map(({ room }) => room),
      ['Lab'],
    );
    chmodSync(file.replace(/history$/, 'json'), 0o666);
    assert.deepEqual(
      (await files.list()).map(({ room }) => room),
      [''],
    );
  });
});
