// What a fan-out costs, in counts and never in time. The write to each member, about 5 µs in the kernel, is what limits
// a chat server (docs/PERFORMANCE.md). The bytes that are copied for each member come next.
import assert from 'node:assert/strict';
import type { Socket } from 'node:net';
import { ChatServer } from '../../../src/server/chatServer';
import { DEFAULT_SERVER_OPTIONS } from '../../../src/server/serverOptions';
import { CountingSocket, FakeClock, nextTurn } from './support';

const MESSAGES = 100;

/** A room in this process, without a network. Its clock stands still. */
function makeRoom() {
  const clock = new FakeClock();
  const server = new ChatServer(
    { ...DEFAULT_SERVER_OPTIONS, room: 'Lab', rate: 0, maxMembers: 0 },
    { clock },
  );
  let count = 0;
  const connect = (hello: (name: string) => string) => {
    const socket = new CountingSocket();
    server.accept(socket as unknown as Socket);
    socket.push(hello(`u${++count}`));
    return socket;
  };
  const line = () => connect((name) => `${name}\n`);
  const native = () => connect((name) => `~hello~{"v":1,"name":"${name}"}\n`);
  /** Waits until all are in and have been told of each other. Counting starts there. */
  const settle = async (sockets: readonly CountingSocket[]) => {
    await nextTurn();
    clock.advance(DEFAULT_SERVER_OPTIONS.joinDelayMs);
    await nextTurn();
    for (const socket of sockets) socket.chunks = [];
  };
  const nameless = () => connect(() => ' \n'.repeat(MESSAGES));
  return { clock, line, native, nameless, settle };
}

const lineBurst = (text: string) => `${text}\n`.repeat(MESSAGES);
const nativeBurst = Array.from(
  { length: MESSAGES },
  (_, i) => `~say~${JSON.stringify({ id: `id-${i}`, text: `text ${i}` })}\n`,
).join('');

const writesOf = (sockets: readonly CountingSocket[]) => sockets.map(({ chunks }) => chunks.length);
const once = (sockets: readonly CountingSocket[]) => sockets.map(() => 1);
/** The bytes that were made for all of them together. */
const bytesMade = (sockets: readonly CountingSocket[]) =>
  [...new Set(sockets.flatMap(({ chunks }) => chunks))].reduce((sum, chunk) => sum + chunk.length, 0);

describe('the cost of a fan-out', () => {
  for (const members of [2, 200]) {
    it(`a burst of ${MESSAGES} lines in one chunk is one write to each of ${members}, of the same bytes`, async () => {
      const { line, settle } = makeRoom();
      const sockets = Array.from({ length: members }, line);
      await settle(sockets);
      sockets[0]!.push(lineBurst('hello'));
      await nextTurn();
      assert.deepEqual(writesOf(sockets), once(sockets));
      assert.equal(bytesMade(sockets), 'u1~hello\n'.length * MESSAGES);
    });

    it(`a burst of ${MESSAGES} native messages is one write to each of ${members}, of the same bytes`, async () => {
      const { native, settle } = makeRoom();
      const sockets = Array.from({ length: members }, native);
      await settle(sockets);
      sockets[0]!.push(nativeBurst);
      await nextTurn();
      assert.deepEqual(writesOf(sockets), once(sockets));
      const [first] = sockets;
      assert.equal(first!.text.split('\n').length - 1, MESSAGES);
      assert.equal(bytesMade(sockets), first!.text.length);
    });
  }

  it('bursts of several members in one turn of the event loop share a write', async () => {
    const { line, settle } = makeRoom();
    const sockets = Array.from({ length: 20 }, line);
    await settle(sockets);
    for (const socket of sockets) socket.push(lineBurst('me too'));
    await nextTurn();
    assert.deepEqual(writesOf(sockets), once(sockets));
    assert.equal(sockets[0]!.text.split('\n').length - 1, 20 * MESSAGES);
  });

  it('a single message is one write to each, and waits for no timer', async () => {
    const { clock, line, settle } = makeRoom();
    const sockets = Array.from({ length: 20 }, line);
    await settle(sockets);
    const pending = clock.pending;
    sockets[0]!.push('hello\n');
    await nextTurn();
    assert.deepEqual(writesOf(sockets), once(sockets));
    assert.equal(clock.pending, pending);
  });

  it('a room of two dialects encodes once for each', async () => {
    const { line, native, settle } = makeRoom();
    const lines = Array.from({ length: 10 }, line);
    const natives = Array.from({ length: 10 }, native);
    await settle([...lines, ...natives]);
    natives[0]!.push(nativeBurst);
    await nextTurn();
    assert.deepEqual(writesOf([...lines, ...natives]), once([...lines, ...natives]));
    assert.equal(bytesMade([...lines, ...natives]), lines[0]!.text.length + natives[0]!.text.length);
  });

  it('what a turn has for one peer alone is one write: whoever pours junk costs no more than that', async () => {
    const { line, native, nameless, settle } = makeRoom();
    const sockets = [line(), native()];
    await settle(sockets);
    sockets.push(nameless());
    for (const socket of sockets) socket.push(Buffer.from('\xff\xfe\n'.repeat(MESSAGES), 'latin1'));
    await nextTurn();
    assert.deepEqual(writesOf(sockets), once(sockets));
    const lines = sockets.map(({ text }) => text.split('\n').length - 1);
    assert.deepEqual(lines, [MESSAGES, MESSAGES, 2 * MESSAGES]);
  });

  it('a storm of joins is two writes to each: its own welcome, and all the others in one', async () => {
    const { clock, line } = makeRoom();
    const sockets = Array.from({ length: 100 }, line);
    await nextTurn();
    assert.deepEqual(writesOf(sockets), once(sockets));
    clock.advance(DEFAULT_SERVER_OPTIONS.joinDelayMs);
    // nobody came after the last
    assert.deepEqual(
      writesOf(sockets.slice(0, -1)),
      sockets.slice(0, -1).map(() => 2),
    );
    assert.equal(sockets[0]!.text.split('\n').length - 1, 100);
  });
});
