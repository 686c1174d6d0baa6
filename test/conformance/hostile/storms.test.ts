import assert from 'node:assert/strict';
import { NativePeer, Peer, SeedPeer, joinLine } from '../support/peer';
import { useServer } from '../support/useServer';
import { Witness } from '../support/witness';

describe('peers that break off', () => {
  const port = useServer('--rate', '0', '--join-delay-ms', '0');

  it('P-10.5 five that reset in the middle of a message leave, and nothing of it is relayed', async () => {
    const witness = await Witness.join(port());
    const speaker = await joinLine(port(), 'speaker');
    const names = ['r1', 'r2', 'r3', 'r4', 'r5'];
    for (const [n, name] of names.entries()) {
      if (n % 2 === 0) {
        const line = await joinLine(port(), name);
        await line.send('whole\nhalf of a li');
        await witness.sees(`${name}~whole`);
        line.reset();
      } else {
        const native = await NativePeer.join(port(), name);
        await native.send('say', { id: '1', text: 'whole' });
        await native.peer.send('~say~{"id":"2","text":"half of a li');
        await witness.sees(`${name}~whole`);
        native.peer.reset();
      }
      await speaker.send(`after ${name}\n`);
      await witness.sees(`speaker~after ${name}`);
    }
    for (const name of names) await witness.sees(`SERVER~${name} has left the chat.`);
    assert.ok(!witness.lines.some((line) => line.includes('half')));
    for (const kind of ['Welcoming', 'left', 'whole', 'after']) {
      const found = witness.lines.filter((line) => line.includes(kind) && /r[1-5]/.test(line));
      assert.equal(found.length, 5, kind);
    }
    // their names are free again
    for (const name of names)
      assert.equal((await joinLine(port(), name)).text, `SERVER~Welcoming ${name} to the chat!\n`);
  });

  it('P-10.5 one that resets while it is being written to harms nobody', async () => {
    const witness = await Witness.join(port(), 'w-writes');
    const speaker = await joinLine(port(), 'talker');
    const seed = await SeedPeer.join(port(), 'goner');
    await speaker.send(Array.from({ length: 300 }, (_, n) => `${n}\n`).join(''));
    seed.peer.reset();
    await speaker.send('end\n');
    await witness.sees('SERVER~goner has left the chat.');
    await witness.sees('talker~end');
    assert.equal(witness.lines.filter((line) => /^talker~\d+$/.test(line)).length, 300);
  });
});

describe('a storm of joins and leaves', () => {
  const port = useServer('--rate', '0', '--max-members', '0');
  const ROUNDS = 5;
  const PEERS = 40;

  it('P-8.1 P-8.2 P-10.7 is told whole: each join once, and its leave after it', async () => {
    const witness = await Witness.join(port());
    const seed = await SeedPeer.join(port(), 'sam');
    const native = await NativePeer.join(port(), 'nat');
    const come = async (round: number, n: number) => {
      const name = `p${round}.${n}`;
      switch (n % 4) {
        case 0: {
          const line = await joinLine(port(), name);
          line.end();
          break;
        }
        case 1: {
          const other = await SeedPeer.join(port(), name);
          other.peer.reset();
          break;
        }
        case 2: {
          const other = await NativePeer.join(port(), name);
          await other.send('bye', {});
          break;
        }
        default:
          (await Peer.connect(port())).socket.end(`${name}\n`);
      }
    };
    const names: string[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const peers = Array.from({ length: PEERS }, (_, n) => n);
      names.push(...peers.map((n) => `p${round}.${n}`));
      await Promise.all(peers.map((n) => come(round, n)));
    }
    for (const name of names) await witness.sees(`SERVER~${name} has left the chat.`);
    await native.peer.until((text) => text.split('~leave~').length > names.length);
    await witness.fence();

    for (const name of names) {
      const about = witness.lines.filter((line) => line.includes(` ${name} `) || line.includes(`~${name} `));
      assert.deepEqual(about, [`SERVER~Welcoming ${name} to the chat!`, `SERVER~${name} has left the chat.`]);
    }
    const seen = await NativePeer.join(port(), 'counter');
    const members = (seen.welcome['members'] as { name: string }[]).map(({ name }) => name);
    assert.deepEqual(members.sort(), ['counter', 'nat', 'sam', 'witness'], 'no ghosts');
    const seqs = native.frames.flatMap(({ payload }) =>
      typeof payload['seq'] === 'number' ? [payload['seq']] : [],
    );
    assert.deepEqual(
      seqs,
      [...new Set(seqs)].sort((a, b) => a - b),
      'one order',
    );
    // whatever reads this busy process made of them: the reads of an idle one are tested elsewhere
    const left = () => seed.peer.text.match(/p\d+\.\d+ has left the chat\./g) ?? [];
    await seed.peer.until(() => left().length === names.length);
    assert.deepEqual(new Set(left()), new Set(names.map((name) => `${name} has left the chat.`)));
  });
});
