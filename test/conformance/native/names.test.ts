import assert from 'node:assert/strict';
import { Clients, NativeClient } from '../support/nativeClient';
import { Peer, joinLine } from '../support/peer';
import { type RunningServer, runServer, startServer } from '../support/server';

describe('names and texts', () => {
  let server: RunningServer;
  const clients = new Clients(() => server.port);
  before(async () => (server = await startServer('--rate', '0', '--join-delay-ms', '0')));
  afterEach(() => clients.leave());
  after(async () => {
    assert.equal(server.errors(), '');
    await server.stop();
  });

  /** What a hello with that name comes to: the name one gets, or the code of the refusal. */
  async function call(name: string): Promise<string> {
    const client = await NativeClient.connect(server.port);
    client.send('hello', { v: 1, name });
    await client.fence().catch(() => undefined);
    const [first] = client.frames;
    await client.leave();
    return (first!.verb === 'welcome' ? first!.payload['you'] : first!.payload['code']) as string;
  }

  it('P-7.1 takes names of 1 to 32 characters and 128 bytes after NFC and trimming', async () => {
    const names: [string, string][] = [
      ['a', 'a'],
      ['  ann  ', 'ann'],
      ['Ann Smith', 'Ann Smith'],
      ['Jose\u0301', 'José'],
      ['名前', '名前'],
      ['👩‍💻', '👩‍💻'],
      ['علی\u200cرضا', 'علی\u200cرضا'],
      ['රාජ්\u200dය', 'රාජ්\u200dය'],
      ['x'.repeat(32), 'x'.repeat(32)],
      ['🌍'.repeat(32), '🌍'.repeat(32)],
      ['e\u0308'.repeat(32), 'ë'.repeat(32)],
      ['<b>&amp;</b>', '<b>&amp;</b>'],
    ];
    for (const [sent, used] of names) assert.equal(await call(sent), used);
  });

  it('P-7.1 refuses names that are too long, empty, or hide something', async () => {
    const names = [
      ...['', '   ', '\t', '\u200b', '\ufe0f', '\u2800', 'x'.repeat(33), '🌍'.repeat(33)],
      ...['g\u0308\u0301\u0302'.repeat(30), 'a~b', '~', 'a\u0000b', 'a\nb', 'a\tb', 'a\u007fb', 'a\u009bb'],
      ...[
        'a\u202eb',
        'a\u2066b',
        'a\u200bb',
        'a\u200db',
        'a\ufeffb',
        'a\u00adb',
        'a\u2028b',
        'a\u3164b',
        '\ud800x',
      ],
      ...[
        'a\u{e0041}b',
        'a\u034fb',
        'a\u115fb',
        'علی\u200c',
        'رض\u200da',
        'ක\u200dක',
        '😀\u200d😀',
        '👩\u200d',
      ],
    ];
    for (const name of names) assert.equal(await call(name), 'bad-name', JSON.stringify(name));
  });

  it('P-7.2 nobody can be SERVER, in whatever case or form', async () => {
    for (const name of [
      'SERVER',
      'server',
      ' Server ',
      'ＳＥＲＶＥＲ',
      'ſerver',
      'SERVER\ufe0f',
      'Ⓢⓔⓡⓥⓔⓡ',
      '𝐒𝐄𝐑𝐕𝐄𝐑',
      'ЅЕRVER',
      'ᏚᎬᏒᏙᎬᏒ',
      'SERVER;',
      '[server]',
      '«SERVER»',
      'SERVER∼It is over',
      'SERVER] is over [',
      'Server 2',
    ]) {
      assert.equal(await call(name), 'bad-name', name);
    }
    const ann = await clients.join('ann');
    for (const name of ['ServeR', 'SERVΕR', 'SERVER.']) {
      assert.equal(await ann.refused('rename', { name }), 'bad-name');
    }
    for (const name of ['Serverin', 'observer']) assert.equal(await call(name), name);
    const line = await Peer.connect(server.port);
    await line.send('server\nlin\n');
    await line.until('Welcoming lin');
    line.reset();
  });

  it('P-7.3 names are the same that differ only in form, case, or marks that show nothing', async () => {
    await clients.join('Straße É ﬁ Σ');
    for (const name of [
      'strasse é fi σ',
      'STRASSE É FI Σ',
      'Straße  E\u0301 ﬁ ς',
      'straẞe é\ufe0f fi σ',
      'straße e\ufe0f\u0301 fi Σ',
    ]) {
      assert.match(await call(name), /-2$/, name);
    }
    assert.equal(await call('Strase É fi Σ'), 'Strase É fi Σ');
  });

  it('P-7.3 names are the same that look alike, in any case and script', async () => {
    await clients.join('Соре');
    for (const name of ['Cope', 'COPE', 'cope.', '“Соре”', 'C0PE'])
      assert.match(await call(name), /-2$/, name);
    const ann = await clients.join('ann');
    assert.equal((await ann.act('rename', { name: 'Cope' }))['to'], 'Cope-2');
    await clients.join('Ian');
    assert.equal(await call('lan'), 'lan-2');
    assert.equal(await call('Lan'), 'Lan');
    await clients.join('علیرضا');
    assert.equal(await call('علی\u200cرضا'), 'علی\u200cرضا-2');
  });

  it('P-7.7 P-7.8 P-7.9 refuses what hides where a name ends, mixes scripts in a word, or is sentences', async () => {
    const ann = await clients.join('ann');
    for (const name of [
      ...['ann] hi [bob', '［bob', '【ann】', 'ann∼hi', 'ann～hi', '{ann}'],
      ...['аnn', 'Bob αlice', 'Иvan'],
      ...['bob has left. ann', 'Ann: hi', 'no! ann', '退室。ann'],
    ]) {
      assert.equal(await call(name), 'bad-name', name);
      assert.equal(await ann.refused('rename', { name }), 'bad-name', name);
    }
    for (const name of ['Ann (ops)', 'Анна Smith', '山田Tarō', '김Kim', 'Dr. Ann', 'who?', 'J. P. Ann']) {
      assert.equal(await call(name), name);
    }
  });

  it('P-7.4 a taken name gets a suffix, whoever has it, and the longest still fits', async () => {
    const long = 'x'.repeat(32);
    const expected = [long, `${long.slice(0, 30)}-2`, `${long.slice(0, 30)}-3`];
    for (const you of expected) assert.equal((await clients.join(long)).welcome.you, you);
    const wide = '🌍'.repeat(32);
    for (const you of [wide, `${'🌍'.repeat(30)}-2`])
      assert.equal((await clients.join(wide)).welcome.you, you);
    const lin = await joinLine(server.port, 'lin');
    const nat = await clients.join('Lin');
    assert.equal(nat.welcome.you, 'Lin-2');
    const second = await Peer.connect(server.port);
    await second.send('lin\n');
    await second.until(/Welcoming lin-3 to the chat!\nSERVER~[^\n]*lin-3[^\n]*\n/);
    await nat.next('join', { name: 'lin-3' });
    for (const peer of [lin, second]) peer.reset();
  });

  it('P-7.5 a room takes such a name of at most 63 bytes', async () => {
    for (const room of ['x'.repeat(64), '🌍'.repeat(16), 'a~b', 'SERVЕR: x', '[Lab]', '']) {
      const { code, stderr } = await runServer('--port', '0', '--room', room);
      assert.match(stderr, /^--room: /);
      assert.equal(code, 1);
    }
    const named = await startServer('--room', `${'🌍'.repeat(15)}abc`);
    const ann = await NativeClient.join(named.port, 'ann');
    assert.equal(ann.welcome.room.name, `${'🌍'.repeat(15)}abc`);
    ann.reset();
    await named.stop();
  });

  it('P-7.6 takes texts of max-text-bytes and code of max-code-bytes, and not one byte more', async () => {
    const ann = await clients.join('ann');
    const code = (text: string) => ({ path: 'p', start: 1, end: 1, text });
    const longest = `${'🌍'.repeat(4095)}xyz\n`;
    assert.equal((await ann.say(longest, { code: code('c'.repeat(32_768)) }))['text'], longest);
    assert.equal(await ann.refused('say', { text: `${longest}x` }), 'text-too-long');
    assert.equal(await ann.refused('say', { text: 'é'.repeat(8193) }), 'text-too-long');
    assert.equal(await ann.refused('say', { text: 'x', code: code('c'.repeat(32_769)) }), 'text-too-long');
    const { seq: of } = await ann.say('x');
    assert.equal(await ann.refused('edit', { of, text: `${longest}x` }), 'text-too-long');
    assert.equal((await ann.act('edit', { of, text: longest }))['text'], longest);
  });

  it('P-7.6 makes CRLF, U+2028 and U+2029 LF, keeps TAB, LF, tildes, bidi marks and edges as they are', async () => {
    const ann = await clients.join('ann');
    assert.equal((await ann.say('a\r\nb\r\n\tc'))['text'], 'a\nb\n\tc');
    assert.equal((await ann.say('a\u2028b\u2029\r\nc'))['text'], 'a\nb\n\nc');
    const code = { path: 'p', start: 1, end: 2, text: 'a\u2029b' };
    assert.deepEqual((await ann.say('', { code }))['code'], { ...code, text: 'a\nb' });
    const odd = '  ~a~~b~ \u202eabc\u202c \u200d \ufeff\n\n ';
    assert.equal((await ann.say(odd))['text'], odd);
  });

  it('P-7.6 refuses control characters, lone surrogates and texts of white space with bad-text', async () => {
    const ann = await clients.join('ann');
    const { seq: of } = await ann.say('x');
    const bad = [
      '',
      ' ',
      '\n\t \u00a0\u3000',
      'a\rb',
      'a\u0000',
      '\u001b[31mred',
      '\u007f',
      '\u009b31m',
      ...['\u0085', 'a\vb', 'a\fb', 'a\u001cb', 'a\u001db', 'a\u001eb', 'a\u0085b'],
      '\u2028\u2029',
      '\ud800',
      'a\udc00b',
    ];
    for (const text of bad) {
      assert.equal(await ann.refused('say', { text }), 'bad-text', JSON.stringify(text));
      assert.equal(await ann.refused('edit', { of, text }), 'bad-text');
      const code = { path: 'p', start: 1, end: 1, text };
      assert.equal(await ann.refused('say', { text: 'x', code }), 'bad-text');
    }
    const page = await ann.history(of + 10, 1);
    assert.equal(page.events[0]!.seq, of, 'nothing of it became an event');
  });
});
