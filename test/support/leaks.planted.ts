// What test/unit/docs/leaks.test.ts plants: each test leaves behind what its title says, but the last, which leaves nothing.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, watch } from 'node:fs';
import { type AddressInfo, connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DisposableStore } from '../../src/base/disposable';
import { Emitter } from '../../src/base/emitter';
import { systemClock } from '../../src/base/systemClock';

describe('planted', () => {
  it('a server', async () => {
    await once(createServer().listen(0, '127.0.0.1'), 'listening');
  });
  it('a socket', async () => {
    const server = createServer((far) => far.unref()).listen(0, '127.0.0.1');
    await once(server, 'listening');
    await once(connect((server.address() as AddressInfo).port, '127.0.0.1'), 'connect');
    server.close();
  });
  it('a process', () => {
    spawn(process.execPath, ['-e', 'process.stdin.resume()'], {
      stdio: ['pipe', 'ignore', 'ignore'],
    }).unref();
  });
  it('a watcher', () => {
    watch(tmpdir(), { persistent: false });
  });
  it('a timer', () => {
    systemClock.after(60_000, () => undefined);
  });
  it('a store of disposables', () => {
    new DisposableStore();
  });
  it('a listener', () => {
    new Emitter<void>().event(() => undefined);
  });
  it('the folder', () => {
    mkdtempSync(path.join(tmpdir(), 'tilde-leak-'));
  });
  it('nothing', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const near = connect((server.address() as AddressInfo).port, '127.0.0.1');
    await once(near, 'connect');
    server.close();
    near.destroy();
    systemClock.after(60_000, () => undefined).dispose();
    const [store, emitter] = [new DisposableStore(), new Emitter<void>()];
    store.add(emitter.event(() => undefined));
    store.dispose();
  });
});
