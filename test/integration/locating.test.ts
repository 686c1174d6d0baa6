import assert from 'node:assert/strict';
import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { anchorOf } from '../../src/anchoring/anchor';
import { WorkspaceFiles } from '../../src/editor/code/workspaceFiles';
import { SentCode } from '../../src/editor/comparing/sentCode';
import { CodeLocator, type CodeLocatorParts, type Located } from '../../src/editor/locating/codeLocator';
import { goToCode } from '../../src/editor/locating/goToCode';
import type { Quoted } from '../../src/editor/locating/outcome';
import { StaleCode } from '../../src/editor/locating/staleCode';
import { Repositories } from '../../src/editor/repository/repositories';
import { describeWithGit } from './fixtures/git';

/** A program of as many functions, of which no two are alike. */
const program = (count: number): string =>
  Array.from({ length: count }, (_, i) =>
    [
      `export function part${i}(input: string): number {`,
      `  const found${i} = input.indexOf('key${i * 7}');`,
      `  return found${i} < 0 ? ${i} : found${i} * ${i + 3};`,
      '}',
      '',
    ].join('\n'),
  ).join('\n');
const PROGRAM = program(8);
/** The lines of `part3`, without the bracket behind them. */
const PART = { start: 16, end: 18 };

/** What somebody sends of a text. */
function quote(written: string, text = PROGRAM, lines = PART): Quoted {
  const { code, context, start, end } = anchorOf(text, lines);
  return { path: written, text: code, start, end, ...(context && { context }) };
}

const NO_GIT: CodeLocatorParts['repositories'] = {
  versionOf: () => Promise.resolve({ ok: false, error: 'none' }),
  rootsOf: () => Promise.resolve([]),
  hasRemote: () => Promise.resolve(false),
  textAt: () => Promise.resolve(undefined),
  renamedSince: () => Promise.resolve([]),
};
const UNWATCHED = { watch: () => undefined };

/** What was found, with files by what they are called below `root`. */
function brief(located: Located, root: vscode.Uri): unknown {
  const name = (file: vscode.Uri): string => path.posix.relative(root.path, file.path);
  if (located.kind === 'absent') return [located.why, ...located.files.map(name)];
  if (located.kind === 'uncertain') return [located.why, ...located.places.map(({ lines }) => lines.start)];
  const { file, lines } = located.place;
  return [located.isChanged ? 'changed' : 'here', name(file), lines.start, lines.end];
}

async function closeAll(): Promise<void> {
  while (vscode.window.tabGroups.activeTabGroup.activeTab)
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
}

