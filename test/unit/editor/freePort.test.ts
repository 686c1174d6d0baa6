import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { isPortFree, nextFreePort } from '../../../src/editor/freePort';

const HOST = '127.0.0.1';

describe('freePort', () => {
  let server: Server;
  let port: number;

  beforeEach(async () => {
    server = createServer().listen(0, HOST);
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

  it('proposes a later port that is free', async () => {
    const next = await nextFreePort(HOST, port);
    assert.ok(next !== undefined && next > port, `${next} after ${port}`);
    assert.equal(await isPortFree(HOST, next), true);
  });

  it('proposes none beyond the last', async () => {
    assert.equal(await nextFreePort(HOST, 65_535), undefined);
  });
});
