import assert from 'node:assert/strict';
import { silentLogger } from '../../../../src/base/logger';
import { DEFAULT_TIMEOUTS } from '../../../../src/client/types/clientTypes';
import type { LinkContext, LinkOwner } from '../../../../src/client/link/link';
import { NativeLink } from '../../../../src/client/link/nativeLink';
import { Wire, type WireReader } from '../../../../src/client/link/wire';
import { ManualClock } from '../manualClock';
import { welcomeFrame } from '../scriptedServer';

describe('a server that does not read', () => {
  it('P-9.8 is not answered any more, and has a bounded number of questions', async () => {
    const written: string[] = [];
    let reader: WireReader | undefined;
    const wire = {
      ...{ isClogged: false, access: 'open', connectMs: 1, named: true },
      write: (text: string) => written.push(text),
      read: (to: WireReader) => (reader = to),
      abandon: () => undefined,
    };
    const context = {
      ...{ address: { host: 'room.example', port: 9999 }, timeouts: DEFAULT_TIMEOUTS },
      ...{ clock: new ManualClock(), logger: silentLogger },
    };
    const owner = { joined: () => undefined, ended: () => undefined };
    const link = new NativeLink(
      wire as unknown as Wire,
      { v: 1, name: 'alice' },
      undefined,
      Buffer.alloc(0),
      context as unknown as LinkContext,
      owner as unknown as LinkOwner,
    );
    const hears = (text: string) => reader?.data(Buffer.from(text));
    hears(welcomeFrame());
    written.length = 0;
    hears('SERVER~ping~{}\n');
    wire.isClogged = true;
    hears('SERVER~ping~{}\n'.repeat(5000));
    assert.deepEqual(written, ['~pong~{}\n']);
    const answers = Array.from({ length: 100 }, () => link.native.history(9, 5));
    assert.equal(written.length, 33);
    link.dispose();
    assert.deepEqual(new Set(await Promise.all(answers)), new Set([undefined]));
  });

  it('is noticed by what waits for it', () => {
    const socket = { writableLength: 65_536, pause: noop, setNoDelay: noop, setKeepAlive: noop, on: noop };
    const wire = new Wire(socket as never, 1);
    assert.equal(wire.isClogged, false);
    socket.writableLength += 1;
    assert.equal(wire.isClogged, true);
  });
});

function noop(): void {
  // a socket that does nothing
}
