import assert from 'node:assert/strict';
import { NativeClient } from '../support/nativeClient';
import { NativePeer, Peer, SeedPeer, joinLine } from '../support/peer';
import { useServer, withServer } from '../support/useServer';
import { Witness } from '../support/witness';

const MEBIBYTE = 1024 * 1024;

/** All that the room still has, the oldest first. */
async function allTexts(client: NativeClient): Promise<string[]> {
  const texts: string[] = [];
  for (let before = Number.MAX_SAFE_INTEGER; ;) {
    const { events, more } = await client.history(before);
    texts.unshift(...events.flatMap(({ verb, text }) => (verb === 'say' ? [String(text)] : [])));
    if (!more || events.length === 0) return texts;
    before = Number(events[0]?.seq);
  }
}

describe('who comes again and again', () => {
  const port = useServer('--history-bytes', String(2 * MEBIBYTE), '--join-delay-ms', '0');

  it('P-10.1 pushes out nothing of what others have said, by whatever it says and however it comes', async () => {
    const ann = await NativeClient.join(port(), 'ann');
    const wanted = Array.from({ length: 10 }, (_, n) => `ann says ${n}`);
    for (const text of wanted) await ann.say(text);
    const long = 'x'.repeat(15_000);
    const attack = {
      line: async (n: number) => {
        const peer = await joinLine(port(), `line ${n}`);
        await peer.send(`${long}\n`.repeat(18));
        return peer;
      },
      seed: async (n: number) => {
        const { peer } = await SeedPeer.join(port(), `seed ${n}`);
        await peer.send(long.repeat(15));
        return peer;
      },
      native: async (n: number) => {
        const { peer } = await NativePeer.join(port(), `native ${n}`, { person: `person ${n}` });
        const code = { path: 'a', start: 1, end: 9, text: 'y'.repeat(30_000) };
        const say = (id: number) => `~say~${JSON.stringify({ id: `${id}`, text: long, code })}\n`;
        await peer.send(Array.from({ length: 20 }, (_, id) => say(id)).join(''));
        return peer;
      },
      edits: async (n: number) => {
        const native = await NativePeer.join(port(), `editor ${n}`);
        await native.send('say', { id: 'first', text: 'mine' });
        const { payload } = await native.next('say', { id: 'first' });
        const edit = (id: number) =>
          `~edit~${JSON.stringify({ id: `${id}`, of: payload['seq'], text: long })}\n`;
        await native.peer.send(Array.from({ length: 18 }, (_, id) => edit(id)).join(''));
        return native.peer;
      },
    };
    for (let n = 0; n < 10; n++) {
      // some go at once, some stay
      for (const one of [attack.line, attack.native, attack.edits, attack.seed]) {
        const peer = await one(n);
        if (n % 2 === 0) peer.reset();
      }
    }
    await ann.say('and she still does');
    const texts = (await allTexts(ann)).filter((text) => text.startsWith('ann says'));
    assert.deepEqual(texts, wanted);
    Peer.dropAll();
  });
});

describe('comings and goings, renames and reactions', () => {
  const port = useServer('--rate', '0', '--history-events', '50', '--join-delay-ms', '0');

  it('P-6.11 push out nothing that was said', async () => {
    const ann = await NativeClient.join(port(), 'ann');
    const wanted = Array.from({ length: 50 }, (_, n) => `${n}`);
    for (const text of wanted) await ann.say(text);
    const noisy = await NativePeer.join(port(), 'noisy');
    const react = (n: number) => `~react~{"id":"r${n}","of":${2 + (n % 40)},"emoji":"👍","on":true}\n`;
    const rename = (n: number) => `~rename~{"id":"n${n}","name":"noisy ${n}"}\n`;
    await noisy.peer.send(Array.from({ length: 300 }, (_, n) => react(n) + rename(n)).join(''));
    await noisy.next('rename', { id: 'n299' });
    for (let n = 0; n < 30; n++) {
      const guest = await joinLine(port(), `guest ${n}`);
      guest.reset();
    }
    await ann.next('leave', { name: 'guest 29' });
    assert.deepEqual(await allTexts(ann), wanted);
    const { welcome } = await NativeClient.join(port(), 'newcomer');
    assert.ok(welcome.oldest <= 2 && Number(welcome.history.at(-1)?.seq) === welcome.seq);
    ann.reset();
  });
});

