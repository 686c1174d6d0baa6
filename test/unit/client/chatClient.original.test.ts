import assert from 'node:assert/strict';
import { silentLogger } from '../../../src/base/logger';
import { ConnectionFailure } from '../../../src/client/types/connectionFailure';
import type { ConnectionError } from '../../../src/client/types/clientTypes';
import { useScene } from './scene';
import type { Peer } from './scriptedServer';
import { lines, shows } from './support';

const WELCOME = 'SERVER~Welcoming alice to the chat!';

describe('ChatClient at an original server', () => {
  const scene = useScene();

  /** Connects and lets the time for a greeting pass. */
  async function silence(): Promise<{ readonly joined: Promise<void>; readonly peer: Peer }> {
    const joined = scene.client.connect();
    joined.catch(() => undefined);
    const peer = await scene.server.peer();
    await scene.clock.scheduled(600);
    scene.clock.advance(600);
    return { joined, peer };
  }

  async function join(): Promise<Peer> {
    const { joined, peer } = await silence();
    await peer.expect('alice');
    peer.send(WELCOME);
    await joined;
    return peer;
  }

  const failure = (kind: ConnectionError['kind']) => (error: unknown) =>
    error instanceof ConnectionFailure && error.error.kind === kind;

  it('speaks its dialect when no greeting comes, and calls the room by its address', async () => {
    await join();
    assert.deepEqual(
      [scene.client.room?.kind, scene.client.room?.name],
      ['seed', `127.0.0.1:${scene.server.address.port}`],
    );
    assert.deepEqual([scene.client.name, scene.client.memberId], ['alice', 'alice']);
    assert.deepEqual(lines(scene.client), ['join alice']);
  });

  it('knows it at once by what it tells everybody', async () => {
    const joined = scene.client.connect();
    const peer = await scene.server.peer();
    await scene.clock.scheduled(600);
    peer.send('bob~anyone here?');
    await peer.expect('alice');
    peer.send(WELCOME);
    await joined;
    assert.deepEqual(
      scene.client.members.map(({ name }) => name),
      ['alice', 'bob'],
    );
  });

  it('says nothing after its name until it is welcomed itself', async () => {
    const sent: string[] = [];
    const trace = (message: string) => {
      if (message.startsWith('->')) sent.push(message);
    };
    scene.create({ logger: { ...silentLogger, trace } });
    const { joined, peer } = await silence();
    await peer.expect('alice');
    scene.client.say('too early');
    peer.send('SERVER~Welcoming bob to the chat!bob~hiSERVER~something it was not asked');
    // it has read that now, and waits whether its own Welcome follows
    await scene.clock.scheduled(2000);
    assert.deepEqual(sent, ['-> seed name 5 bytes']);
    peer.send(WELCOME);
    await joined;
    await peer.expect('too early');
  });

  it('sends one message at a time, each after the echo of the one before', async () => {
    const peer = await join();
    scene.client.say('one');
    scene.client.say('two');
    await peer.expect('one');
    peer.send('bob~meanwhile');
    await shows(scene.client, 'bob: meanwhile (sent)');
    assert.equal(peer.received, '');
    assert.ok(lines(scene.client).includes('alice: one (pending)'));
    peer.send('alice~one');
    await peer.expect('two');
    peer.send('alice~two');
    await shows(scene.client, 'alice: two (sent)');
    assert.deepEqual(lines(scene.client).slice(1), [
      'bob: meanwhile (sent)',
      'alice: one (sent)',
      'alice: two (sent)',
    ]);
  });

  it('sends a long text in parts that one read takes whole, acknowledged when all came back', async () => {
    const peer = await join();
    const text = '~😀'.repeat(700);
    scene.client.say(text);
    const characters = Array.from(text.replaceAll('~', '∼'));
    while (characters.length > 0) {
      let part = '';
      for (
        let next = characters[0];
        next && Buffer.byteLength(`alice~${part}${next}`) <= 2048;
        next = characters[0]
      ) {
        part += next;
        characters.shift();
      }
      await peer.expect(part);
      assert.ok(lines(scene.client).at(-1)?.endsWith('(pending)'));
      peer.send(`alice~${part}`);
    }
    await shows(scene.client, `alice: ${text} (sent)`);
  });

  it('takes a message for unconfirmed when no echo comes, and for sent when it comes late', async () => {
    const peer = await join();
    const said = scene.client.say('hello?');
    assert.ok(said.ok);
    scene.client.say('next');
    await peer.expect('hello?');
    scene.clock.advance(2000);
    await peer.expect('next');
    const failed = scene.client.transcript.page(undefined, 9).entries.find(({ key }) => key === said.value);
    assert.ok(failed?.kind === 'message' && failed.problem?.code === 'unconfirmed');
    peer.send('alice~hello?alice~next');
    await shows(scene.client, 'alice: next (sent)');
    assert.deepEqual(lines(scene.client).slice(1), ['alice: hello? (sent)', 'alice: next (sent)']);
  });

  it('takes frames apart that come together', async () => {
    const peer = await join();
    peer.send('SERVER~Welcoming bob to the chat!bob~hibob~thereSERVER~bob has left the chat.');
    await shows(scene.client, 'leave bob');
    assert.deepEqual(lines(scene.client).slice(1), [
      'join bob',
      'bob: hi (sent)',
      'bob: there (sent)',
      'leave bob',
    ]);
    assert.deepEqual(
      scene.client.members.map(({ name }) => name),
      ['alice'],
    );
  });

  it('puts a character together that was cut between two reads', async () => {
    const peer = await join();
    const bytes = Buffer.from('bob~a😀');
    peer.send(bytes.subarray(0, -2));
    await shows(scene.client, 'bob: a (sent)');
    peer.send(bytes.subarray(-2));
    await shows(scene.client, 'bob: 😀 (sent)');
  });

  it('leaves with a reset before it has a name, with a clean close after', async () => {
    void scene.client.connect().catch(() => undefined);
    let peer = await scene.server.peer();
    await scene.clock.scheduled(600);
    await scene.client.leave();
    assert.equal(await peer.ended, 'reset');
    assert.equal(peer.received, '');

    peer = await join();
    const left = scene.client.leave();
    assert.equal(await peer.ended, 'closed');
    peer.socket.end();
    await left;
  });

  it('resets, too, when what answers is no chat server', async () => {
    const joined = scene.client.connect();
    const peer = await scene.server.peer();
    await scene.clock.scheduled(600);
    peer.send('SSH-2.0-OpenSSH_9.6\r\n');
    await assert.rejects(joined, failure('not-chat'));
    assert.equal(await peer.ended, 'reset');
  });

  it('is not led on by a lone other answer to its name', async () => {
    for (const answer of ['alice', 'HTTP/1.1 400 Bad Request\r\n\r\n']) {
      const { joined, peer } = await silence();
      await peer.expect('alice');
      peer.socket.end(answer);
      await assert.rejects(joined, failure('not-chat'));
    }
  });

  it('hears a no in plain words, instead of a greeting or of the Welcome', async () => {
    const first = scene.client.connect();
    (await scene.server.peer()).send('SERVER~This room is private; join it with its key.\n');
    await assert.rejects(first, failure('needs-key'));

    const { joined, peer } = await silence();
    await peer.expect('alice');
    peer.send('SERVER~That name cannot be used: it is empty. Please send another.');
    await scene.clock.scheduled(2000);
    scene.clock.advance(2000);
    await assert.rejects(joined, failure('rejected'));
  });

  it('gives up when nothing answers its name', async () => {
    const { joined, peer } = await silence();
    await peer.expect('alice');
    scene.clock.advance(10_000);
    await assert.rejects(joined, failure('timeout'));
  });

  it('says that a new name takes leaving and joining again', async () => {
    await join();
    const renamed = await scene.client.rename('carol');
    assert.equal(!renamed.ok && renamed.error.code, 'must-rejoin');
  });

  it('comes back after a loss behind a divider; what may have arrived is not sent twice', async () => {
    let peer = await join();
    scene.client.say('arrived?');
    scene.client.say('waiting');
    await peer.expect('arrived?');
    peer = await scene.reconnect(peer);
    await scene.clock.scheduled(600);
    scene.clock.advance(600);
    await peer.expect('alice');
    peer.send(WELCOME);
    await peer.expect('waiting');
    peer.send('alice~waiting');
    await shows(scene.client, 'alice: waiting (sent)');
    assert.deepEqual(lines(scene.client), [
      'join alice',
      'divider',
      'join alice',
      'alice: waiting (sent)',
      'alice: arrived? (failed)',
    ]);
  });
});
