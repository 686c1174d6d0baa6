import assert from 'node:assert/strict';
import * as vscode from 'vscode';

describe('the extension in a real VS Code', () => {
  const extension = () => {
    const found = vscode.extensions.getExtension('tilde-chat.tilde');
    assert.ok(found, 'it is installed');
    return found;
  };

  it('activates', async () => {
    await extension().activate();
    assert.equal(extension().isActive, true);
  });

  it('registers every command that its manifest promises', async () => {
    await extension().activate();
    const manifest = extension().packageJSON as { contributes: { commands: { command: string }[] } };
    const promised = manifest.contributes.commands.map(({ command }) => command);
    const registered = new Set(await vscode.commands.getCommands(true));
    assert.ok(promised.length > 0);
    assert.deepEqual(
      promised.filter((command) => !registered.has(command)),
      [],
    );
  });

  it('takes no key from VS Code, and no setting from a workspace', async () => {
    const { contributes } = extension().packageJSON as {
      contributes: {
        keybindings: { command: string; key: string; mac: string }[];
        configuration: { properties: Record<string, { scope: string }> };
      };
    };
    await vscode.commands.executeCommand('workbench.action.openDefaultKeybindingsFile');
    const text = vscode.window.activeTextEditor?.document.getText() ?? '';
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
    assert.ok(text.includes('"ctrl+k ctrl+c"'), text.slice(0, 1000));
    for (const { command, key } of contributes.keybindings) {
      const bound = text.split('},').filter((one) => one.includes(`"${key}"`));
      assert.ok(
        bound.every((one) => one.includes(command)),
        `${key}: ${bound.join()}`,
      );
    }
    for (const [name, { scope }] of Object.entries(contributes.configuration.properties)) {
      assert.equal(scope, 'application', name);
    }
  });
});
