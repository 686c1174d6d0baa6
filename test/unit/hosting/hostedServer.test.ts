import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Emitter } from '../../../src/base/emitter';
import { silentLogger } from '../../../src/base/logger';
import { type RoomAccess, OPEN_ACCESS } from '../../../src/protocol/host/hostChannel';
import { HostedServer, type HostedServerOptions } from '../../../src/hosting/hostedServer';

const HOST = '127.0.0.1';

/** Really listens, as the real one does, and says how it is asked to end. */
const SERVER = `
  const flag = (name) => process.argv.find((arg) => arg.startsWith('--' + name + '='))?.split('=')[1];
  const history = flag('history');
  const inUse = history !== undefined && require('node:fs').existsSync(history + '.inUse');
  if (inUse) process.send({ type: 'failed', message: 'In use.', history: true }, () => process.exit(1));
  const port = Number(process.argv.find((arg) => arg.startsWith('--port=')).slice(7));
  const server = require('node:net').createServer();
  server.on('error', (error) => process.send({ type: 'failed', message: error.code }, () => process.exit(1)));
  const listen = () => server.listen(port, '${HOST}', () => {
    console.log('history ' + history + ' for ' + flag('history-days'));
    process.send({ type: 'listening', port: server.address().port, ticket: String(process.pid) });
  });
  let roomAccess;
  process.on('message', ({ type, id, ...message }) => {
    if (type === 'set-room-access') roomAccess = message.roomAccess;
    if (type === 'change-key') roomAccess = { ...roomAccess, key: message.key };
    if (type === 'set-room-access' || type === 'change-key') {
      process.send({ type: 'room-access-changed', roomAccess });
      process.send({ type: 'done', id });
      if (type === 'set-room-access' && !inUse) listen();
      return;
    }
    if (type === 'clear-history') {
      process.send(history === undefined ? { type: 'problem', id, message: 'None.' } : { type: 'done', id });
      return;
    }
    console.log(type === 'release' ? 'host-gone' : 'closed'); process.exit(0); });
  process.on('disconnect', () => { console.log('host-gone'); process.exit(0); });`;

const listenOn = async (port: number): Promise<Server> => {
  const server = createServer().listen(port, HOST);
  await once(server, 'listening');
  return server;
};

const portOf = (server: Server): number => (server.address() as AddressInfo).port;