describe('quoted code', () => {
  const folder = vscode.Uri.joinPath(vscode.workspace.workspaceFolders![0]!.uri, 'quoted');
  const locator = new CodeLocator(
    { files: new WorkspaceFiles(), repositories: NO_GIT, stale: UNWATCHED },
    { timeoutMs: 60_000 },
  );
  const at = (name: string): vscode.Uri => vscode.Uri.joinPath(folder, name);
  const write = (name: string, text: string): Thenable<void> =>
    vscode.workspace.fs.writeFile(at(name), Buffer.from(text));
  const locate = async (quoted: Quoted): Promise<unknown> => brief(await locator.locate(quoted), folder);
  beforeEach(() => write('a.ts', PROGRAM));
  afterEach(async () => {
    await closeAll();
    await vscode.workspace.fs.delete(folder, { recursive: true });
  });

  it('is found where it is, whatever changed above and below', async () => {
    assert.deepEqual(await locate(quote('quoted/a.ts')), ['here', 'a.ts', 16, 18]);
    await write('a.ts', `// new\n// lines\n${PROGRAM}`);
    assert.deepEqual(await locate(quote('quoted/a.ts')), ['here', 'a.ts', 18, 20]);
    await write('a.ts', `${PROGRAM}\nexport const more = 1;\n`);
    assert.deepEqual(await locate(quote('quoted/a.ts')), ['here', 'a.ts', 16, 18]);
  });

  it('is found with other ends of lines and another indentation', async () => {
    await write('a.ts', `// new\n${PROGRAM.replaceAll('  ', '\t')}`.replaceAll('\n', '\r\n'));
    assert.deepEqual(await locate(quote('quoted/a.ts')), ['here', 'a.ts', 17, 19]);
  });

  it('is said to have changed, where it has', async () => {
    await write('a.ts', `// new\n${PROGRAM.replace("'key21'", "'another21'")}`);
    assert.deepEqual(await locate(quote('quoted/a.ts')), ['changed', 'a.ts', 17, 19]);
  });

  it('is found in what is not saved', async () => {
    const editor = await vscode.window.showTextDocument(at('a.ts'));
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), '// not\n// saved\n'));
    assert.deepEqual(await locate(quote('quoted/a.ts')), ['here', 'a.ts', 18, 20]);
  });

  it('is found nowhere, where it is nowhere', async () => {
    const without = PROGRAM.split('\n').toSpliced(15, 3).join('\n');
    await write('a.ts', without);
    assert.deepEqual(await locate(quote('quoted/a.ts')), ['gone', 'a.ts']);
    for (const written of ['quoted/b.ts', 'Untitled-1', '../a/b.ts', '/etc/passwd', '//host/c/a.ts', ''])
      assert.deepEqual(await locate(quote(written)), ['noFile'], written);
    await vscode.workspace.fs.delete(at('a.ts'));
    assert.deepEqual(await locate(quote('quoted/a.ts')), ['noFile']);
    await write('a.ts', '\0\u0001\0');
    assert.equal((await locator.locate(quote('quoted/a.ts'))).kind, 'absent', 'no text');
  });

  it('is not said to be at one of several places', async () => {
    const twice = 'function x() {\n  return 1;\n}\n\n';
    await write('a.ts', twice + twice);
    const located = await locator.locate({
      ...{ path: 'quoted/a.ts', text: 'function x() {\n  return 1;\n}', start: 40, end: 42 },
    });
    assert.deepEqual(brief(located, folder), ['repeated', 1, 5]);
  });

  it('is found in 50,000 lines', async () => {
    const large = program(10_000);
    await write('a.ts', `// new\n${large}`);
    const quoted = quote('quoted/a.ts', large, { start: 25_001, end: 25_003 });
    assert.deepEqual(await locate(quoted), ['here', 'a.ts', 25_002, 25_004]);
  });

  it('is not looked for in too large a file, nor too long', async () => {
    const parts = { files: new WorkspaceFiles(), repositories: NO_GIT, stale: UNWATCHED };
    const careful = new CodeLocator(parts, { maxFileBytes: 10 });
    assert.deepEqual(brief(await careful.locate(quote('quoted/a.ts')), folder), ['unread', 'a.ts']);
    const stuck = { ...NO_GIT, rootsOf: () => new Promise<never>(() => undefined) };
    const hasty = new CodeLocator({ ...parts, repositories: stuck }, { timeoutMs: 1 });
    const quoted = { ...quote('quoted/a.ts'), remote: 'git.example/team/tool' };
    assert.deepEqual(brief(await hasty.locate(quoted), folder), ['late']);
  });

  it('is found below other folders, where files can be searched', async function () {
    await write('deep/other.ts', PROGRAM);
    if ((await new WorkspaceFiles().find(['other.ts'])).size === 0) this.skip();
    assert.deepEqual(await locate(quote('deep/other.ts')), ['here', 'deep/other.ts', 16, 18]);
    assert.deepEqual(await locate(quote('moved/other.ts')), ['here', 'deep/other.ts', 16, 18]);
    const little = quote('moved/other.ts', PROGRAM, { start: 18, end: 18 });
    assert.deepEqual(await locate(little), ['elsewhere', 18]);
  });

  it('is gone to: its lines are selected', async () => {
    await write('a.ts', `// new\n${PROGRAM}`);
    await goToCode(quote('quoted/a.ts'), locator);
    const { document, selection } = vscode.window.activeTextEditor!;
    assert.equal(document.uri.toString(), at('a.ts').toString());
    assert.equal(document.getText(selection), quote('').text);
  });

  it('is shown beside one’s own lines, and nothing else differs', async () => {
    await write('a.ts', `// new\n${PROGRAM.replace("'key21'", "'another21'")}`.replaceAll('\n', '\r\n'));
    const sent = new SentCode();
    try {
      await sent.compare(quote('quoted/a.ts'), locator);
      const { activeTab } = vscode.window.tabGroups.activeTabGroup;
      assert.ok(activeTab?.input instanceof vscode.TabInputTextDiff);
      const { original, modified } = activeTab.input;
      assert.equal(modified.toString(), at('a.ts').toString());
      const left = await vscode.workspace.openTextDocument(original);
      assert.equal(left.getText().replaceAll('\r\n', '\n'), `// new\n${PROGRAM}`);
      assert.equal(left.languageId, 'typescript');
    } finally {
      await closeAll();
      sent.dispose();
    }
  });

  it('is looked for anew when its file changed, and not before it is quiet', async () => {
    const stale = new StaleCode({ quietMs: 10 });
    try {
      const told = new Promise<readonly string[]>((resolve) => {
        const listener = stale.onDidChange((paths) => {
          listener.dispose();
          resolve(paths);
        });
      });
      stale.watch('lib/a.ts', [at('a.ts')]);
      stale.watch('lib/other.ts', []);
      const editor = await vscode.window.showTextDocument(at('a.ts'));
      await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), '//\n'));
      assert.deepEqual(await told, ['lib/a.ts']);
    } finally {
      stale.dispose();
    }
  });
});

