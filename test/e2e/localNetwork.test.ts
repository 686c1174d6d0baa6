import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { TwoHosts, whyNoNamespaces } from '../conformance/network/twoHosts';
import { usePeople } from './fixtures/people';
import type { Person } from './fixtures/person';
import { ONLY_HERE } from './pages/workbench';

/** Alice is at `far`, which has that address; Bob is at `near`. */
const ALICE_AT = '192.0.2.1';

describe('two people at two computers of a local network', () => {
  const people = usePeople({ oneStory: true });
  let hosts: TwoHosts;
  let alice: Person;
  let bob: Person;

  before(async function () {
    const why = whyNoNamespaces();
    if (why !== undefined) {
      process.stdout.write(`      left out: ${why}\n`);
      this.skip();
    }
    hosts = await TwoHosts.open();
    people.atEnd(() => hosts.close());
    const scripts = mkdtempSync(path.join(tmpdir(), 'tilde-hosts-'));
    people.atEnd(() => rmSync(scripts, { recursive: true }));
    const arriveAt = async (side: 'near' | 'far', name: string): Promise<Person> => {
      const browser = await people.launchBrowser((executable) => {
        const script = path.join(scripts, `browser-${side}`);
        const [command, args] = hosts.command(side, executable);
        writeFileSync(script, `#!/bin/sh\nexec ${[command, ...args].join(' ')} "$@"\n`);
        chmodSync(script, 0o755);
        return script;
      });
      const through = (command: string, args: readonly string[]) => hosts.command(side, command, ...args);
      return people.arrive(name, { browser, through });
    };
    alice = await arriveAt('far', 'Alice');
    bob = await arriveAt('near', 'Bob');
  });

  it('who wants to host is told that the room opens where the extension runs, on the remote side', async () => {
    const { workbench } = alice;
    await alice.opensChat();
    await workbench.runCommand('Tilde: Host Room');
    await workbench.choice(ONLY_HERE).waitFor();
    assert.equal(await workbench.choice(/this (?:computer|network)/).count(), 0);
    await workbench.cancel('Host Room: Who Can Join');
  });

  it('a room for this computer only cannot be reached from another one', async () => {
    await alice.hosts(9999, 'alices-project');
    await bob.asksToJoin(ALICE_AT);
    await bob.chat.isNow('failed');
    await bob.chat.app.getByText(`Nobody hosts a room at ${ALICE_AT}:9999.`).waitFor();
    await alice.workbench.runCommand('Tilde: Leave Room');
    await alice.chat.isNow('left');
  });

  it('whoever hosts for the network is told who can then read along, and is asked nothing else', async () => {
    const { workbench } = alice;
    await workbench.runCommand('Tilde: Host Room');
    await workbench.quickInput
      .getByText(/^Not encrypted\. Anybody who can reach the room can join/)
      .waitFor();
    await workbench.pick('Who Can Join', 'Anybody on the network');
    await alice.chat.isNow('joined');
  });

  it('the address to hand out is shown at once, to be copied, and as long as nobody has said anything', async () => {
    const { workbench, chat } = alice;
    const told = workbench.toasts.filter({
      hasText: `The room “alices-project” is open to everybody on the network. Teammates join at ${ALICE_AT}:9999`,
    });
    await alice.copies('something else');
    await told.getByRole('button', { name: 'Copy Invitation' }).click();
    assert.match(await alice.clipboardAfter('something else'), new RegExp(`(^|\\s)${ALICE_AT}:9999(\\s|$)`));
    await alice.copies('something else');
    await chat.button('Invite Teammates').click();
    await chat.invitation.getByRole('button', { name: 'Copy: Address' }).click();
    await alice.hasCopied(`${ALICE_AT}:9999`);
  });

  it('what was copied is what the other one types, to be in the room', async () => {
    await bob.asksToJoin(await alice.clipboard());
    await bob.chat.isNow('joined');
    await bob.workbench.statusBarItem('alices-project').waitFor();
    await bob.tells(alice, 'I hear you from here');
    await alice.tells(bob, 'So do I');
    await people.picture('local-network');
  });

  it('where the computer has several addresses, the one to copy is asked for; any of them leads in', async () => {
    const { workbench } = alice;
    await bob.workbench.runCommand('Tilde: Leave Room');
    await bob.chat.isNow('left');
    // else she is asked whether he may lose it
    await alice.chat.notice(/Bob.*left/).waitFor();
    await alice.workbench.runCommand('Tilde: Leave Room');
    await alice.chat.isNow('left');
    await hosts.addAddress('far', '198.51.100.1');
    await hosts.addAddress('near', '198.51.100.100');
    await workbench.runCommand('Tilde: Host Room');
    await workbench.pick('Who Can Join', 'Anybody on the network');
    await workbench.toasts.filter({ hasText: `${ALICE_AT}:9999 or 198.51.100.1:9999` }).waitFor();
    await workbench.runCommand('Tilde: Copy Address of the Room');
    await workbench.statusBarTells('Copied 198.51.100.1:9999', () =>
      workbench.pick('Copy Address', '198.51.100.1:9999'),
    );
    await alice.hasCopied('198.51.100.1:9999');
    await bob.asksToJoin(await alice.clipboard());
    await bob.chat.isNow('joined');
    await bob.tells(alice, 'By the other one');
  });

  it('a computer that is nowhere is told apart from one that does not answer and from a wrong name', async () => {
    await bob.workbench.runCommand('Tilde: Leave Room');
    await bob.chat.isNow('left');
    for (const [address, sentence] of [
      ['203.0.113.7', 'There is no way to 203.0.113.7:9999 from here.'],
      ['desk.test:9998', 'No computer is called that: desk.test:9998.'],
    ] as const) {
      await bob.asksToJoin(address);
      await bob.chat.app.getByText(sentence).waitFor();
    }
    await hosts.deafen();
    await bob.asksToJoin(ALICE_AT);
    await bob.chat.app.getByText(`${ALICE_AT}:9999 does not answer. That computer may be off`).waitFor();
  });
});
