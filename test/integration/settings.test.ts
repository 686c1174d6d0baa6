import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { readSettings } from '../../src/editor/platform/settings';

describe('the settings', () => {
  const set = (key: string, value: unknown) =>
    vscode.workspace.getConfiguration('tilde').update(key, value, vscode.ConfigurationTarget.Global);

  afterEach(async () => {
    for (const key of ['history.enabled', 'history.days']) await set(key, undefined);
  });

  it('say for how many days the history of a hosted room is kept, if it is kept at all', async () => {
    assert.equal(readSettings().historyDays, 90);
    await set('history.days', 30);
    assert.equal(readSettings().historyDays, 30);
    await set('history.enabled', false);
    assert.equal(readSettings().historyDays, undefined);
  });

  it('count as their default where a file holds what they cannot be', async () => {
    await set('history.days', 'for ever');
    assert.equal(readSettings().historyDays, 90);
  });
});
