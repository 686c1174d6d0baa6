import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { readSettings } from '../../src/editor/platform/settings';

describe('the settings', () => {
  const set = (key: string, value: unknown) =>
    vscode.workspace.getConfiguration('tilde').update(key, value, vscode.ConfigurationTarget.Global);

  afterEach(async () => {
    for (const key of [
      'history.enabled',
      'history.days',
      'host',
      'port',
      'notifications',
      'markdown',
      'sendOnEnter',
    ])
      await set(key, undefined);
  });

  it('say for how many days the history of a hosted room is kept, if it is kept at all', async () => {
    assert.equal(readSettings().historyDays, 90);
    await set('history.days', 30);
    assert.equal(readSettings().historyDays, 30);
    await set('history.enabled', false);
    assert.equal(readSettings().historyDays, undefined);
  });

  it('say what Host Room proposes: the team on the network, if nothing else is set', async () => {
    assert.equal(readSettings().lan, true);
    await set('host', 'thisComputer');
    await set('port', 4711);
    const { lan, port } = readSettings();
    assert.deepEqual({ lan, port }, { lan: false, port: 4711 });
  });

  it('say which messages are notified', async () => {
    assert.equal(readSettings().notifications, 'all');
    await set('notifications', 'mentions');
    assert.equal(readSettings().notifications, 'mentions');
  });

  it('say whether messages are shown with their formatting', async () => {
    assert.equal(readSettings().markdown, true);
    await set('markdown', false);
    assert.equal(readSettings().markdown, false);
  });

  it('say whether Enter sends', async () => {
    assert.equal(readSettings().sendOnEnter, true);
    await set('sendOnEnter', false);
    assert.equal(readSettings().sendOnEnter, false);
    await set('sendOnEnter', 'no');
    assert.equal(readSettings().sendOnEnter, true);
  });

  it('count as their default where a file holds what they cannot be', async () => {
    await set('history.days', 'for ever');
    await set('host', 7);
    await set('port', 70_000);
    await set('notifications', ['off']);
    await set('markdown', 'never');
    const { historyDays, lan, port, notifications, markdown } = readSettings();
    assert.deepEqual(
      { historyDays, lan, port, notifications, markdown },
      { historyDays: 90, lan: true, port: 9999, notifications: 'all', markdown: true },
    );
  });
});