describe('one who floods', () => {
  it('P-10.1 is one member, by whatever connection it speaks', async () => {
    await withServer(['--rate', '0.01', '--burst', '6', '--join-delay-ms', '0'], async (port) => {
      const witness = await Witness.join(port);
      const hello = { person: 'one and the same' };
      for (let n = 0; n < 4; n++) {
        const window = await NativePeer.join(port, 'flooder', hello);
        for (let m = 0; m < 2; m++) await window.send('say', { id: `${n}.${m}`, text: `${n}.${m}` });
        if (n < 3) await window.next('say', { id: `${n}.1` });
        if (n === 1) window.peer.reset();
      }
      const other = await joinLine(port, 'other');
      await other.send('hears\n');
      await witness.sees('other~hears');
      const said = witness.lines.filter((line) => line.startsWith('flooder~'));
      assert.deepEqual(
        said,
        ['0.0', '0.1', '1.0', '1.1', '2.0', '2.1'].map((text) => `flooder~${text}`),
      );
    });
  });

  it('P-10.1 leaves others at its address a word, also when it has spent all that they have together', async () => {
    const flags = ['--rate', '1000', '--burst', '1000', '--join-delay-ms', '0'];
    await withServer(flags, async (port) => {
      const witness = await Witness.join(port);
      const ann = await NativePeer.join(port, 'ann');
      const flooder = await joinLine(port, 'flooder');
      flooder.socket.write(`${'x'.repeat(16_000)}\n`.repeat(200));
      // what its address has, and a little owed
      const isSpent = (text: string) => text.split('flooder~').length > (512 * 1024) / 16_300;
      await witness.peer.until(isSpent);
      await ann.send('say', { id: '1', text: 'still here' });
      await witness.sees('ann~still here');
      await witness.fence();
      const flooded = witness.lines.filter((line) => line.startsWith('flooder~')).length;
      assert.ok(flooded < 40, `${flooded} of 200`);
      flooder.reset();
    });
  });
});

describe('a storm of joins from one address', () => {
  it('P-10.6 lets 64 in at once, and makes the rest wait: nobody is refused', async () => {
    const flags = ['--max-members', '0', '--address-burst-joins', '70', '--address-joins', '40'];
    await withServer(flags, async (port) => {
      const all = Array.from({ length: 90 }, async (_, n) =>
        n % 2 === 0
          ? (await NativePeer.join(port, `native ${n}`, { person: `person ${n}` })).peer
          : joinLine(port, `line ${n}`),
      );
      for (const peer of await Promise.all(all)) assert.ok(!/error|SERVER~Too many/.test(peer.text));
    });
  });

  it('P-10.6 keeps 64 members behind one address out for no time, when their room is there again', async () => {
    await withServer(['--join-delay-ms', '0'], async (port) => {
      for (let times = 0; times < 2; times++) {
        const members = Array.from({ length: 64 }, (_, n) =>
          NativePeer.join(port, `member ${n}`, { person: `person ${n}` }),
        );
        for (const { peer } of await Promise.all(members)) peer.reset();
      }
    });
  });

  it('P-10.6 keeps the rest waiting for as long as that takes, and nobody hears of them', async () => {
    const flags = ['--address-burst-joins', '5', '--address-joins', '0.01', '--name-timeout-ms', '50'];
    await withServer([...flags, '--join-delay-ms', '0', '--max-members', '0'], async (port) => {
      const witness = await Witness.join(port);
      const waiting: Peer[] = [];
      for (let n = 0; n < 40; n++) {
        const peer = await Peer.connect(port);
        await peer.send(n % 2 === 0 ? `~hello~{"v":1,"name":"n ${n}"}\n` : `l ${n}\n`);
        waiting.push(peer);
      }
      await witness.sees('SERVER~Welcoming l 3 to the chat!');
      // a silent one is put out in the meantime, those who have said their name are not
      const silent = await Peer.connect(port);
      await silent.untilGone();
      await witness.fence();
      assert.equal(witness.lines.filter((line) => line.includes('Welcoming')).length, 4);
      assert.equal(waiting.filter(({ gone }) => gone !== undefined).length, 0);
    });
  });

  it('P-10.6 lets nobody wait for those who have hung up, and tells them so', async () => {
    await withServer(['--address-burst-joins', '1', '--address-joins', '0.01'], async (port) => {
      const witness = await Witness.join(port);
      const names = ['~hello~{"v":1,"name":"native"}\n', 'line\n', 'line\nand what it says\n', 'seed', 'c'];
      for (const name of names) {
        const peer = await Peer.connect(port);
        await peer.send(name);
        peer.end();
        await peer.until('Too many connections come from your address');
        await peer.untilGone();
      }
      await witness.fence();
      assert.deepEqual(
        witness.lines.filter((line) => /Welcoming|said|says/.test(line)),
        [],
      );
    });
  });

  it('P-10.6 lets a member come back meanwhile, as often as it may say something', async () => {
    const flags = ['--address-burst-joins', '2', '--address-joins', '0.01', '--rate', '0.01', '--burst', '3'];
    await withServer(flags, async (port) => {
      const ann = await NativePeer.join(port, 'ann', { person: 'ann' });
      const { room, token } = ann.welcome as { room: { id: string }; token: string };
      const comesBack = async () => {
        const again = await Peer.connect(port);
        const resume = { room: room.id, token, seq: 0 };
        await again.send(`~hello~${JSON.stringify({ v: 1, name: 'ann', resume })}\n`);
        return again;
      };
      const newcomer = await joinLine(port, 'bob');
      for (let n = 0; n < 3; n++) {
        const again = await comesBack();
        await again.until('~welcome~');
        again.reset();
      }
      const oneTooMany = await comesBack();
      oneTooMany.end();
      await oneTooMany.until('"too-many-connections"');
      newcomer.reset();
    });
  });
});
