import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import {
  rejection,
  setChoices,
  setInputTexts,
  setStatusTexts,
  setValidation,
  treeItem,
} from '../../src/editor/platform/surfaces';
import { withIcon } from '../../src/editor/platform/harmless';

const HOSTILE = '[x](command:undo) $(bell)';
const IN_LINE = '[x] (command:undo) \\$(bell)';

describe('what is given to VS Code', () => {
  const used: vscode.Disposable[] = [];
  const using = <T extends vscode.Disposable>(one: T): T => (used.push(one), one);
  afterEach(() => used.splice(0).forEach((one) => void one.dispose()));

  it('draws no link and no icon in an input, and says there what is wrong', () => {
    const box = using(vscode.window.createInputBox());
    setInputTexts(box, { title: HOSTILE, prompt: HOSTILE, placeholder: HOSTILE });
    assert.deepEqual([box.title, box.prompt, box.placeholder], [HOSTILE, IN_LINE, HOSTILE]);
    const { Error, Info } = vscode.InputBoxValidationSeverity;
    for (const [isFault, severity] of [
      [true, Error],
      [false, Info],
    ] as const) {
      setValidation(box, HOSTILE, isFault);
      assert.deepEqual(box.validationMessage, { message: IN_LINE, severity });
    }
    setValidation(box, undefined);
    assert.equal(box.validationMessage, undefined);
  });

  it('draws only our icons in a quick pick, and keeps what else is in its entries', () => {
    const pick = using(vscode.window.createQuickPick<vscode.QuickPickItem & { readonly room: number }>());
    const choices = [1, 2].map((room) => ({
      ...{ icon: 'lock', label: HOSTILE, description: HOSTILE, detail: 'https://x.yz', room },
    }));
    setChoices(pick, choices, choices[1]);
    const [first] = pick.items;
    assert.ok(first);
    assert.equal(first.label, '$(lock) [x](command:undo) \\$(bell)');
    assert.equal(first.description, '[x]\u2060(command:undo) $\u2060(bell)');
    assert.equal(first.detail, 'https:\u2060//x.yz');
    assert.deepEqual(
      pick.activeItems.map(({ room }) => room),
      [2],
    );
  });

  it('is no Markdown in a tree and in the status bar', () => {
    const texts = { label: HOSTILE, description: HOSTILE, tooltip: HOSTILE, spoken: HOSTILE };
    const { label, description, tooltip } = treeItem(texts);
    assert.deepEqual([label, description, tooltip], [HOSTILE, HOSTILE, HOSTILE]);
    const item = using(vscode.window.createStatusBarItem());
    setStatusTexts(item, { text: withIcon('lock', HOSTILE), tooltip: HOSTILE, label: HOSTILE });
    assert.equal(item.text, '$(lock) [x](command:undo) \\$(bell)');
    assert.equal(item.tooltip, HOSTILE);
  });

  it('makes no link of what a command rejects with, which VS Code shows by itself', () => {
    const error = new Error(HOSTILE);
    assert.equal(rejection(error), error);
    assert.equal(error.message, '[x] (command:undo) $(bell)');
    assert.equal(rejection('no error'), 'no error');
  });

  it('fills a sentence in once, whatever is filled in', () => {
    const said = vscode.l10n.t('{0}: {1}', '{1} {0} $&', '{0}');
    assert.equal(said, '{1} {0} $&: {0}');
  });
});
