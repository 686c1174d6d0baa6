import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import path from 'node:path';
import { Clients, NativeClient } from '../support/nativeClient';
import { type RunningServer, startServer } from '../support/server';

/** The codes of the document's table. */
const [, table = ''] =
  /<!-- errors:[^]*?-->([^]*?)<!-- \/errors -->/.exec(readFileSync('docs/PROTOCOL.md', 'utf8')) ?? [];
const documented = [...table.matchAll(/^\| `([a-z0-9-]+)`/gm)].map(([, code]) => code!);

/** An address of this computer that is not loopback, where it has one. */
const ownAddress = () =>
  Object.values(networkInterfaces())
    .flat()
    .find((one) => one?.family === 'IPv4' && !one.internal)?.address;

/** How each code is brought about: the flags of the server, and what to send. */
const causes: Record<string, { flags?: string[]; bytes?: string; joined?: boolean; closes?: boolean }> = {
  'bad-utf8': { bytes: '~say~{"id":"1","text":"\xff"}\n', joined: true },
  'bad-frame': { bytes: '~say\n', joined: true },
  'bad-json': { bytes: '~say~{]\n', joined: true },
  'bad-message': { bytes: '~say~{}\n', joined: true },
  'frame-too-long': { flags: ['--max-frame-bytes', '1024'], bytes: `~${'x'.repeat(1024)}`, closes: true },
  'hello-first': { bytes: '~say~{"id":"1","text":"x"}\n', closes: true },
  'already-hello': { bytes: '~hello~{"v":1,"name":"ann"}\n', joined: true },
  'unsupported-version': { bytes: '~hello~{"v":0,"name":"ann"}\n', closes: true },
  'bad-name': { bytes: '~rename~{"id":"1","name":"a~b"}\n', joined: true },
  'bad-text': { bytes: '~say~{"id":"1","text":""}\n', joined: true },
  'text-too-long': {
    flags: ['--max-text-bytes', '3'],
    bytes: '~say~{"id":"1","text":"four"}\n',
    joined: true,
  },
  'not-found': { bytes: '~remove~{"id":"1","of":1}\n', joined: true },
  'no-such-member': { bytes: '~say~{"id":"1","text":"x","to":"nobody"}\n', joined: true },
  'name-timeout': { flags: ['--name-timeout-ms', '20'], bytes: '~', closes: true },
  'idle-timeout': { flags: ['--idle-timeout-ms', '20'], bytes: '~ping~{}\n', joined: true, closes: true },
};

describe('error codes', () => {
  let server: RunningServer;
  const clients = new Clients(() => server.port);
  const start = async (...flags: string[]) => (server = await startServer(...flags));
  afterEach(async () => {
    clients.reset();
    await server.stop();
  });

  for (const [code, { flags = [], bytes = '', joined = false, closes = false }] of Object.entries(causes)) {
    it(`P-11.1 ${code}`, async () => {
      await start(...flags);
      const client = joined ? await clients.join('ann') : await clients.connect();
      client.raw(Buffer.from(bytes, 'latin1'));
      const { sender, payload } = await client.next('error', { code });
      assert.equal(sender, 'SERVER');
      assert.match(String(payload['message']), /^[A-Z~]\P{Cc}+[.}]$/u);
      if (closes) assert.equal(await client.untilGone(), 'end');
      else await client.fence();
    });
  }

  it('P-11.1 not-author', async () => {
    await start();
    const ann = await clients.join('ann');
    const bob = await clients.join('bob');
    assert.equal(await bob.refused('remove', { of: (await ann.say('x')).seq }), 'not-author');
  });

  it('P-11.1 P-10.6 full', async () => {
    await start('--max-members', '1');
    await clients.join('ann');
    const bob = await clients.connect();
    bob.send('hello', { v: 1, name: 'bob' });
    await bob.next('error', { code: 'full' });
    assert.equal(await bob.untilGone(), 'end');
  });

  it('P-11.1 P-10.6 too-many-connections', async function () {
    await start('--host', '0.0.0.0', '--open', '--per-address', '1');
    const address = ownAddress();
    if (address === undefined) this.skip();
    const ann = await NativeClient.connect(server.port, address);
    ann.send('hello', { v: 1, name: 'ann' });
    await ann.next('welcome');
    const bob = await NativeClient.connect(server.port, address);
    bob.send('hello', { v: 1, name: 'bob' });
    await bob.next('error', { code: 'too-many-connections' });
    await bob.untilGone();
    await clients.join('from loopback');
    await clients.join('another from loopback');
    ann.reset();
  });

  it('P-11.1 P-10.2 slow-consumer', async () => {
    await start('--rate', '0', '--outbox-bytes', '262144', '--join-delay-ms', '0');
    const slow = await clients.join('slow');
    const ann = await clients.join('ann');
    slow.socket.pause();
    const left = () => ann.events.find(({ verb }) => verb === 'leave');
    for (let i = 0; !left(); i++) {
      ann.send('say', { id: `${i}`, text: 'x'.repeat(16_000) });
      if (i % 20 === 0) await ann.next('say', { id: `${i}` });
    }
    const { name, reason } = left()!.payload;
    assert.deepEqual([name, reason], ['slow', 'slow-consumer']);
    slow.socket.resume();
    await slow.next('error', { code: 'slow-consumer' });
    assert.equal(await slow.untilGone(), 'end');
  });
});

describe('the table of error codes', () => {
  it('P-11.1 has a test for every code, but for internal-error: nothing known brings that about', () => {
    const tests = readdirSync('test/conformance', { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.test.ts'))
      .map((file) => readFileSync(path.join('test/conformance', file), 'utf8'))
      .join('');
    const codes = documented.filter((code) => code !== 'internal-error');
    assert.ok(codes.length >= 20);
    assert.deepEqual(
      codes.filter((code) => !(code in causes) && !tests.includes(`'${code}'`)),
      [],
    );
  });
});
