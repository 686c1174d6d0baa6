import assert from 'node:assert/strict';
import { silentLogger } from '../../src/base/logger';
import { ServerProcess } from '../../src/hosting/serverProcess';
import { OPEN_ACCESS } from '../../src/protocol/host/hostChannel';
import { NativePeer, SeedPeer, joinLine } from './support/peer';
import { type RunningServer, SERVER, runForked, runServer, startServer } from './support/server';

describe('three dialects in one room', () => {
  let server: RunningServer;
  before(async () => (server = await startServer()));
  after(() => server.stop());

  it('P-1.2 hears everybody in every dialect: name, welcome, message, leave', async () => {
    const seed = await SeedPeer.join(server.port, 'sam');
    const line = await joinLine(server.port, 'lin');
    const native = await NativePeer.join(server.port, 'nat');
    await seed.say('from seed');
    await line.send('from line\n');
    await native.send('say', { id: '1', text: 'from native' });

    for (const text of ['from seed', 'from line', 'from native']) await native.next('say', { text });
    const shown = await line.until('nat~from native\n');
    assert.match(shown, /^SERVER~Welcoming lin to the chat!\n/);
    for (const frame of ['sam~from seed\n', 'lin~from line\n', 'SERVER~Welcoming nat to the chat!\n']) {
      assert.ok(shown.includes(frame), frame);
    }
    const screen = await seed.untilShown('[nat] from native');
    assert.equal(screen[0], '[SERVER] Welcoming sam to the chat!');
    for (const row of ['[SERVER] Welcoming lin to the chat!', '[sam] from seed', '[lin] from line']) {
      assert.ok(screen.includes(row), row);
    }

    line.end();
    await seed.untilShown('[SERVER] lin has left the chat.');
    await native.next('leave', { name: 'lin' });
    await native.send('bye', {});
    await seed.untilShown('[SERVER] nat has left the chat.');
    assert.equal(await native.peer.untilGone(), 'end');
    seed.peer.end();
    await seed.peer.untilGone();
  });
});

describe('the server program', () => {
  it('prints where it runs and who connects, and tells its members when it ends, with exit code 0', async () => {
    const server = await startServer();
    const line = await joinLine(server.port, 'lin');
    const { port } = line.socket.address() as { port: number };
    assert.match(server.output(), new RegExp(`^Server runs on 127.0.0.1 ${server.port}$`, 'm'));
    assert.match(server.output(), new RegExp(`^Client Connection Success: 127.0.0.1 ${port}$`, 'm'));
    const native = await NativePeer.join(server.port, 'nat');
    assert.equal(await server.stop(), process.platform === 'win32' ? null : 0);
    await line.untilGone();
    assert.match(line.text, /SERVER~The room is closed\.\n$/);
    assert.equal(native.frames.at(-1)?.verb, 'bye');
  });

  it('says in one sentence why it cannot start, with exit code 1 and no stack trace', async () => {
    const server = await startServer();
    const taken = String(server.port);
    const refused: [string[], RegExp][] = [
      [
        ['--port', taken],
        new RegExp(`^Cannot bind host 127.0.0.1 and port ${taken}: another program listens there`),
      ],
      [['--host', '0.0.0.0'], /^--host 0\.0\.0\.0 lets everybody on the network/],
      [['--port', '70000'], /^--port takes a whole number from 0/],
      [['--room', 'a~b'], /^--room: That name cannot be used/],
      [['--colour', 'red'], /^Unknown option '--colour'/],
      [['--rate', 'fast'], /^--rate takes a number/],
    ];
    for (const [argv, sentence] of refused) {
      const { code, stdout, stderr } = await runServer(...argv);
      assert.match(stderr, sentence);
      assert.match(stderr, /^[^\n]+\.\n$/, 'one sentence on one line');
      assert.deepEqual({ code, stdout }, { code: 1, stdout: '' });
    }
    await server.stop();
  });

  it('says the same to a host that forked it, with the same exit code', async () => {
    const server = await startServer();
    try {
      const { code, message } = await runForked('--port', String(server.port));
      assert.match(message, /^Cannot bind host 127\.0\.0\.1 /);
      assert.equal(code, 1);
    } finally {
      await server.stop();
    }
  });

  it('ends at the word of a host that asks for it while it starts', async () => {
    const lines: string[] = [];
    const process = new ServerProcess({
      ...{ serverPath: SERVER, host: '127.0.0.1', port: 0, room: 'Lab', roomAccess: OPEN_ACCESS },
      logger: { ...silentLogger, info: (line) => void lines.push(line) },
      // by force it would be another code
      stopTimeoutMs: 10_000,
    });
    await process.stop();
    process.dispose();
    assert.equal(lines.at(-1), 'the server process ended: exit code 0');
  });

  it('answers --help with every option and --version with the version', async () => {
    const help = await runServer('--help');
    for (const flag of ['--host', '--port', '--room', '--open', '--max-members', '--greet-after-ms']) {
      assert.ok(help.stdout.includes(flag), flag);
    }
    const version = await runServer('--version');
    assert.match(version.stdout, /^\d+\.\d+\.\d+\n$/);
    assert.deepEqual([help.code, version.code], [0, 0]);
  });
});
