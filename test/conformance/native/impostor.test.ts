import assert from 'node:assert/strict';
import type { Clock } from '../../../src/base/clock';
import { systemClock } from '../../../src/base/systemClock';
import { ChatClient } from '../../../src/client/chatClient';
import { ConnectionFailure } from '../../../src/client/types/connectionFailure';
import {
  type ClientOptions,
  type ClientState,
  DEFAULT_TIMEOUTS,
} from '../../../src/client/types/clientTypes';
import { KeyPair, newNonce } from '../../../src/protocol/keys/proofs';
import { welcomeFrame } from '../../unit/client/scriptedServer';
import { freshPath } from '../support/historyFiles';
import { type Impostor, startImpostor } from '../support/impostor';
import { NativePeer, Peer } from '../support/peer';
import { startRelay } from '../support/relay';
import { type RunningServer, startServer } from '../support/server';

const PERSON = 'the secret of this installation';
const ONLY_A_QUESTION = /^(?:~prove~\{"v":1,"nonce":"[\w-]{43}"\}\n)*$/;
const GREETING = 'SERVER~Tilde/1 Lab - send your name, then your messages, one a line.\n';

const errorFrame = (code: string) => `SERVER~error~${JSON.stringify({ code, message: 'No.' })}\n`;
const nonceIn = (frame: string) => /"nonce":"([\w-]{43})"/.exec(frame)?.[1] ?? '';

/** The answer of a room with those keys; `change` makes something else of it. */
function proofFrame(
  frame: string,
  keys: KeyPair,
  change: (payload: object) => object = (same) => same,
): string {
  const exchange = { room: keys.publicKey, clientNonce: nonceIn(frame), serverNonce: newNonce() };
  const payload = { key: exchange.room, nonce: exchange.serverNonce, proof: keys.sign('room', exchange) };
  return `SERVER~prove~${JSON.stringify(change(payload))}\n`;
}

