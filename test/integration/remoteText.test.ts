import assert from 'node:assert/strict';
import { remoteText } from '../../src/editor/wording/remoteText';

describe('what sentences call the computer on the other side', () => {
  const names: Readonly<Record<string, string>> = {
    wsl: 'WSL',
    'ssh-remote': 'the SSH host',
    'dev-container': 'the container',
    'attached-container': 'the container',
    codespaces: 'the codespace',
    tunnel: 'the computer behind the tunnel',
    // an editor in a browser: VS Code knows only where its server is
    '127.0.0.1:43041': 'the server of this editor',
    'code.example.com': 'the server of this editor',
    localhost: 'the server of this editor',
    'of-tomorrow': 'the remote computer',
    constructor: 'the remote computer',
  };
  for (const [name, text] of Object.entries(names))
    it(`${name}: ${text}`, () => assert.equal(remoteText(name), text));
});
