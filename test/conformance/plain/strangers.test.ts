import assert from 'node:assert/strict';
import { Peer, SeedPeer, joinLine } from '../support/peer';
import { KEY_FILE, PATIENT } from '../support/securePeer';
import { useServer } from '../support/useServer';
import { Witness } from '../support/witness';

const NOT_SOON = '600000';
const QUIET = ['--rate', '0', '--join-delay-ms', '0', '--seed-spacing-ms', '0', '--greet-after-ms', NOT_SOON];
const HEAD = 'Host: 127.0.0.1\r\nCookie: session=abc\r\n\r\nmallory\nhello\n';

const REQUESTS = [
  `GET / HTTP/1.1\r\n${HEAD}`,
  `POST /x HTTP/1.1\r\nContent-Length: 13\r\n\r\nmallory\nhello\n`,
  'OPTIONS * HTTP/1.0\n\n',
  `GET /${'a'.repeat(9000)} HTTP/1.1\r\n${HEAD}`,
  `POST /${'b'.repeat(60_000)} HTTP/1.1\r\n${HEAD}`,
  `/${'c'.repeat(9000)}`.padStart(9010, 'HEAD '),
  'CONNECT room:443 HTTP/1.1',
  'connect room:443 http/1.1\r\n',
  'CONNECT 10.0.0.1:22',
  `GET http://example.org/ HTTP/1.1\r\n${HEAD}`,
  `get https://example.org\r\n`,
  `patch /x HTTP/1.1\r\n${HEAD}`,
  `X-A / HTTP/1.1\r\n${HEAD}`,
  `A1 /\r\n${HEAD}`,
  `b!#$%&'*+.^_\`|~9 /?q=1 HTTP/1.1\r\n${HEAD}`,
  `PROPFIND /dav/ HTTP/1.1\r\n${HEAD}`,
  `\r\nGET / HTTP/1.1\r\n${HEAD}`,
  `\r\n\n\r\nm /x\r\n${HEAD}`,
  '  \tGET /indented HTTP/1.1\r\n',
  'GET\t/tab\tHTTP/1.1\r\n',
  'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\x12\x04\0\0\0\0\0',
  `GET /chat HTTP/1.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n${HEAD}`,
  'GET /old\r\n',
  'HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n',
  'DESCRIBE rtsp://x/y RTSP/1.0\r\nCSeq: 1\r\n\r\n',
  'OPTIONS sip:nm SIP/2.0\r\nVia: SIP/2.0/TCP nm;branch=foo\r\n\r\n',
  'odd anything HTTP/1.1\r\n',
];

const OTHERS: readonly (string | Buffer)[] = [
  'SSH-2.0-OpenSSH_9.6\r\n',
  'EHLO mail.example.org\r\n',
  'helo x\r\n',
  'NICK bob\r\nUSER bob 0 * :Bob\r\n',
  'CAP LS 302\r\nNICK bob\r\n',
  'PASS secret\r\nNICK bob\r\n',
  'nick bob\r\nuser bob 0 * :Bob\r\n',
  'USER anonymous\r\n',
  'QUIT\r\n',
  'HELP\r\n',
  'HELP',
  '*1\r\n$4\r\nPING\r\n',
  '*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$1\r\nv\r\n',
  'PING\r\n',
  'INFO\r\n',
  'stats\r\n',
  'get key\r\n',
  'set key 0 0 5\r\nhello\r\n',
  'a001 CAPABILITY\r\n',
  'PROXY TCP4 10.0.0.1 10.0.0.2 5000 9999\r\n',
  '<?xml version="1.0"?><stream:stream to="x">',
  '{"id":1,"method":"mining.subscribe","params":[]}\n',
  '@RSYNCD: 31.0\n',
  'RFB 003.008\n',
  '6191, 23\r\n',
  'Host: x\r\nbob\r\n',
  'Cookie: a=b',
  'X-Requested-With:fetch\r\n',
  '\r\n\r\n',
  '\n\n\n',
  Buffer.from('\x10\x10\0\x04MQTT\x04\x02\0<\0\x04test', 'latin1'),
  Buffer.from('AMQP\0\0\x09\x01', 'latin1'),
  Buffer.from('\0\0\0\x08\x04\xd2\x16\x2f', 'latin1'), // PostgreSQL
  Buffer.from('\x03\0\0\x13\x0e\xe0\0\0\0\0\0\x01\0\x08\0\x03\0\0\0', 'latin1'), // RDP
  Buffer.from('\x03\0\0\x2a%\xe0\0\0\0\0\0Cookie: mstshash=nmap\r\n\x01\0\x08\0', 'latin1'),
  Buffer.from('\0\0\0\x85\xffSMBr\0\0\0\0\x18\x53\xc0', 'latin1'),
  Buffer.from('\x81\0\0\x44 CKFDENECFDEFFCFGEFFCCACACACACACA\0', 'latin1'), // NetBIOS
  Buffer.from('l\0\x0b\0\0\0\0\0\0\0\0\0', 'latin1'), // X11
  Buffer.from('\x80\x2e\x01\0\x02\0\x15\0\0\0\x10\x01\0\x80\0\0\x0a', 'latin1'), // SSLv2
  Buffer.from('\x15\x03\x01\0\x02\x02\x28', 'latin1'), // a TLS alert
  Buffer.from('0\x0c\x02\x01\x01`\x07\x02\x01\x03\x04\0\x80\0', 'latin1'), // LDAP
  Buffer.from('\x05\x01\0', 'latin1'), // SOCKS
  Buffer.from('\0\x1e\0\x06\x01\0\0\x01\0\0\0\0\0\0\x07version\x04bind\0', 'latin1'), // DNS
  Buffer.from('\x13BitTorrent protocol', 'latin1'),
  Buffer.from('\x3a\0\0\0\x2f\0\0\0\x02\0\0\x40', 'latin1'), // MongoDB
  Buffer.from('fffb1ffffb20fffb18', 'hex'), // a telnet client that negotiates
  Buffer.from('\x01default\nbob\n', 'latin1'), // a print queue
];

