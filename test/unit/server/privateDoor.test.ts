import assert from 'node:assert/strict';
import type { TLSSocket } from 'node:tls';
import { OPEN_GATE } from '../../../src/protocol/hostChannel';
import { makeCertificate } from '../../../src/server/certificate';
import { Gatekeeper } from '../../../src/server/gatekeeper';
import { PrivateDoor } from '../../../src/server/privateDoor';
import { FakeClock } from './support';

const KEY = 'K7QX93MD4TWZP2HN8V6C';
const HOUR_MS = 3_600_000;

describe('the door of a private room', () => {
  const clock = new FakeClock();
  const connection = { exportKeyingMaterial: () => Buffer.alloc(32) } as unknown as TLSSocket;
  let door: PrivateDoor;
  const wrong = (address: string) => door.judge('wrong', connection, address);

  beforeEach(async () => {
    const gatekeeper = new Gatekeeper({ ...OPEN_GATE, key: KEY });
    door = new PrivateDoor(await makeCertificate(), gatekeeper, { wrongProofs: 2 }, clock);
  });

  it('P-13.6 answers so many wrong proofs a second to one address, and none the less to another', () => {
    assert.deepEqual([wrong('a'), wrong('a'), wrong('a')], ['answer', 'answer', 'be-silent']);
    assert.equal(wrong('b'), 'answer');
    clock.advance(999);
    assert.equal(wrong('a'), 'be-silent');
    clock.advance(1);
    assert.equal(wrong('a'), 'answer');
  });

  it('P-13.6 answers again where the clock was set back meanwhile', () => {
    for (let n = 0; n < 3; n++) wrong('a');
    clock.set(clock.now() - HOUR_MS);
    assert.equal(wrong('a'), 'answer');
  });
});
