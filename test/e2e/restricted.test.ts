// Where VS Code runs few extensions: Tilde is one of them, whole.
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { usePeople } from './fixtures/people';
import { freePort } from './fixtures/ports';
import { SeedPeer } from './fixtures/seedPeer';
import { ChatPanel } from './pages/chatPanel';
import { ONLY_HERE, Workbench } from './pages/workbench';

describe('a workspace', () => {
  const people = usePeople();

  /** Hosts by the palette, and talks with somebody. @param room the name that it gets by itself */
  async function talks(workbench: Workbench, chat: ChatPanel, room: string): Promise<void> {
    const port = await freePort();
    await workbench.runCommand('Tilde: Host Room');
    await workbench.hostsAs({ port, who: ONLY_HERE });
    await chat.isNow('joined');
    await workbench.statusBarItem(room).waitFor();
    const carol = await SeedPeer.join(port, 'carol');
    await chat.send('Hello');
    await carol.sees('~Hello');
    carol.say('Hi');
    await chat.messages('Hi', { author: 'carol' }).waitFor();
    carol.leave();
  }

  it('that is not trusted is none to keep from chatting in', async () => {
    const settings = {
      ...{ 'tilde.username': 'Alice', 'security.workspace.trust.enabled': true },
      'security.workspace.trust.startupPrompt': 'never',
    };
    const { workbench, chat } = await people.arrive('Alice', { settings });
    await workbench.statusBarItem('Restricted Mode').waitFor();
    await talks(workbench, chat, 'alices-project');
  });

  it('whose files are nowhere on this computer is none either', async () => {
    const bob = await people.arrive('Bob');
    const file = path.join(bob.home, 'elsewhere.code-workspace');
    await writeFile(file, JSON.stringify({ folders: [{ uri: 'elsewhere:/project' }] }));
    const page = await bob.context.newPage();
    const workbench = await Workbench.open(page, bob.server.url({ workspace: file }));
    const chat = new ChatPanel(page);
    // the icon may be the one of Bob's first window, which VS Code remembers; the chat is there with its commands
    await workbench.activityBarItem.click();
    await chat.isNow('idle');
    await talks(workbench, chat, 'elsewhere (Workspace)');
  });
});
