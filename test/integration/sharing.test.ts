import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { anchorOf } from '../../src/anchoring/anchor';
import { fail, ok } from '../../src/base/result';
import type { UnknownCause } from '../../src/editor/repository/gitExtension';
import { Repositories } from '../../src/editor/repository/repositories';
import { excerptOfMenu, excerptsHere } from '../../src/editor/sharing/excerpts';
import { shareSelectionCommand } from '../../src/editor/sharing/shareSelectionCommand';
import { mayShare } from '../../src/editor/sharing/mayShare';
import { Sharing } from '../../src/editor/sharing/sharing';
import type { Code } from '../../src/protocol/wire/messages';
import { describeWithGit } from './fixtures/git';
import { host, useSessions } from './fixtures/sessions';

const room = { access: 'private' as const, maxCodeBytes: 32_768 };
/** The bundle that is built, as a person has it. */
const GUARD = { threadPath: path.resolve(__dirname, '../../../dist/guard.js'), timeoutMs: 120_000 };
const agreed = () => Promise.resolve(true);
const nothingKnown = { versionOf: () => Promise.resolve(fail('none' as const)) };
const inWorkspace = (...segments: string[]): vscode.Uri =>
  vscode.Uri.joinPath(vscode.workspace.workspaceFolders![0]!.uri, ...segments);

/** What is shared from where the person is. */
async function shared(sharing: Sharing = new Sharing(nothingKnown, agreed)): Promise<readonly Code[]> {
  const read = await sharing.read(excerptsHere()!, room);
  assert.ok(read?.ok);
  return read.value.codes;
}

/** Shows a document with these lines selected, from 0. */
async function select(
  document: vscode.TextDocument,
  ...lines: readonly (readonly [number, number])[]
): Promise<vscode.TextEditor> {
  const editor = await vscode.window.showTextDocument(document);
  const selections = lines.map(
    ([first, last]) => new vscode.Selection(first, 0, last, document.lineAt(last).text.length),
  );
  const isSet = new Promise<void>((resolve) => {
    const listener = vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => {
      if (textEditor !== editor || !textEditor.selection.isEqual(selections[0]!)) return;
      listener.dispose();
      resolve();
    });
    if (editor.selection.isEqual(selections[0]!)) {
      listener.dispose();
      resolve();
    }
  });
  editor.selections = selections;
  await isSet;
  while (vscode.window.activeTextEditor !== editor)
    await new Promise<void>((resolve) => {
      const listener = vscode.window.onDidChangeActiveTextEditor(() => {
        listener.dispose();
        resolve();
      });
    });
  return editor;
}

