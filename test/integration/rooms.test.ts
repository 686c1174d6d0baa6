import assert from 'node:assert/strict';
import { type ChildProcess, fork } from 'node:child_process';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { once } from 'node:events';
import path from 'node:path';
import * as vscode from 'vscode';
import { LinePeer } from './fixtures/linePeer';
import { closed, listenOn, portOf, unusedPort } from './fixtures/ports';

const run = <T>(command: string, argument?: unknown): Thenable<T> =>
  vscode.commands.executeCommand<T>(command, argument);

/** Hosts without questions, on any free port. @returns the room's address */
async function host({ name = 'Alice', room = 'Workshop', port = 0 } = {}): Promise<string> {
  const hosted = await run<{ address: string }>('tilde.host', {
    ...{ name, room, port, access: 'open' },
  });
  return hosted.address;
}

const portIn = (address: string): number => Number(address.slice(address.lastIndexOf(':') + 1));

describe('rooms in a real VS Code', () => {
  afterEach(() => run('tilde.leave', { ask: false }));

  it('hosts on this computer: a plain socket joins, and hears of what the host does', async () => {
    const address = await host();
    assert.match(address, /^127\.0\.0\.1:\d+$/);
    const peer = await LinePeer.join(address, 'carol');
    peer.say('hello');
    await peer.sees('carol~hello');
    await run('tilde.leave', { ask: false });
    await peer.sees('SERVER~Alice has left the chat.');
    await peer.closed;
  });

  it('has ended its server and freed the port when the command to leave is done', async () => {
    const children: ChildProcess[] = [];
    const note = (message: unknown) => children.push((message as { process: ChildProcess }).process);
    subscribe('child_process', note);
    const port = portIn(await host());
    unsubscribe('child_process', note);
    await run('tilde.leave', { ask: false });
    // VS Code has others
    const servers = children.filter(({ spawnargs }) => spawnargs.includes(serverFile()));
    assert.equal(servers.length, 1);
    for (const { exitCode, signalCode } of servers) assert.notEqual(exitCode ?? signalCode, null);
    await closed(await listenOn(port));
  });

  it('hosts anew at once: the room before ends', async () => {
    const first = await host({ room: 'One' });
    const peer = await LinePeer.join(first, 'carol');
    const second = await host({ room: 'Two' });
    await peer.closed;
    assert.notEqual(second, first);
    const again = await LinePeer.join(second, 'carol');
    again.leave();
  });

  it('leaves a room whose settings are being changed, and says no more of the change', async () => {
    await host();
    const changing = run('tilde.roomSettings', { room: 'Another' });
    await run('tilde.leave', { ask: false });
    assert.equal(await changing, undefined);
  });

  it('says what to do when the port is taken, and can host after that', async () => {
    const taken = await listenOn(0);
    await assert.rejects(Promise.resolve(host({ port: portOf(taken) })), (error: Error) => {
      assert.match(error.message, new RegExp(`${portOf(taken)}`));
      return true;
    });
    const port = portOf(taken);
    await closed(taken);
    assert.equal(portIn(await host({ port })), port);
  });

  it('says which room has the port', async () => {
    const server = await startServer(serverFile());
    try {
      await assert.rejects(
        Promise.resolve(host({ port: portIn(server.address) })),
        /“Elsewhere” is open there/,
      );
    } finally {
      await server.stop();
    }
  });

  it('copies the address that teammates type', async () => {
    const address = await host();
    assert.equal(await run('tilde.copyAddress'), address);
    assert.equal(await vscode.env.clipboard.readText(), address);
  });

  it('joins a room that is there, under a name that can be changed', async () => {
    const server = await startServer(serverFile());
    try {
      const alice = await LinePeer.join(server.address, 'alice');
      const joined = await run('tilde.join', { name: 'Bob', address: server.address });
      assert.deepEqual(joined, { address: server.address });
      await alice.sees('SERVER~Welcoming Bob to the chat!');
      await run('tilde.setUsername', { name: 'Robert' });
      await alice.sees('SERVER~Bob is now Robert.');
      assert.equal(vscode.workspace.getConfiguration('tilde').get('username'), 'Robert');
      await run('tilde.leave', { ask: false });
      await alice.sees('SERVER~Robert has left the chat.');
      alice.leave();
    } finally {
      await vscode.workspace.getConfiguration('tilde').update('username', undefined, true);
      await server.stop();
    }
  });

  it('says what to do when nobody hosts there', async () => {
    const address = `127.0.0.1:${await unusedPort()}`;
    await assert.rejects(Promise.resolve(run('tilde.join', { name: 'Bob', address })), (error: Error) => {
      assert.match(error.message, new RegExp(`Nobody hosts a room at ${address}`));
      return true;
    });
  });

  for (const [command, argument] of [
    ['tilde.host', { name: 'Alice', room: '', port: 0, access: 'open' }],
    ['tilde.host', { name: 'Alice', room: 'Workshop', port: 70_000, access: 'open' }],
    ['tilde.host', { name: 'Alice', room: 'Workshop', port: 0, access: 'open', lan: 'yes' }],
    ['tilde.host', { name: 'Alice', room: 'Workshop', port: 0 }],
    ['tilde.join', { name: 'a~b', address: '127.0.0.1' }],
    ['tilde.join', { name: 'Alice', address: 'no such place' }],
    ['tilde.setUsername', { name: 'server' }],
  ] as const) {
    it(`refuses ${command}(${JSON.stringify(argument)})`, async () => {
      await assert.rejects(Promise.resolve(run(command, argument)), (error: Error) => {
        assert.match(error.message, new RegExp(command));
        return true;
      });
    });
  }
});

function serverFile(): string {
  const extension = vscode.extensions.getExtension('tilde-chat.tilde');
  assert.ok(extension);
  return path.join(extension.extensionPath, 'dist', 'server.js');
}

interface StandaloneServer {
  readonly address: string;
  stop(): Promise<void>;
}

/** The server as somebody else would run it. */
async function startServer(file: string): Promise<StandaloneServer> {
  const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1' };
  const child: ChildProcess = fork(file, ['--port=0', '--room=Elsewhere'], {
    execArgv: [],
    env,
    silent: true,
  });
  const [message] = (await once(child, 'message')) as [{ type: string; port: number }];
  assert.equal(message.type, 'listening');
  return {
    address: `127.0.0.1:${message.port}`,
    async stop() {
      const gone = once(child, 'exit');
      child.disconnect();
      await gone;
    },
  };
}
