import assert from 'node:assert/strict';
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import path from 'node:path';
import * as vscode from 'vscode';
import { LinePeer } from './fixtures/linePeer';
import { closed, portOf } from './fixtures/ports';

/** Joins without questions, and expects to be told this. */
async function fails(address: string, sentence: string): Promise<void> {
  const joining = vscode.commands.executeCommand('tilde.join', { name: 'Bob', address });
  await assert.rejects(Promise.resolve(joining), { message: sentence });
}

describe('joining what is no room, or has none left', () => {
  let server: Server | undefined;
  const sockets = new Set<Socket>();

  /** Listens, and does that to whoever comes. @returns the address */
  async function listen(greet: (socket: Socket) => void): Promise<string> {
    server = createServer((socket) => {
      sockets.add(socket);
      socket.on('error', () => undefined);
      greet(socket);
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    return `127.0.0.1:${portOf(server)}`;
  }

  afterEach(async () => {
    for (const socket of sockets) socket.destroy();
    sockets.clear();
    if (server) await closed(server);
    server = undefined;
  });

  it('says that there is no computer of that name', async () => {
    const address = 'no-such-host.invalid:9999';
    await fails(
      address,
      `No computer is called that: ${address}. Check the spelling, or use its IP address.`,
    );
  });

  it('says that what answers is no chat', async () => {
    const address = await listen((socket) => socket.write('SSH-2.0-OpenSSH_9.6\r\n'));
    await fails(address, `What answers at ${address} is not a chat room. Check the port.`);
  });

  it('says that the connection broke, and what to do', async () => {
    const address = await listen((socket) => socket.end());
    await fails(address, `The connection to ${address} broke. Try again.`);
  });

  it('says that nobody answers', async () => {
    const address = await listen((socket) => socket.resume());
    await fails(
      address,
      `${address} does not answer. That computer may be off or on another network, or a firewall may be in the way.`,
    );
  });

  it('says that the room is full', async () => {
    const child = smallServer();
    try {
      const [{ port }] = (await once(child, 'message')) as [{ port: number }];
      const address = `127.0.0.1:${port}`;
      const carol = await LinePeer.join(address, 'carol');
      await fails(address, `The room at ${address} is full. Try again when somebody has left.`);
      carol.leave();
    } finally {
      const gone = once(child, 'exit');
      child.disconnect();
      await gone;
    }
  });
});

/** A server of a room for one. */
function smallServer(): ChildProcess {
  const extension = vscode.extensions.getExtension('tilde-chat.tilde');
  assert.ok(extension);
  return fork(
    path.join(extension.extensionPath, 'dist', 'server.js'),
    ['--port=0', '--room=Small', '--max-members=1'],
    { execArgv: [], env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' }, silent: true },
  );
}
