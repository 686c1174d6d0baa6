import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { CopiedCode } from '../../src/editor/code/copiedCode';
import { openPlace } from '../../src/editor/code/openPlace';
import { insertCode, openCode } from '../../src/editor/code/putCode';
import { SelectedCode } from '../../src/editor/code/selectedCode';
import { WorkspaceFiles } from '../../src/editor/code/workspaceFiles';

const workspaceUri = (): vscode.Uri => vscode.workspace.workspaceFolders![0]!.uri;
const fileAt = (...segments: string[]): vscode.Uri => vscode.Uri.joinPath(workspaceUri(), ...segments);
const relative = (uri: vscode.Uri): string => vscode.workspace.asRelativePath(uri);

describe('code and the workspace', () => {
  let outside: string;
  before(async () => (outside = await mkdtemp(path.join(tmpdir(), 'tilde-code-'))));
  after(() => rm(outside, { recursive: true }));
  afterEach(async () => {
    // reverted: nobody can be asked here whether to save what has no file
    while (vscode.window.tabGroups.activeTabGroup.activeTab)
      await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });

  /** A document outside the workspace. One without a file could get the text of another that was closed just before. */
  const documentOf = async (name: string, text: string): Promise<vscode.TextDocument> => {
    const file = vscode.Uri.file(path.join(outside, name));
    await vscode.workspace.fs.writeFile(file, Buffer.from(text));
    return vscode.workspace.openTextDocument(file);
  };

  /** The editors that npm has may come without the program that searches. */
  const canSearch = async (): Promise<boolean> => {
    try {
      return (await vscode.workspace.findFiles('**/lines.py')).length > 0;
    } catch {
      return false;
    }
  };

  it('finds the files that stand exactly there, also where nothing can be searched', async () => {
    const found = await new WorkspaceFiles().find(['src/lines.py']);
    assert.deepEqual([...found.values()].flat().map(relative), ['src/lines.py']);
  });

  it('finds the files that written paths mean', async function () {
    if (!(await canSearch())) this.skip();
    const own = fileAt('src', 'lines.py').fsPath;
    const found = await new WorkspaceFiles().find([
      ...['src/lines.py', 'lines.py', './src/lines.py', 'src\\lines.py', own, '/home/bob/den/src/lines.py'],
      ...['lib/[id].ts', '[id].ts', 'index.ts', 'core/index.ts'],
    ]);
    const files = Object.fromEntries([...found].map(([path, uris]) => [path, uris.map(relative)]));
    assert.deepEqual(files, {
      'src/lines.py': ['src/lines.py'],
      'lines.py': ['src/lines.py'],
      './src/lines.py': ['src/lines.py'],
      'src\\lines.py': ['src/lines.py'],
      [own]: ['src/lines.py'],
      '/home/bob/den/src/lines.py': ['src/lines.py'],
      'lib/[id].ts': ['lib/[id].ts'],
      '[id].ts': ['lib/[id].ts'],
      'index.ts': ['lib/index.ts', 'lib/core/index.ts'],
      'core/index.ts': ['lib/core/index.ts'],
    });
  });

  it('finds nothing outside the workspace', async () => {
    const found = await new WorkspaceFiles().find([
      ...['../surfaces.test.ts', '/etc/passwd', '../../../package.json', __filename, 'src', 'src/', ''],
      ...[
        'missing.py',
        'other/lines.py',
        'C:\\Windows\\win.ini',
        '\\\\server\\share\\a.ts',
        'src/lines.py:x',
      ],
    ]);
    assert.deepEqual([...found], []);
  });

  it('waits for no file system that does not answer', async () => {
    const isFile = ({ path }: vscode.Uri): Promise<boolean> =>
      path.endsWith('lines.py') ? Promise.resolve(true) : new Promise(() => undefined);
    const files = new WorkspaceFiles({ isFile, lookTimeoutMs: 50 });
    const found = await files.find(['src/lines.py', 'src/missing.py']);
    assert.deepEqual([...found.keys()], ['src/lines.py']);
    assert.equal((await files.find(['src/lines.py'])).size, 1, 'nor does the next one wait');
  });

  it('lets no more searches wait than it may', async function () {
    if (!(await canSearch())) this.skip();
    const files = new WorkspaceFiles({ maxWaiting: 1 });
    const [first, second] = await Promise.all([files.find(['lines.py']), files.find(['lines.py'])]);
    assert.equal(first.size, 1);
    assert.equal(second.size, 0);
    assert.equal((await files.find(['lines.py'])).size, 1);
  });

  it('goes to a place, and marks a stretch', async () => {
    const files = new WorkspaceFiles();
    await openPlace({ path: 'src/lines.py', line: 2, column: 2 }, files);
    const { document, selection } = vscode.window.activeTextEditor!;
    assert.equal(relative(document.uri), 'src/lines.py');
    assert.deepEqual([selection.start.line, selection.start.character, selection.isEmpty], [1, 1, true]);
    await openPlace({ path: 'src/lines.py', line: 1, end: 2 }, files);
    assert.equal(document.getText(vscode.window.activeTextEditor!.selection), 'def one():\n\treturn 1');
    await openPlace({ path: 'src/lines.py', line: 4000, column: 9 }, files);
    assert.equal(vscode.window.activeTextEditor!.selection.start.line, document.lineCount - 1);
  });

  it('opens code in an editor, in its language if there is one', async () => {
    await openCode('\tx := 1 \n', 'go');
    const { document } = vscode.window.activeTextEditor!;
    assert.deepEqual(
      [document.getText(), document.languageId, document.isUntitled],
      ['\tx := 1 \n', 'go', true],
    );
    await openCode('x', 'no such language');
    assert.equal(vscode.window.activeTextEditor!.document.languageId, 'plaintext');
  });

  it('inserts code as it is, in place of what is selected', async () => {
    const document = await documentOf('before.txt', 'before\nOLD\nafter');
    const editor = await vscode.window.showTextDocument(document);
    editor.selection = new vscode.Selection(1, 0, 1, 3);
    await insertCode('\tif ($1) {\n  ${x}\n\t}');
    assert.equal(document.getText(), 'before\n\tif ($1) {\n  ${x}\n\t}\nafter');
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), 'before\nOLD\nafter');
  });

  it('knows what was copied last, and where', async () => {
    const copied = new CopiedCode();
    try {
      const document = await vscode.workspace.openTextDocument(fileAt('src', 'lines.py'));
      const place = { path: 'src/lines.py', start: 1, end: 2 };
      copied.prepareDocumentPaste(document, [new vscode.Range(0, 0, 2, 0)]);
      assert.deepEqual(copied.of('def one():\r\n\treturn 1\r\n'), { language: 'python', place });
      assert.equal(copied.of('def one():'), undefined);
      copied.prepareDocumentPaste(document, [new vscode.Range(0, 0, 0, 3), new vscode.Range(4, 0, 4, 3)]);
      assert.deepEqual(copied.of('def\ndef'), { language: 'python' });
      const plain = await documentOf('plain.txt', 'a\nb');
      copied.prepareDocumentPaste(plain, [new vscode.Range(0, 0, 1, 1)]);
      assert.deepEqual(copied.of('a\nb'), {});
      const large = await documentOf('large.txt', 'x'.repeat(100_001));
      copied.prepareDocumentPaste(large, [new vscode.Range(0, 0, 0, 100_001)]);
      assert.equal(copied.of('x'.repeat(100_001)), undefined);
      assert.equal(copied.of('a\nb'), undefined, 'it was not the last');
    } finally {
      copied.dispose();
    }
  });

  it('knows whether something is selected, and where', async () => {
    const selected = new SelectedCode();
    const next = (): Promise<void> =>
      new Promise((resolve) => {
        const listener = selected.onDidChange(() => {
          listener.dispose();
          resolve();
        });
      });
    try {
      const editor = await vscode.window.showTextDocument(fileAt('src', 'lines.py'));
      assert.deepEqual([selected.exists, selected.where], [false, undefined]);
      let changed = next();
      editor.selection = new vscode.Selection(0, 4, 1, 3);
      await changed;
      assert.deepEqual([selected.exists, selected.where], [true, editor]);
      changed = next();
      editor.selection = new vscode.Selection(1, 1, 1, 1);
      await changed;
      assert.deepEqual([selected.exists, selected.where], [false, undefined]);
      const plain = await vscode.workspace.openTextDocument({ content: 'a\r\nb' });
      changed = next();
      const other = await vscode.window.showTextDocument(plain);
      other.selection = new vscode.Selection(0, 0, 1, 1);
      await changed;
      assert.equal(selected.where, other);
      changed = next();
      await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
      await changed;
      assert.equal(selected.where, undefined);
    } finally {
      selected.dispose();
    }
  });
});
