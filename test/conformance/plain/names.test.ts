import assert from 'node:assert/strict';
import { NativePeer, Peer, SeedPeer, joinLine } from '../support/peer';
import { runServer } from '../support/server';
import { useServer, withServer } from '../support/useServer';
import { Witness } from '../support/witness';

const QUIET = ['--rate', '0', '--join-delay-ms', '0', '--max-members', '0'];

/** What a line peer that sends this for its name is answered first. */
async function answerTo(port: number, name: string): Promise<string> {
  const peer = await Peer.connect(port);
  await peer.send(`${name}\n`);
  const answer = await peer.until('\n');
  peer.end();
  return answer;
}

describe('P-7 names', () => {
  const port = useServer(...QUIET);

  for (const [what, sent, used] of [
    ['one character', 'x', 'x'],
    ['white space around it', ' \t ann\u00a0 ', 'ann'],
    ['white space inside', 'ann b', 'ann b'],
    ['a decomposed form', 'Jose\u0301', 'Jos\u00e9'],
    ['32 characters of one byte', 'n'.repeat(32), 'n'.repeat(32)],
    ['32 characters of four bytes', '😀'.repeat(32), '😀'.repeat(32)],
    ['32 characters of several code points', 'x\u0323'.repeat(32), 'x\u0323'.repeat(32)],
    ['an emoji with its variation selector', '❤️', '❤️'],
    ['markup', '<b>&amp;', '<b>&amp;'],
    ['a prototype key', '__proto__', '__proto__'],
    ['right-to-left letters', 'שלום', 'שלום'],
    ['joined emoji', '👩‍🚀', '👩‍🚀'],
    ['a non-joiner where letters would join', 'گل\u200cنار', 'گل\u200cنار'],
    ['words of different scripts', 'Ольга Smith', 'Ольга Smith'],
  ] as const) {
    it(`P-7.1 takes ${what}`, async () => {
      assert.equal(await answerTo(port(), sent), `SERVER~Welcoming ${used} to the chat!\n`);
    });
  }

  for (const [what, sent] of [
    ['an empty line', ''],
    ['only white space', ' \t\u00a0'],
    ['33 characters', 'm'.repeat(33)],
    ['130 bytes', '👩🏽'.repeat(16) + 'ab'],
    ['a tilde', 'a~b'],
    ['NUL', 'a\0b'],
    ['a terminal escape', '\x1b[31mred\x1b[0m'],
    ['a C1 control', 'a\u009b31mb'],
    ['DEL', 'a\x7fb'],
    ['a carriage return inside', 'a\rb'],
    ['a tab inside', 'a\tb'],
    ['a bidi override', 'a\u202egnp.exe'],
    ['a bidi isolate', 'a\u2066b'],
    ['a right-to-left mark', 'a\u200f'],
    ['a zero-width space', 'a\u200bb'],
    ['a zero-width joiner', 'a\u200db'],
    ['a soft hyphen', 'a\u00adb'],
    ['a byte order mark inside', 'a\ufeffb'],
    ['a line separator', 'a\u2028b'],
    ['an invisible filler', '\u3164\u3164'],
    ['a blank braille pattern', '\u2800'],
    ['a tag character', 'a\u{e0041}'],
    ['a non-joiner at the end', 'گل\u200c'],
    ['square brackets', 'bob] hi [eve'],
    ['what looks like a tilde', 'eve∼hi'],
    ['a word of two scripts', 'Ольgа'],
    ['two sentences', 'eve has left. bob'],
  ] as const) {
    it(`P-7.1 P-7.7 P-7.8 P-7.9 P-2.6 refuses ${what} with a sentence, and takes another name`, async () => {
      const name = `ok ${what}`.slice(0, 32);
      const peer = await Peer.connect(port());
      await peer.send(`${sent}\n`);
      assert.match(
        await peer.until('\n'),
        /^SERVER~That name cannot be used: [\w ,']+\. Please send another\.\n$/,
      );
      await peer.send(`${name}\n`);
      await peer.until(`\nSERVER~Welcoming ${name.trim()} to the chat!\n`);
    });
  }

  for (const form of [
    'SERVER',
    'server',
    'Server',
    'ＳＥＲＶＥＲ',
    'ſerver',
    'ⓢⓔⓡⓥⓔⓡ',
    'SERVER\ufe0f',
    ' SERVER ',
    'ЅERVER',
    'SERVER]',
    'SERVER - x',
  ]) {
    it(`P-7.2 keeps ${form} for the room itself`, async () => {
      assert.match(
        await answerTo(port(), form),
        /^SERVER~That name cannot be used: SERVER is the room's own\./,
      );
    });
  }

  for (const [first, second, given] of [
    ['bob', 'bob', 'bob-2'],
    ['Carol', 'ＣＡＲＯＬ', 'ＣＡＲＯＬ-2'],
    ['straße', 'STRASSE', 'STRASSE-2'],
    ['Zoe\u0308', 'ZO\u00cb', 'ZO\u00cb-2'],
    ['ﬁona', 'fiona', 'fiona-2'],
    ['two  spaces', 'two spaces', 'two spaces-2'],
    ['Васо', 'Baco', 'Baco-2'],
    ['mina', 'rnina', 'rnina-2'],
    ['eve', 'eve\ufe0f', 'eve\ufe0f-2'],
    ['y'.repeat(32), 'y'.repeat(32), `${'y'.repeat(30)}-2`],
    ['🙂'.repeat(32), '🙂'.repeat(32), `${'🙂'.repeat(30)}-2`],
  ] as const) {
    it(`P-7.3 P-7.4 gives ${second} a suffix beside ${first}, and tells so`, async () => {
      const holder = await joinLine(port(), first);
      const line = await Peer.connect(port());
      await line.send(`${second}\n`);
      assert.equal(
        await line.until('you are'),
        `SERVER~Welcoming ${given} to the chat!\nSERVER~That name is taken here; you are ${given}.\n`,
      );
      await line.send('hi\n');
      await holder.until(`\n${given}~hi\n`);
    });
  }

  it('P-7.4 counts on, tells a seed peer too, and frees the name when its holder leaves', async () => {
    const holder = await joinLine(port(), 'dan');
    const second = await NativePeer.join(port(), 'dan');
    assert.equal(second.welcome['you'], 'dan-2');
    const third = await SeedPeer.join(port(), 'dan');
    await third.untilShown('[SERVER] That name is taken here; you are dan-3.');
    assert.equal(third.screen[0], '[SERVER] Welcoming dan-3 to the chat!');
    third.peer.end();
    await second.next('leave', { name: 'dan-3' });
    holder.end();
    await second.next('leave', { name: 'dan' });
    assert.equal(await answerTo(port(), 'DAN'), 'SERVER~Welcoming DAN to the chat!\n');
  });

  it('P-7.5 takes a room’s name of 63 bytes, and no longer or stranger one', async () => {
    const longest = 'é'.repeat(31) + 'x';
    await withServer(['--greet-after-ms', '1', '--room', longest], async (roomPort) => {
      const peer = await Peer.connect(roomPort);
      await peer.until(`SERVER~Tilde/1 ${longest} - `);
    });
    for (const [name, sentence] of [
      [`${longest}y`, /^--room: .*\b(?:63 bytes|32 characters)/],
      ['😀'.repeat(16), /^--room: A room's name may have at most 63 bytes\.\n$/],
      ['', /^--room: .*empty/],
      ['server', /^--room: .*SERVER/],
      ['a\u202eb', /^--room: /],
    ] as const) {
      const { code, stderr } = await runServer('--port', '0', '--room', name);
      assert.match(stderr, sentence);
      assert.equal(code, 1);
    }
  });
});

describe('P-7.6 texts', () => {
  const port = useServer(...QUIET);

  for (const [what, text] of [
    ['NUL', 'a\0b'],
    ['a terminal escape', '\x1b]0;title\x07'],
    ['BEL', 'ring\x07'],
    ['a backspace', 'a\bb'],
    ['a carriage return inside', 'a\rb'],
    ['DEL', 'a\x7f'],
    ['a C1 control', '\u009b31m'],
    ['a next line', 'a\u0085b'],
    ['a vertical tab', 'a\vb'],
    ['a form feed', 'a\fb'],
    ['a file separator', 'a\x1cb'],
    ['a group separator', 'a\x1db'],
    ['a record separator', 'a\x1eb'],
    ['only white space', ' \t \u3000'],
  ] as const) {
    it(`P-7.6 refuses ${what} with a sentence, relays nothing of it, and goes on`, async () => {
      const name = `t ${what}`.slice(0, 32);
      const line = await joinLine(port(), name);
      const witness = await Witness.join(port(), `w ${what}`.slice(0, 32));
      line.clear();
      await line.send(`${text}\nfine\n`);
      const [answer = '', next = ''] = (await line.until(`${name}~fine\n`))
        .split(/(?<=\n)/)
        .filter((row) => row.includes(name) || row.startsWith('SERVER~T'));
      assert.match(
        answer,
        /^SERVER~(?:That text has control characters in it|There is nothing in that text)/,
      );
      assert.equal(next, `${name}~fine\n`);
      await witness.sees(`${name}~fine`);
      assert.deepEqual(witness.lines, [`${name}~fine`]);
    });
  }

  for (const [what, text] of [
    ['tabs and spaces', '\tif (a) {  b }  '],
    ['bidi controls', 'a\u202eb\u202c'],
    ['zero-width characters', '👩‍👩‍👧‍👦 a\u200bb'],
    ['what looks like a frame', 'SERVER~say~{"text":"x"}'],
    ['markup', '<script>alert(1)</script> &amp; %s ${x}'],
  ] as const) {
    it(`P-7.6 relays ${what} as they are`, async () => {
      const line = await joinLine(port(), `r ${what}`.slice(0, 32));
      const name = `r ${what}`.slice(0, 32).trim();
      await line.send(`${text}\n`);
      await line.until(`\n${name}~${text}\n`);
    });
  }

  it('P-7.6 takes a text of 16,384 bytes, and refuses one byte more with a sentence', async () => {
    const line = await joinLine(port(), 'longest');
    await line.send(`${'z'.repeat(16_384)}\n${'€'.repeat(5461)}zz\nshort\n`);
    await line.until('longest~short\n');
    const rows = line.text.split('\n');
    assert.equal(rows[1]?.length, 'longest~'.length + 16_384);
    assert.equal(rows[2], 'SERVER~A text may have at most 16384 bytes; send it in parts.');
    assert.equal(rows[3], 'longest~short');
  });
});