describe('HostedServer', () => {
  let folder: string;
  let serverPath: string;
  let server: HostedServer;
  let lines: string[];

  let heard: Emitter<void>;

  const logger = {
    ...silentLogger,
    info: (line: string) => {
      lines.push(line);
      heard.fire();
    },
  };
  /** Resolves once the server has printed `line`: that may come later than its end. */
  const printed = (line: string): Promise<void> =>
    new Promise((resolve) => {
      const look = () => lines.includes(`[server] ${line}`) && resolve();
      heard.event(look);
      look();
    });
  const servers: HostedServer[] = [];
  const create = (options: Partial<HostedServerOptions> = {}): HostedServer => {
    server = new HostedServer({
      ...{ serverPath, host: HOST, port: 0, room: 'Workshop', roomAccess: OPEN_ACCESS, logger },
      ...{ restartPauseMs: 1, ...options },
    });
    servers.push(server);
    return server;
  };
  const next = (event: (listener: () => void) => unknown): Promise<void> =>
    new Promise((resolve) => event(resolve));
  const kill = (): void => {
    assert.ok(server.pid);
    process.kill(server.pid, 'SIGKILL');
  };

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'tilde-hosted-'));
    serverPath = path.join(folder, 'server.js');
    await writeFile(serverPath, SERVER);
  });

  beforeEach(() => {
    lines = [];
    heard = new Emitter();
  });
  afterEach(async () => {
    for (const one of servers.splice(0)) {
      await one.stop();
      one.dispose();
    }
    heard.dispose();
  });
  after(() => rm(folder, { recursive: true }));

  it('starts it again on the same port, with a ticket of its own, when it ends by itself', async () => {
    const port = await create().start();
    const { ticket } = server;
    const fell = next(server.onDidCrash);
    const again = next(server.onDidRestart);
    kill();
    await fell;
    assert.equal(server.isRestarting, true);
    await again;
    assert.equal(server.isRestarting, false);
    assert.notEqual(server.ticket, ticket);
    await assert.rejects(listenOn(port), { code: 'EADDRINUSE' });
  });

  it('gives up after so many restarts', async () => {
    await create({ restarts: 2 }).start();
    for (let restart = 1; restart <= 2; restart++) {
      const again = next(server.onDidRestart);
      kill();
      await again;
    }
    const gaveUp = next(server.onDidGiveUp);
    kill();
    await gaveUp;
  });

  it('forgets restarts of long ago', async () => {
    let now = 0;
    const clock = { now: () => now, date: () => 0, after: () => ({ dispose: () => undefined }) };
    await create({ restarts: 1, restartWindowMs: 1000, clock }).start();
    for (let restart = 1; restart <= 3; restart++) {
      now += 1001;
      const again = next(server.onDidRestart);
      kill();
      await again;
    }
  });

  it('gives up when the port was taken meanwhile', async () => {
    const port = await create({ restarts: 2, restartPortWaitMs: 0 }).start();
    const { pid } = server;
    assert.ok(pid);
    const other = createServer();
    const listening = once(other, 'listening');
    server.onDidCrash(() => other.listen(port, HOST));
    const gaveUp = next(server.onDidGiveUp);
    kill();
    await gaveUp;
    await listening;
    other.close();
  });

  it('waits for a port that is still held', async () => {
    const holder = await listenOn(0);
    const port = portOf(holder);
    const started = create({ port, portWaitMs: 10_000 }).start();
    holder.close();
    assert.equal(await started, port);
  });

  it('does not wait longer than it should, and says that the port is taken', async () => {
    const holder = await listenOn(0);
    const port = portOf(holder);
    await assert.rejects(create({ port, portWaitMs: 1 }).start(), { message: `Port ${port} is taken.` });
    holder.close();
  });

  it('starts none when it was stopped while it waited', async () => {
    const holder = await listenOn(0);
    const started = assert.rejects(create({ port: portOf(holder), portWaitMs: 10_000 }).start(), /closed/);
    await server.stop();
    holder.close();
    await started;
    assert.equal(server.pid, undefined);
  });

  describe('of a private room', () => {
    const roomAccess: RoomAccess = { ...OPEN_ACCESS, key: 'K7QX93MD4TWZP2HN8V6C' };

    it('is told the key over the channel only, and what it says of it goes on in the process after it', async () => {
      await create({ roomAccess }).start();
      assert.deepEqual(server.roomAccess, roomAccess);
      const key = '00000000000000000000';
      await server.request({ type: 'change-key', key });
      assert.deepEqual(server.roomAccess, { ...roomAccess, key });
      const again = next(server.onDidRestart);
      const told: RoomAccess[] = [];
      server.onDidChangeRoomAccess((one) => told.push(one));
      kill();
      await again;
      assert.deepEqual(told, [{ ...roomAccess, key }]);
    });

    it('says that nothing can be changed where no server runs', async () => {
      await assert.rejects(create({ roomAccess }).request({ type: 'lock', on: true }), {
        code: 'not-running',
      });
    });
  });

  describe('with a history', () => {
    const kept = () => ({ file: path.join(folder, 'kept'), days: 7 });
    const blocked = () => `${kept().file}.inUse`;

    afterEach(() => rm(blocked(), { force: true }));

    it('passes it on, and passes on none that is not wanted', async () => {
      await create({ history: kept() }).start();
      await server.stop();
      await printed(`history ${kept().file} for 7`);
      await create().start();
      await printed('history undefined for undefined');
      assert.equal(server.historyProblem, undefined);
    });

    it('waits for one that another server still has', async () => {
      await writeFile(blocked(), '');
      const started = create({ history: kept(), historyWaitMs: 60_000 }).start();
      await rm(blocked());
      await started;
      assert.equal(server.historyProblem, undefined);
    });

    it('opens the room without it where it cannot be had, and knows why', async () => {
      await writeFile(blocked(), '');
      await create({ history: kept(), historyWaitMs: 0 }).start();
      assert.equal(server.historyProblem, 'In use.');
    });

    it('has it cleared, and passes on what went wrong', async () => {
      await assert.rejects(create().request({ type: 'clear-history' }), /not running/);
      await create({ history: kept() }).start();
      await server.request({ type: 'clear-history' });
      await server.stop();
      await create().start();
      await assert.rejects(server.request({ type: 'clear-history' }), { message: 'None.' });
      await server.stop();
      await assert.rejects(server.request({ type: 'clear-history' }), /ended/);
    });
  });

  for (const [how, said] of [
    ['stop', 'closed'],
    ['release', 'host-gone'],
  ] as const) {
    it(`${how}: the process ends, told that the room is ${said}, and no other is started`, async () => {
      const port = await create().start();
      server.onDidCrash(() => assert.fail('it did not end by itself'));
      await server[how]();
      (await listenOn(port)).close();
      await printed(said);
    });
  }
});