const OTHER_LINE =
  'SERVER~That is how another protocol begins, so it is no name here. Connect again with one in small letters, without a colon.\n';
const NO_METHOD =
  'SERVER~That name cannot be used: web requests begin like this. Please send another, in small letters for instance.';
const shown = (opening: string | Buffer) => JSON.stringify(opening.toString('latin1').slice(0, 24));

async function answerTo(port: number, ...parts: (string | Buffer)[]): Promise<string> {
  const peer = await Peer.connect(port);
  for (const part of parts) await peer.send(part).catch(() => undefined);
  await peer.untilGone();
  return peer.text;
}

describe('P-1.3 requests of web pages', () => {
  const port = useServer(...QUIET);

  it('P-1.3 get 400 and a close, and nothing of them reaches the room', async () => {
    const witness = await Witness.join(port());
    for (const request of REQUESTS) {
      const [head = '', body = ''] = (await answerTo(port(), request)).split('\r\n\r\n');
      assert.match(head, /^HTTP\/1\.1 400 Bad Request\r\n/, shown(request));
      assert.match(head, new RegExp(`^Content-Length: ${body.length}$`, 'm'));
      assert.match(head, /^Connection: close$/m);
    }
    assert.deepEqual(await witness.fence(), []);
  });

  it('P-1.3 show an original client, whose name was like one, what to do', async () => {
    const seed = await SeedPeer.connect(port());
    await seed.say('ann /away');
    await seed.peer.untilGone();
    assert.match(
      seed.screen.join('\n'),
      /SERVER\] This is a Tilde chat room, not a web server\. If that was a name: connect again with one in small/,
    );
  });

  it('P-1.3 P-1.6 take no header and no second try for a name', async () => {
    const witness = await Witness.join(port(), 'w-second');
    for (const first of ['a~b', 'x'.repeat(200), '', 'SERVER'])
      for (const next of ['GET / HTTP/1.1', 'Host: x', 'Cookie: a', 'X-A /', 'NICK bob'])
        for (const end of ['\r\n', '\n']) {
          const answer = await answerTo(port(), `${first}${end}`, `${next}${end}mallory${end}hello${end}`);
          assert.match(answer, /400 Bad Request|another protocol/, `${first} ${next}`);
        }
    assert.deepEqual(await witness.fence(), []);
  });

  it('P-1.3 are none where a person has such a name', async () => {
    for (const name of [
      'Get',
      'Get it',
      'Nick',
      'Nick Cave',
      'Help',
      'info',
      'Ping',
      'PATRICIA',
      'Pat',
      'a/b',
      '10:30',
    ])
      assert.equal((await SeedPeer.join(port(), name)).peer.text, `SERVER~Welcoming ${name} to the chat!`);
    for (const name of ['Host', 'Will.I.Am', 'User One', 'Post', 'PAT']) await joinLine(port(), name);
  });
});

const GREET_AT_ONCE = ['--greet-after-ms', '1'];

