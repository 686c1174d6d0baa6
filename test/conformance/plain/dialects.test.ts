import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect as connectTls } from 'node:tls';
import { NativePeer, Peer, SeedPeer } from '../support/peer';
import { runServer } from '../support/server';
import { useServer } from '../support/useServer';
import { Witness } from '../support/witness';

/** What no UTF-8 text holds: stray, overlong, surrogate, out of range, broken off. */
const BAD_UTF8 = ['ff', '80', 'c080', 'e080af', 'eda080', 'f4908080', 'e228a1', 'f0288cbc', 'f09f41'];

describe('P-1 rooms and dialects', () => {
  const port = useServer('--rate', '0', '--join-delay-ms', '0');

  it('P-1.1 listens on port 9999 of this computer unless told otherwise', async () => {
    const { stdout } = await runServer('--help');
    assert.match(stdout, /--port PORT .*\(9999\)/);
    assert.match(stdout, /--host ADDRESS .*\(127\.0\.0\.1\)/);
  });

  it('P-1.2 takes what begins with ~ for native, even if the frame comes byte by byte', async () => {
    const witness = await Witness.join(port(), 'w-native');
    const native = await NativePeer.connect(port());
    for (const byte of Buffer.from('~hello~{"v":1,"name":"né🙂"}\n')) {
      await native.peer.send(Buffer.of(byte));
      await witness.fence();
    }
    assert.equal((await native.next('welcome')).payload['you'], 'né🙂');
  });

  it('P-1.2 takes a first chunk with LF for line, also where a byte order mark comes first', async () => {
    const line = await Peer.connect(port());
    await line.send('\uFEFFbom\r\n\uFEFFhi\r\n');
    assert.equal(
      await line.until('hi\n'),
      'SERVER~Welcoming bom to the chat!\nbom~\uFEFFhi\n',
      'the name has no mark, and the text is as it was sent',
    );
  });

  it('P-1.2 stays with the dialect of the first chunk', async () => {
    const witness = await Witness.join(port(), 'w-stays');
    const seed = await SeedPeer.join(port(), 'stays');
    await seed.say('~hello~{"v":1,"name":"other"}\n');
    await witness.sees('stays~~hello~{"v":1,"name":"other"}');
    await seed.untilShown('[stays] ∼hello∼{"v":1,"name":"other"}');
  });

  it('P-1.4 tells a TLS hello that the room is open, in one line, and closes', async () => {
    const witness = await Witness.join(port(), 'w-tls');
    const knocker = await Peer.connect(port());
    await knocker.send(Buffer.from('16030100a5010000a10303', 'hex'));
    assert.equal(await knocker.untilGone(), 'end');
    assert.equal(knocker.text, 'SERVER~This room is open; join it without a key.\n');
    assert.deepEqual(await witness.fence(), []);
  });

  it('P-1.4 makes a real TLS client fail, not wait', async () => {
    const socket = connectTls({ port: port(), host: '127.0.0.1', rejectUnauthorized: false });
    const [error] = (await once(socket, 'error')) as [NodeJS.ErrnoException];
    assert.match(String(error.code), /^ERR_SSL_|^EPROTO$/);
  });

  for (const hex of BAD_UTF8) {
    it(`P-1.5 refuses ${hex} in a line and in a chunk, and relays nothing of it`, async () => {
      const witness = await Witness.join(port(), `w-${hex}`);
      const line = await Peer.connect(port());
      await line.send(Buffer.concat([Buffer.from(`l-${hex}\nbad `), Buffer.from(hex, 'hex'), Buffer.of(10)]));
      await line.until('SERVER~That was not valid UTF-8 text; please send UTF-8.\n');
      await line.send('good\n');
      await witness.sees(`l-${hex}~good`);

      const seed = await SeedPeer.join(port(), `s-${hex}`);
      await seed.say('first');
      await seed.untilShown(`[s-${hex}] first`);
      await seed.peer.send(
        Buffer.concat([Buffer.from('bad '), Buffer.from(hex, 'hex'), Buffer.from(' bad')]),
      );
      await seed.untilShown('[SERVER] That was not valid UTF-8 text; please send UTF-8.');
      await seed.say('good');
      await witness.sees(`s-${hex}~good`);
      assert.ok(!witness.lines.join('').includes('bad'));
      assert.ok(!witness.lines.join('').includes('\uFFFD'));
    });
  }

  it('P-1.5 refuses a name that is not UTF-8, and takes the next', async () => {
    const seed = await SeedPeer.connect(port());
    await seed.peer.send(Buffer.from('ff41', 'hex'));
    await seed.untilShown('[SERVER] That was not valid UTF-8 text; please send UTF-8.');
    await seed.say('latin');
    await seed.untilShown('[SERVER] Welcoming latin to the chat!');
  });

  it('P-1.5 relays U+FFFD where somebody really says it', async () => {
    const line = await Peer.connect(port());
    await line.send('repl\n\uFFFD\n');
    await line.until('repl~\uFFFD\n');
  });
});
