// Reactions, edits and removals by the ten thousands. That their work does not grow: test/unit/server/room/room.work.test.ts.
import assert from 'node:assert/strict';
import { Clients, type NativeClient } from '../support/nativeClient';
import { useServer } from '../support/useServer';

const MANY = 10_000;

describe('reactions, edits and removals by the ten thousands', () => {
  const MOST = 40;
  const port = useServer('--rate', '0', '--max-members', '0', '--message-reactions', `${MOST}`);
  const clients = new Clients(port);
  afterEach(() => clients.leave());

  const many = <T>(of: (i: number) => T): T[] => Array.from({ length: MANY }, (_, i) => of(i));
  /** Sends all of them at once. */
  const sendAll = (who: NativeClient, verb: string, payloads: readonly object[]): void =>
    who.raw(payloads.map((payload) => `~${verb}~${JSON.stringify(payload)}\n`).join(''));

  it('P-5.2 P-5.3 P-5.4 of as many messages that are not there: each is answered once, and nobody hears of it', async () => {
    const [eve, bob] = [await clients.join('eve'), await clients.join('bob')];
    const of = (i: number): number => 1e9 + i;
    sendAll(
      eve,
      'react',
      many((i) => ({ id: `r${i}`, of: of(i), emoji: '🎉', on: true })),
    );
    sendAll(
      eve,
      'edit',
      many((i) => ({ id: `e${i}`, of: of(i), text: 'x' })),
    );
    sendAll(
      eve,
      'remove',
      many((i) => ({ id: `d${i}`, of: of(i) })),
    );
    await eve.fence();
    const answers = eve.frames.filter(({ verb }) => verb === 'error').map(({ payload }) => payload);
    assert.deepEqual(
      answers.map(({ id }) => id),
      ['r', 'e', 'd'].flatMap((kind) => many((i) => `${kind}${i}`)),
    );
    assert.ok(answers.every(({ code }) => code === 'not-found'));
    assert.deepEqual(await bob.fence(), []);
    assert.equal((await bob.say('still here')).seq, bob.welcome.seq + 1);
  });

  it('P-4.3 P-5.2 P-5.4 of one message: who comes is told of as little as of a few', async () => {
    const [eve, bob] = [await clients.join('eve'), await clients.join('bob')];
    const { seq: of } = await eve.say('x');
    sendAll(
      eve,
      'react',
      many((i) => ({ id: `r${i}`, of, emoji: '🎉', on: i % 2 === 0 })),
    );
    sendAll(
      eve,
      'edit',
      many((i) => ({ id: `e${i}`, of, text: `${i}` })),
    );
    await eve.fence();
    // bob heard each of them once
    await bob.fence();
    assert.equal(bob.events.filter(({ payload }) => payload['of'] === of).length, 2 * MANY);
    const late = await clients.join('late');
    const welcome = late.frames.find(({ verb }) => verb === 'welcome')!;
    assert.ok(welcome.bytes < 256 * 1024, `${welcome.bytes}`);
    assert.ok(late.welcome.history.length <= 200);
  });

  it('P-5.4 of many members under one message: so many are kept, and the others are told so', async () => {
    const bob = await clients.join('bob');
    const { seq: of } = await bob.say('x');
    const others = await Promise.all(Array.from({ length: MOST + 20 }, (_, i) => clients.join(`m${i}`)));
    for (const other of others.slice(0, MOST)) await other.act('react', { of, emoji: '🎉', on: true });
    for (const other of others.slice(MOST))
      assert.equal(await other.refused('react', { of, emoji: '🎉', on: true }), 'too-many-reactions');
    await bob.fence();
    assert.equal(bob.events.filter(({ verb }) => verb === 'react').length, MOST);
  });
});
