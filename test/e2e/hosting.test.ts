import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { OPEN_ACCESS } from '../../src/protocol/hostChannel';
import { newRoomKey } from '../../src/protocol/roomKey';
import { startGatedServer, startServer } from '../conformance/support/server';
import { usePeople } from './fixtures/people';
import type { Person } from './fixtures/person';
import { freePort } from './fixtures/ports';
import { Stranger } from './fixtures/stranger';

describe('hosting, by somebody who has set nothing', () => {
  const people = usePeople({ oneStory: true });
  let ada: Person;

  before(async () => {
    // what git knows of its user stands in their home
    const gitConfig = path.resolve('test-results', 'gitconfig');
    ada = await people.arrive('Ada', { settings: {}, env: { GIT_CONFIG_GLOBAL: gitConfig } });
    await writeFile(gitConfig, '[user]\n\tname = Ada Lovelace\n');
  });

  it('asks for the username, and proposes the one that git knows', async () => {
    const { workbench } = ada;
    await workbench.runCommand('Tilde: Host Room');
    await workbench.step('Host: Your Username', '1/4').waitFor();
    assert.equal(await workbench.proposal('Host: Your Username'), 'Ada Lovelace');
    await workbench.answer('Host: Your Username', 'SERVER');
    await workbench.quickInput.getByText('A username has 1 to 32 visible characters').waitFor();
    await workbench.answer('Host: Your Username', 'Ada');
    await workbench.step('Host: Who Can Join', '2/4').waitFor();
  });

  it('leads back, and keeps what was answered', async () => {
    const { workbench } = ada;
    await workbench.pick('Host: Who Can Join', 'Open, this computer only');
    assert.equal(await workbench.proposal('Host: Name of the Room'), 'adas-project');
    await workbench.answer('Host: Name of the Room', 'a~b');
    await workbench.quickInput.getByText("A room's name has 1 to 32 visible characters").waitFor();
    await workbench.answer('Host: Name of the Room', 'Engine');
    await workbench.step('Host: Port', '4/4').waitFor();
    await workbench.back();
    assert.equal(await workbench.proposal('Host: Name of the Room'), 'Engine');
    await workbench.accept('Host: Name of the Room');
  });

  it('tells by which room a port is taken, or that it is, and puts the next free one in its place', async () => {
    const { workbench, chat } = ada;
    const field = workbench.field('Host: Port');
    assert.equal(await field.inputValue(), '9999');
    await workbench.answer('Host: Port', '65536');
    await workbench.quickInput.getByText('A port is a number from 1 to 65535.').waitFor();

    const stranger = await Stranger.listen();
    people.atEnd(() => stranger.close());
    const { port } = stranger;
    await workbench.answer('Host: Port', String(port));
    await workbench.quickInput
      .getByText(`Port ${port} cannot be used: another program has it, or it is reserved.`)
      .waitFor();
    assert.ok(Number(await field.inputValue()) > port, 'a later one is proposed');

    const vault = await startGatedServer({ ...OPEN_ACCESS, key: newRoomKey() });
    people.atEnd(() => vault.stop());
    await workbench.answer('Host: Port', String(vault.port));
    await workbench.quickInput
      .getByText(`Port ${vault.port} cannot be used: a private room of Tilde is there.`)
      .waitFor();

    // the next port is proposed, and must not be one that the system gives away meanwhile
    const room = await startServer('--port', String(await freePort()));
    people.atEnd(() => room.stop());
    await workbench.answer('Host: Port', String(room.port));
    const told = workbench.quickInput.getByText(
      `Port ${room.port} cannot be used: the room “Lab” is open there.`,
    );
    await told.waitFor();
    const free = await field.inputValue();
    assert.match(await told.innerText(), new RegExp(`${free} is free\\.$`));
    await people.picture('taken-port');
    await workbench.accept('Host: Port');
    await chat.isNow('joined');
    await chat.app.getByText(`127.0.0.1:${free}`).first().waitFor();
    await chat.app.getByText('You are Ada').waitFor();
  });

  it('shows an address that leads to nobody but this computer as what it is, to be copied', async () => {
    const { workbench, chat } = ada;
    // what runs here is beside VS Code's server, and says so
    await chat.app.getByText(/^Only programs on .+ can reach the room, at the address below\./).waitFor();
    await ada.copies('something else');
    await workbench.statusBarTells(/Copied 127\.0\.0\.1:\d+/, () =>
      workbench.runCommand('Tilde: Copy Address of the Room'),
    );
    const address = await ada.clipboardAfter('something else');
    const carol = await people.arrive('Carol');
    await carol.asksToJoin(address);
    await carol.chat.isNow('joined');
    await ada.members.row(/^Carol/).waitFor();
    await carol.members.row(/^Ada, host/).waitFor();
  });

  it('asks for no name the next time; no other room can be hosted meanwhile', async () => {
    const { workbench, chat } = ada;
    await workbench.openPalette('Tilde: ');
    await workbench.choice('Tilde: Leave Room').waitFor();
    assert.equal(await workbench.choice('Tilde: Host Room').count(), 0);
    await workbench.page.keyboard.press('Escape');
    await workbench.runCommand('Tilde: Leave Room');
    await workbench.dialogButton('Close Room').click();
    await chat.isNow('left');
    await ada.hosts(await freePort(), 'Engine 2');
    await chat.app.getByText('You are Ada').waitFor();
  });
});
