import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { portProblem, probePort } from '../../../src/hosting/portProbe';
import { greeting } from '../../../src/protocol/dialects/dialect';
import { PRIVATE_ROOM_LINE } from '../../../src/protocol/wire/errorCodes';

describe('who holds a port', () => {
  let server: Server;
  let port: number;
  let answer: (socket: Socket) => void;

  beforeEach(async () => {
    answer = () => undefined;
    server = createServer((socket) => {
      socket.on('error', () => undefined);
      answer(socket);
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    ({ port } = server.address() as AddressInfo);
  });

  afterEach(() => server.close());

  it('is a Tilde room, by its greeting, whatever the room is called', async () => {
    answer = (socket) => socket.write(greeting('Tea - and Cake'));
    assert.deepEqual(await probePort(port), { kind: 'named', name: 'Tea - and Cake' });
  });

  it('is read whole, however the greeting is cut', async () => {
    answer = (socket) => {
      for (const byte of Buffer.from(greeting('Küche'))) socket.write(Buffer.of(byte));
    };
    assert.deepEqual(await probePort(port), { kind: 'named', name: 'Küche' });
  });

  it('is a private room, which says that it is one and no more, however that is cut', async () => {
    answer = (socket) => {
      for (const byte of Buffer.from(PRIVATE_ROOM_LINE)) socket.write(Buffer.of(byte));
      socket.end();
    };
    assert.deepEqual(await probePort(port), { kind: 'private' });
  });

  for (const [who, says] of [
    ['an SSH server', 'SSH-2.0-OpenSSH_9.6\r\n'],
    ['somebody with a room of no valid name', greeting('a~b')],
    ['somebody who floods', 'x'.repeat(5000)],
  ] as const) {
    it(`is ${who}: no room`, async () => {
      answer = (socket) => socket.write(says);
      assert.equal(await probePort(port), undefined);
    });
  }

  it('is somebody who closes at once: no room', async () => {
    answer = (socket) => socket.end();
    assert.equal(await probePort(port), undefined);
  });

  it('is somebody silent: no room, and no waiting for more than the time given', async () => {
    assert.equal(await probePort(port, 20), undefined);
  });

  it('is left with a reset, as original servers need it', async () => {
    const reset = new Promise<Error>((resolve) => {
      answer = (socket) => socket.once('error', resolve).resume();
    });
    await probePort(port, 20);
    assert.equal(((await reset) as NodeJS.ErrnoException).code, 'ECONNRESET');
  });

  it('comes with a port that is free', async () => {
    answer = (socket) => socket.write(greeting('Workshop'));
    const problem = await portProblem('127.0.0.1', port);
    assert.deepEqual(problem?.room, { kind: 'named', name: 'Workshop' });
    assert.ok(problem.free !== undefined && problem.free > port);
    assert.equal(await portProblem('127.0.0.1', problem.free), undefined);
  });
});