describe('code on its way into a message', () => {
  let outside: string;
  before(async () => (outside = await mkdtemp(path.join(tmpdir(), 'tilde-sharing-'))));
  after(() => rm(outside, { recursive: true }));
  afterEach(async () => {
    // VS Code remembers what was selected in a file
    for (const editor of vscode.window.visibleTextEditors)
      editor.selection = new vscode.Selection(0, 0, 0, 0);
    while (vscode.window.tabGroups.activeTabGroup.activeTab)
      await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });

  /** A document outside the workspace. One without a file could get the text of another that was closed just before. */
  const documentOf = async (name: string, text: string): Promise<vscode.TextDocument> => {
    const file = path.join(outside, name);
    await writeFile(file, text);
    return vscode.workspace.openTextDocument(vscode.Uri.file(file));
  };

  it('is each selection by itself, in whole lines, with language and place', async () => {
    const document = await vscode.workspace.openTextDocument(inWorkspace('src', 'lines.py'));
    await select(document, [4, 4], [0, 1]);
    const lines = document.getText().split(/\r?\n/);
    const where = { path: 'src/lines.py', language: 'python' };
    const context = (start: number, end: number) => anchorOf(document.getText(), { start, end }).context;
    assert.deepEqual(await shared(), [
      { ...where, start: 1, end: 2, text: lines.slice(0, 2).join('\n'), context: context(1, 2) },
      { ...where, start: 5, end: 5, text: lines[4], context: context(5, 5) },
    ]);
    assert.equal(context(5, 5)?.lines, document.lineCount);
  });

  it('is the line that the cursor is in, where nothing is selected; blank lines are nothing', async () => {
    const document = await vscode.workspace.openTextDocument({
      content: 'one\r\n  two\r\n\r\n',
      language: 'c',
    });
    const editor = await select(document, [2, 2], [1, 1]);
    editor.selections = [new vscode.Selection(1, 4, 1, 4), new vscode.Selection(2, 0, 2, 0)];
    const [{ context, ...code }, ...more] = (await shared()) as [Code, ...Code[]];
    assert.deepEqual([more, context?.copies], [[], 1]);
    assert.deepEqual(code, { path: document.uri.path, language: 'c', start: 2, end: 2, text: '  two' });
    editor.selection = new vscode.Selection(2, 0, 2, 0);
    assert.equal((await new Sharing(nothingKnown, agreed).read(excerptsHere()!, room))?.ok, false);
  });

  it('has no more bytes than a message takes', async () => {
    const document = await documentOf('bytes.txt', 'ü'.repeat(10));
    await select(document, [0, 0]);
    const sharing = new Sharing(nothingKnown, agreed);
    assert.equal((await sharing.read(excerptsHere()!, { ...room, maxCodeBytes: 20 }))?.ok, true);
    const refused = await sharing.read(excerptsHere()!, { ...room, maxCodeBytes: 19 });
    assert.match(String(refused && !refused.ok && refused.error), /too much/);
  });

  it('goes out only if the person agrees, where it may be secret or its file stays here', async () => {
    const password = 'DB_PASSWORD=' + 'Tr0ub4dor-and-3';
    await select(await documentOf('settings.txt', `one\n${password}`), [1, 1]);
    const asked: string[] = [];
    let answers: readonly string[] = [];
    const ask = (question: string, detail: string | undefined) => {
      asked.push(question, ...(detail ?? '').split('\n'));
      return Promise.resolve(answers.at(0));
    };
    const sharing = new Sharing(nothingKnown, (quoted, access) =>
      mayShare(quoted, access, { ...GUARD, ask }),
    );
    assert.equal(await sharing.read(excerptsHere()!, { ...room, access: 'open' }), undefined);
    assert.deepEqual(asked, [
      'Is that meant for everybody in the room?',
      '“settings.txt” is outside this workspace.',
      'Line 2: password, key or token',
      '',
      'This room is not encrypted.',
    ]);
    answers = ['Share Anyway'];
    asked.length = 0;
    assert.equal((await sharing.read(excerptsHere()!, room))?.ok, true);
    assert.ok(!asked.includes('This room is not encrypted.'));
    asked.length = 0;
    await select(await vscode.workspace.openTextDocument(inWorkspace('src', 'lines.py')), [0, 0]);
    assert.equal((await sharing.read(excerptsHere()!, room))?.ok, true);
    assert.deepEqual(asked, []);
  });

  it('is the name of a file alone, where that is outside the workspace', async () => {
    await select(await documentOf('x.txt', 'x'), [0, 0]);
    assert.equal((await shared())[0]?.path, 'x.txt');
  });

  it('is the cells of a notebook, by their number, and lines within one', async () => {
    const kind = vscode.NotebookCellKind.Code;
    const notebook = await vscode.workspace.openNotebookDocument(
      'jupyter-notebook',
      new vscode.NotebookData([
        new vscode.NotebookCellData(kind, 'a = 1\nb = 2', 'python'),
        new vscode.NotebookCellData(kind, 'c = 3', 'python'),
      ]),
    );
    const editor = await vscode.window.showNotebookDocument(notebook);
    editor.selections = [new vscode.NotebookRange(0, 2)];
    const codes = await shared();
    assert.deepEqual(
      codes.map(({ path: where, start, end, text }) => [where.replace(/^.*#/, '#'), start, end, text]),
      [
        ['#cell-1', 1, 2, 'a = 1\nb = 2'],
        ['#cell-2', 1, 1, 'c = 3'],
      ],
    );
    const cell = notebook.cellAt(1).document;
    const read = await new Sharing(nothingKnown, agreed).read([excerptOfMenu({ document: cell })!], room);
    assert.ok(read?.ok && read.value.codes[0]?.text === 'c = 3');
    assert.deepEqual([excerptOfMenu(undefined), excerptOfMenu({ document: {} })], [undefined, undefined]);
  });

  it('is what a program puts out, under the name of its channel', async () => {
    const channel = vscode.window.createOutputChannel('Kettle');
    try {
      channel.append('one\ntwo\n');
      const shown = new Promise<vscode.TextEditor>((resolve) => {
        const listener = vscode.window.onDidChangeVisibleTextEditors((editors) => {
          const editor = editors.find(({ document }) => document.uri.scheme === 'output');
          if (!editor?.document.getText().includes('two')) return;
          listener.dispose();
          resolve(editor);
        });
      });
      channel.show(true);
      const { document } = await shown;
      const read = await new Sharing(nothingKnown, agreed).read(
        [{ document, lines: { first: 0, last: 1 } }],
        room,
      );
      assert.ok(read?.ok);
      const [code] = read.value.codes;
      assert.deepEqual([code?.path, code?.text], ['Kettle', 'one\ntwo']);
    } finally {
      await vscode.commands.executeCommand('workbench.action.closePanel');
      channel.dispose();
    }
  });

  it('says why nobody is told of the commit', async () => {
    const document = await vscode.workspace.openTextDocument(inWorkspace('src', 'lines.py'));
    await select(document, [0, 0]);
    for (const [cause, sentence] of [
      ['untrusted', /not trusted/],
      ['elsewhere', /remote window/],
      ['off', /off/],
      ['slow', /in time/],
      ['none', /^$/],
    ] as const) {
      const versionOf = () => Promise.resolve(fail<UnknownCause>(cause));
      const read = await new Sharing({ versionOf }, agreed).read(excerptsHere()!, room);
      assert.ok(read?.ok);
      assert.match(read.value.note ?? '', sentence, cause);
    }
    const untitled = await vscode.workspace.openTextDocument({ content: 'x' });
    await select(untitled, [0, 0]);
    const asked = () => assert.fail('git knows nothing of what has no file');
    assert.equal((await shared(new Sharing({ versionOf: asked }, agreed))).length, 1);
  });

  describe('by the command', () => {
    const sessions = useSessions();
    const known = () => Promise.resolve(ok({ remote: 'a.b/c', dirty: true }));
    const sharing = new Sharing({ versionOf: known }, agreed);
    const attached: Code[] = [];
    let showings = 0;
    const chat = {
      show: () => Promise.resolve(void (showings += 1)),
      attach: (codes: readonly Code[]) => void attached.push(...codes),
    };
    beforeEach(() => {
      attached.length = showings = 0;
    });

    it('goes where the person writes, with what git knows', async () => {
      const session = sessions.windowOf('alice');
      await host(session);
      await select(await vscode.workspace.openTextDocument(inWorkspace('src', 'lines.py')), [0, 1]);
      await shareSelectionCommand.run({ session, sharing, chat }, undefined);
      assert.equal(showings, 1);
      assert.deepEqual(
        attached.map(({ path: where, start, end, remote, dirty }) => [where, start, end, remote, dirty]),
        [['src/lines.py', 1, 2, 'a.b/c', true]],
      );
    });

    it('says that there is nothing to share from', async () => {
      const session = sessions.windowOf('alice');
      await host(session);
      await assert.rejects(shareSelectionCommand.run({ session, sharing, chat }, undefined), /Open a file/);
      assert.equal(showings, 0);
    });

    it('is a command of the extension', async () => {
      assert.ok((await vscode.commands.getCommands(true)).includes('tilde.shareSelection'));
    });
  });
});

describeWithGit('code on its way into a message, from a repository', (git) => {
  afterEach(() => vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor'));

  it('tells its remote and its commit, and whether it was changed, saved or not', async () => {
    const sharing = new Sharing(new Repositories({ startTimeoutMs: 60_000, showTimeoutMs: 60_000 }), agreed);
    const commit = git.run('rev-parse', 'HEAD').trim();
    const remote = 'git.example/team/tool';
    const editor = await select(await vscode.workspace.openTextDocument(git.fileAt('a.txt')), [0, 0], [1, 1]);
    const known = async () =>
      (await shared(sharing)).map((code) => [code.text, code.remote, code.commit, code.dirty]);
    assert.deepEqual(await known(), [
      ['one', remote, commit, false],
      ['two', remote, commit, false],
    ]);
    await editor.edit((edit) => edit.insert(new vscode.Position(2, 0), 'three'));
    assert.deepEqual((await known())[0], ['one', remote, commit, true]);
  });
});
