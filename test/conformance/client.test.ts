import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Event } from '../../src/base/emitter';
import { ChatClient } from '../../src/client/chatClient';
import type { ClientOptions } from '../../src/client/types/clientTypes';
import type { Entry, MessageEntry } from '../../src/client/conversation/entry';
import { ManualClock } from '../unit/client/manualClock';
import { markedUp } from '../unit/text/copied';
import { PASTED_CRLF, TABLE } from '../unit/text/table';
import { freshPath } from './support/historyFiles';
import { NativePeer } from './support/peer';
import { startRelay } from './support/relay';
import { type RunningServer, startHostedServer, startServer, startServerOff } from './support/server';

/** Resolves when `met`, looking again at each event. */
async function when(onDidChange: Event<unknown>, met: () => boolean): Promise<void> {
  await new Promise<void>((resolve) => {
    const look = () => {
      if (!met()) return;
      subscription.dispose();
      resolve();
    };
    const subscription = onDidChange(look);
    look();
  });
}

const entriesOf = (client: ChatClient): readonly Entry[] =>
  client.transcript.page(undefined, 100_000).entries;
const messagesOf = (client: ChatClient): MessageEntry[] =>
  entriesOf(client).filter((entry): entry is MessageEntry => entry.kind === 'message');
const shows = (client: ChatClient, is: (message: MessageEntry) => boolean): Promise<void> =>
  when(client.transcript.onDidChange, () => messagesOf(client).some(is));

