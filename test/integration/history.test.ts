import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createConnection } from 'node:net';
import { createInterface } from 'node:readline';
import * as vscode from 'vscode';
import { LinePeer } from './fixtures/linePeer';
import { closed, listenOn, portOf } from './fixtures/ports';

interface Welcome {
  readonly room: { readonly id: string };
  readonly history: readonly { readonly verb: string; readonly from: string; readonly text?: string }[];
}

const run = <T>(command: string, argument?: unknown): Thenable<T> =>
  vscode.commands.executeCommand<T>(command, argument);

async function host(room: string, lan = false): Promise<string> {
  const hosted = await run<{ address: string }>('tilde.host', {
    ...{ name: 'Alice', room, port: 0, access: 'open', lan },
  });
  return hosted.address;
}

const leave = () => run('tilde.leave', { ask: false });

/** What a newcomer is told. */
async function welcomeAt(address: string): Promise<Welcome> {
  const { hostname, port } = new URL(`tcp://${address}`);
  const socket = createConnection({ host: hostname, port: Number(port) });
  await once(socket, 'connect');
  socket.write('~hello~{"v":1,"name":"dave"}\n');
  for await (const line of createInterface({ input: socket })) {
    const [, payload] = /^SERVER~welcome~(.*)$/.exec(line) ?? [];
    if (payload === undefined) continue;
    socket.destroy();
    return JSON.parse(payload) as Welcome;
  }
  throw new Error('no welcome');
}

const textsOf = ({ history }: Welcome): string[] =>
  history.filter(({ verb }) => verb === 'say').map(({ from, text }) => `${from}: ${text}`);

/** Carol comes and says it; everybody has it when this is done. */
async function said(address: string, text: string): Promise<void> {
  const peer = await LinePeer.join(address, 'carol');
  peer.say(text);
  await peer.sees(`carol~${text}`);
  peer.leave();
}

describe('the history of a hosted room', () => {
  const setting = (value: boolean | undefined) =>
    vscode.workspace.getConfiguration('tilde').update('history.enabled', value, true);

  beforeEach(() => run('tilde.clearHistory', { rooms: 'all' }));
  afterEach(async () => {
    await leave();
    await setting(undefined);
  });

  it('is there again when the room is hosted again: the same room', async () => {
    const first = await host('Kept');
    const { room } = await welcomeAt(first);
    await said(first, 'remember this');
    await leave();
    const again = await welcomeAt(await host('Kept'));
    assert.equal(again.room.id, room.id);
    assert.deepEqual(textsOf(again), ['carol: remember this']);
  });

  it('is not that of a room of another name', async () => {
    await said(await host('Kept'), 'not for everybody');
    await leave();
    assert.deepEqual(textsOf(await welcomeAt(await host('Another'))), []);
  });

  it('is empty once it was cleared, at once and later; the room stays the same', async () => {
    const address = await host('Kept');
    const { room } = await welcomeAt(address);
    await said(address, 'a slip of the tongue');
    await run('tilde.clearHistory', { rooms: 'this' });
    assert.deepEqual(textsOf(await welcomeAt(address)), []);
    await said(address, 'said after that');
    await leave();
    const again = await welcomeAt(await host('Kept'));
    assert.equal(again.room.id, room.id);
    assert.deepEqual(textsOf(again), ['carol: said after that']);
  });

  it('of earlier rooms is gone when all are cleared', async () => {
    const first = await host('Kept');
    const { room } = await welcomeAt(first);
    await said(first, 'long ago');
    await leave();
    await host('Another');
    await run('tilde.clearHistory', { rooms: 'all' });
    await leave();
    const again = await welcomeAt(await host('Kept'));
    assert.notEqual(again.room.id, room.id);
    assert.deepEqual(textsOf(again), []);
  });

  it('is none where it is switched off', async () => {
    await setting(false);
    await said(await host('Kept'), 'off the record');
    await leave();
    await setting(undefined);
    assert.deepEqual(textsOf(await welcomeAt(await host('Kept'))), []);
  });

  it('is cleared in memory where it is switched off', async () => {
    await setting(false);
    const address = await host('Kept');
    await said(address, 'off the record');
    await run('tilde.clearHistory', { rooms: 'this' });
    assert.deepEqual(textsOf(await welcomeAt(address)), []);
  });

  it('is not held by a room that could not be opened', async () => {
    const address = await host('Kept');
    await said(address, 'remember this');
    await leave();
    const taken = await listenOn(0);
    const request = { name: 'Alice', room: 'Kept', port: portOf(taken), access: 'open' };
    await assert.rejects(Promise.resolve(run('tilde.host', request)));
    await closed(taken);
    assert.deepEqual(textsOf(await welcomeAt(await host('Kept'))), ['carol: remember this']);
  });

  it('refuses rooms it does not know', async () => {
    await assert.rejects(
      Promise.resolve(run('tilde.clearHistory', { rooms: 'none' })),
      /tilde\.clearHistory/,
    );
  });
});
