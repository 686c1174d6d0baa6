import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Logger } from '../../../src/base/logger';
import { OPEN_ACCESS } from '../../../src/protocol/host/hostChannel';
import { ServerProcess } from '../../../src/hosting/serverProcess';

/** Stands in for the server: what it does with its channel is each test's own. */
const SERVERS = {
  listening: `
    process.send({ type: 'listening', host: '127.0.0.1', port: 4321, ticket: 'secret' });
    process.on('message', ({ type }) => type === 'stop' && process.exit(0));
    process.on('disconnect', () => process.exit(0));`,
  failing: `process.send({ type: 'failed', message: 'Port 9 is taken.', code: 'EADDRINUSE' }, () => process.exit(1));`,
  dying: `process.exit(3);`,
  // a process of its own hands the message over when this one is gone
  survived: `
    const { spawn } = require('node:child_process');
    const said = JSON.stringify({ type: 'listening', port: 4321, ticket: 'secret' });
    const channel = process.channel.fd;
    spawn('/bin/sh', ['-c', 'cat; while kill -0 "$1" 2>&-; do :; done; echo "$0" >&3', said, String(process.pid)], {
      stdio: ['pipe', 'ignore', 'ignore', channel],
    }).unref();
    process.exit(3);`,
  // stays when it is released, as where it has direct messages to hand over
  staying: `
    process.send({ type: 'listening', host: '127.0.0.1', port: 4321, ticket: 'secret' });
    process.on('message', ({ type, id }) => type === 'release' && process.send({ type: 'done', id }));
    process.on('disconnect', () => setTimeout(() => undefined, 60_000));`,
  silent: `process.on('message', () => undefined);`,
  deaf: `
    process.send({ type: 'listening', host: '127.0.0.1', port: 4321, ticket: 'secret' });
    process.on('message', () => undefined);
    process.on('SIGTERM', () => undefined);`,
  talking: `
    console.log(JSON.stringify(process.argv.slice(2)));
    console.error('mind the gap');
    process.send({ type: 'nonsense' });
    process.send({ type: 'listening', host: '127.0.0.1', port: 4321, ticket: 'secret' });
    process.on('message', ({ type }) => type === 'stop' && process.exit(0));`,
};

