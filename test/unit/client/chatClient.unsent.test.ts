import assert from 'node:assert/strict';
import type { ChatClient } from '../../../src/client/chatClient';
import { ConnectionFailure } from '../../../src/client/types/connectionFailure';
import type { Unsent } from '../../../src/client/conversation/sendQueue';
import { useScene } from './scene';
import { welcomeFrame } from './scriptedServer';
import { inState, lines, shows } from './support';

const MINUTE_MS = 60_000;
const say = (seq: number, id: unknown, text: string) => ({ seq, at: 5, by: 'm-alice', id, text });
const sayFrame = (seq: number, id: unknown, text: string) =>
  `alice~say~${JSON.stringify(say(seq, id, text))}\n`;

describe('ChatClient: what is unsent when its program ends', () => {
  const scene = useScene({ known: true, person: 'p' });

  const idOf = (said: ReturnType<ChatClient['say']>): string => {
    assert.ok(said.ok);
    return said.value;
  };

  /** As it is kept: JSON. */
  const kept = (client: ChatClient): Unsent[] => JSON.parse(JSON.stringify(client.unsent)) as Unsent[];

  /** A client that said these and heard nothing of them. */
  async function unheard(...texts: string[]): Promise<{ ids: string[]; unsent: Unsent[] }> {
    const client = scene.create();
    const peer = await scene.join();
    const ids = texts.map((text) => idOf(client.say(text)));
    for (const text of texts) assert.equal((await peer.frame()).payload['text'], text);
    const unsent = kept(client);
    client.dispose();
    return { ids, unsent };
  }

  it('tells what it is, at each change, until it has come back', async () => {
    const client = scene.create();
    const peer = await scene.join();
    const seen: (readonly Unsent[])[] = [];
    client.onDidChangeUnsent(() => seen.push(client.unsent));
    const id = idOf(client.say('hi'));
    const what = { id, verb: 'say', payload: { id, text: 'hi' } };
    assert.deepEqual(seen, [[{ what, at: scene.clock.date(), room: 'room-1' }]]);
    peer.send(sayFrame(2, id, 'hi'));
    await shows(client, 'alice: hi (sent)');
    assert.deepEqual(seen.at(-1), []);
  });

  it('shows it pending and sends it, under the same id, once it is in the room again', async () => {
    const { ids, unsent } = await unheard('one', 'two');
    const client = scene.create();
    client.restore(unsent);
    assert.deepEqual(lines(client), ['alice: one (pending)', 'alice: two (pending)']);
    const peer = await scene.join();
    assert.deepEqual((await peer.frame()).payload, { id: ids[0], text: 'one' });
    assert.deepEqual((await peer.frame()).payload, { id: ids[1], text: 'two' });
    peer.send(sayFrame(2, ids[0], 'one') + sayFrame(3, ids[1], 'two'));
    await shows(client, 'alice: two (sent)');
    assert.deepEqual(client.unsent, []);
  });

  it('does not say again what is in the history, nor show it twice', async () => {
    const { ids, unsent } = await unheard('one', 'two');
    const client = scene.create();
    client.restore(unsent);
    const history = [{ verb: 'say', from: 'alice', ...say(2, ids[0], 'one') } as never];
    const peer = await scene.join(welcomeFrame({ seq: 3, history }));
    assert.equal((await peer.frame()).payload['text'], 'two');
    assert.deepEqual(lines(client), ['alice: one (sent)', 'alice: two (pending)']);
    assert.equal(peer.received, '');
  });

  it('takes the original event as the answer to what had arrived long ago', async () => {
    const { ids, unsent } = await unheard('one');
    const client = scene.create();
    client.restore(unsent);
    const peer = await scene.join(welcomeFrame({ seq: 900, oldest: 800 }));
    assert.equal((await peer.frame()).payload['id'], ids[0]);
    peer.send(sayFrame(2, ids[0], 'one'));
    await shows(client, 'alice: one (sent)');
    assert.deepEqual(lines(client), ['alice: one (sent)']);
  });

  it('P-6.10 waits while the room is away, be it a night, and over to the next window', async () => {
    const first = scene.create();
    const lost = inState(first, 'reconnecting');
    const peer = await scene.join();
    peer.socket.destroy();
    await lost;
    const id = idOf(first.say('good night'));
    scene.clock.sleep(14 * 60 * MINUTE_MS);
    assert.deepEqual(lines(first), ['alice: good night (pending)']);
    const unsent = kept(first);
    first.dispose();
    const client = scene.create();
    client.restore(unsent);
    scene.clock.advance(60 * MINUTE_MS);
    assert.deepEqual(lines(client), ['alice: good night (pending)']);
    const again = await scene.join();
    assert.deepEqual((await again.frame()).payload, { id, text: 'good night' });
  });

  it('keeps what failed, and why, for a retry', async () => {
    const first = scene.create();
    const peer = await scene.join();
    const id = idOf(first.say('hi'));
    await peer.frame();
    peer.send(`SERVER~error~${JSON.stringify({ code: 'bad-text', message: 'Not that.', id })}\n`);
    await shows(first, 'alice: hi (failed)');
    const client = scene.create();
    client.restore(kept(first));
    const [entry] = client.transcript.page(undefined, 1).entries;
    assert.ok(entry?.kind === 'message');
    assert.deepEqual([entry.status, entry.problem], ['failed', { code: 'bad-text', message: 'Not that.' }]);
    const again = await scene.join();
    client.retry(id);
    assert.equal((await again.frame()).payload['id'], id);
  });

  it('takes the newest message back as long as it was never sent', async () => {
    const client = scene.create();
    const peer = await scene.join();
    client.say('on its way');
    assert.equal((await peer.frame()).payload['text'], 'on its way');
    assert.equal(client.takeBack()?.text, undefined, 'it is sent');
    const lost = inState(client, 'reconnecting');
    peer.socket.destroy();
    await lost;
    assert.equal(client.takeBack()?.text, undefined, 'it may have arrived');
    client.say('one');
    client.say('two');
    assert.equal(client.takeBack()?.text, 'two');
    client.say('three');
    assert.equal(client.takeBack()?.text, 'three');
    assert.equal(client.takeBack()?.text, 'one');
    assert.equal(client.takeBack()?.text, undefined);
    assert.deepEqual(lines(client), ['alice: on its way (pending)']);
    assert.equal(client.unsent.length, 1);
    client.say('last');
    const again = await scene.comeBack();
    assert.equal((await again.frame()).verb, 'hello');
    again.send(welcomeFrame({ resumed: true }));
    assert.equal((await again.frame()).payload['text'], 'on its way');
    assert.equal((await again.frame()).payload['text'], 'last', 'nothing of what was taken back');
  });

  it('takes back all that a message says, and only of those to the same', async () => {
    const client = scene.create();
    const peer = await scene.join();
    const lost = inState(client, 'reconnecting');
    peer.socket.destroy();
    await lost;
    const direct = idOf(client.say('to bob', { to: 'b', reply: 1 }));
    const open = idOf(client.say('to all'));
    assert.equal(client.takeBack('c'), undefined);
    assert.deepEqual(client.takeBack('b'), { id: direct, text: 'to bob', to: 'b', reply: 1 });
    assert.equal(client.takeBack('b'), undefined);
    assert.deepEqual(client.takeBack(), { id: open, text: 'to all' });
  });

  it('takes back what failed and was never sent, and nothing that a program before may have sent', async () => {
    const { unsent } = await unheard('one');
    const client = scene.create();
    client.restore(unsent);
    assert.equal(client.takeBack()?.text, undefined);
    const peer = await scene.join();
    const lost = inState(client, 'reconnecting');
    peer.socket.destroy();
    await lost;
    client.say('two');
    await client.leave();
    assert.deepEqual(lines(client), ['alice: one (failed)', 'alice: two (failed)']);
    assert.equal(client.takeBack()?.text, 'two');
    assert.deepEqual(lines(client), ['alice: one (failed)']);
  });

  it('keeps it through first connects that fail, and lets it fail when it is left', async () => {
    const { ids, unsent } = await unheard('one');
    const { address } = scene.server;
    await scene.server.close();
    const client = scene.create({ address });
    client.restore(unsent);
    await assert.rejects(client.connect(), ConnectionFailure);
    await assert.rejects(client.connect(), ConnectionFailure);
    assert.deepEqual(
      client.unsent.map(({ what, problem }) => [what.id, problem]),
      [[ids[0], undefined]],
    );
    await client.leave();
    assert.deepEqual(lines(client), ['alice: one (failed)']);
  });

  for (const leapMs of [365 * 24 * 60 * MINUTE_MS, -20 * MINUTE_MS, -20_000 * 24 * 60 * MINUTE_MS])
    it(`P-6.10 waits ten minutes for its echo, and no other time, where somebody sets the date by ${leapMs} ms`, async () => {
      // a server that goes on answering, and shows nothing
      const client = scene.create({ timeouts: { silenceMs: 60 * MINUTE_MS, wakeMs: 60 * MINUTE_MS } });
      const peer = await scene.join();
      idOf(client.say('is anybody there?'));
      await peer.frame();
      scene.clock.leap(leapMs);
      scene.clock.advance(9 * MINUTE_MS);
      assert.deepEqual(lines(client), ['alice: is anybody there? (pending)']);
      scene.clock.leap(-2 * leapMs);
      scene.clock.advance(MINUTE_MS);
      assert.deepEqual(lines(client), ['alice: is anybody there? (failed)']);
    });

  it('begins to wait for the echo anew where it had to be sent again', async () => {
    const client = scene.create();
    let peer = await scene.join();
    idOf(client.say('hi'));
    await peer.frame();
    scene.clock.advance(30_000);
    peer = await scene.reconnect(peer);
    await peer.frame();
    peer.send(welcomeFrame({ resumed: true }));
    assert.equal((await peer.frame()).payload['text'], 'hi');
    assert.equal([...lines(client)].at(-1), 'alice: hi (pending)');
  });

  it('shows as unconfirmed, and does not send, what was said where an original server is', async () => {
    const { unsent } = await unheard('one');
    const client = scene.create({ known: false });
    client.restore(unsent);
    const joined = client.connect();
    const peer = await scene.server.peer();
    await scene.clock.scheduled(600);
    scene.clock.advance(600);
    await peer.expect('alice');
    peer.send('SERVER~Welcoming alice to the chat!');
    await joined;
    const [, entry] = client.transcript.page(undefined, 2).entries;
    assert.ok(entry?.kind === 'message');
    assert.deepEqual([entry.status, entry.problem?.code], ['failed', 'unconfirmed']);
    assert.ok(client.say('two').ok);
    await peer.expect('two');
  });

  it('shows a change beside the text of its message, until the room has it', async () => {
    const client = scene.create();
    const peer = await scene.join();
    peer.send(sayFrame(2, 'said', 'helo'));
    await shows(client, 'alice: helo (sent)');
    const shown = (): unknown[] => {
      const entry = client.transcript.page(undefined, 1).entries.at(-1);
      assert.ok(entry?.kind === 'message');
      return [entry.text, entry.unsentEdit];
    };
    const id = idOf(client.edit(2, 'hello'));
    assert.deepEqual(shown(), ['helo', { id, text: 'hello', status: 'pending' }]);
    assert.deepEqual((await peer.frame()).payload, { id, of: 2, text: 'hello' });
    peer.send(`alice~edit~${JSON.stringify({ seq: 3, at: 6, by: 'm-alice', id, of: 2, text: 'hello' })}\n`);
    await shows(client, 'alice: hello (sent)');
    assert.deepEqual(shown(), ['hello', undefined]);
  });

  it('does to no message of another room what was meant for one of the room before', async () => {
    const first = scene.create();
    const peer = await scene.join(welcomeFrame({ seq: 9 }));
    idOf(first.react(7, '👍', true));
    idOf(first.edit(8, 'better'));
    const mentions = [{ mid: 'm-bob', name: 'bob' }];
    const id = idOf(first.say('an answer, @bob', { reply: 5, mentions }));
    for (let i = 0; i < 3; i++) await peer.frame();
    const client = scene.create();
    client.restore(kept(first));
    const other = await scene.join(
      welcomeFrame({ room: { id: 'room-2', name: 'x', access: 'open' }, seq: 9 }),
    );
    assert.deepEqual((await other.frame()).payload, { id, text: 'an answer, @bob' });
    other.send(sayFrame(10, id, 'an answer, @bob'));
    await shows(client, 'alice: an answer, @bob (sent)');
    assert.deepEqual(lines(client), ['problem', 'problem', 'alice: an answer, @bob (sent)']);
    assert.deepEqual(client.unsent, []);
    assert.equal(other.received, '');
  });

  /** What stands at the end when a client that changed these is in another room, on the same connection or in a new window. */
  async function changedThenElsewhere(
    inNewWindow: boolean,
  ): Promise<[ChatClient, Awaited<ReturnType<typeof scene.join>>]> {
    const first = scene.create();
    const peer = await scene.join();
    const direct = { ...say(3, 'b', 'for bob'), to: 'm-bob' };
    peer.send(`${sayFrame(2, 'a', 'for all')}alice~say~${JSON.stringify(direct)}\n`);
    await shows(first, 'alice: for bob (sent)');
    for (const [of, text] of [
      [2, 'older'],
      [2, 'for all, better'],
      [3, 'for bob, better'],
      [1, 'of nothing here'],
    ] as const) {
      idOf(first.edit(of, text));
      await peer.frame();
    }
    const elsewhere = welcomeFrame({ room: { id: 'room-2', name: 'x', access: 'open' }, seq: 9 });
    if (inNewWindow) {
      const client = scene.create();
      client.restore(kept(first));
      first.dispose();
      return [client, await scene.join(elsewhere)];
    }
    const again = await scene.reconnect(peer);
    await again.frame();
    again.send(elsewhere);
    await shows(first, 'alice: for bob, better (failed)');
    return [first, again];
  }

  for (const inNewWindow of [false, true])
    it(`gives the text of a change back where its message is gone, for the same people ${inNewWindow ? 'in a new window' : 'after a loss'}`, async () => {
      const [client, peer] = await changedThenElsewhere(inNewWindow);
      assert.deepEqual(lines(client).slice(-3), [
        'problem',
        'alice: for all, better (failed)',
        'alice: for bob, better (failed)',
      ]);
      const ids = client.unsent.map(({ what }) => what.id);
      for (const id of ids) client.retry(id);
      assert.deepEqual((await peer.frame()).payload, { id: ids[0], text: 'for all, better' });
      assert.deepEqual((await peer.frame()).payload, { id: ids[1], text: 'for bob, better', to: 'm-bob' });
      assert.equal(peer.received, '', 'nothing that was not tried again');
    });

  it('does it in the same room', async () => {
    const first = scene.create();
    const peer = await scene.join(welcomeFrame({ seq: 9 }));
    const id = idOf(first.react(7, '👍', true));
    await peer.frame();
    const client = scene.create();
    client.restore(kept(first));
    const again = await scene.join(welcomeFrame({ seq: 9 }));
    assert.deepEqual(await again.frame(), { verb: 'react', payload: { id, of: 7, emoji: '👍', on: true } });
  });
});
