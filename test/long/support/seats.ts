import { once } from 'node:events';
import { type Socket, connect } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { pause } from '../../../src/base/clock';
import { systemClock } from '../../../src/base/systemClock';
import { resetSocket } from '../../../src/base/resetSocket';
import { ChatClient } from '../../../src/client/chatClient';

type Dialect = 'native' | 'line' | 'seed';

/** Whoever sits on a seat for a while. */
interface Sitter {
  say(text: string): void;
  /** @param politely with a goodbye, or as a crash would */
  leave(politely: boolean): Promise<void>;
}

export interface SeatFigures {
  joins: number;
  said: number;
}

const TALK_EVERY_MS = 4000;
const MAX_SAYS_PER_STAY = 10;

/** One of the room's seats: somebody joins, talks, leaves, and the next one comes, until `endAt`. */
export async function fillSeat(
  seat: number,
  port: number,
  endAt: number,
  figures: SeatFigures,
): Promise<void> {
  const dialect = dialectOf(seat);
  for (let stay = 1; Date.now() < endAt; stay++) {
    const name = `${dialect} ${seat}-${stay}`;
    const sitter = await (dialect === 'native' ? sitNative(name, port) : sitPlain(name, port, dialect));
    figures.joins++;
    const says = 1 + ((seat * 7 + stay * 3) % MAX_SAYS_PER_STAY);
    for (let i = 1; i <= says && Date.now() < endAt; i++) {
      await pause(systemClock, TALK_EVERY_MS * (0.5 + Math.random()));
      sitter.say(`message ${i} of ${name} ${'x'.repeat((seat * i) % 300)}`);
      figures.said++;
    }
    await sitter.leave(stay % 3 !== 0);
  }
}

/** Of ten, six have our client, two a terminal, two the original client. */
function dialectOf(seat: number): Dialect {
  if (seat % 10 < 6) return 'native';
  return seat % 10 < 8 ? 'line' : 'seed';
}

async function sitNative(name: string, port: number): Promise<Sitter> {
  const client = new ChatClient({ address: { host: '127.0.0.1', port }, name, known: true });
  await client.connect();
  return {
    say(text) {
      const said = client.say(text);
      if (!said.ok) throw new Error(said.error.message);
    },
    async leave(politely) {
      await acknowledged(client);
      if (client.state.kind !== 'joined') throw new Error(`${name} was ${client.state.kind} in the end`);
      if (politely) await client.leave();
      client.dispose();
    },
  };
}

/** Resolves when all it said has come back. */
async function acknowledged(client: ChatClient): Promise<void> {
  await new Promise<void>((resolve) => {
    const look = () => {
      if (client.unsent.length > 0) return;
      subscription.dispose();
      resolve();
    };
    const subscription = client.onDidChangeUnsent(look);
    look();
  });
}

async function sitPlain(name: string, port: number, dialect: 'line' | 'seed'): Promise<Sitter> {
  const lineEnd = dialect === 'line' ? '\n' : '';
  const socket = connect({ host: '127.0.0.1', port, noDelay: true });
  await once(socket, 'connect');
  socket.write(name + lineEnd);
  await welcomed(socket);
  return {
    say: (text) => socket.write(text + lineEnd),
    async leave(politely) {
      const closed = once(socket, 'close');
      if (politely) socket.end();
      else resetSocket(socket);
      await closed;
      await nextTurn();
    },
  };
}

/** Resolves once it is let in; from then on what comes is read and forgotten. */
async function welcomed(socket: Socket): Promise<void> {
  let text = '';
  await new Promise<void>((resolve, reject) => {
    socket.on('error', reject);
    socket.on('close', () => reject(new Error(`it was not let in: ${text}`)));
    const read = (chunk: Buffer) => {
      text += chunk.toString();
      if (!text.includes('SERVER~Welcom')) return;
      socket.off('data', read);
      socket.resume();
      resolve();
    };
    socket.on('data', read);
  });
}
