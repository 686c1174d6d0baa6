import assert from 'node:assert/strict';
import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { Repositories } from '../../src/editor/repository/repositories';
import { describeWithGit } from './fixtures/git';

describeWithGit('what git knows of a file', (git) => {
  const repositories = new Repositories({ startTimeoutMs: 60_000, showTimeoutMs: 60_000 });
  const versionOf = async (name: string, text?: string) => {
    const version = await repositories.versionOf(git.fileAt(name), text);
    assert.ok(version.ok);
    return version.value;
  };

  it('is its repository and commit, and whether it is as there', async () => {
    const commit = git.run('rev-parse', 'HEAD').trim();
    const remote = 'git.example/team/tool';
    assert.deepEqual(await versionOf('a.txt', 'one\ntwo\n'), { remote, commit, dirty: false });
    assert.deepEqual(await versionOf('a.txt', '\uFEFFone\r\ntwo\r\n'), { remote, commit, dirty: false });
    assert.deepEqual(await versionOf('a.txt', 'one\n2\n'), { remote, commit, dirty: true }, 'saved or not');
    assert.deepEqual(await versionOf('new.txt', 'one\n'), { remote, commit, dirty: true }, 'not in it');
    assert.deepEqual(await versionOf('a.txt'), { remote, commit }, 'nobody knows the text');
  });

  it('has no remote, where that is on no other computer', async () => {
    git.run('remote', 'set-url', 'origin', '/srv/git/tool.git');
    await git.refresh();
    assert.equal('remote' in (await versionOf('a.txt', '')), false);
    git.run('remote', 'add', 'hub', 'https://me:secret@hub.example/team/tool.git');
    await git.refresh();
    assert.equal((await versionOf('a.txt', '')).remote, 'hub.example/team/tool', 'and no secret');
    const roots = await repositories.rootsOf('Hub.example/Team/tool');
    assert.deepEqual(
      roots.map(({ fsPath }) => fsPath),
      [git.root],
    );
    assert.deepEqual(await repositories.rootsOf('hub.example/team/other'), []);
  });

  it('is what it was at a commit, also where it is gone or has another name by now', async () => {
    const first = git.run('rev-parse', 'HEAD').trim();
    git.run('mv', 'a.txt', 'b.txt');
    git.run('commit', '-qm', 'rename');
    assert.equal(await repositories.textAt(git.fileAt('a.txt'), first), 'one\ntwo\n');
    assert.equal(await repositories.textAt(git.fileAt('b.txt'), first), undefined, 'it was not there');
    for (const commit of ['HEAD', 'main', first.slice(0, 7), '--output=x', 'f'.repeat(40), ''])
      assert.equal(await repositories.textAt(git.fileAt('a.txt'), commit), undefined, commit);
  });

  it('is nothing outside of repositories', async () => {
    const outside = await realpath(await mkdtemp(path.join(tmpdir(), 'tilde-no-git-')));
    try {
      const file = vscode.Uri.file(path.join(outside, 'a.txt'));
      assert.deepEqual(await repositories.versionOf(file, ''), { ok: false, error: 'none' });
      assert.equal(await repositories.textAt(file, 'f'.repeat(40)), undefined);
      const untitled = vscode.Uri.parse('untitled:Untitled-1');
      assert.deepEqual(await repositories.versionOf(untitled, ''), { ok: false, error: 'none' });
    } finally {
      await rm(outside, { recursive: true });
    }
  });

  it('has no commit before the first', async () => {
    git.run('update-ref', '-d', 'HEAD');
    await git.refresh();
    assert.deepEqual(await versionOf('a.txt', 'one\ntwo\n'), { remote: 'git.example/team/tool' });
  });

  it('is not waited for too long', async () => {
    const hasty = new Repositories({ startTimeoutMs: 60_000, showTimeoutMs: 0 });
    const version = await hasty.versionOf(git.fileAt('a.txt'), 'one\ntwo\n');
    assert.ok(version.ok && version.value.commit !== undefined && version.value.dirty === undefined);
  });
});
