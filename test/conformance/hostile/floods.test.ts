import assert from 'node:assert/strict';
import { NativePeer, Peer, joinLine } from '../support/peer';
import { useServer } from '../support/useServer';
import { Witness } from '../support/witness';

const MEBIBYTE = 1024 * 1024;

describe('a flood', () => {
  // one token in 10 s: whoever floods is held back for the whole of a test
  const port = useServer('--rate', '0.1', '--burst', '20', '--join-delay-ms', '0');

  for (const dialect of ['line', 'native'] as const) {
    it(`P-10.1 is held back (${dialect}) while the others get their messages`, async () => {
      const name = `flooder ${dialect}`;
      const ann = await joinLine(port(), `ann ${dialect}`);
      const bob = await joinLine(port(), `bob ${dialect}`);
      const flooder =
        dialect === 'line' ? await joinLine(port(), name) : (await NativePeer.join(port(), name)).peer;
      const frame = (n: number) =>
        dialect === 'line' ? `flood ${n}\n` : `~say~{"id":"${n}","text":"flood ${n}"}\n`;
      flooder.socket.write(Array.from({ length: 200_000 }, (_, n) => frame(n)).join(''));
      // a hello spends nothing, a plain name one
      const allowed = dialect === 'line' ? 19 : 20;
      await bob.until(`~flood ${allowed - 1}\n`);
      for (let n = 0; n < 15; n++) {
        await ann.send(`${n}\n`);
        await bob.until(`ann ${dialect}~${n}\n`);
      }
      const floods = bob.text.split('\n').filter((line) => line.startsWith(name));
      assert.deepEqual(
        floods,
        Array.from({ length: allowed }, (_, n) => `${name}~flood ${n}`),
        'what its share lets through, in order, and no more',
      );
      flooder.reset();
    });
  }

  it('P-10.1 is held back (seed), too, and is cut between characters all the same', async () => {
    const [ann, bob] = [await joinLine(port(), 'ann s'), await joinLine(port(), 'bob s')];
    const flooder = await Peer.connect(port());
    await flooder.send('flooder seed');
    await bob.until('Welcoming flooder seed');
    const text = Array.from({ length: 400_000 }, (_, n) => `€${n}`).join('');
    flooder.socket.write(text);
    for (let n = 0; n < 15; n++) {
      await ann.send(`${n}\n`);
      await bob.until(`ann s~${n}\n`);
    }
    const said = bob.text.split('\n').filter((line) => line.startsWith('flooder seed~'));
    const parts = said.map((line) => line.slice('flooder seed~'.length)).join('');
    assert.ok(parts.length > 0 && parts.length < text.length / 2, `${parts.length}`);
    assert.ok(text.startsWith(parts));
    flooder.reset();
  });

  it('P-10.1 of typing notices, read marks and pings, which count a tenth, is held back as well', async () => {
    const [ann, bob] = [await joinLine(port(), 'ann t'), await joinLine(port(), 'bob t')];
    const native = await NativePeer.join(port(), 'typist');
    native.peer.socket.write('~typing~{"on":true}\n~ping~{}\n~read~{"seq":1}\n'.repeat(20_000));
    const pongs = () => native.peer.text.split('SERVER~pong~').length - 1;
    await native.peer.until(() => pongs() >= 60);
    for (let n = 0; n < 15; n++) {
      await ann.send(`${n}\n`);
      await bob.until(`ann t~${n}\n`);
    }
    assert.ok(pongs() < 70, `a third of ten times its share of 20 is answered, not ${pongs()}`);
    native.peer.reset();
  });
});

describe('a flood that is let through', () => {
  const port = useServer('--rate', '2000', '--burst', '10', '--join-delay-ms', '0');

  it('P-10.1 keeps its order, and nothing of it is dropped', async () => {
    const witness = await Witness.join(port());
    const flooder = await Peer.connect(port());
    const texts = Array.from({ length: 1500 }, (_, n) => `flood ${n}`);
    flooder.socket.end(`flooder\n${texts.join('\n')}`);
    await witness.sees('SERVER~flooder has left the chat.');
    assert.deepEqual(
      witness.lines.filter((line) => line.startsWith('flooder')),
      texts.map((text) => `flooder~${text}`),
    );
  });
});

