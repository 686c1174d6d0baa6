import assert from 'node:assert/strict';
import { ChatClient } from '../../../src/client/chatClient';
import type { Entry } from '../../../src/client/conversation/entry';
import { OriginalServer } from '../support/originalServer';
import { SeedPeer } from '../support/peer';

// The client takes an unknown server's silence for 250 ms and more for an original one's.
const TIMEOUTS = { greetingMs: 1, closeMs: 1000 };

describe('P-9 our client in an original room', () => {
  let original: OriginalServer;
  const clients: ChatClient[] = [];

  beforeEach(async () => (original = await OriginalServer.listen()));
  afterEach(async () => {
    for (const client of clients.splice(0)) client.dispose();
    await original.close();
  });

  function newClient(name: string, timeouts: object = {}): ChatClient {
    const client = new ChatClient({
      address: original.address,
      name,
      timeouts: { ...TIMEOUTS, ...timeouts },
    });
    clients.push(client);
    return client;
  }

  const messages = (client: ChatClient): Extract<Entry, { kind: 'message' }>[] =>
    client.transcript.page(undefined, 10_000).entries.filter((entry) => entry.kind === 'message');
  const texts = (client: ChatClient) => messages(client).map(({ from, text }) => `${from}: ${text}`);

  /** Resolves once the transcript is as wanted. */
  async function until(client: ChatClient, met: () => boolean): Promise<void> {
    await new Promise<void>((resolve) => {
      const listener = client.transcript.onDidChange(() => look());
      const look = () => {
        if (!met()) return;
        listener.dispose();
        resolve();
      };
      look();
    });
  }

  it('P-9.2 joins, says, hears: the server sees nothing but a name and texts', async () => {
    const ann = newClient('ann');
    await ann.connect();
    assert.equal(ann.room?.kind, 'seed');
    const sam = await SeedPeer.join(original.port, 'sam');
    assert.ok(ann.say('hi ~ there').ok);
    await sam.untilShown('[ann] hi ∼ there');
    await sam.say('hello ann');
    await until(ann, () => texts(ann).includes('sam: hello ann'));
    assert.deepEqual(texts(ann), ['ann: hi ~ there', 'sam: hello ann']);
    assert.ok(messages(ann).every(({ status }) => status === 'sent'));
    assert.deepEqual(original.received, ['ann', 'sam', 'hi ∼ there', 'hello ann']);
  });

  it('P-9.2 sends nothing before its own Welcome has come', async () => {
    original.hangs = true;
    const ann = newClient('ann');
    const joined = ann.connect();
    ann.say('too early?');
    await original.until(() => original.received.length > 0);
    original.shout('SERVER~Welcoming bob to the chat!');
    original.hangs = false;
    const sam = await SeedPeer.join(original.port, 'sam'); // a whole turn, in which ann could have spoken
    assert.deepEqual(original.received, ['ann', 'sam']);
    original.shout('SERVER~Welcoming ann to the chat!');
    await joined;
    await sam.peer.until('ann~too early?');
    assert.deepEqual(original.received, ['ann', 'sam', 'too early?']);
  });

  it('P-9.3 says one thing at a time, in parts that the original reads whole', async () => {
    const ann = newClient('ann');
    await ann.connect();
    const long = 'x😀€é~ '.repeat(800) + 'end';
    for (const text of ['first', long, 'last']) assert.ok(ann.say(text).ok);
    await until(ann, () => messages(ann).filter(({ status }) => status === 'sent').length === 3);
    const [, first, ...rest] = original.received;
    assert.equal(first, 'first');
    assert.equal(rest.pop(), 'last');
    assert.equal(rest.join(''), long.replaceAll('~', '∼'));
    for (const part of rest) assert.ok(Buffer.byteLength(part) <= 2048 - 'ann~'.length);
    assert.equal(original.crashes, 0, 'no part was cut inside a character');
    assert.deepEqual(texts(ann), ['ann: first', `ann: ${long}`, 'ann: last']);
  });

  it('P-9.4 takes frames apart that came in one read, also those of two who speak at once', async () => {
    const [ann, bob] = [newClient('ann'), newClient('bob')];
    await Promise.all([ann.connect(), bob.connect()]);
    const numbers = Array.from({ length: 20 }, (_, n) => n);
    for (const n of numbers) {
      assert.ok(ann.say(`a${n}`).ok);
      assert.ok(bob.say(`b${n}`).ok);
    }
    for (const client of [ann, bob]) {
      await until(client, () => messages(client).filter(({ status }) => status === 'sent').length === 40);
      const of = (name: string) => texts(client).filter((text) => text.startsWith(`${name}: `));
      assert.deepEqual(
        of('ann'),
        numbers.map((n) => `ann: a${n}`),
      );
      assert.deepEqual(
        of('bob'),
        numbers.map((n) => `bob: b${n}`),
      );
    }
    original.shout('bob~oneann~twoSERVER~bob has left the chat.');
    await until(ann, () => texts(ann).includes('ann: two'));
    assert.deepEqual(texts(ann).slice(-2), ['bob: one', 'ann: two']);
  });

  it('P-9.5 P-2 makes no thread spin: who gives up before its name resets', async () => {
    const undecided = newClient('ann', { greetingMs: 600_000 });
    const refused = undecided.connect().catch((error: unknown) => error);
    await original.until(() => original.threadCount === 1);
    await undecided.leave();
    await refused;
    await original.until(() => original.resets === 1);

    const disposed = newClient('bob', { greetingMs: 600_000 });
    disposed.connect().catch(() => undefined);
    await original.until(() => original.threadCount === 1);
    disposed.dispose();
    await original.until(() => original.resets === 2);

    original.hangs = true;
    const impatient = newClient('eve', { welcomeMs: 1 });
    await assert.rejects(impatient.connect());
    await original.until(() => original.resets === 3);
    assert.equal(original.spinning, 0);
  });

  it('P-9.3 says that a message is unconfirmed where no echo comes, and goes on', async () => {
    const ann = newClient('ann', { echoMs: 20 });
    await ann.connect();
    original.hangs = true;
    assert.ok(ann.say('lost?').ok);
    await until(ann, () => messages(ann)[0]?.status === 'failed');
    original.hangs = false;
    assert.ok(ann.say('again').ok);
    await original.until(() => original.received.includes('again'));
    assert.deepEqual(original.received, ['ann', 'lost?', 'again']);
  });

  it('the original server spins on a clean close before a name, as the real one does', async () => {
    const rude = await SeedPeer.connect(original.port);
    rude.peer.end();
    await original.until(() => original.spinning === 1);
    assert.equal(original.resets, 0);
    rude.peer.socket.destroy();
  });
});
