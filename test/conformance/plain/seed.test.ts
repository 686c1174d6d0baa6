import assert from 'node:assert/strict';
import { NativePeer, Peer, SeedPeer, joinLine } from '../support/peer';
import { useServer } from '../support/useServer';
import { Witness } from '../support/witness';

const MIXED = 'aé€😀~ '; // one, two, three and four bytes, a tilde and a space

/** What a peer said, put together from the frames it was sent as. */
const joined = (screen: readonly string[], name: string) =>
  screen
    .filter((row) => row.startsWith(`[${name}] `))
    .map((row) => row.slice(name.length + 3))
    .join('');

describe('P-2 the seed dialect', () => {
  // spaced so far apart that also a test which is held up reads each frame by itself
  const port = useServer('--rate', '0', '--join-delay-ms', '0', '--seed-spacing-ms', '120');

  it('P-2.1 P-2.2 P-2.4 takes name and messages as they come, and answers byte for byte like the original', async () => {
    const ann = await SeedPeer.join(port(), 'ann');
    const bob = await SeedPeer.join(port(), 'bob');
    await ann.untilShown('[SERVER] Welcoming bob to the chat!');
    await ann.say('hi all');
    await ann.untilShown('[ann] hi all');
    await bob.untilShown('[ann] hi all');
    await bob.say('hi ann');
    await ann.untilShown('[bob] hi ann');
    await bob.untilShown('[bob] hi ann');
    assert.deepEqual(ann.peer.reads.map(String), [
      'SERVER~Welcoming ann to the chat!',
      'SERVER~Welcoming bob to the chat!',
      'ann~hi all',
      'bob~hi ann',
    ]);
    assert.deepEqual(bob.peer.reads.map(String), [
      'SERVER~Welcoming bob to the chat!',
      'ann~hi all',
      'bob~hi ann',
    ]);
  });

  it('P-2.3 sends one who speaks soon neither greeting nor history', async () => {
    const early = await Witness.join(port(), 'early');
    await early.fence();
    const late = await SeedPeer.join(port(), 'late');
    await early.fence();
    await late.untilShown(`[early] ${early.peer.text.trim().split('~').at(-1)}`);
    assert.match(late.peer.text, /^SERVER~Welcoming late to the chat!early~fence \d+$/);
  });

  it('P-2.5 drops CR and LF at the end of a chunk, and takes an empty one for nothing', async () => {
    const sam = await SeedPeer.join(port(), 'sam');
    const witness = await Witness.join(port(), 'w-crlf');
    for (const [chunk, shown] of [
      ['one\r\n', 'one'],
      ['two\n', 'two'],
      ['\r\n', undefined],
      ['\n', undefined],
      ['three\n\r\n\n', 'three'],
      ['four', 'four'],
    ] as const) {
      await sam.say(chunk);
      if (shown === undefined) await witness.fence();
      else await witness.sees(`sam~${shown}`);
    }
    assert.deepEqual(witness.lines, ['sam~one', 'sam~two', 'sam~three', 'sam~four']);
  });

  it('P-2.6 answers a name that cannot be used with a sentence, and takes another', async () => {
    const witness = await Witness.join(port(), 'w-second');
    const sam = await SeedPeer.connect(port());
    for (const [name, sentence] of [
      ['SERVER', /the room's own/],
      ['a~b', /tilde/],
      ['x'.repeat(200), /longer than 32 characters or 128 bytes/],
    ] as const) {
      sam.peer.clear();
      await sam.say(name);
      await sam.peer.until(sentence);
      assert.match(sam.peer.text, /^SERVER~That name cannot be used: [^~\n]+\. Please send another\.$/);
    }
    await sam.say('second try');
    await sam.untilShown('[SERVER] Welcoming second try to the chat!');
    assert.deepEqual(await witness.fence(), ['SERVER~Welcoming second try to the chat!']);
  });

  it('P-2.7 P-2.13 relays 20 KB of every width whole, in frames of at most one read', async () => {
    const sam = await SeedPeer.join(port(), 'sam20k');
    const text = MIXED.repeat(Math.ceil(20_480 / Buffer.byteLength(MIXED))).trimEnd();
    const wanted = text.replaceAll('~', '∼');
    await sam.say(text);
    await sam.peer.until(() => joined(sam.screen, 'sam20k').length >= wanted.length);
    assert.equal(joined(sam.screen, 'sam20k'), wanted);
    for (const read of sam.peer.reads) assert.match(read.toString(), /^(?:sam20k|SERVER)~[^~]+$/);
    assert.ok(sam.peer.reads.length > 10);
  });

  it('P-2.8 P-2.10 sends what comes in a burst as one frame at a time, joined so that it is printed the same', async () => {
    const sam = await SeedPeer.join(port(), 'burst');
    const lines = await joinLine(port(), 'lines');
    const other = await joinLine(port(), 'other');
    await sam.untilShown('[SERVER] Welcoming other to the chat!');
    sam.peer.clear();
    await lines.send('1\n');
    await sam.untilShown('[lines] 1');
    await lines.send('2\n3\n');
    await lines.until('~3\n');
    await other.send('4\n');
    await sam.untilShown('[other] 4');
    assert.deepEqual(sam.peer.reads.map(String), ['lines~1', 'lines~2\n[lines] 3\n[other] 4']);
  });

  it('P-2.9 replaces any number of tildes, and keeps them for others', async () => {
    const sam = await SeedPeer.join(port(), 'tildes');
    const lin = await joinLine(port(), 'tilde-lin');
    await lin.send(`~a~b~~\n${'~'.repeat(1500)}\n`);
    await sam.untilShown('[tilde-lin] ∼a∼b∼∼');
    await sam.peer.until(() => joined(sam.screen, 'tilde-lin').length === 1506);
    assert.equal(joined(sam.screen, 'tilde-lin'), `∼a∼b∼∼${'∼'.repeat(1500)}`);
    await lin.until(`tilde-lin~~a~b~~\ntilde-lin~${'~'.repeat(1500)}\n`);
  });

  it('P-2.11 lets nobody forge a line of somebody else with a line break', async () => {
    const sam = await SeedPeer.join(port(), 'forger');
    const lin = await joinLine(port(), 'mark');
    await sam.untilShown('[SERVER] Welcoming mark to the chat!');
    await sam.say('hi\nSERVER~ended\n[SERVER] ended\n\n[mark] me too');
    const native = await NativePeer.join(port(), 'nat');
    await native.send('say', { id: '1', text: 'a\n[mark] b\r\nmark~c' });
    await sam.untilShown('[nat] mark∼c');
    const rows = sam.screen.slice(2).filter((row) => !row.includes('Welcoming'));
    assert.deepEqual(rows, [
      '[forger] hi',
      '[forger] SERVER∼ended',
      '[forger] [SERVER] ended',
      '[forger] ',
      '[forger] [mark] me too',
      '[nat] a',
      '[nat] [mark] b',
      '[nat] mark∼c',
    ]);
    await lin.until('nat~mark~c\n');
    assert.ok(lin.text.includes('forger~hi\nforger~SERVER~ended\nforger~[SERVER] ended\nforger~\n'));
  });

  it('P-2.11 P-3.2 lets nobody forge a line with any other line break, in text, code, path or edit', async () => {
    const sam = await SeedPeer.join(port(), 'reader');
    const lin = await joinLine(port(), 'breaker');
    const native = await NativePeer.join(port(), 'eve');
    await sam.untilShown('[SERVER] Welcoming eve to the chat!');
    await lin.send('1\u2028SERVER~2\u2029[SERVER] 3\n');
    const code = { path: 'a\u2028SERVER~b', start: 1, end: 1, text: 'x\u2029SERVER~y' };
    await native.send('say', { id: '1', text: 'z\u2028SERVER~z', code });
    await sam.untilShown('[eve] SERVER∼y');
    await lin.until('eve~SERVER~y\n');
    // as Python reads lines, and Unicode has them
    // eslint-disable-next-line no-control-regex -- as they are
    const lines = (text: string) => text.split(/\r\n|[\n\v\f\r\x1c-\x1e\x85\u2028\u2029]/);
    const expected = [
      ...['breaker 1', 'breaker SERVER~2', 'breaker [SERVER] 3'],
      ...['eve z', 'eve SERVER~z', 'eve a', 'eve SERVER~b:1-1', 'eve x', 'eve SERVER~y'],
    ];
    assert.deepEqual(
      lines(lin.text).filter((line) => /^(?:breaker|eve)~/.test(line)),
      expected.map((line) => line.replace(' ', '~')),
    );
    assert.ok(lines(lin.text).every((line) => line === '' || /^(?:breaker|eve|SERVER~Welcoming)/.test(line)));
    assert.deepEqual(
      sam.screen.flatMap(lines).filter((row) => !row.startsWith('[SERVER] Welcoming')),
      expected.map((line) => `[${line.replace(' ', '] ').replace('~', '∼')}`),
    );
  });

  for (const character of ['é', '€', '😀']) {
    const bytes = Buffer.from(`x${character}y`);
    for (let cut = 2; cut < bytes.length - 1; cut++) {
      it(`P-2.12 completes ${character}, cut after ${cut - 1} of its bytes, with the next chunk`, async () => {
        const name = `cut-${bytes.length}-${cut}`;
        const sam = await SeedPeer.join(port(), name);
        const witness = await Witness.join(port(), `w-${name}`);
        await sam.peer.send(bytes.subarray(0, cut));
        await witness.sees(`${name}~x`);
        await sam.peer.send(bytes.subarray(cut));
        await witness.sees(`${name}~${character}y`);
        assert.deepEqual(witness.lines, [`${name}~x`, `${name}~${character}y`]);
      });
    }
  }

  it('P-2.12 puts together a character that comes byte by byte', async () => {
    const sam = await SeedPeer.join(port(), 'bytes');
    const witness = await Witness.join(port(), 'w-bytes');
    for (const byte of Buffer.from('😀é')) {
      await sam.peer.send(Buffer.of(byte));
      await witness.fence();
    }
    assert.deepEqual(witness.lines, ['bytes~😀', 'bytes~é']);
  });

  it('P-2.12 P-1.5 refuses a character that is never completed', async () => {
    const sam = await SeedPeer.join(port(), 'broken');
    const witness = await Witness.join(port(), 'w-broken');
    await sam.peer.send(Buffer.from('f09f98', 'hex'));
    await witness.fence();
    sam.peer.end();
    await sam.untilShown('[SERVER] That was not valid UTF-8 text; please send UTF-8.');
    assert.equal(await sam.peer.untilGone(), 'end');
    await witness.sees('SERVER~broken has left the chat.');
    assert.equal(witness.lines.length, 1);
  });

  it('P-2.10 keeps order and loses nothing in a burst of 2,000 messages', async () => {
    const sam = await SeedPeer.join(port(), 'reader');
    const lin = await joinLine(port(), 'writer');
    const texts = Array.from({ length: 2000 }, (_, n) => `${n}`);
    await lin.send(texts.map((text) => `${text}\n`).join(''));
    await sam.untilShown('[writer] 1999');
    assert.deepEqual(
      sam.screen.filter((row) => row.startsWith('[writer]')),
      texts.map((text) => `[writer] ${text}`),
    );
  });
});

describe('P-2.13 texts that TCP has joined', () => {
  const port = useServer('--rate', '0', '--max-text-bytes', '10', '--join-delay-ms', '0');

  it('P-2.13 become several messages, cut between characters', async () => {
    const witness = await Witness.join(port());
    const sam = await SeedPeer.join(port(), 'sam');
    await sam.say('0123456789€€€😀😀😀!');
    await witness.sees('sam~😀!');
    assert.deepEqual(witness.lines, [
      'SERVER~Welcoming sam to the chat!',
      'sam~0123456789',
      'sam~€€€',
      'sam~😀😀',
      'sam~😀!',
    ]);
  });

  it('P-2.13 P-2.5 stay one message where only the line end is too much', async () => {
    const witness = await Witness.join(port(), 'w-exact');
    const sam = await SeedPeer.join(port(), 'exact');
    await sam.say('0123456789\r\n');
    await witness.sees('exact~0123456789');
    assert.deepEqual((await witness.fence()).slice(1), ['exact~0123456789']);
  });
});

describe('P-2.3 a seed peer that is slow to speak', () => {
  const port = useServer('--greet-after-ms', '1', '--seed-spacing-ms', '1');

  it('P-2.3 P-3.3 is greeted like anybody, and then served like the original', async () => {
    const slow = await Peer.connect(port(), 2048);
    await slow.until('SERVER~Tilde/1 Lab - send your name, then your messages, one a line.\n');
    slow.clear();
    await slow.send('slow');
    assert.equal(await slow.until('!'), 'SERVER~Welcoming slow to the chat!');
  });
});
