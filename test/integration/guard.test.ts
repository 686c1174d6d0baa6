import assert from 'node:assert/strict';
import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { placeOf, sentPath } from '../../src/editor/code/placeOf';
import { WorkspaceFiles } from '../../src/editor/code/workspaceFiles';
import { realFile } from '../../src/editor/guard/insideWorkspace';
import { findLikelySecrets } from '../../src/editor/guard/likelySecrets';
import { secretText } from '../../src/editor/guard/secretText';
import { whyAsk, whyAskText } from '../../src/editor/guard/whyAsk';
import { HOSTILE_PATHS, OTHERS_PATHS } from '../unit/editor/code/paths';

const workspaceUri = (): vscode.Uri => vscode.workspace.workspaceFolders![0]!.uri;
const relative = (uri: vscode.Uri): string => vscode.workspace.asRelativePath(uri);
/** The bundle that is built, as a person has it. */
const GUARD = { threadPath: path.resolve(__dirname, '../../../dist/guard.js'), timeoutMs: 120_000 };

describe('the guard before code goes out, and paths that come in', () => {
  /** A folder of the workspace, with a repository in it; and one outside. */
  let inside: string;
  let outside: string;
  let canLink = true;
  const at = (...segments: string[]): string => path.join(inside, ...segments);
  const own = (...segments: string[]): string => [path.basename(inside), ...segments].join('/');

  before(async () => {
    inside = await mkdtemp(path.join(workspaceUri().fsPath, 'guard-'));
    outside = await realpath(await mkdtemp(path.join(tmpdir(), 'tilde-guard-')));
    await mkdir(at('.git', 'info'), { recursive: true });
    await mkdir(at('src', 'out'), { recursive: true });
    const files = {
      '.gitignore': '*.log\nout/\n',
      '.git/info/exclude': 'mine.ts\n',
      '.git/config': '[core]\n',
      'src/.gitignore': '!kept.log\n',
      ...{
        'a.ts': '',
        'a.log': '',
        'mine.ts': '',
        'src/kept.log': '',
        'src/lost.log': '',
        'src/out/a.ts': '',
      },
      ...{ 'pair.js': '', 'pair.ts': '', 'c.js': '', 'd.txt': '', etc: '' },
    };
    for (const [name, text] of Object.entries(files)) await writeFile(at(name), text);
    await writeFile(path.join(outside, 'secret.ts'), 'x');
    try {
      await symlink(outside, at('linked'), 'junction');
      await symlink(at('src'), at('own'), 'junction');
      await symlink(path.join(outside, 'secret.ts'), at('link.ts'));
    } catch {
      // Windows lets not everybody make links
      canLink = false;
    }
  });
  after(async () => {
    await rm(inside, { recursive: true });
    await rm(outside, { recursive: true });
  });
  afterEach(async () => {
    await vscode.workspace.getConfiguration('files').update('exclude', undefined, true);
    while (vscode.window.tabGroups.activeTabGroup.activeTab)
      await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });

  const reason = async (file: string): ReturnType<typeof whyAsk> =>
    whyAsk(await vscode.workspace.openTextDocument(file), GUARD);

  it('asks about what .gitignore files hide', async () => {
    for (const name of ['a.log', 'src/lost.log', 'src/out/a.ts', 'mine.ts'])
      assert.equal(await reason(at(name)), 'git-ignored', name);
    for (const name of ['a.ts', 'src/kept.log', '.gitignore'])
      assert.equal(await reason(at(name)), undefined, name);
  });

  it('asks about what files.exclude hides, under its conditions', async () => {
    const exclude = {
      '**/*.js': { when: '$(basename).ts' },
      '**/d.*': true,
      '**/c.*': false,
      '**/src': true,
    };
    await vscode.workspace.getConfiguration('files').update('exclude', exclude, true);
    for (const name of ['pair.js', 'd.txt', 'src/kept.log'])
      assert.equal(await reason(at(name)), 'excluded', name);
    for (const name of ['pair.ts', 'c.js', 'a.ts']) assert.equal(await reason(at(name)), undefined, name);
  });

  it('asks about what is outside the workspace, also by a link', async function () {
    assert.equal(await reason(path.join(outside, 'secret.ts')), 'outside');
    if (!canLink) this.skip();
    assert.equal(await reason(at('link.ts')), 'outside');
    assert.equal(await reason(at('linked', 'secret.ts')), 'outside');
    assert.equal(await reason(at('own', 'kept.log')), undefined);
  });

  it('asks about nothing that has no file', async () => {
    const { uri } = await vscode.workspace.openTextDocument({ content: 'x' });
    assert.equal(await whyAsk(await vscode.workspace.openTextDocument(uri), GUARD), undefined);
  });

  it('asks where it cannot find out', async () => {
    const document = await vscode.workspace.openTextDocument(at('a.ts'));
    const threadPath = path.join(outside, 'missing.js');
    assert.equal(await whyAsk(document, { threadPath }), 'unknown');
  });

  it('says why in a sentence', () => {
    assert.equal(whyAskText('outside', 'a.ts'), '“a.ts” is outside this workspace.');
    assert.equal(whyAskText('git-ignored', 'a.ts'), 'A `.gitignore` keeps “a.ts” out of the repository.');
  });

  it('points at likely secrets from the bundle of the package', async () => {
    const text = `a\nDB_PASSWORD=hunter22\nx-token: `.concat('ghp_', 'a1B2'.repeat(9));
    const found = await findLikelySecrets(text, 'a.txt', GUARD);
    assert.deepEqual(found?.map(secretText), [
      'Line 2: password, key or token',
      'Line 3: GitHub key or token',
    ]);
  });

  it('sends paths below the folder, and of other files the name', () => {
    const place = placeOf(vscode.Uri.file(at('src', 'kept.log')), new vscode.Range(0, 0, 2, 0));
    assert.deepEqual(place, { path: own('src', 'kept.log'), start: 1, end: 2 });
    assert.equal(sentPath(vscode.Uri.file(path.join(outside, 'secret.ts'))), 'secret.ts');
    const shown = vscode.Uri.file(at('a.ts')).with({ scheme: 'git', query: '{"ref":"HEAD"}' });
    assert.equal(sentPath(shown), own('a.ts'));
  });

  it('finds nothing outside by hostile paths', async () => {
    const up = '../'.repeat(20);
    const hostile = [
      ...HOSTILE_PATHS,
      ...OTHERS_PATHS.filter((one) => !one.endsWith('/a.ts') && !one.endsWith('\\a.ts')),
      ...['secret.ts', 'config', 'HEAD'].flatMap((name) => [
        path.join(outside, name),
        `${up}${outside.slice(1)}/${name}`,
      ]),
      ...[
        own('.git/config'),
        own('.GIT/config'),
        at('.git', 'config'),
        own('src', '..', '..', '..', 'package.json'),
      ],
      ...[
        own('linked', 'secret.ts'),
        at('linked', 'secret.ts'),
        own('link.ts'),
        'link.ts',
        own('own', '..', 'link.ts'),
      ],
    ];
    assert.deepEqual([...(await new WorkspaceFiles().find(hostile))], []);
  });

  it('goes by a link that stays inside to the file itself', async function () {
    if (!canLink) this.skip();
    const found = await new WorkspaceFiles().find([own('own', 'kept.log'), at('own', 'kept.log')]);
    assert.deepEqual([...found.values()].flat().map(relative), [
      own('src', 'kept.log'),
      own('src', 'kept.log'),
    ]);
    assert.equal(await realFile(vscode.Uri.file(at('link.ts'))), undefined);
  });

  it('finds a file by another case only where the disk does, and then by its own', async () => {
    const found = await new WorkspaceFiles().find([own('A.TS')]);
    const isSame = await vscode.workspace.fs.stat(vscode.Uri.file(at('A.TS'))).then(
      () => true,
      () => false,
    );
    assert.deepEqual([...found.values()].flat().map(relative), isSame ? [own('a.ts')] : []);
  });
});
