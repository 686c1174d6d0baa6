import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { isPortFree, nextFreePort, somebodyAnswers } from '../../../src/hosting/freePort';

const HOST = '127.0.0.1';

describe('freePort', () => {
  let server: Server;
  let port: number;

  beforeEach(async () => {
    // whoever asks who is there leaves with a reset
    server = createServer((socket) => socket.on('error', () => undefined)).listen(0, HOST);
    await once(server, 'listening');
    ({ port } = server.address() as AddressInfo);
  });

  afterEach(async () => {
    if (!server.listening) return;
    server.close();
    await once(server, 'close');
  });

  it('sees that somebody listens, and that nobody does any more', async () => {
    assert.equal(await isPortFree(HOST, port), false);
    server.close();
    await once(server, 'close');
    assert.equal(await isPortFree(HOST, port), true);
  });

  it('sees who listens beside, where this computer would land', async () => {
    const other = '127.0.0.2'; // free there, while somebody listens on the port of 127.0.0.1
    const bound = createServer().listen(port, other);
    const isPossible = await once(bound, 'listening').then(
      () => true,
      () => false, // macOS has but one loopback address
    );
    bound.close();
    if (isPossible) {
      await once(bound, 'close');
      assert.equal(await isPortFree(other, port), false);
      assert.equal(await isPortFree(other, port, () => Promise.resolve(false)), true);
    }
    server.close();
    await once(server, 'close');
    assert.equal(await isPortFree(HOST, port, () => Promise.resolve(true)), false);
  });

  it('leaves whom it asks with a reset, as original servers need it', async () => {
    const reset = new Promise<NodeJS.ErrnoException>((resolve) => {
      server.on('connection', (socket: Socket) => socket.once('error', resolve).resume());
    });
    assert.equal(await somebodyAnswers(port), true);
    assert.equal((await reset).code, 'ECONNRESET');
  });

  it('hears nobody where nobody listens', async () => {
    server.close();
    await once(server, 'close');
    assert.equal(await somebodyAnswers(port), false);
  });

  it('proposes a later port that is free', async () => {
    const next = await nextFreePort(HOST, port);
    assert.ok(next !== undefined && next > port, `${next} after ${port}`);
    assert.equal(await isPortFree(HOST, next), true);
  });

  it('proposes none beyond the last', async () => {
    assert.equal(await nextFreePort(HOST, 65_535), undefined);
  });
});