describe('a mebibyte without LF', () => {
  const port = useServer('--rate', '0', '--join-delay-ms', '0');
  const garbage = 'x'.repeat(MEBIBYTE);

  it('P-3.6 P-10.5 ends a line peer with a sentence; the others notice nothing but that it left', async () => {
    const witness = await Witness.join(port(), 'w-line');
    const hostile = await joinLine(port(), 'hostile');
    hostile.socket.write(garbage);
    await hostile.untilGone();
    assert.match(hostile.text, /SERVER~That line is too long; please send shorter ones\.\n$/);
    await witness.sees('SERVER~hostile has left the chat.');
    assert.deepEqual(witness.lines, [
      'SERVER~Welcoming hostile to the chat!',
      'SERVER~hostile has left the chat.',
    ]);
  });

  it('P-4.5 P-10.5 ends a native peer with frame-too-long', async () => {
    const witness = await Witness.join(port(), 'w-native');
    const hostile = await NativePeer.join(port(), 'monster');
    hostile.peer.socket.write(`~say~{"id":"1","text":"${garbage}`);
    await hostile.peer.untilGone();
    assert.equal(hostile.frames.at(-1)?.payload['code'], 'frame-too-long');
    await witness.sees('SERVER~monster has left the chat.');
    assert.equal(witness.lines.length, 2);
  });

  it('P-4.5 P-10.5 ends one that has said no hello yet', async () => {
    const hostile = await NativePeer.connect(port());
    hostile.peer.socket.write(`~${garbage}`);
    await hostile.peer.untilGone();
    assert.equal(hostile.frames.at(-1)?.payload['code'], 'frame-too-long');
  });

  it('P-2.6 P-10.5 is no name either, and nobody hears of it', async () => {
    const witness = await Witness.join(port(), 'w-seed');
    const hostile = await Peer.connect(port());
    await hostile.send(garbage);
    await hostile.until(/^SERVER~That is how another protocol begins/);
    await hostile.untilGone();
    assert.deepEqual(await witness.fence(), []);
  });
});

describe('a mebibyte without LF that may wait', () => {
  const port = useServer('--rate', '0', '--outbox-bytes', String(16 * MEBIBYTE));

  it('P-2.13 P-10.5 from a seed peer is said in parts, whole', async () => {
    const witness = await Witness.join(port());
    const garbage = 'é'.repeat(MEBIBYTE / 2);
    const seed = await Peer.connect(port());
    await seed.send('talker');
    await seed.until('Welcoming talker');
    seed.socket.end(garbage);
    await witness.sees('SERVER~talker has left the chat.');
    const parts = witness.lines.filter((line) => line.startsWith('talker~')).map((line) => line.slice(7));
    assert.ok(parts.join('') === garbage);
    assert.ok(parts.every((part) => Buffer.byteLength(part) <= 16_384));
  });
});

describe('bad input', () => {
  const port = useServer('--rate', '0', '--join-delay-ms', '0');

  it('P-10.5 never ends anybody but its sender', async () => {
    const witness = await Witness.join(port());
    const deep = '['.repeat(30_000);
    for (const frame of [
      '~hello~{"v":1,"name":"x","__proto__":{"isAdmin":true}}',
      '~hello~{"v":1,"name":{"toString":null}}',
      `~hello~${deep}`,
      `~hello~{"v":1,"name":${deep}`,
      '~hello~{"v":1e999,"name":"x"}',
      '~hello~null',
      '~__proto__~{}',
      '~constructor~{}',
      '~hello',
      '~',
      '~~~~',
      '~hello~{"v":1,"name":"\\ud800"}',
      '~hello~{"v":-1,"name":"x"}',
    ]) {
      const hostile = await Peer.connect(port());
      await hostile.send(`${frame}\n~bye~{}\n`);
      assert.equal(await hostile.untilGone(), 'end');
      assert.match(hostile.text, /^SERVER~(?:welcome|error)~\{.*\}\n$/, frame.slice(0, 40));
      assert.ok(!hostile.text.includes('internal-error'), frame.slice(0, 40));
      await witness.fence();
    }
  });
});
