import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import path from 'node:path';
import { ownName, proposedUsername } from '../../src/editor/prompts/username';

describe('the username that is proposed', () => {
  let folder: string;
  let before: string | undefined;

  /** What git's settings of this person say. */
  const gitSays = async (text: string): Promise<void> => {
    const file = path.join(folder, 'gitconfig');
    await writeFile(file, text);
    process.env['GIT_CONFIG_GLOBAL'] = file;
  };

  beforeEach(async () => {
    before = process.env['GIT_CONFIG_GLOBAL'];
    folder = await mkdtemp(path.join(tmpdir(), 'tilde-git-'));
  });
  afterEach(async () => {
    if (before === undefined) delete process.env['GIT_CONFIG_GLOBAL'];
    else process.env['GIT_CONFIG_GLOBAL'] = before;
    await rm(folder, { recursive: true, force: true });
  });

  it("is git's", async () => {
    await gitSays('[user]\n\tname = "  Zoë Q.  "\n');
    assert.equal(await proposedUsername(), 'Zoë Q.');
  });

  it("is the account's where git has none", async () => {
    await gitSays('[user]\n\temail = zoe@example.org\n');
    assert.equal(await proposedUsername(), userInfo().username);
  });

  it('is not used unasked where it is the name of no person', async () => {
    await gitSays('');
    assert.equal(await ownName('root'), undefined);
    assert.equal(await ownName('zoe'), 'zoe');
    await gitSays('[user]\n\tname = Zoë\n');
    assert.equal(await ownName('root'), 'Zoë');
  });

  it("is the account's where git's cannot be a username", async () => {
    await gitSays('[user]\n\tname = "SERVER"\n');
    assert.equal(await proposedUsername(), userInfo().username);
  });
});
