import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { tellWhyEmpty } from '../../src/editor/panel/emptyPage';
import { copyText } from '../../src/editor/prompts/copyText';
import { ManualClock } from '../unit/client/manualClock';

describe('an editor in a browser that may not do all', () => {
  const EMPTY = /^Without HTTPS, browsers leave the chat empty\. /;
  const isWeb = vscode.env.uiKind === vscode.UIKind.Web;
  let clock: ManualClock;
  let told: string[];
  let isVisible: boolean;
  const watch = () =>
    tellWhyEmpty({
      isVisible: () => isVisible,
      clock,
      withinMs: 1000,
      tell: (message) => told.push(message),
    });

  beforeEach(() => {
    clock = new ManualClock();
    told = [];
    isVisible = true;
  });

  it('says why the chat stays empty, once', () => {
    watch();
    clock.advance(999);
    assert.deepEqual(told, []);
    clock.advance(5000);
    assert.equal(told.length, isWeb ? 1 : 0, 'a desktop needs no HTTPS');
    for (const message of told) assert.match(message, EMPTY);
  });

  it('says nothing of a chat that was drawn, or that is not shown', () => {
    watch().dispose();
    isVisible = false;
    watch();
    clock.advance(5000);
    assert.deepEqual(told, []);
  });

  it('shows what could not be copied', async () => {
    const copying = copyText('one\n\ntwo', { writeText: () => Promise.reject(new Error('denied')) });
    const question = { isOpen: true };
    void copying.finally(() => (question.isOpen = false));
    while (question.isOpen) await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
    assert.equal(await copying, false);
  });

  it('shows nothing of what was copied', async () => {
    assert.equal(await copyText('one\ntwo'), true);
    assert.equal(await vscode.env.clipboard.readText(), 'one\ntwo');
  });
});
