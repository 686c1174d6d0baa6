import assert from 'node:assert/strict';
import { Clients, NativeClient } from '../support/nativeClient';
import { SeedPeer, joinLine } from '../support/peer';
import { type RunningServer, startHostedServer, startServer } from '../support/server';

describe('the welcome', () => {
  let server: RunningServer;
  const clients = new Clients(() => server.port);
  beforeEach(async () => (server = await startServer('--rate', '0', '--join-delay-ms', '0')));
  afterEach(async () => {
    clients.reset();
    assert.equal(server.errors(), '');
    await server.stop();
  });

  it('P-4.3 has every field of the table', async () => {
    const before = Date.now();
    const ann = await clients.join('ann', { client: 'test/1' });
    const { welcome } = ann;
    assert.deepEqual(Object.keys(welcome).sort(), [
      ...['history', 'limits', 'members', 'mid', 'oldest', 'resumed', 'room', 'seq', 'token', 'v', 'you'],
    ]);
    assert.equal(welcome['v'], 1);
    assert.deepEqual(Object.keys(welcome.room).sort(), ['access', 'id', 'kept', 'name']);
    assert.deepEqual({ ...welcome.room, id: '' }, { id: '', name: 'Lab', access: 'open', kept: false });
    assert.match(welcome.room.id, /^[\w-]{16,}$/);
    assert.equal(welcome.you, 'ann');
    assert.match(welcome.mid, /^[\w-]{16,}$/);
    assert.ok(welcome.token.startsWith(`${welcome.mid}.`));
    assert.deepEqual([welcome.seq, welcome.oldest, welcome.resumed], [1, 1, false]);
    const [me, ...others] = welcome.members;
    const since = me!['since'] as number;
    assert.deepEqual(me, { mid: welcome.mid, name: 'ann', since, dialect: 'native' });
    assert.deepEqual(others, []);
    assert.ok(since >= before && since <= Date.now());
    assert.deepEqual(welcome.history, [
      { verb: 'join', from: 'SERVER', seq: 1, at: since, by: ann.mid, name: 'ann', dialect: 'native' },
    ]);
  });

  it('P-4.3 says in limits what a client must keep to, as the flags have it', async () => {
    const ann = await clients.join('ann');
    assert.deepEqual(ann.welcome.limits, {
      rate: 0,
      burst: 20,
      maxTextBytes: 16_384,
      maxCodeBytes: 32_768,
      maxFrameBytes: 65_536,
      pingIntervalMs: 20_000,
      idleTimeoutMs: 45_000,
      typingIntervalMs: 2000,
    });
    const other = await startServer('--rate', '2.5', '--burst', '7', '--max-text-bytes', '99');
    const bob = await NativeClient.join(other.port, 'bob');
    const { rate, burst, maxTextBytes } = bob.welcome.limits;
    assert.deepEqual([rate, burst, maxTextBytes], [2.5, 7, 99]);
    bob.reset();
    await other.stop();
  });

  it('P-4.3 lists everybody, oneself first, each with its dialect', async () => {
    await clients.join('nat');
    const lin = await joinLine(server.port, 'lin');
    const { peer: sed } = await SeedPeer.join(server.port, 'sed');
    const last = await clients.join('last');
    const { members } = last.welcome;
    assert.deepEqual(
      members.map(({ name, dialect }) => [name, dialect]),
      [
        ['last', 'native'],
        ['nat', 'native'],
        ['lin', 'line'],
        ['sed', 'seed'],
      ],
    );
    assert.equal(new Set(members.map(({ mid: memberId }) => memberId)).size, 4);
    for (const plain of [lin, sed]) plain.reset();
  });

  it('P-4.3 P-14.5 marks the host by its ticket, and nobody else who shows it', async () => {
    const hosted = await startHostedServer();
    const own = new Clients(() => hosted.port);
    const stranger = await own.join('stranger', { ticket: 'guessed' });
    const host = await own.join('host', { ticket: hosted.ticket });
    const late = await own.join('late', { ticket: hosted.ticket });
    assert.deepEqual(
      late.welcome.members.map(({ name, host: is }) => [name, is]),
      [
        ['late', undefined],
        ['stranger', undefined],
        ['host', true],
      ],
    );
    assert.equal(host.welcome.members[0]!['host'], true);
    assert.equal((await stranger.next('join', { name: 'host' })).payload['host'], true);
    own.reset();
    await hosted.stop();
  });

  it('P-5.13 tells the others that somebody is the host whose first window came without the ticket', async () => {
    const hosted = await startHostedServer();
    const own = new Clients(() => hosted.port);
    const guest = await own.join('guest');
    await own.join('host', { person: 'h' });
    const { mid: memberId } = await own.join('host', { person: 'h', ticket: hosted.ticket });
    assert.deepEqual((await guest.next('host')).payload, { by: memberId });
    const late = await own.join('late');
    assert.deepEqual(
      late.welcome.members.map(({ name, host }) => [name, host]),
      [
        ['late', undefined],
        ['guest', undefined],
        ['host', true],
      ],
    );
    own.reset();
    await hosted.stop();
  });

  it('P-4.3 gives the latest 200 events, and no newer one is missing', async () => {
    const ann = await clients.join('ann');
    for (let i = 0; i < 230; i++) ann.send('say', { id: `${i}`, text: `${i}` });
    await ann.next('say', { id: '229' });
    const bob = await clients.join('bob');
    const seqs = bob.welcome.history.map(({ seq }) => seq);
    assert.deepEqual(
      seqs,
      Array.from({ length: 200 }, (_, i) => i + 33),
    );
    assert.equal(bob.welcome.seq, 232);
  });

  it('P-6.5 counts the own join in, and does not send it again', async () => {
    const bob = await clients.join('bob');
    const ann = await clients.join('ann');
    const { welcome } = ann;
    assert.deepEqual(welcome.history.at(-1), {
      ...welcome.history.at(-1),
      verb: 'join',
      seq: welcome.seq,
      by: ann.mid,
    });
    const said = await bob.say('hello');
    await ann.next('say');
    assert.deepEqual(
      ann.events.map(({ payload }) => payload.seq),
      [said.seq],
    );
    assert.equal(said.seq, welcome.seq + 1);
  });
});
