import assert from 'node:assert/strict';
import { Clients, type NativeClient, type Received } from '../support/nativeClient';
import { SeedPeer, joinLine } from '../support/peer';
import { type RunningServer, startServer } from '../support/server';

const SECRET = 'between us';

describe('direct messages', () => {
  let server: RunningServer;
  /** Two windows of ann, two of bob, and eve, who must never learn anything. */
  let ann: NativeClient;
  let ann2: NativeClient;
  let bob: NativeClient;
  let bob2: NativeClient;
  let eve: NativeClient;
  const clients = new Clients(() => server.port);
  before(async () => (server = await startServer('--rate', '0', '--join-delay-ms', '0')));
  beforeEach(async () => {
    ann = await clients.join('ann', { person: 'ann-secret' });
    ann2 = await clients.join('ann', { person: 'ann-secret' });
    bob = await clients.join('bob', { person: 'bob-secret' });
    bob2 = await clients.join('bob', { person: 'bob-secret' });
    eve = await clients.join('eve', { person: 'eve-secret' });
    for (const client of [ann, ann2, bob, bob2]) await client.next('join', { name: 'eve' });
  });
  afterEach(() => clients.leave());
  after(async () => {
    assert.equal(server.errors(), '');
    await server.stop();
  });

  async function nobodyElse(): Promise<void> {
    assert.deepEqual(await eve.fence(), []);
  }

  it('P-5.11 a say with to reaches both and all their windows, and nobody else', async () => {
    const { seq: reply } = await ann.say('to all');
    const said = await ann.say(SECRET, { to: bob.mid, reply });
    const { seq, at, id } = said;
    assert.deepEqual(said, { seq, at, by: ann.mid, id, text: SECRET, reply, to: bob.mid });
    for (const window of [ann2, bob, bob2]) {
      await window.next('say', { seq: reply });
      const { sender, payload } = await window.next('say');
      assert.deepEqual([sender, payload], ['ann', said]);
    }
    await eve.next('say', { seq: reply });
    await nobodyElse();
  });

  it('P-5.1 a reply names a message that all its readers can see, and otherwise the text is said without it', async () => {
    const replyOf = async (reply: number, more: object = {}) =>
      (await ann.say('said', { reply, ...more }))['reply'];
    const { seq: between } = await bob.say('for ann', { to: ann.mid });
    const { seq: theirs } = await bob.say('for eve', { to: eve.mid });
    assert.equal(await replyOf(between, { to: bob.mid }), between);
    assert.equal(await replyOf(between), undefined, 'not everybody can see it');
    assert.equal(await replyOf(between, { to: eve.mid }), undefined);
    assert.equal(await replyOf(theirs), undefined);
    assert.equal(await replyOf(theirs, { to: bob.mid }), undefined);
  });

  it('P-5.11 it takes a seq: the others see a gap', async () => {
    const direct = await ann.say(SECRET, { to: bob.mid });
    const open = await ann.say('to all');
    assert.equal(open.seq, direct.seq + 1);
    assert.equal((await eve.next('say')).payload.seq, open.seq);
    assert.deepEqual(
      eve.events.map(({ payload }) => payload.seq),
      [open.seq],
    );
  });

  it('P-5.11 what is done to it carries the other one in to, and reaches the two only', async () => {
    const { seq: of } = await ann.say(SECRET, { to: bob.mid });
    const deeds: [NativeClient, string, object, NativeClient][] = [
      [ann, 'edit', { of, text: `${SECRET}!` }, bob],
      [bob, 'react', { of, emoji: '👍', on: true }, ann],
      [ann, 'react', { of, emoji: '🙂', on: true }, bob],
      [ann, 'remove', { of }, bob],
    ];
    for (const [actor, verb, payload, other] of deeds) {
      const done = await actor.act(verb, payload);
      assert.deepEqual([done['by'], done['to'], done['of']], [actor.mid, other.mid, of]);
      for (const window of [ann, ann2, bob, bob2]) {
        if (window === actor) continue;
        const got: Received = await window.next(verb, { seq: done.seq });
        assert.deepEqual(got.payload, done);
      }
    }
    await nobodyElse();
  });

  it('P-5.11 the third can neither edit, remove nor react, and learns not even whether there is something', async () => {
    const { seq: of } = await ann.say(SECRET, { to: bob.mid });
    assert.equal(await bob.refused('edit', { of, text: 'x' }), 'not-author');
    assert.equal(await bob.refused('remove', { of }), 'not-author');
    for (const [verb, payload] of [
      ['edit', { of, text: 'x' }],
      ['remove', { of }],
      ['react', { of, emoji: '👍', on: true }],
    ] as const) {
      assert.equal(await eve.refused(verb, payload), 'not-found');
      assert.equal(await eve.refused(verb, { ...payload, of: of + 1000 }), 'not-found');
    }
  });

  it('P-5.11 history, welcome and resume hold it for the two only', async () => {
    const { seq: of } = await ann.say(SECRET, { to: bob.mid });
    await bob.act('react', { of, emoji: '👍', on: true });
    await ann.act('edit', { of, text: `${SECRET}!` });
    const last = await ann.say('to all');
    const views = async (client: NativeClient, person: string) => {
      const page = await client.history(last.seq + 1);
      const window = await clients.join('window', { person });
      const back = await clients.join('back', { person, ...client.resumeFrom(of - 1) });
      assert.equal(back.welcome.resumed, true);
      return [page.events, window.welcome.history, back.welcome.history];
    };
    for (const events of [...(await views(ann, 'ann-secret')), ...(await views(bob, 'bob-secret'))]) {
      const direct = events.filter((event) => event.seq! >= of && event.seq! < last.seq);
      assert.deepEqual(
        direct.map(({ verb }) => verb),
        ['say', 'react', 'edit'],
      );
    }
    for (const events of await views(eve, 'eve-secret')) {
      assert.ok(!JSON.stringify(events).includes(SECRET));
      assert.ok(events.every(({ seq }) => seq! < of || seq! >= last.seq));
    }
    const stranger = await clients.join('stranger');
    assert.ok(!JSON.stringify(stranger.welcome).includes(SECRET));
  });

  it('P-5.11 to nobody in the room: no-such-member', async () => {
    assert.equal(await ann.refused('say', { text: SECRET, to: 'nobody' }), 'no-such-member');
    await eve.leave();
    await ann.next('leave', { name: 'eve' });
    assert.equal(await ann.refused('say', { text: SECRET, to: eve.mid }), 'no-such-member');
  });

  it("P-5.11 to oneself is a note that one's own windows get once", async () => {
    const said = await ann.say(SECRET, { to: ann.mid });
    assert.deepEqual((await ann2.next('say')).payload, said);
    assert.deepEqual(await ann.fence(), []);
    await bob.fence();
    assert.ok(bob.events.every(({ payload }) => payload['text'] !== SECRET));
  });

  it('P-5.11 P-6.9 sent twice, it comes back to the sender only', async () => {
    const said = await ann.say(SECRET, { to: bob.mid });
    await bob.next('say');
    ann.send('say', { id: said['id'], text: 'changed', to: eve.mid });
    assert.deepEqual((await ann.next('say')).payload, said);
    assert.deepEqual(await bob.fence(), []);
    await nobodyElse();
  });

  it('P-8.8 P-5.11 reaches a plain peer marked as such, and no other plain peer', async () => {
    const lin = await joinLine(server.port, 'lin');
    const { peer: sam } = await SeedPeer.join(server.port, 'sam');
    const other = await joinLine(server.port, 'other');
    await ann.next('join', { name: 'other' });
    const { members } = (await clients.join('late')).welcome;
    const midOf = (name: string) => members.find((member) => member['name'] === name)!['mid'];
    await ann.say('one\ntwo', { to: midOf('lin') });
    await ann.say('seeds', { to: midOf('sam') });
    await ann.say('to all');
    assert.match(
      await lin.until('ann~to all\n'),
      /ann~\(only to you\) one\nann~\(only to you\) two\nann~to all\n$/,
    );
    assert.match(await sam.until('to all'), /ann[~\]] ?\(only to you\) seeds/);
    assert.doesNotMatch(await other.until('ann~to all\n'), /only to you|two|seeds/);
    for (const peer of [lin, sam, other]) peer.reset();
  });
});