describe('ServerProcess', () => {
  let folder: string;
  let lines: string[];
  let server: ServerProcess;
  let onEnd: () => void;

  const logger: Logger = {
    trace: () => undefined,
    info: (line) => {
      lines.push(`info ${line}`);
      if (line.startsWith('the server process ended')) onEnd();
    },
    warn: (line) => lines.push(`warn ${line}`),
    error: (line) => lines.push(`error ${line}`),
  };

  const start = async (
    kind: keyof typeof SERVERS,
    stopTimeoutMs = 10_000,
    startTimeoutMs = 10_000,
    requestTimeoutMs = 10_000,
  ): Promise<ServerProcess> => {
    const serverPath = path.join(folder, `${kind}.js`);
    await writeFile(serverPath, SERVERS[kind]);
    const options = {
      host: '127.0.0.1',
      port: 0,
      room: '--open',
      roomAccess: OPEN_ACCESS,
      startTimeoutMs,
      stopTimeoutMs,
      requestTimeoutMs,
    };
    return (server = new ServerProcess({ ...options, serverPath, logger }));
  };

  beforeEach(async () => {
    lines = [];
    onEnd = () => undefined;
    folder = await mkdtemp(path.join(tmpdir(), 'tilde-server-'));
  });

  afterEach(async () => {
    await server.stop();
    server.dispose();
    await rm(folder, { recursive: true });
  });

  it('tells where the server listens, and its ticket', async () => {
    const { listening } = await start('listening');
    assert.deepEqual(await listening, { type: 'listening', port: 4321, ticket: 'secret' });
  });

  it("passes the server's own sentence on when it cannot listen", async () => {
    const { listening } = await start('failing');
    await assert.rejects(listening, { message: 'Port 9 is taken.', code: 'EADDRINUSE' });
  });

  it('does not wait for a server that has ended', async () => {
    const { listening } = await start('dying');
    await assert.rejects(listening, /ended before/);
  });

  it('takes no word of a server that has ended for one that listens', async function () {
    if (process.platform === 'win32') this.skip(); // where a channel is no file
    const { listening } = await start('survived');
    await assert.rejects(listening, /ended before/);
  });

  it('ends a server that does not listen in time: late, it would only hold the port', async () => {
    const ended = new Promise<void>((resolve) => (onEnd = resolve));
    const { listening } = await start('silent', 10_000, 1);
    await assert.rejects(listening, /did not start in time/);
    await ended;
  });

  it('says that the server ended by itself, once, and how', async () => {
    const { listening, onDidCrash, pid } = await start('listening');
    await listening;
    const died = new Promise<string>((resolve) => onDidCrash(resolve));
    process.kill(pid!, 'SIGKILL');
    assert.match(await died, /SIGKILL|exit code/);
  });

  it('stops: the process is gone, and that is no accident', async () => {
    const { listening, onDidCrash, pid } = await start('listening');
    await listening;
    const accidents: string[] = [];
    onDidCrash((how) => accidents.push(how));
    await server.stop();
    assert.throws(() => process.kill(pid!, 0), { code: 'ESRCH' });
    assert.deepEqual(accidents, []);
  });

  it('lets go of a process that stays for the next one, and does not end it', async () => {
    const { listening, pid } = await start('staying');
    await listening;
    await server.release();
    assert.equal(process.kill(pid!, 0), true);
    const gone = new Promise<void>((resolve) => (onEnd = resolve));
    process.kill(pid!, 'SIGKILL');
    await gone;
  });

  it('ends by force a server that is to let go and does not', async () => {
    const { listening, pid } = await start('deaf', 50);
    await listening;
    await server.release();
    assert.throws(() => process.kill(pid!, 0), { code: 'ESRCH' });
  });

  it('ends by force a server that does not listen to reason', async () => {
    const { listening, pid } = await start('deaf', 50);
    await listening;
    await server.stop();
    assert.throws(() => process.kill(pid!, 0), { code: 'ESRCH' });
  });

  it('gives up a request that is not answered in time', async () => {
    const { listening } = await start('deaf', 50, 10_000, 1);
    await listening;
    await assert.rejects(server.request({ type: 'lock', on: true }), { code: 'no-answer' });
  });

  it('rejects a request that is not answered when the process dies', async () => {
    const { listening, pid } = await start('deaf', 50);
    await listening;
    const rejected = assert.rejects(server.request({ type: 'lock', on: true }), { code: 'not-running' });
    process.kill(pid!, 'SIGKILL');
    await rejected;
    await assert.rejects(server.request({ type: 'lock', on: true }), { code: 'not-running' });
  });

  it('lets the process end by itself when disposed', async () => {
    const { listening, pid } = await start('listening');
    await listening;
    server.dispose();
    await server.stop();
    assert.throws(() => process.kill(pid!, 0), { code: 'ESRCH' });
    assert.deepEqual(lines, ['info the server process ended: exit code 0']);
  });

  it('writes its output to the log, hands no name over as a flag, and ignores what it does not understand', async () => {
    const { listening } = await start('talking');
    await listening;
    await server.stop();
    assert.deepEqual(lines.toSorted(), [
      'info [server] ["--host=127.0.0.1","--port=0","--room=--open","--gated","--open"]',
      'info the server process ended: exit code 0',
      'warn [server] mind the gap',
      'warn the server sent a message that is not understood; it is ignored',
    ]);
  });

  it('is known by its command line, so that no editor offers to open its port in a browser', async () => {
    const { contributes } = JSON.parse(await readFile('package.json', 'utf8')) as Manifest;
    const attributes = contributes.configurationDefaults['remote.portsAttributes'];
    const [pattern = '', ...others] = Object.keys(attributes);
    assert.deepEqual(others, []);
    assert.equal(attributes[pattern]?.onAutoForward, 'ignore');
    const isOurs = (commandLine: string) => new RegExp(pattern).test(commandLine);
    assert.ok(
      isOurs(
        '/usr/bin/node /home/ann/.vscode-server/extensions/tilde-chat.tilde-0.1.0/dist/server.js --port 9999',
      ),
    );
    assert.ok(
      isOurs(
        String.raw`node.exe C:\Users\ann\.vscode\extensions\tilde-chat.tilde-0.1.0\dist\server.js --port 1`,
      ),
    );
    assert.ok(!isOurs('node /home/ann/shop/dist/server.js --port 9999'));
  });
});

interface Manifest {
  readonly contributes: {
    readonly configurationDefaults: {
      readonly 'remote.portsAttributes': Readonly<Record<string, { readonly onAutoForward: string }>>;
    };
  };
}
