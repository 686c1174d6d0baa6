import assert from 'node:assert/strict';
import { type AddressInfo, connect, createServer } from 'node:net';
import { fuzz } from '../support/fuzz';
import { type NativePeer, Peer } from '../support/peer';
import { PRIVATE_ROOM } from '../support/privateRoom';
import { KEY_FILE, PATIENT, SecurePeer } from '../support/securePeer';
import { useServer, withServer } from '../support/useServer';

const HOST = '127.0.0.1';
/** More than any system's buffers between two sockets take. */
const LOTS = Array.from({ length: 800 }, (_, n) => `${n} ${'x'.repeat(16_000)}`);

/** Passes a connection on byte by byte, as a network might. @returns its port, and what ends it */
async function startCrumbler(toPort: number) {
  const crumbler = createServer({ noDelay: true }, (near) => {
    const far = connect({ port: toPort, host: HOST, noDelay: true });
    let sent = Promise.resolve();
    near.on('data', (chunk) => {
      for (const byte of chunk)
        sent = sent.then(() => new Promise((resolve) => far.write(Buffer.of(byte), () => resolve())));
    });
    far.pipe(near);
    for (const socket of [near, far]) socket.on('error', () => undefined);
    near.on('close', () => far.destroy());
  });
  await new Promise<void>((resolve) => crumbler.listen(0, HOST, resolve));
  return { port: (crumbler.address() as AddressInfo).port, close: () => crumbler.close() };
}

describe('a private room under attack', () => {
  const port = useServer(
    '--key-file',
    KEY_FILE,
    '--rate',
    '0',
    '--join-delay-ms',
    '0',
    '--wrong-proofs',
    '0',
  );

  const texts = ({ frames }: NativePeer) =>
    frames.filter(({ verb }) => verb === 'say').map(({ payload }) => payload['text'] as string);

  it('P-13.3 takes TLS in single bytes', async () => {
    const crumbler = await startCrumbler(port());
    const native = await SecurePeer.join(crumbler.port, 'crumbs');
    await native.send('say', { id: '1', text: 'whole' });
    await native.next('say', { text: 'whole' });
    crumbler.close();
  });

  it('P-10.2 cuts who never reads, and the others get everything, in order', async () => {
    const [ann, witness] = [await SecurePeer.join(port(), 'ann'), await SecurePeer.join(port(), 'witness')];
    const deaf = await SecurePeer.join(port(), 'deaf');
    deaf.peer.socket.pause();
    let gone = 0;
    for (let n = 0; n < LOTS.length; n += 20) {
      const part = LOTS.slice(n, n + 20);
      for (const [i, text] of part.entries()) await ann.send('say', { id: `${n + i}`, text });
      for (const native of [ann, witness]) {
        await native.next('say', { text: part.at(-1) });
        assert.deepEqual(
          texts(native).map((text) => text.split(' ')[0]),
          part.map((text) => text.split(' ')[0]),
        );
        gone += native.frames.filter(({ payload }) => payload['reason'] === 'slow-consumer').length;
        native.peer.clear();
      }
    }
    assert.equal(gone, 2, 'both saw it leave');
    deaf.peer.socket.destroy();
  });

  it('P-10.1 holds back who floods, and nobody else', async () => {
    await withServer(
      [...PATIENT, '--key-file', KEY_FILE, '--rate', '0.1', '--burst', '20', '--join-delay-ms', '0'],
      async (slow) => {
        const [ann, bob] = [await SecurePeer.join(slow, 'ann'), await SecurePeer.join(slow, 'bob')];
        const flooder = await SecurePeer.join(slow, 'flooder');
        const frames = Array.from({ length: 50_000 }, (_, n) => `~say~{"id":"${n}","text":"flood ${n}"}\n`);
        flooder.peer.socket.write(frames.join(''));
        await bob.next('say', { text: 'flood 19' });
        for (let n = 0; n < 15; n++) {
          await ann.send('say', { id: `${n}`, text: `calm ${n}` });
          await bob.next('say', { text: `calm ${n}` });
        }
        const floods = texts(bob).filter((text) => text.startsWith('flood'));
        assert.equal(floods.length, 20);
        flooder.peer.socket.destroy();
      },
    );
  });

  it('P-10.3 lets a member in past a crowd that never proves anything', async () => {
    await withServer(
      [...PATIENT, '--key-file', KEY_FILE, '--max-members', '1', '--max-unnamed', '5'],
      async (small) => {
        const [crowd, silent]: [SecurePeer[], Peer[]] = [[], []];
        for (let n = 0; n < 12; n++) crowd.push(await SecurePeer.knock(small));
        for (let n = 0; n < 12; n++) silent.push(await Peer.connect(small));
        const ann = await SecurePeer.join(small, 'ann');
        await ann.send('say', { id: '1', text: 'here' });
        await ann.next('say', { text: 'here' });
        for (const one of crowd) {
          await one.untilGone();
          assert.equal(one.text, '');
        }
        for (const one of silent.slice(0, 6)) {
          await one.untilGone();
          assert.equal(one.text, 'SERVER~This room is private; join it with its key.\n');
        }
      },
    );
  });

  it('P-10.5 P-13.4 serves everybody else whatever strangers send without TLS, in it, and behind the proof', async () => {
    const { echoes } = await fuzz(20240608, 0, 400, PRIVATE_ROOM);
    assert.ok(echoes > 0);
  });
});
