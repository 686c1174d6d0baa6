import assert from 'node:assert/strict';
import { ChatClient } from '../../../src/client/chatClient';
import { ConnectionFailure } from '../../../src/client/types/connectionFailure';
import type { ConnectionError } from '../../../src/client/types/clientTypes';
import { OPEN_ROOM_LINE } from '../../../src/protocol/wire/errorCodes';
import { ManualClock } from '../../unit/client/manualClock';
import { until } from '../../unit/client/support';
import { Middle, type Scheme } from '../support/middle';
import { KEY, KEY_FILE, PATIENT, SHOWN_KEY, SecurePeer, proofOf } from '../support/securePeer';
import { standStillUntilGiven } from '../support/tcpTable';
import { useServer } from '../support/useServer';

const NAME = 'alice-whom-nobody-knows';
const CONNECT_MS = 10_000;
const PERSON = 'secret-of-an-installation';
const SAID = 'what is said in private';

const GREETING = 'SERVER~Tilde/1 Lab - send your name, then your messages, one a line.\n';

describe('P-13.7 a man in the middle', () => {
  const port = useServer(...PATIENT, '--key-file', KEY_FILE, '--rate', '0', '--wrong-proofs', '0');
  let middle: Middle;
  let client: ChatClient;
  /** The server's proof of another connection, from somebody who has been in the room. */
  let recorded: string;

  before(async () => {
    const insider = await SecurePeer.enter(port());
    [, recorded = ''] = /"proof":"([^"]+)"/.exec(insider.text) ?? [];
    assert.equal(recorded, proofOf(KEY, 'server', insider.binding));
  });
  beforeEach(async () => {
    middle = await Middle.start(port());
    client = newClient();
  });
  afterEach(async () => {
    client.dispose();
    await middle.close();
  });

  const newClient = (clock?: ManualClock) =>
    new ChatClient({
      address: { host: '127.0.0.1', port: middle.port },
      name: NAME,
      person: PERSON,
      key: () => KEY,
      timeouts: { connectMs: CONNECT_MS, reconnectMinMs: 1, reconnectMaxMs: 1, greetingMs: 260 },
      ...(clock && { clock }),
    });
  const tls = (attack: (Scheme & { kind: 'tls' })['attack']): Scheme => ({ kind: 'tls', attack });
  const answer = (proof: string) => `SERVER~prove~${JSON.stringify({ proof })}\n`;

  const schemes: readonly (readonly [what: string, scheme: Scheme, seen: string])[] = [
    [
      'relays what each side says',
      tls((tapped) => void tapped.client.pipe(tapped.server).pipe(tapped.client)),
      'wrong-key',
    ],
    [
      'gives the client its own proof back',
      tls((tapped) =>
        tapped.client.on('data', (sent: Buffer) => {
          const [, proof = ''] = /"proof":"([^"]+)"/.exec(sent.toString()) ?? [];
          assert.notEqual(proof, '');
          tapped.client.write(answer(proof));
        }),
      ),
      'not-the-room',
    ],
    [
      'plays back a proof of the server from another connection',
      tls((tapped) => tapped.client.on('data', () => tapped.client.write(answer(recorded)))),
      'not-the-room',
    ],
    ['answers before it was asked', tls((tapped) => tapped.client.write(answer(recorded))), 'not-the-room'],
    [
      'welcomes the client instead of a proof',
      tls((tapped) => tapped.client.on('data', () => tapped.client.write('SERVER~welcome~{"v":1}\n'))),
      'not-chat',
    ],
    [
      'says that the room is open, and greets like one',
      {
        kind: 'plain',
        attack: (plain) => {
          plain.on('data', () => plain.end(OPEN_ROOM_LINE));
          plain.write(GREETING);
        },
      },
      'room-is-open',
    ],
    [
      'says nothing but that the room is open',
      { kind: 'plain', attack: (plain) => plain.on('data', () => plain.end(OPEN_ROOM_LINE)) },
      'not-chat',
    ],
    ['has an older TLS', { kind: 'tls', maxVersion: 'TLSv1.2', attack: () => undefined }, 'not-chat'],
  ];

  const codeOf = (error: ConnectionError | undefined) => error?.wire?.code ?? error?.kind;

  function hasLearnedNothing(...more: (string | undefined)[]): void {
    for (const secret of [KEY, SHOWN_KEY, NAME, PERSON, SAID, ...more])
      assert.ok(secret !== undefined && !middle.heardText.includes(secret), secret);
  }

  for (const [what, scheme, seen] of schemes) {
    it(`P-13.5 learns nothing from a newcomer when it ${what}`, async () => {
      middle.scheme = scheme;
      await assert.rejects(
        client.connect(),
        (failure) => failure instanceof ConnectionFailure && codeOf(failure.error) === seen,
      );
      hasLearnedNothing();
    });

    it(`P-13.5 learns nothing from a member who comes back when it ${what}`, async () => {
      await client.connect();
      const { token } = (client as unknown as { readonly credentials: { readonly token: string } })
        .credentials;
      middle.scheme = scheme;
      middle.cut();
      assert.ok(client.say(SAID).ok);
      await until(client.onDidChangeState, (state) => 'error' in state && codeOf(state.error) === seen);
      hasLearnedNothing(client.memberId, token);
    });
  }

  it('P-13.7 gets no proof from the server for what it relays', async () => {
    middle.scheme = schemes[0]![1];
    await assert.rejects(client.connect());
    assert.match(
      middle.heardText,
      /^~prove~\{"v":1,"proof":"[\w-]{43}"\}\nSERVER~error~\{"code":"wrong-key"/,
    );
  });

  it('P-13.7 is known for what it is by a client that stood still until its time was over', async function () {
    if (process.platform !== 'linux') this.skip(); // nowhere else can be seen what the client was given
    const clock = new ManualClock();
    client.dispose();
    client = newClient(clock);
    middle.scheme = tls((tapped) =>
      tapped.client.on('data', () => {
        tapped.client.write(answer(recorded), () => {
          standStillUntilGiven(tapped.client);
          clock.advance(CONNECT_MS);
        });
      }),
    );
    await assert.rejects(
      client.connect(),
      (failure) => failure instanceof ConnectionFailure && codeOf(failure.error) === 'not-the-room',
    );
  });

  it('P-13.7 does no harm as long as it passes on what it cannot read', async () => {
    await client.connect();
    assert.equal(client.room?.access, 'private');
    assert.ok(middle.heardText.length > 0);
    hasLearnedNothing();
  });
});
