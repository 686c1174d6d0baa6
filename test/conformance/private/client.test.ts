import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, type Server, type Socket, createServer } from 'node:net';
import { TLSSocket, createServer as createTlsServer } from 'node:tls';
import { ChatClient } from '../../../src/client/chatClient';
import { ConnectionFailure } from '../../../src/client/types/connectionFailure';
import type { ClientOptions } from '../../../src/client/types/clientTypes';
import { PRIVATE_ROOM_LINE } from '../../../src/protocol/wire/errorCodes';
import { makeCertificate } from '../../../src/server/admission/certificate';
import { inState, lines, shows, until } from '../../unit/client/support';
import { Middle } from '../support/middle';
import { OriginalServer } from '../support/originalServer';
import { startRelay } from '../support/relay';
import { KEY, KEY_FILE, OTHER_KEY, PATIENT, SecurePeer } from '../support/securePeer';
import { useServer, withServer } from '../support/useServer';

const fails = (code: string) => (failure: unknown) => {
  assert.ok(failure instanceof ConnectionFailure);
  assert.equal(failure.error.wire?.code ?? failure.error.kind, code);
  return true;
};

describe('P-13 our client and a private room', () => {
  const port = useServer(...PATIENT, '--key-file', KEY_FILE, '--rate', '0', '--wrong-proofs', '0');
  const clients: ChatClient[] = [];
  afterEach(() => {
    for (const client of clients.splice(0)) client.dispose();
  });

  function newClient(options: Partial<ClientOptions> = {}, at = port()): ChatClient {
    const client = new ChatClient({
      address: { host: '127.0.0.1', port: at },
      name: 'alice',
      key: () => KEY,
      timeouts: { reconnectMinMs: 1, reconnectMaxMs: 1 },
      ...options,
    });
    clients.push(client);
    return client;
  }

  it('P-13.8 joins with the key, and talks', async () => {
    const bob = await SecurePeer.join(port(), 'bob');
    const alice = newClient();
    await alice.connect();
    assert.deepEqual([alice.room?.name, alice.room?.access], ['Lab', 'private']);
    assert.ok(alice.say('in private').ok);
    await bob.next('say', { text: 'in private' });
    await bob.send('say', { id: 'b1', text: 'x'.repeat(16_000) });
    await shows(alice, `bob: ${'x'.repeat(16_000)} (sent)`);
    await alice.leave();
    await bob.next('leave', { name: 'alice' });
  });

  it('P-13.8 P-6.6 comes back over a network that breaks, with what it missed and what it had to say', async () => {
    const relay = await startRelay(port());
    const alice = newClient({}, relay.port);
    await alice.connect();
    const ben = await SecurePeer.join(port(), 'ben');
    const away = until(alice.onDidChangeState, ({ kind }) => kind === 'reconnecting');
    relay.cut();
    assert.ok(alice.say('while it was away').ok);
    await ben.send('say', { id: 'b1', text: 'what it missed' });
    await away;
    await inState(alice, 'joined');
    await shows(alice, 'alice: while it was away (sent)');
    await shows(alice, 'ben: what it missed (sent)');
    await ben.next('say', { text: 'while it was away' });
    assert.equal(lines(alice).filter((line) => line.startsWith('divider')).length, 0, 'it was resumed');
    await relay.close();
  });

  it('P-13.6 is told that its key is wrong', async () => {
    await assert.rejects(newClient({ key: () => OTHER_KEY }).connect(), fails('wrong-key'));
  });

  it('P-13.2 is told that it needs a key', async () => {
    await withServer(['--key-file', KEY_FILE], async (at) => {
      await assert.rejects(newClient({ key: () => undefined }, at).connect(), fails('needs-key'));
    });
  });

  it('P-13.2 is told so where it took the server for a known one, too', async () => {
    const client = newClient({ key: () => undefined, known: true });
    await assert.rejects(client.connect(), fails('needs-key'));
  });

  it('P-1.4 P-13.5 says that a room is open, and tells it nothing', async () => {
    await withServer([], async (open) => {
      const other = new ChatClient({ address: { host: '127.0.0.1', port: open }, name: 'bob', known: true });
      clients.push(other);
      await other.connect();
      await assert.rejects(newClient({}, open).connect(), fails('room-is-open'));
      assert.deepEqual(
        other.members.map(({ name }) => name),
        ['bob'],
      );
    });
  });

  it('P-13.5 never goes back without the key: nothing is sent', async () => {
    const middle = await Middle.start(port());
    let key: string | undefined = KEY;
    const alice = newClient({ key: () => key }, middle.port);
    await alice.connect();
    key = undefined;
    middle.heard.length = 0;
    middle.cut();
    const state = await inState(alice, 'left');
    assert.equal(state.kind === 'left' && state.error?.kind, 'needs-key');
    assert.equal(middle.heardText, '');
    key = KEY;
    await alice.connect();
    assert.equal(alice.state.kind, 'joined');
    await middle.close();
  });

  it('P-13.5 says that this program cannot do it, where it lacks the exporter', async () => {
    const { prototype } = TLSSocket as unknown as { prototype: Partial<TLSSocket> };
    const { exportKeyingMaterial } = prototype;
    try {
      delete prototype.exportKeyingMaterial;
      await assert.rejects(newClient().connect(), fails('no-tls'));
      prototype.exportKeyingMaterial = () => assert.fail('not here');
      await assert.rejects(newClient().connect(), fails('no-tls'));
    } finally {
      if (exportKeyingMaterial) prototype.exportKeyingMaterial = exportKeyingMaterial;
    }
  });

  it('P-13.2 knocks again where it was too slow to begin TLS', async () => {
    const middle = await Middle.start(port());
    let knocks = 0;
    const attack = (plain: Socket) => {
      plain.end(PRIVATE_ROOM_LINE);
      knocks += 1;
      if (knocks === 2) middle.scheme = { kind: 'honest' };
    };
    middle.scheme = { kind: 'plain', attack };
    const alice = newClient({}, middle.port);
    await alice.connect();
    assert.deepEqual([knocks, alice.state.kind], [2, 'joined']);
    await middle.close();
  });

  it('P-13.2 gives up knocking when the time for it is over', async () => {
    const middle = await Middle.start(port());
    middle.scheme = { kind: 'plain', attack: (plain) => plain.end(PRIVATE_ROOM_LINE) };
    await assert.rejects(
      newClient({ timeouts: { connectMs: 100, reconnectMinMs: 1 } }, middle.port).connect(),
      fails('timeout'),
    );
    await middle.close();
  });

  it('P-13.5 says that this program cannot do it, where a private room does not take its TLS', async () => {
    const middle = await Middle.start(port());
    const handshakeFailure = Buffer.from('15030300020228', 'hex');
    const attack = (plain: Socket) => {
      plain.once('data', () => plain.end(handshakeFailure));
      if (++knocks === 2) plain.end(PRIVATE_ROOM_LINE);
    };
    let knocks = 0;
    middle.scheme = { kind: 'plain', attack };
    await assert.rejects(newClient({}, middle.port).connect(), fails('no-tls'));
    await middle.close();
  });

  it('can be left on the way in', async () => {
    const silent = createServer();
    silent.listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const knocked = once(silent, 'connection');
    const alice = newClient({}, (silent.address() as AddressInfo).port);
    const joined = alice.connect();
    const [socket] = (await knocked) as [Socket];
    await once(socket, 'data');
    const gone = once(socket, 'close');
    await alice.leave();
    await assert.rejects(joined, fails('closed'));
    socket.on('error', () => undefined);
    await gone;
    silent.close();
  });

  it('says when nobody answers in time', async () => {
    const silent = createServer();
    silent.listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const alice = newClient({ timeouts: { connectMs: 50 } }, (silent.address() as AddressInfo).port);
    await assert.rejects(alice.connect(), fails('timeout'));
    silent.close();
  });

  /** What is no chat room at all. */
  const strangers: readonly (readonly [what: string, start: () => Promise<Server>])[] = [
    ['a web server', () => Promise.resolve(createHttpServer((_, response) => response.end('hello')))],
    [
      'a web server with TLS',
      async () =>
        createTlsServer(await makeCertificate(), (socket) =>
          socket.on('data', () => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')),
        ),
    ],
    [
      'a server of an older TLS',
      async () => createTlsServer({ ...(await makeCertificate()), maxVersion: 'TLSv1.2' }),
    ],
  ];
  for (const [what, start] of strangers) {
    it(`P-13.5 tells ${what} from a room`, async () => {
      const server = await start();
      server.listen(0, '127.0.0.1');
      await once(server, 'listening');
      await assert.rejects(
        newClient({}, (server.address() as AddressInfo).port).connect(),
        fails('not-chat'),
      );
      server.close();
    });
  }

  it('P-13.5 does not take an original server, which cannot answer, for a private room', async () => {
    const original = await OriginalServer.listen();
    await assert.rejects(
      newClient({ timeouts: { connectMs: 200 } }, original.port).connect(),
      fails('timeout'),
    );
    assert.deepEqual(original.received, []);
    await original.close();
  });
});
