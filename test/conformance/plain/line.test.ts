import assert from 'node:assert/strict';
import { NativePeer, Peer, joinLine } from '../support/peer';
import { untilPrinted, useServer, withServer } from '../support/useServer';
import { Witness } from '../support/witness';

const GREETING = 'SERVER~Tilde/1 Lab - send your name, then your messages, one a line.\n';
const QUIET = ['--rate', '0', '--join-delay-ms', '0', '--greet-after-ms', '600000'];

describe('P-3 the line dialect', () => {
  const port = useServer(...QUIET);

  it('P-3.1 P-3.2 takes name and messages from one first chunk', async () => {
    const line = await Peer.connect(port());
    await line.send('once\nhello\nworld\n');
    assert.equal(await line.until('world\n'), 'SERVER~Welcoming once to the chat!\nonce~hello\nonce~world\n');
  });

  it('P-3.1 drops a CR before LF, and takes empty lines for nothing', async () => {
    const line = await Peer.connect(port());
    await line.send('crlf\r\n\r\n\none\r\n\r\ntwo\n\n');
    await line.until('crlf~two\n');
    await line.send('end\r\n');
    assert.equal(
      await line.until('crlf~end\n'),
      'SERVER~Welcoming crlf to the chat!\ncrlf~one\ncrlf~two\ncrlf~end\n',
    );
  });

  it('P-3.1 puts lines together however they are cut', async () => {
    const witness = await Witness.join(port(), 'w-bytes');
    const line = await Peer.connect(port());
    const bytes = Buffer.from('cut\nx😀y\r\n\r\nlast €\n');
    // the first chunk must have a LF to be a line peer's
    await line.send(bytes.subarray(0, 4));
    for (const byte of bytes.subarray(4)) {
      await line.send(Buffer.of(byte));
      await witness.fence();
    }
    assert.deepEqual(witness.lines, ['SERVER~Welcoming cut to the chat!', 'cut~x😀y', 'cut~last €']);
  });

  for (let cut = 1; cut < 4; cut++) {
    it(`P-3.1 completes a character of four bytes that is cut after ${cut}`, async () => {
      const line = await joinLine(port(), `four${cut}`);
      const witness = await Witness.join(port(), `w-four${cut}`);
      const bytes = Buffer.from('😀\n');
      await line.send(bytes.subarray(0, cut));
      await witness.fence();
      await line.send(bytes.subarray(cut));
      await witness.sees(`four${cut}~😀`);
      assert.equal(witness.lines.length, 1);
    });
  }

  it('P-3.1 P-2.6 answers a name that cannot be used, and takes the next line for the name', async () => {
    const line = await Peer.connect(port());
    await line.send('SERVER\n\na~b\ngood\nhi\n');
    const rows = (await line.until('good~hi\n')).trimEnd().split('\n');
    assert.equal(rows.length, 5, rows.join('\n'));
    assert.match(rows[0]!, /^SERVER~That name cannot be used: SERVER is the room's own\./);
    assert.match(rows[1]!, /^SERVER~That name cannot be used: it is empty\./);
    assert.match(rows[2]!, /^SERVER~That name cannot be used: it has a tilde/);
    assert.deepEqual(rows.slice(3), ['SERVER~Welcoming good to the chat!', 'good~hi']);
  });

  it('P-3.2 sends a text of several lines as several frames of its sender, and keeps tildes', async () => {
    const line = await joinLine(port(), 'several');
    const native = await NativePeer.join(port(), 'nat');
    await native.send('say', { id: '1', text: 'one\r\n~two~\n\nSERVER~three' });
    await line.until('nat~SERVER~three\n');
    assert.match(line.text, /\nnat~one\nnat~~two~\nnat~\nnat~SERVER~three\n$/);
  });

  it('P-3.2 relays 16,000 bytes in one line', async () => {
    const line = await joinLine(port(), 'long');
    const text = '€'.repeat(5333);
    await line.send(`${text}\n`);
    await line.until(`\nlong~${text}\n`);
  });

  it('P-3.4 counts an unterminated last line, sends what is due, and closes', async () => {
    const witness = await Witness.join(port(), 'w-last');
    const line = await joinLine(port(), 'last');
    await line.send('first\nlast words');
    line.end();
    assert.equal(await line.untilGone(), 'end');
    assert.equal(line.text, 'SERVER~Welcoming last to the chat!\nlast~first\nlast~last words\n');
    await witness.sees('SERVER~last has left the chat.');
    assert.deepEqual(witness.lines.slice(-2), ['last~last words', 'SERVER~last has left the chat.']);
  });

  it('P-3.4 closes without a word where nothing is left unterminated, also before a name', async () => {
    const line = await joinLine(port(), 'whole');
    line.end();
    await line.untilGone();
    assert.equal(line.text, 'SERVER~Welcoming whole to the chat!\n');
    const silent = await Peer.connect(port());
    silent.end();
    assert.equal(await silent.untilGone(), 'end');
    const nameless = await Peer.connect(port());
    await nameless.send('a~b\n');
    nameless.end();
    await nameless.untilGone();
    assert.equal(nameless.text.split('\n').length, 2, nameless.text);
    for (const peer of [silent, nameless]) assert.ok(!peer.text.includes('Welcoming'));
    assert.equal(silent.text, '');
  });

  it('P-3.4 says what one pipes into nc, all of it, and answers to the end', async () => {
    const line = await Peer.connect(port());
    const texts = Array.from({ length: 500 }, (_, n) => `pipe~${n}\n`);
    line.socket.end(`pipe\n${texts.map((text) => text.slice(5)).join('')}`);
    await line.untilGone();
    assert.equal(line.text, `SERVER~Welcoming pipe to the chat!\n${texts.join('')}`);
  });

  it('P-3.5 sends no history', async () => {
    const early = await Witness.join(port(), 'early');
    await early.fence();
    const late = await joinLine(port(), 'late');
    await late.send('now\n');
    assert.equal(await late.until('late~now\n'), 'SERVER~Welcoming late to the chat!\nlate~now\n');
  });

  it('P-3.6 answers a line that is too long with a sentence and a close, and relays nothing of it', async () => {
    const witness = await Witness.join(port(), 'w-long');
    const line = await joinLine(port(), 'endless');
    await line.send('x'.repeat(70_000)).catch(() => undefined);
    await line.untilGone();
    assert.match(line.text, /\nSERVER~That line is too long; please send shorter ones\.\n$/);
    await witness.sees('SERVER~endless has left the chat.');
    assert.deepEqual(witness.lines, [
      'SERVER~Welcoming endless to the chat!',
      'SERVER~endless has left the chat.',
    ]);
  });
});

describe('P-3.3 the greeting', () => {
  it('P-3.3 comes after greet-after-ms of silence, with the room’s name', async () => {
    await withServer(['--greet-after-ms', '1', '--room', 'Größe 9'], async (port) => {
      const silent = await Peer.connect(port);
      assert.equal(await silent.until('\n'), GREETING.replace('Lab', 'Größe 9'));
      await silent.send('now\n');
      assert.match(await silent.until('now'), /\nSERVER~Welcoming now to the chat!\n$/);
    });
  });

  it('P-3.3 comes once, whatever dialect is spoken then', async () => {
    await withServer(['--greet-after-ms', '1', '--rate', '0'], async (port) => {
      const native = await NativePeer.connect(port);
      await native.peer.until(GREETING);
      native.peer.clear();
      await native.send('hello', { v: 1, name: 'nat' });
      await native.next('welcome');
      const line = await Peer.connect(port);
      await line.until(GREETING);
      await line.send('lin\n');
      await line.until('Welcoming lin');
      await native.send('say', { id: '1', text: 'fence' });
      assert.equal((await line.until('fence\n')).split('Tilde/1').length, 2);
      assert.ok(!native.peer.text.includes('Tilde/1'));
    });
  });

  it('P-3.3 does not come to one who has begun to speak', async () => {
    await withServer(['--greet-after-ms', '300'], async (port) => {
      const half = await NativePeer.connect(port);
      await half.peer.send('~hello~{"v":1,');
      const silent = await Peer.connect(port);
      await silent.until(GREETING); // its time began later, and is over
      await half.peer.send('"name":"half"}\n');
      assert.match(await half.peer.until('\n'), /^SERVER~welcome~/);
    });
  });

  it('P-3.3 does not come when bytes were there before the timer, however late it fires', async function () {
    if (process.platform === 'win32') this.skip(); // there no process can be made to stand still
    const flags = ['--greet-after-ms', '400', '--rate', '0', '--outbox-bytes', String(2 ** 30)];
    await withServer(flags, async (port, server) => {
      await withServerAsClock(flags, async (clockPort) => {
        // busy, so that it is not at its sockets when it stops
        const busy = await joinLine(port, 'busy');
        const early = await Peer.connect(port);
        const { port: ownPort } = early.socket.address() as { port: number };
        await untilPrinted(server, `Success: 127.0.0.1 ${ownPort}`);
        busy.socket.write('x\n'.repeat(100_000));
        await busy.until('busy~x');
        server.child.kill('SIGSTOP');
        await early.send('early\n');
        const clock = await Peer.connect(clockPort);
        await clock.until(GREETING);
        server.child.kill('SIGCONT');
        assert.match(await early.until('\n'), /^SERVER~Welcoming early to the chat!\n/);
      });
    });
  });
});

/** A second server, whose greeting says that as much time has passed in the first one, which stands still. */
const withServerAsClock = (flags: readonly string[], test: (port: number) => Promise<void>) =>
  withServer(flags, test);