describe('P-1.3 requests that TCP has cut', () => {
  const patient = useServer(...QUIET, '--settle-ms', NOT_SOON, '--key-timeout-ms', NOT_SOON);
  const hasty = useServer(...QUIET, '--settle-ms', '1', '--key-timeout-ms', NOT_SOON);
  // who has been greeted is certain to be read: no two chunks that a fence parts come together
  const greeting = useServer(...QUIET, ...GREET_AT_ONCE, '--settle-ms', '1', '--key-timeout-ms', NOT_SOON);
  const settling = useServer(
    ...[...QUIET, ...GREET_AT_ONCE],
    ...['--settle-ms', NOT_SOON, '--key-timeout-ms', NOT_SOON],
  );

  it('P-1.3 P-1.7 are known wherever they are cut, if the rest comes soon', async () => {
    const witness = await Witness.join(patient());
    for (const request of [
      'GET / HTTP/1.1\r\nHost: x\r\n\r\n',
      'patch /x HTTP/1.1\r\n',
      'X-A http://x/ HTTP/1.1\r\n',
    ])
      for (let cut = 1; cut < request.length; cut++) {
        const answer = await answerTo(patient(), request.slice(0, cut), request.slice(cut));
        assert.match(answer, /^HTTP\/1\.1 400 /, request.slice(0, cut));
      }
    assert.deepEqual(await witness.fence(), []);
  });

  for (const method of [
    'GET',
    'HEAD',
    'POST',
    'PUT',
    'DELETE',
    'CONNECT',
    'OPTIONS',
    'TRACE',
    'PATCH',
    'PRI',
  ]) {
    it(`P-1.3 P-1.7 are known however late the rest of ${method} comes`, async () => {
      const witness = await Witness.join(hasty(), `w-${method.toLowerCase()}`);
      for (let cut = 2; cut <= method.length; cut++) {
        const peer = await Peer.connect(hasty());
        await peer.send(method.slice(0, cut));
        await peer.until(NO_METHOD);
        await peer.send(`${method.slice(cut)} /x HTTP/1.1\r\nHost: x\r\n`);
        await peer.untilGone();
        assert.match(peer.text, /HTTP\/1\.1 400 /);
      }
      assert.deepEqual(await witness.fence(), []);
    });
  }

  it('P-1.3 P-1.7 are known byte by byte, at any pace', async () => {
    const witness = await Witness.join(greeting(), 'w-bytes');
    for (const request of ['GET / HTTP/1.1\r\n', 'x-a /\r\n', 'QUIT\r\n', 'Host: x\r\n']) {
      const peer = await Peer.connect(greeting());
      await peer.until('Tilde/1');
      for (const byte of request) {
        await peer.send(byte);
        await witness.fence();
      }
      await peer.untilGone();
      assert.match(peer.text, /400 Bad Request|another protocol/);
    }
    assert.deepEqual(await witness.fence(), []);
  });

  it('P-1.3 P-1.7 are known where the method is longer than a name, and its end like one', async () => {
    const witness = await Witness.join(patient(), 'w-long');
    const peer = await Peer.connect(patient());
    for (const part of ['N'.repeat(700), 'NN', ` /${'p'.repeat(900)}`]) {
      await peer.send(part);
      await witness.fence();
    }
    await peer.untilGone();
    assert.match(peer.text, /400 Bad Request/);
    assert.deepEqual(await witness.fence(), []);
  });

  it('P-1.3 P-1.7 end who was taken for a member, before anything is relayed', async () => {
    const witness = await Witness.join(hasty(), 'w-late');
    const peer = await SeedPeer.join(hasty(), 'X-Odd');
    await peer.say(' /path HTTP/1.1\r\nHost: x\r\n\r\nhello');
    await peer.peer.untilGone();
    assert.match(peer.peer.text, /HTTP\/1\.1 400 /);
    await witness.sees('SERVER~X-Odd has left the chat.');
    assert.deepEqual(witness.lines, [
      'SERVER~Welcoming X-Odd to the chat!',
      'SERVER~X-Odd has left the chat.',
    ]);
  });

  it('P-1.3 P-1.7 end who was taken for a member, also where the end of a long request has yet to come', async () => {
    for (const [name, rest] of [
      ['pat', `ch /${'a'.repeat(3000)}`],
      ['quer', `y http://x.example/${'b'.repeat(1200)}`],
    ] as const) {
      const witness = await Witness.join(hasty(), `w-${name}`);
      const peer = await SeedPeer.join(hasty(), name);
      await peer.say(rest);
      await peer.peer.untilGone();
      assert.match(peer.peer.text, /HTTP\/1\.1 400 /);
      await witness.sees(`SERVER~${name} has left the chat.`);
      assert.ok(!witness.peer.text.includes(`${name}~`));
    }
  });

  it('P-1.7 P-2.1 takes a first message with a link in it for one', async () => {
    const seed = await SeedPeer.join(hasty(), 'linus');
    const said = `look https://x.example/${'a'.repeat(900)}`;
    await seed.say(said);
    await seed.untilShown(`[linus] ${said}`);
  });

  it('P-1.7 P-2.6 a name that begins like a method is answered with a sentence, and the next one taken', async () => {
    for (const name of ['GE', 'PAT', 'OPTIONS']) {
      const seed = await SeedPeer.connect(hasty());
      await seed.say(name);
      await seed.untilShown(NO_METHOD.replace('SERVER~', '[SERVER] '));
      await seed.say(name.toLowerCase());
      await seed.untilShown(`[SERVER] Welcoming ${name.toLowerCase()} to the chat!`);
      await seed.say('hi');
      await seed.untilShown(`[${name.toLowerCase()}] hi`);
    }
  });

  it('P-1.7 P-2.1 takes a name and messages behind it that come at once for what they are', async () => {
    const witness = await Witness.join(settling(), 'w-seed');
    const seed = await SeedPeer.connect(settling());
    await seed.peer.until('Tilde/1');
    for (const chunk of ['quick', 'one', 'two']) {
      await seed.say(chunk);
      await witness.fence();
    }
    seed.peer.end();
    await witness.sees('SERVER~quick has left the chat.');
    assert.deepEqual(witness.lines, [
      'SERVER~Welcoming quick to the chat!',
      'quick~one',
      'quick~two',
      'SERVER~quick has left the chat.',
    ]);
  });

  it('P-1.7 P-3.1 takes a name whose line end comes a little later for a line', async () => {
    const witness = await Witness.join(patient(), 'w-line');
    const line = await Peer.connect(patient());
    await line.send('ca');
    await witness.fence();
    await line.send('rla\r\nhi\n');
    await line.until('SERVER~Welcoming carla to the chat!\ncarla~hi\n');
  });

  it('P-1.7 P-3.4 counts a name that nothing follows but the end', async () => {
    const witness = await Witness.join(patient(), 'w-end');
    const seed = await SeedPeer.connect(patient());
    await seed.say('brief');
    seed.peer.end();
    await witness.sees('SERVER~brief has left the chat.');
    const cut = await Peer.connect(patient());
    await cut.send('GET');
    cut.end();
    await cut.untilGone();
    assert.deepEqual(await witness.fence(), [
      'SERVER~Welcoming brief to the chat!',
      'SERVER~brief has left the chat.',
    ]);
  });
});

