import assert from 'node:assert/strict';
import type { Socket } from 'node:net';
import { ChatServer } from '../../../src/server/chatServer';
import { DEFAULT_SERVER_OPTIONS } from '../../../src/server/serverOptions';
import { CountingSocket, FakeClock, nextTurn } from './support';

const TOO_MANY = /Too many connections come from your address/;

describe('who waits to be let in', () => {
  const clock = new FakeClock();
  let server: ChatServer;

  beforeEach(() => {
    const options = { ...DEFAULT_SERVER_OPTIONS, room: 'Lab', addressJoins: 1, addressBurstJoins: 1 };
    server = new ChatServer(options, { clock });
  });

  async function comes(said: string): Promise<CountingSocket> {
    const socket = new CountingSocket();
    server.accept(socket as unknown as Socket);
    socket.push(said);
    await nextTurn();
    return socket;
  }

  it('P-10.6 keeps nobody waiting once it has hung up, whatever it has said', async () => {
    await comes('first\n');
    const saidFirst = ['ann\n', 'bob\nand more\n', '~hello~{"v":1,"name":"cid"}\n'];
    const waiting: CountingSocket[] = [];
    for (let n = 0; n < 30; n++) waiting.push(await comes(saidFirst[n % 3] ?? ''));
    for (const socket of waiting) {
      assert.equal(socket.text, '');
      socket.push(null);
    }
    await nextTurn();
    for (const socket of waiting) assert.match(socket.text, TOO_MANY);
    const last = await comes('last\n');
    clock.advance(1000);
    await nextTurn();
    assert.match(last.text, /Welcoming last to the chat!/);
  });

  it('P-10.6 may say one thing more, which is taken when it is in', async () => {
    await comes('first\n');
    const second = await comes('second\n');
    second.push('hears itself\n');
    await nextTurn();
    assert.ok(second.isPaused(), 'and no more: it is not read');
    clock.advance(1000);
    await nextTurn();
    clock.advance(1000);
    assert.match(second.text, /Welcoming second to the chat![^]*second~hears itself\n/);
  });
});
