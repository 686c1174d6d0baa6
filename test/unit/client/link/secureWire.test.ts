import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, type Socket } from 'node:net';
import { type Server, type TLSSocket, createServer } from 'node:tls';
import { silentLogger } from '../../../../src/base/logger';
import { systemClock } from '../../../../src/base/systemClock';
import type { LinkContext } from '../../../../src/client/link/link';
import { openSecureWire } from '../../../../src/client/link/secureWire';
import { openWire } from '../../../../src/client/link/wire';
import { DEFAULT_TIMEOUTS } from '../../../../src/client/types/clientTypes';
import { makeCertificate } from '../../../../src/server/admission/certificate';

describe('openSecureWire with a fault of its own', () => {
  let server: Server;
  const sockets: Socket[] = [];
  let fault: Error | undefined;

  beforeEach(async () => {
    fault = undefined;
    server = createServer({ ...(await makeCertificate()), minVersion: 'TLSv1.3' });
    server.on('connection', (socket: Socket) => sockets.push(socket));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  afterEach(async () => {
    for (const socket of sockets.splice(0)) socket.destroy();
    server.close();
    await once(server, 'close');
  });

  /** The context of a client whose every sentence about the address fails once `fault` is set. */
  const context = (): LinkContext => ({
    address: {
      get host() {
        if (fault) throw fault;
        return '127.0.0.1';
      },
      port: (server.address() as AddressInfo).port,
    },
    key: () => undefined,
    expected: () => ({ publicKey: undefined, noOther: false }),
    timeouts: DEFAULT_TIMEOUTS,
    clock: systemClock,
    logger: silentLogger,
    openWire,
  });
  const open = (key: unknown) => openSecureWire(key as string, context(), new AbortController().signal);

  it('as it makes its proof: rejects with it', async () => {
    const accepted = once(server, 'connection') as Promise<[Socket]>;
    await assert.rejects(open(7), TypeError);
    const [peer] = await accepted;
    if (!peer.closed) await once(peer, 'close');
  });

  it('as it reads the answer: rejects with it', async () => {
    const secured = once(server, 'secureConnection') as Promise<[TLSSocket]>;
    const opening = open('K7QX93MD4TWZP2HN8V6C');
    const rejected = assert.rejects(opening, /planted/);
    const [peer] = await secured;
    peer.on('error', () => undefined);
    await once(peer, 'data');
    fault = new Error('planted');
    peer.write('SERVER~say~{"what":"is this"}\n');
    await rejected;
    if (!peer.closed) await once(peer, 'close');
  });
});