describe('P-1.6 openings of other protocols', () => {
  const port = useServer(...QUIET, '--settle-ms', '1', '--key-timeout-ms', NOT_SOON);

  it('P-1.6 get a sentence and a close, and nothing of them reaches the room', async () => {
    const witness = await Witness.join(port());
    for (const opening of OTHERS) assert.equal(await answerTo(port(), opening), OTHER_LINE, shown(opening));
    assert.deepEqual(await witness.fence(), []);
  });

  it('P-1.4 P-1.6 get it however short TCP has cut them', async () => {
    const witness = await Witness.join(port(), 'w-cut');
    for (const opening of OTHERS.map((one) => Buffer.from(one)).filter(
      (one) => one[0]! < 0x20 && one[0]! > 13,
    )) {
      assert.equal(await answerTo(port(), opening.subarray(0, 1)), OTHER_LINE);
    }
    assert.equal(
      await answerTo(port(), Buffer.of(0x16)),
      'SERVER~This room is open; join it without a key.\n',
    );
    assert.deepEqual(await witness.fence(), []);
  });
});

describe('P-13.2 strangers at a private door', () => {
  const port = useServer(...PATIENT, '--key-file', KEY_FILE);

  it('P-13.2 P-1.3 P-1.7 get 400 for any request, cut or not', async () => {
    for (const request of REQUESTS)
      assert.match(await answerTo(port(), request), /^HTTP\/1\.1 400 /, shown(request));
    assert.match(
      await answerTo(port(), 'GE', 'T / HTTP/1.1\r\n'),
      /^HTTP\/1\.1 400 |^SERVER~This room is private/,
    );
  });

  it('P-13.2 P-1.6 get the one line for anything else', async () => {
    for (const opening of OTHERS)
      assert.equal(await answerTo(port(), opening), 'SERVER~This room is private; join it with its key.\n');
  });
});