describe('our client and our server', () => {
  let server: RunningServer;
  let clients: ChatClient[] = [];

  beforeEach(async () => (server = await startServer('--rate', '0', '--seed-spacing-ms', '1')));
  afterEach(async () => {
    for (const client of clients) client.dispose();
    clients = [];
    await server.stop();
  });

  async function join(name: string, more: Partial<ClientOptions> = {}): Promise<ChatClient> {
    const client = new ChatClient({
      address: { host: '127.0.0.1', port: server.port },
      name,
      known: true,
      timeouts: { reconnectMinMs: 1, reconnectMaxMs: 1 },
      ...more,
    });
    clients.push(client);
    await client.connect();
    return client;
  }

  /** Says it, and gives the seq under which everybody has it. */
  async function seqOf(client: ChatClient, text: string): Promise<number> {
    assert.ok(client.say(text).ok);
    await shows(client, (message) => message.text === text && message.status === 'sent');
    return messagesOf(client).find((message) => message.text === text)!.order;
  }

  it('P-5.2 P-5.3 P-5.4 edits, reactions and removals change the message where it stands', async () => {
    const [alice, bob] = [await join('alice'), await join('bob')];
    const seq = await seqOf(alice, 'frist');
    assert.ok(alice.edit(seq, 'first').ok);
    await shows(bob, (message) => message.text === 'first' && message.editedAt !== undefined);
    assert.ok(bob.react(seq, '👍', true).ok);
    await shows(alice, ({ reactions }) => reactions?.[0]?.emoji === '👍' && !reactions[0].own);
    await shows(bob, ({ reactions }) => reactions?.[0]?.own === true);
    assert.deepEqual(messagesOf(alice)[0]?.reactions?.[0]?.names, ['bob']);
    assert.ok(bob.react(seq, '👍', false).ok);
    await shows(alice, (message) => message.editedAt !== undefined && message.reactions === undefined);
    assert.ok(alice.remove(seq).ok);
    await shows(bob, (message) => message.removed === true && message.text === '');
    assert.equal(messagesOf(bob).length, 1, 'it is still one message');
  });

  it('P-5.12 what is refused is told: somebody else’s message cannot be changed', async () => {
    const [alice, bob] = [await join('alice'), await join('bob')];
    const seq = await seqOf(alice, 'mine');
    assert.ok(bob.edit(seq, 'yours').ok);
    await when(bob.transcript.onDidChange, () => messagesOf(bob)[0]?.unsentEdit?.status === 'failed');
    assert.equal(messagesOf(bob)[0]?.unsentEdit?.problem?.code, 'not-author');
    assert.equal(messagesOf(bob)[0]?.text, 'mine');
  });

  it('P-5.5 shows who is typing until they have said it', async () => {
    const [alice, bob] = [await join('alice'), await join('bob')];
    bob.typing(true);
    await when(alice.onDidChangeTyping, () => alice.typists.length > 0);
    assert.deepEqual(alice.typists, ['bob']);
    assert.deepEqual(bob.typists, []);
    bob.say('there');
    await when(alice.onDidChangeTyping, () => alice.typists.length === 0);
  });

  it('P-5.7 tells one window what another has read', async () => {
    const person = 'a secret of this installation';
    const [one, other] = [await join('alice', { person }), await join('alice', { person })];
    const order = await seqOf(one, 'read this');
    await shows(other, (message) => message.text === 'read this');
    const read = new Promise((resolve) => one.onDidRead(resolve));
    other.read(order);
    assert.equal(await read, order);
  });

  it('P-7.6 what one says is what the others have and read back, to the last character', async () => {
    const pasted = [...Object.values(TABLE).flat(), ...PASTED_CRLF].map(([text]) => text);
    const written = fc.sample(
      markedUp.filter((text) => /\S/.test(text)),
      50,
    );
    const said = [...pasted, ...written, 'one\r\ntwo\u2028three\u2029four', ' \t spaces \n'];
    const normal = said.map((text) => text.replace(/\r\n|[\u2028\u2029]/g, '\n'));
    const [ann, bob] = [await join('ann'), await join('bob')];
    for (const text of said) assert.ok(ann.say(text).ok, JSON.stringify(text));
    ann.say('the end');
    await shows(bob, ({ text }) => text === 'the end');
    await shows(ann, ({ text, status }) => text === 'the end' && status === 'sent');
    const late = await join('late');
    await late.loadOlder(undefined, 2000);
    for (const client of [ann, bob, late])
      assert.deepEqual(
        messagesOf(client).map(({ text }) => text),
        [...normal, 'the end'],
      );
  });

  it('P-5.8 reads back to the beginning, page by page, with edits in their places', async () => {
    const first = await NativePeer.join(server.port, 'first');
    for (let n = 1; n <= 450; n++) await first.send('say', { id: `${n}`, text: `message ${n}` });
    const { payload } = await first.next('say', { id: '1' });
    await first.send('edit', { id: 'edit', of: payload['seq'], text: 'message 1, mended' });
    await first.next('edit');

    const late = await join('late');
    assert.ok(messagesOf(late).length < 200, 'not all of it comes with the welcome');
    let before: number | undefined;
    const texts: string[] = [];
    for (let more = true; more;) {
      const page = await late.loadOlder(before, 100);
      texts.unshift(...page.entries.flatMap((entry) => (entry.kind === 'message' ? [entry.text] : [])));
      before = page.entries[0]!.order;
      ({ more } = page);
    }
    const expected = Array.from({ length: 450 }, (_, n) => `message ${n + 1}`);
    expected[0] = 'message 1, mended';
    assert.deepEqual(texts, expected);
  });

  it('P-6.6 after a long absence nothing is missing, although it does not fit into one frame', async () => {
    const relay = await startRelay(server.port);
    const alice = await join('alice', {
      address: { host: '127.0.0.1', port: relay.port },
      timeouts: { reconnectMinMs: 60_000, reconnectMaxMs: 60_000 },
    });
    const flood = await NativePeer.join(server.port, 'flood');
    relay.cut();
    await when(alice.onDidChangeState, () => alice.state.kind === 'reconnecting');
    const long = 'x'.repeat(4000);
    for (let n = 1; n <= 300; n++) await flood.send('say', { id: `${n}`, text: `${n} ${long}` });
    await flood.next('say', { id: '300' });
    alice.retryNow();
    await when(alice.transcript.onDidChange, () => messagesOf(alice).length === 300);
    assert.deepEqual(
      messagesOf(alice).map(({ text }) => Number(text.split(' ')[0])),
      Array.from({ length: 300 }, (_, n) => n + 1),
    );
    assert.ok(!entriesOf(alice).some((entry) => entry.kind === 'notice' && entry.notice.kind === 'divider'));
    await relay.close();
  });

  it('P-9.9 P-5.10 P-6.6 after a night without its host a member is back by itself: the same, with all that was said, once', async () => {
    const NIGHT_MS = 14 * 3_600_000;
    const flags = ['--rate', '0', '--history', freshPath()];
    const evening = await startHostedServer(...flags);
    const clock = new ManualClock();
    const person = 'a secret of this installation';
    const address = { host: '127.0.0.1', port: evening.port };
    const alice = await join('alice', { address, person, clock, timeouts: {} });
    const { memberId } = alice;
    await seqOf(alice, 'see you tomorrow');
    evening.child.disconnect();
    await when(alice.onDidChangeState, () => alice.state.kind === 'reconnecting');
    await evening.stop();
    assert.ok(alice.say('did I lock the door?').ok);
    const before = entriesOf(alice);
    const dawn = clock.now() + NIGHT_MS;
    const tried = (): Promise<void> => {
      const { state } = alice;
      return when(alice.onDidChangeState, () => alice.state !== state);
    };
    while (clock.now() < dawn) {
      assert.ok(alice.state.kind === 'reconnecting' && alice.state.error.kind === 'host-away');
      const next = tried();
      clock.advance(alice.state.retryAt - clock.date());
      await next;
    }

    const morning = await startServerOff(NIGHT_MS, ...flags, '--port', String(evening.port));
    const bob = await join('bob', { address });
    await seqOf(bob, 'good morning');
    assert.ok(alice.state.kind === 'reconnecting');
    clock.advance(alice.state.retryAt - clock.date());
    await shows(bob, ({ text }) => text === 'did I lock the door?');
    await shows(alice, ({ text, status }) => text === 'did I lock the door?' && status === 'sent');
    for (const client of [alice, bob])
      assert.deepEqual(
        messagesOf(client).map(({ text }) => text),
        ['see you tomorrow', 'good morning', 'did I lock the door?'],
      );
    assert.equal(alice.memberId, memberId);
    const news = entriesOf(alice).slice(before.length - 1);
    assert.ok(!news.some((entry) => entry.kind === 'notice' && entry.notice.kind === 'divider'));
    for (const client of clients.splice(0)) client.dispose();
    await morning.stop();
  });

  it('P-5.11 a direct message is between the two', async () => {
    const [alice, bob, carol] = [await join('alice'), await join('bob'), await join('carol')];
    assert.ok(alice.say('psst', { to: bob.memberId! }).ok);
    await shows(bob, (message) => message.text === 'psst' && message.to === bob.memberId);
    await seqOf(alice, 'to all');
    await shows(carol, (message) => message.text === 'to all');
    assert.ok(!messagesOf(carol).some(({ text }) => text === 'psst'));
  });
});
