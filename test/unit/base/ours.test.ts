import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import {
  NotOurs,
  isOurs,
  mustBeOurs,
  ownUid,
  readOurs,
  whyFolderNotOurs,
  whyPlaceNotOurs,
} from '../../../src/base/ours';
import { giveAway, needsModes, needsOthers, useHome } from '../support/othersFiles';

describe('what is this account’s alone', () => {
  const home = useHome();
  const inHome = (...names: string[]) => path.join(home(), ...names);
  const folder = (name: string, mode = 0o700) => {
    const made = inHome(name);
    mkdirSync(made, { recursive: true });
    chmodSync(made, mode);
    return made;
  };
  const file = (name: string, mode = 0o600) => {
    const made = inHome(name);
    writeFileSync(made, 'text');
    chmodSync(made, mode);
    return made;
  };

  beforeEach(function () {
    needsModes(this);
  });

  for (const mode of [0o700, 0o755, 0o711, 0o500]) {
    it(`is a folder of mode ${mode.toString(8)}, and a file in it`, () => {
      const made = folder('a/b', mode);
      assert.equal(whyFolderNotOurs(made), undefined);
      assert.equal(whyPlaceNotOurs(path.join(made, 'not there')), undefined);
    });
  }

  for (const mode of [0o600, 0o644, 0o400, 0o444])
    it(`is a file of mode ${mode.toString(8)}`, () => assert.equal(readOurs(file('a', mode)), 'text'));

  for (const mode of [0o777, 0o1777, 0o703, 0o2777]) {
    it(`is no folder of mode ${mode.toString(8)}`, () => {
      const made = folder('a', mode);
      assert.match(whyFolderNotOurs(made)!, /other accounts can change .*\/a; .*chmod go-w/);
      assert.match(whyPlaceNotOurs(path.join(made, 'file'))!, /other accounts can change/);
      assert.throws(() => mustBeOurs(made), NotOurs);
      assert.equal(isOurs(path.join(made, 'file')), false);
    });
  }

  for (const mode of [0o666, 0o602, 0o622, 0o777]) {
    it(`is no file of mode ${mode.toString(8)}`, () => {
      const made = file('a', mode);
      // a group that is the account's own counts for nobody else
      if (mode === 0o622 && ownUid() === 0) chownSync(made, 0, 54_321);
      assert.throws(() => readOurs(made), /other accounts can change .*chmod go-w/);
      assert.equal(isOurs(made), false);
    });
  }

  it('is no folder below one in which others can move things, but for those where only owners do', () => {
    folder('open', 0o777);
    const inOpen = folder('open/own');
    assert.match(whyFolderNotOurs(inOpen)!, /open;/);
    chmodSync(inHome('open'), 0o1777);
    assert.equal(whyFolderNotOurs(inOpen), undefined);
  });

  it('may be written by the group that is named after the account, and by no other', function () {
    needsOthers(this);
    const made = folder('a', 0o775);
    chownSync(made, 0, 0);
    assert.equal(whyFolderNotOurs(made), undefined);
    chownSync(made, 0, 54_321);
    assert.match(whyFolderNotOurs(made)!, /other accounts can change/);
  });

  it('is nothing of somebody else’s, however little others may do with it', function () {
    needsOthers(this);
    const [own, theirs] = [folder('own'), folder('theirs', 0o755)];
    const planted = file('own/planted', 0o600);
    giveAway(planted);
    assert.throws(() => readOurs(planted), /belongs to another account/);
    assert.equal(whyPlaceNotOurs(planted), undefined, 'its place is ours');
    giveAway(theirs);
    assert.match(whyFolderNotOurs(theirs)!, /theirs belongs to another account/);
    mkdirSync(inHome('theirs/own'));
    assert.match(whyFolderNotOurs(inHome('theirs/own'))!, /theirs belongs to another account/);
    // a sticky folder of theirs is one in which they move things all the same
    chmodSync(theirs, 0o1777);
    assert.match(whyFolderNotOurs(inHome('theirs/own'))!, /theirs belongs to another account/);
    assert.equal(whyFolderNotOurs(own), undefined);
  });

  it('is what a link of ours leads to, if that is, and nothing to which a link of others leads', function () {
    folder('real');
    const [link, bad] = [inHome('link'), inHome('bad')];
    symlinkSync('real', link);
    assert.equal(whyPlaceNotOurs(path.join(link, 'file')), undefined);
    folder('open', 0o777);
    symlinkSync(inHome('open'), bad);
    assert.match(whyPlaceNotOurs(path.join(bad, 'file'))!, /open;/);
    symlinkSync(inHome('open', 'file'), inHome('real', 'away'));
    assert.match(whyPlaceNotOurs(inHome('real', 'away'))!, /open;/, 'the file itself is a link');
    symlinkSync('around', inHome('around'));
    assert.match(whyPlaceNotOurs(inHome('around'))!, /lead in a circle/);
    assert.match(whyFolderNotOurs(inHome('around'))!, /lead in a circle/);
    needsOthers(this);
    giveAway(link);
    assert.match(whyPlaceNotOurs(path.join(link, 'file'))!, /link belongs to another account/);
    symlinkSync(file('mine'), inHome('planted'));
    giveAway(inHome('planted'));
    assert.match(whyPlaceNotOurs(inHome('planted'))!, /planted belongs to another account/);
  });

  it('is read only where it is, and only if it is a file', () => {
    symlinkSync(file('real'), inHome('link'));
    assert.throws(() => readOurs(inHome('link')), { code: 'ELOOP' });
    assert.throws(() => readOurs(folder('folder')));
    execFileSync('mkfifo', [inHome('pipe')]);
    assert.throws(() => readOurs(inHome('pipe')), /is no file/);
  });
});
