// What test/support/leaks.ts finds inside an extension host.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import net from 'node:net';
import path from 'node:path';
import { runInThisContext } from 'node:vm';
import * as vscode from 'vscode';
import { type Disposable, DisposableStore, toDisposable } from '../../src/base/disposable';
import { Emitter } from '../../src/base/emitter';
import { lookForLeaks } from '../support/leaks';
import { closed, listenOn, portOf } from './fixtures/ports';

const SOCKETS = ['a socket (net.client.socket)', 'a socket (net.server.socket)'];

/** What the check says of what `plant` makes, which is let go of only afterwards. */
async function leftBy(plant: () => Promise<Disposable>): Promise<readonly string[]> {
  const end = lookForLeaks();
  const planted = await plant();
  const left = await end(0);
  planted.dispose();
  return left;
}

const kinds = (left: readonly string[]) => left.map((what) => what.split('\n')[0]).sort();

describe('what an integration test leaves behind', () => {
  it('is found, with the place that made it', async () => {
    const left = await leftBy(async () => {
      const server = await listenOn(0);
      const near = net.connect(portOf(server), '127.0.0.1');
      await Promise.all([once(server, 'connection'), once(near, 'connect')]);
      const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1' };
      const child = spawn(process.execPath, ['-e', 'process.stdin.resume()'], { env });
      const timer = setTimeout(() => undefined, 60_000);
      const store = new DisposableStore();
      for (const undo of [() => server.close(), () => near.destroy(), () => child.kill()])
        store.add(toDisposable(undo));
      store.add(toDisposable(() => clearTimeout(timer)));
      store.add(new Emitter<void>().event(() => undefined));
      return store;
    });
    const all = ['a listener', 'a process', 'a server', ...SOCKETS, 'a store of disposables', 'a timer'];
    assert.deepEqual(kinds(left), all);
    for (const what of left) assert.match(what, /\n\s+at .*leaks\.test\.js:\d+:\d+/);
  });

  it('is found in the body of a test, where nothing else has called it', async () => {
    const end = lookForLeaks();
    await Promise.resolve();
    const timer = setTimeout(() => undefined, 60_000);
    const left = await end(0);
    clearTimeout(timer);
    assert.match(left.join(), /^a timer\n\s+at .*leaks\.test\.js:\d+:\d+\)?$/);
  });

  describe('made by others that it calls', () => {
    let server: net.Server;
    before(async () => (server = await listenOn(0)));
    after(() => closed(server));

    /** Connects and sets a timer, as code in that file. */
    const leftByFile = (file: string) =>
      leftBy(async () => {
        type Make = (connect: typeof net.connect, port: number) => [net.Socket, NodeJS.Timeout];
        const code = `(connect, port) => [connect(port, '127.0.0.1'), setTimeout(() => undefined, 60_000)]`;
        const make = runInThisContext(code, { filename: file }) as Make;
        const [socket, timer] = make(net.connect, portOf(server));
        await Promise.all([once(server, 'connection'), once(socket, 'connect')]);
        return toDisposable(() => {
          socket.destroy();
          clearTimeout(timer);
        });
      });

    it('is none of ours where VS Code has made it; the other end of its socket is', async () => {
      const left = await leftByFile(path.join(vscode.env.appRoot, 'out', 'vs', 'main.js'));
      assert.deepEqual(kinds(left), [SOCKETS[1]]);
    });

    it('counts where the installed extension has made it, but for timers', async () => {
      const extension = vscode.extensions.getExtension('tilde-chat.tilde');
      assert.ok(extension);
      const file = path.join(extension.extensionPath, 'dist', 'tilde.js');
      assert.deepEqual(kinds(await leftByFile(file)), SOCKETS);
    });
  });
});
