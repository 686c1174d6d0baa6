import assert from 'node:assert/strict';
import { systemClock } from '../../../../src/base/systemClock';
import { OwnFault } from '../../../../src/client/types/connectionFailure';
import type { Wire } from '../../../../src/client/link/wire';
import { openWire } from '../../../../src/client/link/wire';
import { expectFaults } from '../../support/faults';
import { type Peer, ScriptedServer } from '../scriptedServer';

describe('a wire whose reader throws', () => {
  const faults = expectFaults();
  let server: ScriptedServer;
  let wire: Wire;
  let peer: Peer;

  beforeEach(async () => {
    server = await ScriptedServer.listen();
    wire = await openWire(server.address, 10_000, systemClock, new AbortController().signal);
    peer = await server.peer();
  });
  afterEach(async () => {
    wire.abandon();
    await server.close();
  });

  const faulty = (unread?: Buffer) =>
    new Promise<Error | undefined>((resolve) => {
      const data = () => {
        throw new Error('planted');
      };
      wire.read({ data, ended: resolve }, unread);
    });

  it('ends, and says why', async () => {
    const ended = faulty();
    peer.send('anything');
    const cause = await ended;
    assert.ok(cause instanceof OwnFault);
    assert.equal((cause.cause as Error).message, 'planted');
    assert.equal(await peer.ended, 'reset');
    assert.deepEqual(faults(), ['planted']);
  });

  it('ends also where it throws at what was read before', async () => {
    assert.ok((await faulty(Buffer.from('anything'))) instanceof OwnFault);
    assert.equal(await peer.ended, 'reset');
    assert.deepEqual(faults(), ['planted']);
  });

  it('ends also where the reader does not even take the end', async () => {
    wire.read({
      data: () => {
        throw new Error('planted');
      },
      ended: () => {
        throw new Error('planted at the end');
      },
    });
    peer.send('anything');
    assert.equal(await peer.ended, 'reset');
    assert.deepEqual(faults(), ['planted', 'planted at the end']);
  });
});