describe('who takes the place of a room', () => {
  let server: RunningServer;
  let file: string;
  let impostor: Impostor | undefined;
  const clients: ChatClient[] = [];
  const stranger = KeyPair.ofRoom(Buffer.from('a secret of somebody else'));
  /** Whoever never answers is given up at once; the room itself may take its time, however busy the machine is. */
  let isSilent = false;
  const clock: Clock = {
    now: () => systemClock.now(),
    date: () => systemClock.date(),
    after: (ms, fn) => systemClock.after(isSilent && ms === DEFAULT_TIMEOUTS.proofMs ? 20 : ms, fn),
  };

  beforeEach(async () => {
    file = freshPath();
    server = await startServer('--history', file, '--rate', '0');
  });
  afterEach(async () => {
    for (const client of clients.splice(0)) client.dispose();
    Peer.dropAll();
    await impostor?.close();
    impostor = undefined;
    await server.stop('SIGKILL');
  });

  function newClient(more: Partial<ClientOptions> = {}, port = server.port): ChatClient {
    const timeouts = { reconnectMinMs: 1, reconnectMaxMs: 5 };
    const address = { host: '127.0.0.1', port };
    const options = { address, name: 'ann', person: PERSON, known: true, timeouts, clock, ...more };
    const client = new ChatClient(options);
    clients.push(client);
    return client;
  }
  async function inState(client: ChatClient, is: (state: ClientState) => boolean): Promise<ClientState> {
    if (is(client.state)) return client.state;
    return new Promise((resolve) => {
      const listener = client.onDidChangeState((state) => {
        if (!is(state)) return;
        listener.dispose();
        resolve(state);
      });
    });
  }
  /** The room goes, and somebody else listens on its port. */
  async function replace(answer: Parameters<typeof startImpostor>[0]): Promise<Impostor> {
    await server.stop('SIGKILL');
    return (impostor = await startImpostor(answer, server.port));
  }
  async function comeBack(): Promise<void> {
    isSilent = false;
    const { port } = server;
    await impostor?.close();
    impostor = undefined;
    server = await startServer('--history', file, '--rate', '0', '--port', String(port));
  }
  const notices = (client: ChatClient) =>
    client.transcript
      .page(undefined, 1000)
      .entries.flatMap((entry) =>
        entry.kind === 'notice'
          ? [entry.notice.kind === 'problem' ? entry.notice.problem.code : entry.notice.kind]
          : [],
      );

  let captured = '';
  for (const [what, answer, kind] of [
    ['knows no such question', () => errorFrame('hello-first'), 'unproven'],
    ['says that the question is wrong', () => errorFrame('bad-message'), 'unproven'],
    ['welcomes at once', () => welcomeFrame({ resumed: true }), 'unproven'],
    ['greets, and welcomes', () => GREETING + welcomeFrame(), 'unproven'],
    ['shows the proof of another connection', () => captured, 'unproven'],
    [
      'shows a proof of the room’s key by another',
      (frame: string) =>
        proofFrame(frame, stranger, (p) => ({ ...p, key: /"key":"([\w-]+)"/.exec(captured)![1] })),
      'unproven',
    ],
    [
      'shows a short proof',
      (frame: string) => proofFrame(frame, stranger, (p) => ({ ...p, proof: 'AAAA' })),
      'unproven',
    ],
    [
      'shows an empty proof',
      (frame: string) => proofFrame(frame, stranger, (p) => ({ ...p, proof: '' })),
      'unproven',
    ],
    [
      'shows a proof of 300 KB',
      (frame: string) => proofFrame(frame, stranger, (p) => ({ ...p, proof: 'A'.repeat(300_000) })),
      'unproven',
    ],
    [
      'shows no key',
      (frame: string) => proofFrame(frame, stranger, (p) => ({ ...p, key: undefined })),
      'unproven',
    ],
    [
      'shows a short nonce',
      (frame: string) => proofFrame(frame, stranger, (p) => ({ ...p, nonce: 'A' })),
      'unproven',
    ],
    ['shows a number', () => 'SERVER~prove~{"proof":1}\n', 'unproven'],
    ['says nothing', () => undefined, 'timeout'],
    ['pings for ever', () => 'SERVER~ping~{}\n'.repeat(20), 'timeout'],
    ['speaks of later versions', () => 'SERVER~hail~{}\n', 'timeout'],
    ['talks of something else', () => '220 ready\r\n', 'unproven'],
    ['says that the room is closed', () => 'SERVER~bye~{"reason":"closed"}\n', 'unproven'],
    ['says that one was removed', () => errorFrame('removed'), 'unproven'],
    ['says no in words', () => 'SERVER~Go away.\n', 'unproven'],
  ] as const) {
    it(`P-6.16 learns nothing between two starts of it, where it ${what}`, async () => {
      const relay = await startRelay(server.port);
      const first = newClient({}, relay.port);
      await first.connect();
      captured = /^SERVER~prove~.*\n/m.exec(relay.fromServer().toString())![0];
      first.dispose();
      await relay.close();
      const ann = newClient();
      await ann.connect();
      const { memberId } = ann;
      const seen = new Promise<ClientState>((resolve) =>
        ann.onDidChangeState((state) => {
          if ('error' in state && state.error.kind === kind) resolve(state);
        }),
      );
      isSilent = kind === 'timeout';
      const other = await replace(answer);
      await seen;
      ann.say('for the room only');
      await other.frames(2);
      assert.match(other.heard().join(''), ONLY_A_QUESTION);
      await comeBack();
      ann.retryNow();
      await inState(ann, ({ kind: now }) => now === 'joined');
      assert.equal(ann.memberId, memberId);
      assert.ok(!notices(ann).includes('divider'), 'nothing is lost');
    });
  }

  it('P-6.16 enters who shows itself as another room as another, whatever its id and name', async () => {
    const ann = newClient();
    await ann.connect();
    const { memberId, room } = ann;
    const other = await replace((frame, socket) => {
      if (frame.startsWith('~prove~')) return proofFrame(frame, stranger);
      if (!frame.startsWith('~hello~')) return undefined;
      socket.write(
        welcomeFrame({
          room: { id: room!.id, name: room!.name, access: 'open' },
          resumed: true,
          mid: memberId!,
        }),
      );
      return undefined;
    });
    await inState(ann, ({ kind }) => kind === 'joined');
    const hello = (await other.frames(2)).find((frame) => frame.startsWith('~hello~'))!;
    assert.ok(!/person|ticket|resume|token/.test(hello), hello);
    assert.ok(!other.heard().join('').includes(PERSON));
    while (!notices(ann).includes('another-room'))
      await new Promise<void>((done) => ann.transcript.onDidChange(() => done()));
    assert.ok(notices(ann).includes('divider'));
    await comeBack();
    const thief = await NativePeer.connect(server.port);
    await thief.peer.send(hello);
    assert.equal((await thief.next('error')).payload['code'], 'bad-proof');
  });

  for (const code of ['hello-first', 'bad-message']) {
    it(`P-6.16 keeps it when the window comes back, towards who says ${code}`, async () => {
      const before = newClient();
      await before.connect();
      const { publicKey } = before.room!;
      before.dispose();
      const other = await replace(() => errorFrame(code));
      const ann = newClient({ publicKey: () => publicKey });
      await assert.rejects(
        ann.connect(),
        (error) => error instanceof ConnectionFailure && error.error.kind === 'unproven',
      );
      assert.match(other.heard().join(''), ONLY_A_QUESTION);
    });
  }

  it('P-6.16 takes no original server for a room that has shown itself', async () => {
    const ann = newClient({
      known: false,
      publicKey: () => stranger.publicKey,
      timeouts: { greetingMs: 20 },
    });
    const other = await replace(() => undefined);
    await assert.rejects(
      ann.connect(),
      (error) => error instanceof ConnectionFailure && error.error.kind === 'unproven',
    );
    assert.equal(other.heard().join(''), '');
  });

  it('P-6.16 the host enters no room but its own, and tells nobody its ticket', async () => {
    const ticket = 'the ticket of the host';
    for (const answer of [
      (frame: string) => (frame.startsWith('~prove~') ? proofFrame(frame, stranger) : welcomeFrame()),
      () => errorFrame('hello-first'),
    ]) {
      const other = await startImpostor(answer);
      const host = newClient(
        { ticket: () => ticket, publicKey: () => KeyPair.ofRoom(Buffer.from('own')).publicKey },
        other.port,
      );
      await assert.rejects(
        host.connect(),
        (error) => error instanceof ConnectionFailure && error.error.kind === 'unproven',
      );
      assert.match(other.heard().join(''), ONLY_A_QUESTION);
      await other.close();
    }
  });

  it('P-6.16 P-6.3 tells a server of before who one is there, and that is of no use in any other room', async () => {
    const answer = (frame: string) =>
      frame.startsWith('~hello~') ? welcomeFrame() : errorFrame('hello-first');
    const persons: unknown[] = [];
    for (let port = 0; port < 2; port++) {
      const other = await startImpostor(answer);
      for (let windows = 0; windows < 2; windows++) {
        const ann = newClient({ ticket: () => 'ticket' }, other.port);
        await ann.connect();
      }
      const hellos = (await other.frames(4)).filter((frame) => frame.startsWith('~hello~'));
      assert.equal(hellos.length, 2);
      assert.equal(hellos[0], hellos[1], 'its windows are one member there');
      const { person, ticket } = JSON.parse(hellos[0]!.slice('~hello~'.length)) as Record<string, unknown>;
      assert.equal(ticket, undefined);
      persons.push(person);
      for (const client of clients.splice(0)) client.dispose();
      await other.close();
    }
    assert.equal(new Set([...persons, PERSON]).size, 3);
    const ann = newClient();
    await ann.connect();
    for (const person of persons) {
      const thief = await NativePeer.join(server.port, 'thief', { person });
      assert.notEqual(thief.welcome['mid'], ann.memberId);
    }
  });

  it('P-6.16 who passes everything on between the two cannot come in later', async () => {
    const relay = await startRelay(server.port);
    const ann = newClient({}, relay.port);
    await ann.connect();
    const recorded = relay.fromServer().toString().split('\n');
    const welcome = recorded.find((line) => line.startsWith('SERVER~welcome~'))!;
    const { room, token, seq } = JSON.parse(welcome.slice('SERVER~welcome~'.length)) as {
      room: { id: string };
      token: string;
      seq: number;
    };
    const thief = await NativePeer.join(server.port, 'thief', { resume: { room: room.id, token, seq } });
    assert.notEqual(thief.welcome['mid'], ann.memberId);
    assert.equal(thief.welcome['resumed'], false);
    await relay.close();
  });

  it('P-6.3 P-6.15 windows of a person that come for the first time at once are one member', async () => {
    const windows = [
      newClient(),
      newClient(),
      newClient({ known: false, timeouts: { greetingMs: 100_000 } }),
    ];
    await Promise.all(windows.map((window) => window.connect()));
    assert.equal(new Set(windows.map(({ memberId }) => memberId)).size, 1);
    const other = newClient({ person: 'somebody else' });
    await other.connect();
    assert.notEqual(other.memberId, windows[0]!.memberId);
  });
});
