import assert from 'node:assert/strict';
import { createHmac, createPublicKey, generateKeyPairSync, randomBytes, sign, verify } from 'node:crypto';
import { freshPath } from '../support/historyFiles';
import { NativePeer, Peer } from '../support/peer';
import { type RunningServer, startHostedServer, startServer } from '../support/server';

// written from the specification alone, so nothing of src is used here

const nonce = () => randomBytes(32).toString('base64url');
const SPKI_HEAD = Buffer.from('302a300506032b6570032100', 'hex');

interface Shown {
  readonly key: string;
  readonly clientNonce: string;
  readonly serverNonce: string;
}

const lines = (of: string, { key, clientNonce, serverNonce }: Shown) =>
  Buffer.from([`tilde ${of}`, key, clientNonce, serverNonce].join('\n'));

/** Somebody with a key. */
class Person {
  private readonly pair = generateKeyPairSync('ed25519');
  readonly key = this.pair.publicKey
    .export({ format: 'der', type: 'spki' })
    .subarray(12)
    .toString('base64url');

  proof(shown: Shown, ticket?: string): { key: string; member: string; host?: string } {
    const member = sign(null, lines('member', shown), this.pair.privateKey).toString('base64url');
    const host = (secret: string) =>
      createHmac('sha256', secret).update(lines('host', shown)).update(`\n${this.key}`).digest('base64url');
    return { key: this.key, member, ...(ticket !== undefined && { host: host(ticket) }) };
  }
}

/** Has the room show itself on a new connection. */
async function ask(port: number): Promise<{ peer: NativePeer; shown: Shown; proof: string }> {
  const peer = await NativePeer.connect(port);
  const clientNonce = nonce();
  await peer.send('prove', { v: 1, nonce: clientNonce });
  const { key, nonce: serverNonce, proof } = (await peer.next('prove')).payload as Record<string, string>;
  return { peer, shown: { key: key!, clientNonce, serverNonce: serverNonce! }, proof: proof! };
}

/** Comes in with a key. */
async function enter(
  port: number,
  person: Person,
  more: object = {},
  ticket?: string,
): Promise<{ peer: NativePeer; hello: object; welcome: Record<string, unknown> }> {
  const { peer, shown } = await ask(port);
  const hello = { v: 1, name: 'ann', proof: person.proof(shown, ticket), ...more };
  await peer.send('hello', hello);
  await peer.next('welcome');
  return { peer, hello, welcome: peer.welcome };
}

const refusal = async (peer: NativePeer) => (await peer.next('error')).payload['code'];
const isHost = ({ welcome }: { welcome: Record<string, unknown> }) =>
  (welcome['members'] as { host?: boolean }[])[0]!.host === true;

