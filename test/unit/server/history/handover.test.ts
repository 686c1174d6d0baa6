import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { type Server, connect, createServer } from 'node:net';
import type { RoomEvent } from '../../../../src/protocol/wire/messages';
import { type RoomKept, offerDirect, placesOf, takeDirect } from '../../../../src/server/history/handover';
import { edit, say } from '../historySupport';

const direct = (seq: number, text?: string): RoomEvent => say(seq, text, { to: 'm-bob' });
const change: RoomEvent = { ...edit(5, 2, 'better'), to: 'm-bob' } as RoomEvent;

describe('the handover of direct messages', () => {
  let room: RoomKept;
  const offer = async (events: readonly RoomEvent[], options?: Parameters<typeof offerDirect>[2]) => {
    const offered = await offerDirect(room, () => events, options);
    assert.ok(offered);
    return offered;
  };

  beforeEach(() => (room = { room: 'r1', secret: randomBytes(32) }));

  it('P-5.11 gives the next server those, what was done to them, and nothing else', async () => {
    const { done } = await offer([say(1), direct(2), say(3), direct(4), change]);
    assert.deepEqual(await takeDirect(room), [direct(2), direct(4), change]);
    await done;
    assert.deepEqual(await takeDirect(room), [], 'only once');
  });

  it('gives them whole, however much it is', async () => {
    const events = Array.from({ length: 2000 }, (_, i) => direct(i + 1, 'x'.repeat(4000)));
    const { done } = await offer(events);
    assert.deepEqual(await takeDirect(room), events);
    await done;
  });

  it('is none where there are none, and of another room, also where that has the same secret', async () => {
    assert.equal(await offerDirect(room, () => [say(1)]), undefined);
    const { done } = await offer([direct(2)]);
    assert.deepEqual(await takeDirect({ ...room, secret: randomBytes(32) }), []);
    assert.deepEqual(await takeDirect({ ...room, room: 'r2' }), []);
    assert.deepEqual(await takeDirect(room), [direct(2)]);
    await done;
  });

  it('ends in time where nobody comes', async () => {
    const { done } = await offer([direct(2)], { timeoutMs: 1 });
    await done;
    assert.deepEqual(await takeDirect(room), []);
  });

  it('is of the newest server, also when the time of an older one is up', async () => {
    const old = await offer([direct(2, 'old')], { timeoutMs: 20 });
    const { done } = await offer([direct(2, 'new')]);
    await old.done;
    assert.deepEqual(await takeDirect(room), [direct(2, 'new')]);
    await done;
  });

  it('tells nothing to who is silent, and lets go of them in time', async () => {
    const { done } = await offer([direct(2)], { silenceTimeoutMs: 10 });
    const silent = connect(placesOf(room)[0] ?? '');
    silent.on('data', () => assert.fail('nobody has asked'));
    await once(silent, 'close');
    assert.deepEqual(await takeDirect(room), [direct(2)]);
    await done;
  });

  it('tells nobody who does not have the secret, and lets nobody else take them away', async () => {
    const { done } = await offer([direct(2, 'for bob alone')]);
    const thief = connect(placesOf(room)[0] ?? '');
    thief.write(randomBytes(16));
    const [chunk] = (await once(thief, 'data')) as [Buffer];
    assert.ok(!chunk.includes('bob'));
    thief.write('x'.repeat(100));
    await once(thief, 'close');
    assert.deepEqual(await takeDirect(room), [direct(2, 'for bob alone')]);
    await done;
  });

  describe('from another program', () => {
    let server: Server;
    const answering = async (answer: Buffer): Promise<void> => {
      server = createServer((socket) => {
        socket.on('error', () => undefined);
        socket.resume().end(answer);
      });
      server.listen(placesOf(room)[0]);
      await once(server, 'listening');
    };
    afterEach(async () => {
      server.close();
      await once(server, 'close');
    });

    const length = (bytes: number): Buffer => {
      const head = Buffer.alloc(4);
      head.writeUInt32BE(bytes);
      return head;
    };

    it('counts as none, where it is what was said to somebody else', async () => {
      const { done } = await offer([direct(2)]);
      const thief = connect(placesOf(room)[0] ?? '');
      thief.write(randomBytes(16));
      const [sealed] = (await once(thief, 'data')) as [Buffer];
      thief.destroy();
      await takeDirect(room);
      await done;
      await answering(sealed);
      assert.deepEqual(await takeDirect(room), []);
    });

    for (const [what, answer] of [
      ['nothing', Buffer.alloc(0)],
      ['half a length', Buffer.alloc(2)],
      ['less than it says', Buffer.concat([length(1000), Buffer.alloc(10)])],
      ['what cannot be opened', Buffer.concat([length(100), Buffer.alloc(100, 1)])],
      ['too little to be sealed', Buffer.concat([length(3), Buffer.alloc(3)])],
    ] as const) {
      it(`counts as none: ${what}`, async () => {
        await answering(answer);
        assert.deepEqual(await takeDirect(room), []);
      });
    }

    it('is not waited for without end', async () => {
      server = createServer((socket) => {
        socket.on('error', () => undefined);
        socket.resume().write(length(1000));
      });
      server.listen(placesOf(room)[0]);
      await once(server, 'listening');
      assert.deepEqual(await takeDirect(room, 10), []);
    });
  });
});
