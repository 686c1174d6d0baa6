import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { TLSSocket } from 'node:tls';
import { type RoomAccess, OPEN_ACCESS } from '../../../../src/protocol/host/hostChannel';
import { makeCertificate } from '../../../../src/server/admission/certificate';
import { AccessControl } from '../../../../src/server/admission/accessControl';
import { TlsEntry, createTlsEntry } from '../../../../src/server/admission/tlsEntry';
import { FakeClock, LIMITS } from '../support';

const KEY = 'K7QX93MD4TWZP2HN8V6C';
const HOUR_MS = 3_600_000;

describe('the door of a private room', () => {
  const clock = new FakeClock();
  const connection = { exportKeyingMaterial: () => Buffer.alloc(32) } as unknown as TLSSocket;
  let door: TlsEntry;
  const wrong = (address: string) => door.judge('wrong', connection, address);

  beforeEach(async () => {
    const accessControl = new AccessControl({ ...OPEN_ACCESS, key: KEY });
    door = new TlsEntry(await makeCertificate(), accessControl, { wrongProofs: 2 }, clock);
  });

  it('P-13.6 answers so many wrong proofs a second to one address, and none the less to another', () => {
    assert.deepEqual([wrong('a'), wrong('a'), wrong('a')], ['answer', 'answer', 'be-silent']);
    assert.equal(wrong('b'), 'answer');
    clock.advance(999);
    assert.equal(wrong('a'), 'be-silent');
    clock.advance(1);
    assert.equal(wrong('a'), 'answer');
  });

  for (const leapMs of [-HOUR_MS, HOUR_MS]) {
    it(`P-13.6 answers again after a second, whatever the date is set by meanwhile (${leapMs} ms)`, () => {
      for (let n = 0; n < 3; n++) wrong('a');
      clock.leap(leapMs);
      clock.advance(999);
      assert.equal(wrong('a'), 'be-silent');
      clock.advance(1);
      assert.equal(wrong('a'), 'answer');
    });
  }

  describe('on a TLS that lacks what a private room needs', () => {
    const { prototype } = TLSSocket;
    const original = Object.getOwnPropertyDescriptor(prototype, 'exportKeyingMaterial')!;
    afterEach(() => Object.defineProperty(prototype, 'exportKeyingMaterial', original));
    const open = (roomAccess: RoomAccess = { ...OPEN_ACCESS, key: KEY }) =>
      createTlsEntry(new AccessControl(roomAccess), LIMITS, clock, makeCertificate);

    it('P-13.4 opens where nothing is missing', async () => {
      const opened = await open();
      assert.ok(opened.ok && opened.value instanceof TlsEntry);
    });

    for (const [what, value, why] of [
      ['is not there', undefined, /not a function/],
      [
        'is there and fails',
        () => {
          throw new Error('not in this build');
        },
        /not in this build/,
      ],
      ['gives nothing', () => Buffer.alloc(0), /keying material/],
      ['gives each side something else', () => randomBytes(32), /keying material/],
    ] as const) {
      it(`P-13.4 says at the start, in a sentence, that the exporter ${what}`, async () => {
        Object.defineProperty(prototype, 'exportKeyingMaterial', { ...original, value });
        const opened = await open();
        assert.ok(!opened.ok);
        assert.match(opened.error, /^This program's TLS lacks what a private room needs: [^\n]*\.$/);
        assert.match(opened.error, why);
        assert.ok((await open(OPEN_ACCESS)).ok, 'an open room needs none');
      });
    }

    it('P-13.4 says so where TLS itself does not come about', async () => {
      const [{ key }, { cert }] = [await makeCertificate(), await makeCertificate()];
      const opened = await createTlsEntry(
        new AccessControl({ ...OPEN_ACCESS, key: KEY }),
        ...([LIMITS, clock, () => Promise.resolve({ key, cert })] as const),
      );
      assert.ok(!opened.ok);
    });
  });
});