describe('who is who without secrets', () => {
  let server: RunningServer;
  beforeEach(async () => (server = await startServer()));
  afterEach(async () => {
    Peer.dropAll();
    assert.equal(server.errors(), '');
    await server.stop();
  });

  it('P-6.14 a room signs what both have drawn, with a key that it has as long as its secret', async () => {
    const { shown, proof } = await ask(server.port);
    const again = await ask(server.port);
    assert.equal(again.shown.key, shown.key);
    assert.notEqual(again.shown.serverNonce, shown.serverNonce);
    const spki = Buffer.concat([SPKI_HEAD, Buffer.from(shown.key, 'base64url')]);
    const key = createPublicKey({ key: spki, format: 'der', type: 'spki' });
    const isRight = (one: Shown) => verify(null, lines('room', one), key, Buffer.from(proof, 'base64url'));
    assert.ok(isRight(shown));
    assert.ok(!isRight(again.shown), 'it is of no use on another connection');
    const other = await startServer();
    assert.notEqual((await ask(other.port)).shown.key, shown.key);
    Peer.dropAll();
    await other.stop();
  });

  it('P-6.14 it is the same after a restart with its history', async () => {
    const keys: string[] = [];
    const file = freshPath();
    for (let starts = 0; starts < 2; starts++) {
      const kept = await startServer('--history', file);
      keys.push((await ask(kept.port)).shown.key);
      Peer.dropAll();
      await kept.stop();
    }
    assert.equal(keys[0], keys[1]);
  });

  for (const [what, payload, code] of [
    ['no nonce', { v: 1 }, 'hello-first'],
    ['a short nonce', { v: 1, nonce: nonce().slice(1) }, 'bad-message'],
    ['a long nonce', { v: 1, nonce: `${nonce()}A` }, 'bad-message'],
    ['another alphabet', { v: 1, nonce: nonce().replace(/./, '+') }, 'bad-message'],
    ['a number', { v: 1, nonce: 5 }, 'bad-message'],
    ['no version', { nonce: nonce() }, 'bad-message'],
    ['version 0', { v: 0, nonce: nonce() }, 'unsupported-version'],
  ] as const) {
    it(`P-6.14 P-4.2 a question with ${what} is refused`, async () => {
      const peer = await NativePeer.connect(server.port);
      await peer.send('prove', payload);
      assert.equal(await refusal(peer), code);
      await peer.peer.untilGone();
    });
  }

  it('P-4.2 P-6.14 is asked once, and before the hello', async () => {
    const { peer } = await ask(server.port);
    await peer.send('prove', { v: 1, nonce: nonce() });
    assert.equal(await refusal(peer), 'hello-first');
    const late = await NativePeer.join(server.port, 'late');
    await late.send('prove', { v: 1, nonce: nonce() });
    assert.equal(await refusal(late), 'already-hello');
  });

  it('P-6.15 P-6.3 the mid hangs on the key: windows, also such as come at once, are one member', async () => {
    const ann = new Person();
    const [one, two] = await Promise.all([enter(server.port, ann), enter(server.port, ann)]);
    assert.equal(one.welcome['mid'], two.welcome['mid']);
    assert.deepEqual([one.welcome['you'], two.welcome['you']], ['ann', 'ann']);
    const other = await enter(server.port, new Person());
    assert.notEqual(other.welcome['mid'], one.welcome['mid']);
    assert.equal(other.welcome['you'], 'ann-2');
  });

  it('P-6.15 P-6.6 resumes with its token, which is worth nothing to anybody else', async () => {
    const ann = new Person();
    const { peer, welcome } = await enter(server.port, ann);
    const {
      room,
      token,
      mid: memberId,
      seq,
    } = welcome as {
      room: { id: string };
      token: string;
      mid: string;
      seq: number;
    };
    const resume = { room: room.id, token, seq };
    peer.peer.end();
    await peer.peer.untilGone();
    for (const hello of [{ resume }, { resume, person: ann.key }]) {
      const thief = await NativePeer.join(server.port, 'thief', hello);
      assert.notEqual(thief.welcome['mid'], memberId);
      assert.equal(thief.welcome['resumed'], false);
    }
    const thief = await enter(server.port, new Person(), { resume });
    assert.deepEqual([thief.welcome['mid'] === memberId, thief.welcome['resumed']], [false, false]);
    const back = await enter(server.port, ann, { resume });
    assert.deepEqual([back.welcome['mid'], back.welcome['resumed']], [memberId, true]);
    assert.equal(back.welcome['token'], token);
  });

  it('P-6.15 a proof counts on its own connection only', async () => {
    const { hello } = await enter(server.port, new Person());
    const unasked = await NativePeer.connect(server.port);
    await unasked.send('hello', hello);
    assert.equal(await refusal(unasked), 'bad-proof');
    const { peer } = await ask(server.port);
    await peer.send('hello', hello);
    assert.equal(await refusal(peer), 'bad-proof');
    await peer.peer.untilGone();
  });

  for (const [what, change, code] of [
    ['by another key', (proof: object) => ({ ...proof, key: new Person().key }), 'bad-proof'],
    ['by no point of the curve', (proof: object) => ({ ...proof, key: 'A'.repeat(42) + 'I' }), 'bad-proof'],
    [
      'that is short',
      (proof: { member: string }) => ({ ...proof, member: proof.member.slice(4) }),
      'bad-proof',
    ],
    [
      'that is long',
      (proof: { member: string }) => ({ ...proof, member: `${proof.member}AAAA` }),
      'bad-proof',
    ],
    ['that is empty', (proof: object) => ({ ...proof, member: '' }), 'bad-message'],
    ['that is huge', (proof: object) => ({ ...proof, member: 'A'.repeat(50_000) }), 'bad-message'],
    ['that is none', () => ({}), 'bad-message'],
    ['that is the room’s', (proof: object, room: string) => ({ ...proof, member: room }), 'bad-proof'],
  ] as const) {
    it(`P-6.15 P-10.5 a signature ${what} is refused`, async () => {
      const { peer, shown, proof: room } = await ask(server.port);
      const proof = change(new Person().proof(shown), room);
      await peer.send('hello', { v: 1, name: 'ann', proof });
      assert.equal(await refusal(peer), code);
      await peer.peer.untilGone();
    });
  }

  it('P-6.15 P-14.5 the ticket is shown, not told: by who has it, on that connection, for that key', async () => {
    const hosted = await startHostedServer();
    const { port, ticket } = hosted;
    const hanna = new Person();
    // somebody in the middle puts what the host has shown beside a key of its own
    const { peer, shown } = await ask(port);
    const { host } = hanna.proof(shown, ticket);
    await peer.send('hello', { v: 1, name: 'thief', proof: { ...new Person().proof(shown), host } });
    await peer.next('welcome');
    assert.equal(isHost(peer), false);
    assert.equal(isHost(await enter(port, new Person(), {}, 'guessed')), false);
    assert.equal(
      isHost(await enter(port, new Person(), { ticket })),
      false,
      'told does not count beside a proof',
    );
    assert.equal(isHost(await enter(port, hanna, {}, ticket)), true);
    assert.equal(isHost(await enter(port, new Person(), {}, ticket)), false, 'it belongs to who came first');
    Peer.dropAll();
    await hosted.stop();
  });
});