describeWithGit('quoted code in a repository', (git) => {
  const REMOTE = 'git.example/team/tool';
  const repositories = new Repositories({ startTimeoutMs: 60_000, showTimeoutMs: 60_000 });
  let outside: vscode.Uri;
  before(async () => {
    outside = vscode.Uri.file(await realpath(await mkdtemp(path.join(tmpdir(), 'tilde-fork-'))));
  });
  after(() => rm(outside.fsPath, { recursive: true }));

  /** The workspace has these files. */
  const locatorIn = (...files: vscode.Uri[]): CodeLocator =>
    new CodeLocator(
      {
        files: {
          exactly: (written) => Promise.resolve(files.filter((file) => file.path.endsWith(written))),
          named: () => Promise.resolve({ meant: [], others: [] }),
        },
        repositories,
        stale: UNWATCHED,
      },
      { timeoutMs: 60_000 },
    );
  const write = (file: vscode.Uri, text: string): Thenable<void> =>
    vscode.workspace.fs.writeFile(file, Buffer.from(text));
  const commit = (): string => {
    git.run('add', '-A');
    git.run('commit', '-qm', 'more');
    return git.run('rev-parse', 'HEAD').trim();
  };

  it('is found in the folder that has its repository, and asked about where none has', async () => {
    const fork = vscode.Uri.joinPath(outside, 'p.ts');
    await Promise.all([write(fork, PROGRAM), write(git.fileAt('p.ts'), PROGRAM)]);
    const locator = locatorIn(fork, git.fileAt('p.ts'));
    const quoted = { ...quote('p.ts'), remote: REMOTE };
    const root = vscode.Uri.file(git.root);
    assert.deepEqual(brief(await locator.locate(quoted), root), ['here', 'p.ts', 16, 18]);
    const other = await locator.locate({ ...quoted, remote: 'git.example/team/other' });
    assert.deepEqual(brief(other, root), ['repeated', 16, 16]);
  });

  it('is found in a file that git knows to be renamed; another commit is told', async () => {
    await write(git.fileAt('p.ts'), PROGRAM);
    const first = commit();
    git.run('mv', 'p.ts', 'q.ts');
    await write(git.fileAt('q.ts'), `// new\n${PROGRAM}`);
    commit();
    await git.refresh();
    const located = await locatorIn(git.fileAt('q.ts')).locate({
      ...{ ...quote('p.ts'), remote: REMOTE, commit: first },
    });
    assert.deepEqual(brief(located, vscode.Uri.file(git.root)), ['here', 'q.ts', 17, 19]);
    assert.equal(located.isOtherCommit, true);
  });

  it('is told apart from its likes by the version that it was quoted from', async () => {
    const like = 'if (x) {\n  return;\n}\n';
    await write(git.fileAt('p.ts'), `one();\n${like}two();\n${like}three();\n`);
    const first = commit();
    await write(git.fileAt('p.ts'), `zero();\none();\n${like}two();\nmore();\n${like}three();\n`);
    const bare = { path: 'p.ts', text: like.trimEnd(), start: 6, end: 8 };
    const locator = locatorIn(git.fileAt('p.ts'));
    const root = vscode.Uri.file(git.root);
    assert.deepEqual(brief(await locator.locate(bare), root), ['repeated', 3, 8]);
    assert.deepEqual(brief(await locator.locate({ ...bare, commit: first }), root), ['here', 'p.ts', 8, 10]);
  });
});
