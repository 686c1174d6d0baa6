import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { connect as connectTls } from 'node:tls';
import { NativePeer, Peer } from '../support/peer';
import { startRelay } from '../support/relay';
import { KEY, KEY_FILE, OTHER_KEY, PATIENT, SecurePeer, proofOf } from '../support/securePeer';
import { useServer, withServer } from '../support/useServer';

const PRIVATE_LINE = 'SERVER~This room is private; join it with its key.\n';
const WRONG_KEY = /^SERVER~error~\{"code":"wrong-key","message":"[^"]+"\}\n$/;

/** A hello of TLS 1.3, cut off. */
const TLS_HELLO = Buffer.from('16030100a5010000a10303', 'hex');

describe('P-13 the door of a private room', () => {
  const port = useServer(...PATIENT, '--key-file', KEY_FILE, '--rate', '0', '--wrong-proofs', '0');

  /** All that a peer is told that sends `bytes` without TLS. */
  async function answerTo(bytes: string | Buffer | undefined, at = port()): Promise<string> {
    const peer = await Peer.connect(at);
    if (bytes !== undefined) await peer.send(bytes);
    assert.equal(await peer.untilGone(), 'end');
    return peer.text;
  }

  /** What is sent on a connection that TLS has made, until it is gone. */
  async function afterTls(send: (peer: SecurePeer) => Promise<void>, at = port()): Promise<string> {
    const peer = await SecurePeer.knock(at);
    await send(peer);
    await peer.untilGone();
    return peer.text;
  }

  it('P-13.1 has a key that a file may hold in any way a person writes one', async () => {
    const native = await SecurePeer.join(port(), 'ann');
    assert.equal(native.welcome['you'], 'ann');
  });

  for (const [who, bytes] of [
    ['a person with nc', 'ann\nhello\n'],
    ['an original client', 'ann'],
    ['a native client without TLS', '~hello~{"v":1,"name":"ann"}\n'],
    ['a proof without TLS', '~prove~{"v":1,"proof":"x"}\n'],
    ['a port scanner', Buffer.from('\0\0\0\u0000')],
    ['bad UTF-8', Buffer.from('ff80', 'hex')],
  ] as const) {
    it(`P-13.2 gives one line, and no more, to ${who}`, async () => {
      assert.equal(await answerTo(bytes), PRIVATE_LINE);
    });
  }

  it('P-13.2 gives the line to who is silent, whatever the room', async () => {
    for (const flags of [
      ['--key-file', KEY_FILE],
      ['--private', '--room', 'Elsewhere', '--max-members', '3'],
    ])
      await withServer(flags, async (at) => assert.equal(await answerTo(undefined, at), PRIVATE_LINE));
  });

  it('P-13.2 gives the line to who closes its side at once, too', async () => {
    const peer = await Peer.connect(port());
    await peer.send('ann');
    peer.end();
    await peer.untilGone();
    assert.equal(peer.text, PRIVATE_LINE);
  });

  it('P-13.2 P-1.3 answers HTTP with 400 and a close', async () => {
    assert.match(await answerTo('GET / HTTP/1.1\r\nHost: x\r\n\r\n'), /^HTTP\/1\.1 400 Bad Request\r\n/);
  });

  it('P-13.3 gives an older TLS the alert of a failed handshake', async () => {
    const old = connectTls({
      port: port(),
      host: '127.0.0.1',
      rejectUnauthorized: false,
      maxVersion: 'TLSv1.2',
    });
    const [error] = (await once(old, 'error')) as [NodeJS.ErrnoException];
    assert.equal(error.code, 'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION');
  });

  it('P-13.3 resumes no session', async () => {
    const first = await SecurePeer.knock(port());
    const session = once(first.socket, 'session') as Promise<[Buffer]>;
    await first.prove(proofOf(KEY, 'client', first.binding));
    await first.until('\n');
    const again = await SecurePeer.knock(port(), { session: (await session)[0] });
    assert.equal(again.secure.isSessionReused(), false);
  });

  it('P-13.3 sends the same before the proof, byte for byte, whatever the room', async () => {
    /** The certificate without what is random in it. */
    const certificateOf = (peer: SecurePeer) => {
      const { raw } = peer.secure.getPeerCertificate();
      const { subject, issuer, validFrom, validTo, infoAccess, keyUsage, ca, publicKey } =
        new X509Certificate(raw);
      const { subjectAltName } = new X509Certificate(raw);
      const { namedCurve } = publicKey.asymmetricKeyDetails ?? {};
      return { subject, issuer, validFrom, validTo, subjectAltName, infoAccess, keyUsage, ca, namedCurve };
    };
    const seen = async (at: number) => ({
      plain: await answerTo('ann\n', at),
      http: await answerTo('GET / HTTP/1.1\r\n\r\n', at),
      wrong: await afterTls((peer) => peer.prove('wrong'), at),
      other: await afterTls((peer) => peer.send('~hello~{"v":1,"name":"ann"}\n'), at),
      certificate: certificateOf(await SecurePeer.knock(at)),
      cipher: (await SecurePeer.knock(at)).secure.getCipher(),
      alpn: (await SecurePeer.knock(at)).secure.alpnProtocol,
    });
    const one = await seen(port());
    assert.equal(one.certificate.subject, 'CN=private room');
    assert.equal(one.certificate.validFrom, 'Jan  1 00:00:00 2000 GMT');
    assert.equal(one.certificate.namedCurve, 'prime256v1');
    await withServer(
      [...PATIENT, '--private', '--room', 'Elsewhere', '--max-members', '3', '--rate', '1'],
      async (other) => {
        assert.deepEqual(await seen(other), one);
      },
    );
  });

  it('P-13.3 sends as much before the proof, record by record, whatever the room', async () => {
    /** The lengths of the TLS records of a connection whose proof is wrong, up to its end. */
    const recordsOf = async (at: number) => {
      const relay = await startRelay(at);
      const peer = await SecurePeer.knock(relay.port);
      const certificate = peer.secure.getPeerCertificate().raw.length;
      await peer.prove('wrong');
      await peer.untilGone();
      const lengths = [];
      for (let rest = relay.fromServer(); rest.length > 0; rest = rest.subarray(5 + lengths.at(-1)!))
        lengths.push(rest.readUInt16BE(3));
      await relay.close();
      // in their order: hello, change of cipher, extensions, certificate, its signature, and the rest
      const [hello, change, extensions, withCertificate, signature, ...rest] = lengths;
      return {
        signature: signature!,
        rest: [hello, change, extensions, withCertificate! - certificate, ...rest],
      };
    };
    const one = await recordsOf(port());
    assert.ok(one.rest.length >= 6, 'its finish, and its answer');
    const flags = ['--room', 'E'.repeat(32), '--max-members', '3', '--rate', '1', '--wrong-proofs', '0'];
    await withServer([...PATIENT, '--private', ...flags], async (at) => {
      const other = await recordsOf(at);
      assert.deepEqual(other.rest, one.rest);
      // two numbers, each a few bytes shorter where it is small
      assert.ok(Math.abs(other.signature - one.signature) <= 8, `${other.signature}, not ${one.signature}`);
    });
  });

  it('P-13.3 has a new certificate each time', async () => {
    const fingerprint = async (at: number) =>
      (await SecurePeer.knock(at)).secure.getPeerCertificate().fingerprint256;
    const first = await fingerprint(port());
    await withServer([...PATIENT, '--private'], async (other) =>
      assert.notEqual(await fingerprint(other), first),
    );
  });

  it('P-13.4 P-13.8 takes the proof, gives its own, and goes on in native', async () => {
    const peer = await SecurePeer.knock(port());
    await peer.prove(proofOf(KEY, 'client', peer.binding));
    const answer = await peer.until('\n');
    assert.equal(answer, `SERVER~prove~{"proof":"${proofOf(KEY, 'server', peer.binding)}"}\n`);
    const native = NativePeer.on(peer);
    await native.send('hello', { v: 1, name: 'bob' });
    assert.equal(((await native.next('welcome')).payload['room'] as { access: string }).access, 'private');
    await native.send('say', { id: 'b1', text: 'said in private' });
    await native.next('say', { text: 'said in private' });
  });

  it('P-13.4 takes a proof that comes byte by byte', async () => {
    const peer = await SecurePeer.knock(port());
    for (const byte of `~prove~${JSON.stringify({ v: 1, proof: proofOf(KEY, 'client', peer.binding) })}\n`)
      await peer.send(byte);
    assert.match(await peer.until('\n'), /^SERVER~prove~/);
  });

  for (const [what, sent] of [
    ['hello', '~hello~{"v":1,"name":"ann"}\n'],
    ['an unknown verb', '~dance~{}\n'],
    ['a version that never was', '~prove~{"v":0,"proof":"x"}\n'],
    ['a proof that is no text', '~prove~{"v":1,"proof":5}\n'],
    ['a name for nc', 'ann\n'],
    ['bytes that are no UTF-8', Buffer.from('ff0a', 'hex')],
    ['HTTP', 'GET / HTTP/1.1\r\n\r\n'],
    ['TLS in TLS', Buffer.concat([TLS_HELLO, Buffer.of(10)])],
    ['a giant line', `~prove~{"v":1,"proof":"${'x'.repeat(300)}"}\n`],
    ['a line without end', 'x'.repeat(70_000)],
  ] as const) {
    it(`P-13.4 ends without a word when the first frame is ${what}`, async () => {
      assert.equal(await afterTls((peer) => peer.send(sent)), '');
    });
  }

  it('P-13.4 ends without a word when more comes behind the proof, before it was answered', async () => {
    const eager = await afterTls((peer) => {
      const frame = `~prove~${JSON.stringify({ v: 1, proof: proofOf(KEY, 'client', peer.binding) })}\n`;
      return peer.send(`${frame}~hello~{"v":1,"name":"ann"}\n`);
    });
    assert.equal(eager, '');
  });

  it('P-13.4 ends without a word when the client ends first', async () => {
    assert.equal(
      await afterTls((peer) => {
        peer.end();
        return Promise.resolve();
      }),
      '',
    );
  });

  it('P-13.4 waits for TLS and the proof as long as it is told, and no longer', async () => {
    await withServer([...PATIENT, '--private', '--prove-timeout-ms', '500'], async (at) => {
      assert.equal(await afterTls(() => Promise.resolve(), at), '');
      const half = await Peer.connect(at);
      await half.send(TLS_HELLO);
      await half.untilGone();
      assert.equal(half.text, '');
    });
  });

  for (const [what, bytes] of [
    ['junk', Buffer.concat([Buffer.of(0x16), Buffer.from('no such thing as TLS'.repeat(50))])],
    ['a record that is too long', Buffer.from('160301ffff', 'hex')],
    ['a handshake of another kind', Buffer.from('16030100040e000000', 'hex')],
  ] as const) {
    it(`P-13.3 ends a connection that begins like TLS and goes on with ${what}`, async () => {
      const peer = await Peer.connect(port());
      await peer.send(bytes);
      await peer.untilGone();
      assert.ok(peer.bytes.length === 0 || peer.bytes[0] === 0x15, 'nothing but an alert');
    });
  }

  it('P-13.6 says that a proof is wrong, and closes', async () => {
    const attempts: ((peer: SecurePeer) => string)[] = [
      ({ binding }) => proofOf(OTHER_KEY, 'client', binding),
      ({ binding }) => proofOf(KEY, 'server', binding),
      () => proofOf(KEY, 'client', Buffer.alloc(32)),
      ({ binding }) => proofOf('k7qx93md4twzp2hn8v6c', 'client', binding),
      () => '',
      () => 'é',
    ];
    for (const make of attempts) assert.match(await afterTls((peer) => peer.prove(make(peer))), WRONG_KEY);
  });

  it('P-13.6 answers so many wrong ones a second, then closes without a word; a right one is always taken', async () => {
    await withServer([...PATIENT, '--key-file', KEY_FILE, '--wrong-proofs', '1'], async (at) => {
      const peers = await Promise.all(Array.from({ length: 30 }, () => SecurePeer.knock(at)));
      const right = await SecurePeer.knock(at);
      const answers = await Promise.all(
        peers.map(async (peer) => {
          await peer.prove('wrong');
          await peer.untilGone();
          return peer.text;
        }),
      );
      const told = answers.filter((text) => WRONG_KEY.test(text)).length;
      assert.ok(told >= 1 && told < 30, `${told} were told`);
      assert.equal(answers.filter((text) => text === '').length, 30 - told);
      await right.prove(proofOf(KEY, 'client', right.binding));
      assert.match(await right.until('\n'), /^SERVER~prove~/);
    });
  });
});
