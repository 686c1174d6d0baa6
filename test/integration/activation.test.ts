import assert from 'node:assert/strict';
import path from 'node:path';
import * as vscode from 'vscode';

const BUNDLE = path.join('dist', 'tilde.js');
const isLoaded = (): boolean => Object.keys(require.cache).some((file) => file.endsWith(BUNDLE));

let loadedByActivation: boolean | undefined;

// before any test of any file
before(async () => {
  const extension = vscode.extensions.getExtension('tilde-chat.tilde');
  assert.ok(extension);
  await extension.activate();
  loadedByActivation = isLoaded();
});

describe('the start of a window without a room', () => {
  it('loads no more than what waits for the person', () => {
    assert.equal(loadedByActivation, false);
  });

  it('leaves the rest to the first command', async () => {
    await vscode.commands.executeCommand('tilde.showLog');
    assert.equal(isLoaded(), true);
  });
});
