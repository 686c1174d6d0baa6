// Strangers that send anything at all to a live server. Each is made from a seed and a number, so it can come again.
import { once } from 'node:events';
import { type Socket, connect } from 'node:net';
import { TLSSocket } from 'node:tls';
import { resetSocket } from '../../../src/base/resetSocket';
import { type RunningServer, startServer } from './server';

const HOST = '127.0.0.1';
/** How many strangers are connected at the same time. */
const CROWD = 24;
/** How long the watcher may wait for its echo. Only a server that hangs takes that long. */
const ECHO_MS = 15_000;

/** What one stranger does: it sends these writes, then ends or resets its connection. */
export interface FuzzCase {
  readonly writes: readonly Buffer[];
  readonly ending: 'end' | 'reset';
}

/** Random numbers that are the same for the same seed. */
class Dice {
  constructor(private state: number) {}

  /** A whole number from 0 to below `sides`. */
  roll(sides: number): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % sides;
  }

  chance(percent: number): boolean {
    return this.roll(100) < percent;
  }

  pick<T>(items: readonly T[]): T {
    return items[this.roll(items.length)]!;
  }

  times<T>(most: number, make: () => T): T[] {
    return Array.from({ length: this.roll(most + 1) }, make);
  }

  bytes(length: number): Buffer {
    return Buffer.from(Array.from({ length }, () => this.roll(256)));
  }
}

const TEXTS = [
  'hi',
  'Grüße 🌍',
  'a\nb',
  '~',
  '~~a~b',
  ' ',
  '',
  '\u202e',
  'a\u2028SERVER~b\u2029c\u0085d',
  '[SERVER] x',
  'x'.repeat(3000),
  '🌍'.repeat(900),
];
const NAMES = [
  'ann',
  'Zoë',
  'SERVER',
  'ſerver',
  'ЅЕRVЕR: x',
  'ann] x [',
  'аnn',
  '👩‍💻',
  'علی\u200cرضا',
  '🌍',
  '',
  ' ',
  'a~b',
  '__proto__',
  'x'.repeat(40),
  'e\ufe0f\u0301',
  '\u200b',
];
const EMOJI = ['👍', '❤', '1⃣', '🏴\u{E0061}\u{E007F}', '👍\u200d', '\u200b', '', 'x'.repeat(80)];
const ODD: readonly unknown[] = [
  ...[
    null,
    true,
    -1,
    0,
    1.5,
    1e308,
    2 ** 53,
    '',
    '\ud800',
    '\u0000',
    '__proto__',
    'constructor',
    [],
    {},
    [[[[]]]],
  ],
  { __proto__: null, toString: 1 },
  'x'.repeat(70_000),
];
const SNIPPETS = [
  '~',
  '\n',
  '\r\n',
  '\0',
  '~~',
  '{}',
  '"',
  '\\u',
  '~say~',
  'SERVER~',
  '\xff',
  '\xf0\x9f',
  '\xed\xa0\x80',
  '\x16\x03',
  'GET / HTTP/1.1\r\n\r\n',
  ' /x HTTP/1.1\r\nHost: x\r\n',
  'NICK ',
  '\xff\xfb\x1f',
  '\b\b',
  '\r\0',
];

/** The first bytes of browsers and other programs. */
const OPENINGS = [
  'GET / HTTP/1.1\r\nHost: x\r\n\r\nmallory\nhello\n',
  `patch /${'x'.repeat(9000)} HTTP/1.1\r\n`,
  'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
  'EHLO x\r\n',
  'NICK x\r\nUSER x 0 * :x\r\n',
  '*1\r\n$4\r\nPING\r\n',
  '\x03\0\0\x13\x0e\xe0\0\0\0\0\0',
  '\x16\x03\x01\0\xa5\x01',
];

/** What may stand for a nonce, a key or a signature. */
const KEYS = ['', 'A'.repeat(43), '_'.repeat(43), 'A'.repeat(86), 'A'.repeat(44), '~'.repeat(43)];

/** Mostly a free one. */
const someName = (dice: Dice) => `${dice.pick(NAMES)}${dice.chance(70) ? dice.roll(1000) : ''}`;

/** Where code stands, or what claims to be that. */
const originOf = (dice: Dice): object => ({
  ...(dice.chance(30) && {
    remote: dice.pick(['a.b/c', 'https://me:x@a.b/c', '__proto__', `a/${'b'.repeat(600)}`]),
  }),
  ...(dice.chance(30) && { commit: dice.pick(['a'.repeat(40), 'HEAD', '']), dirty: dice.chance(50) }),
  ...(dice.chance(30) && {
    context: { above: dice.pick(['ff', 'f', 'x'.repeat(9e4)]), below: '', outline: '' },
  }),
});

function payload(dice: Dice, verb: string): Record<string, unknown> {
  const id = dice.chance(80) ? `${dice.roll(1e9)}` : 'again';
  const of = dice.roll(3000);
  const text = dice.pick(TEXTS);
  switch (verb) {
    case 'hello':
      return {
        v: dice.chance(95) ? 1 : dice.roll(3),
        name: someName(dice),
        ...(dice.chance(30) && { person: `p${dice.roll(20)}` }),
        ...(dice.chance(20) && {
          resume: { room: dice.pick(['r', '']), token: `m.${dice.roll(9)}`, seq: of },
        }),
        ...(dice.chance(10) && { ticket: 't', client: 'fuzz' }),
        ...(dice.chance(10) && { proof: { key: dice.pick(KEYS), member: dice.pick(KEYS), host: 'h' } }),
      };
    case 'prove':
      return { v: dice.chance(90) ? 1 : 0, nonce: dice.pick(KEYS), ...(dice.chance(20) && { proof: text }) };
    case 'say':
      return {
        ...{ id, text },
        ...(dice.chance(20) && { reply: of }),
        ...(dice.chance(20) && {
          mentions: [{ mid: dice.pick(['nobody', '__proto__']), name: dice.pick(NAMES) }],
        }),
        ...(dice.chance(10) && { to: dice.pick(['nobody', '__proto__']) }),
        ...(dice.chance(20) && {
          code: { path: 'a.ts', start: dice.roll(9), end: dice.roll(9), text, ...originOf(dice) },
        }),
      };
    case 'edit':
      return { id, of, text };
    case 'react':
      return { id, of, emoji: dice.pick(EMOJI), on: dice.chance(50) };
    case 'rename':
      return { id, name: dice.pick(NAMES) };
    case 'history':
      return { before: of, limit: 1 + dice.roll(200) };
    case 'read':
      return { seq: of };
    case 'typing':
      return { on: dice.chance(50) };
    default:
      return { id, of };
  }
}

const VERBS = [
  'say',
  'say',
  'edit',
  'remove',
  'react',
  'typing',
  'rename',
  'read',
  'history',
  'ping',
  'pong',
  'bye',
  'hello',
  'prove',
  'dance',
];

function nativeFrame(dice: Dice, verb: string): string {
  const fields = payload(dice, verb);
  if (dice.chance(15))
    fields[dice.pick([...Object.keys(fields), 'more', 'to', '__proto__'])] = dice.pick(ODD);
  return `~${verb}~${JSON.stringify(fields)}\n`;
}

function session(dice: Dice): Buffer[] {
  const name = someName(dice);
  switch (dice.roll(6)) {
    case 0:
      return [Buffer.concat(dice.times(4, () => dice.bytes(dice.roll(300))))];
    case 1: {
      const frames = [
        nativeFrame(dice, 'hello'),
        ...dice.times(8, () => nativeFrame(dice, dice.pick(VERBS))),
      ];
      return [Buffer.from(frames.join(''))];
    }
    case 2:
      return [Buffer.from(dice.pick(OPENINGS), 'latin1'), dice.bytes(dice.roll(20))];
    case 3: {
      // a program that sends each key by itself
      const typed = `${name}${dice.pick(['\b', ''])}\r\n${dice.pick(TEXTS).slice(0, 20)}\r\n`;
      return Array.from(typed, (key) => Buffer.from(key));
    }
    case 4: {
      const end = dice.pick(['\n', '\r\n']);
      return [
        Buffer.from([name, ...dice.times(6, () => dice.pick(TEXTS))].map((line) => line + end).join('')),
      ];
    }
    default:
      return [Buffer.from(name), ...dice.times(5, () => Buffer.from(dice.pick(TEXTS)))];
  }
}

function mutate(dice: Dice, bytes: Buffer): Buffer {
  const at = dice.roll(bytes.length + 1);
  const until = at + dice.roll(40);
  switch (dice.roll(5)) {
    case 0: {
      const flipped = Buffer.from(bytes);
      if (at < flipped.length) flipped[at]! ^= 1 << dice.roll(8);
      return flipped;
    }
    case 1:
      return Buffer.concat([bytes.subarray(0, at), bytes.subarray(until)]);
    case 2:
      return Buffer.concat([bytes.subarray(0, until), bytes.subarray(at)]);
    case 3:
      return Buffer.concat([
        bytes.subarray(0, at),
        Buffer.from(dice.pick(SNIPPETS), 'latin1'),
        bytes.subarray(at),
      ]);
    default:
      return bytes.subarray(0, at);
  }
}

/** The stranger with this number. */
export function fuzzCase(seed: number, number: number): FuzzCase {
  const dice = new Dice((Math.imul(seed, 0x9e3779b1) + Math.imul(number, 0x85ebca6b)) | 0);
  let writes = session(dice);
  if (dice.chance(70))
    writes = writes.map((bytes) => dice.times(3, () => 0).reduce((one) => mutate(dice, one), bytes));
  const cuts = writes.flatMap((bytes) => {
    if (bytes.length === 0 || dice.chance(50)) return [bytes];
    const cut = dice.roll(bytes.length);
    return [bytes.subarray(0, cut), bytes.subarray(cut)];
  });
  return { writes: cuts.filter(({ length }) => length > 0), ending: dice.chance(50) ? 'end' : 'reset' };
}

/** The server that the strangers meet, and how to reach it. */
export interface FuzzTarget {
  readonly flags: readonly string[];
  /** Connects a client that may join. */
  readonly enter: (port: number) => Promise<Socket>;
  /** Connects the stranger with this number, as far as it gets. */
  readonly knock: (port: number, number: number) => Socket | Promise<Socket>;
}

const OPEN_ROOM: FuzzTarget = {
  flags: [],
  async enter(port) {
    const socket = connect({ port, host: HOST, noDelay: true });
    await once(socket, 'connect');
    return socket;
  },
  knock: (port) => connect({ port, host: HOST, noDelay: true }),
};

/** Does what the stranger does; resolves when its connection is gone. */
async function meet(socket: Socket, { writes, ending }: FuzzCase): Promise<void> {
  const gone = new Promise<void>((resolve) => {
    if (socket.closed) resolve();
    else socket.once('close', () => resolve());
  });
  socket.on('error', () => undefined); // a stranger may be cut
  socket.resume();
  const write = (bytes: Buffer) =>
    new Promise<void>((resolve) => {
      if (socket.writable) socket.write(bytes, () => resolve());
      else resolve();
    });
  for (const bytes of writes) await Promise.race([write(bytes), gone]);
  if (ending === 'end') socket.end();
  else if (socket instanceof TLSSocket) socket.destroy();
  else resetSocket(socket);
  await gone;
}

/** A member that keeps talking. It must always get every echo, in order. */
class Watcher {
  /** How many echoes it got. */
  served = 0;
  /** Rejects when it is no longer served. */
  readonly broken: Promise<never>;
  private fail!: (why: Error) => void;
  private partial = '';
  private lastSeq = 0;
  private mid = '';
  private stopped = false;
  private overdue: NodeJS.Timeout | undefined;

  constructor(private readonly socket: Socket) {
    this.broken = new Promise((_, reject) => (this.fail = reject));
    this.broken.catch(() => undefined);
    socket.setEncoding('utf8');
    socket.on('data', (text: string) => this.read(text));
    socket.on('error', (error) => this.fail(error));
    socket.on('close', () => {
      if (!this.stopped) this.fail(new Error('the watcher was cut'));
    });
    this.send('hello', { v: 1, name: 'watcher' });
  }

  stop(): void {
    this.stopped = true;
    clearTimeout(this.overdue);
    this.socket.destroy();
  }

  private send(verb: string, fields: object): void {
    this.socket.write(`~${verb}~${JSON.stringify(fields)}\n`);
  }

  private talk(): void {
    clearTimeout(this.overdue);
    this.overdue = setTimeout(() => this.fail(new Error('the watcher is not served any more')), ECHO_MS);
    this.send('say', { id: `w${this.served}`, text: `echo ${this.served}` });
  }

  private read(text: string): void {
    const lines = (this.partial + text).split('\n');
    this.partial = lines.pop() ?? '';
    for (const line of lines) this.take(line);
  }

  private take(line: string): void {
    const second = line.indexOf('~', line.indexOf('~') + 1);
    const verb = line.slice(line.indexOf('~') + 1, second);
    const fields = JSON.parse(line.slice(second + 1)) as Record<string, unknown>;
    if (verb === 'welcome') {
      this.mid = fields['mid'] as string;
      this.lastSeq = fields['seq'] as number;
      this.talk();
    } else if (verb === 'error') this.fail(new Error(`the watcher was told: ${line}`));
    else if (verb === 'ping') this.send('pong', {});
    else if (typeof fields['at'] === 'number') this.event(verb, fields);
  }

  private event(verb: string, fields: Record<string, unknown>): void {
    const seq = fields['seq'] as number;
    if (seq <= this.lastSeq) this.fail(new Error(`seq ${seq} came after ${this.lastSeq}`));
    this.lastSeq = seq;
    if (fields['by'] !== this.mid || verb !== 'say') return;
    if (fields['text'] !== `echo ${this.served}`)
      this.fail(new Error(`an echo out of order: ${String(fields['text'])}`));
    this.served++;
    this.talk();
  }
}

/**
 * Lets strangers `from` to below `to` of `seed` meet a server, and checks that the watcher is served throughout and
 * that the server is still well. Rejects with what is needed to repeat the same strangers.
 */
export async function fuzz(
  seed: number,
  from: number,
  to: number,
  { flags, enter, knock }: FuzzTarget = OPEN_ROOM,
): Promise<{ readonly echoes: number }> {
  const server = await startServer(
    ...['--rate', '0', '--max-members', '0', '--join-delay-ms', '1', '--seed-spacing-ms', '1'],
    ...flags,
  );
  const watcher = new Watcher(await enter(server.port));
  const running = new Set<number>();
  let next = from;
  const crowd = Array.from({ length: CROWD }, async () => {
    for (let number = next++; number < to && server.child.exitCode === null; number = next++) {
      running.add(number);
      await meet(await knock(server.port, number), fuzzCase(seed, number));
      running.delete(number);
    }
  });
  try {
    await Promise.race([Promise.all(crowd), watcher.broken, exitOf(server)]);
    const served = watcher.served;
    // one more echo, after everything else
    await Promise.race([untilServed(watcher, served + 2), watcher.broken, exitOf(server)]);
    if (server.errors() !== '') throw new Error('the server complained');
    return { echoes: watcher.served };
  } catch (cause) {
    const who = [...running].join(', ') || 'none';
    const said = server.errors().slice(0, 2000);
    const why = `${cause instanceof Error ? cause.message : String(cause)}${said && `; the server said: ${said}`}`;
    const again = `TILDE_FUZZ=${seed}:${Math.max(from, next - 2 * CROWD)}:${next}`;
    throw new Error(`${why}; seed ${seed}, strangers connected: ${who}; ${again} lets them come again`, {
      cause,
    });
  } finally {
    watcher.stop();
    next = to;
    await server.stop();
  }
}

async function exitOf({ child }: RunningServer): Promise<never> {
  if (child.exitCode === null) await once(child, 'exit');
  throw new Error('the server ended');
}

async function untilServed(watcher: Watcher, echoes: number): Promise<void> {
  while (watcher.served < echoes) await new Promise((resolve) => setImmediate(resolve));
}

/** The seed and the strangers that the environment asks to repeat: `TILDE_FUZZ=seed:from:to`. */
export function fuzzFromEnvironment(): { seed: number; from: number; to: number } | undefined {
  const [seed, from, to] = (process.env['TILDE_FUZZ'] ?? '').split(':').map(Number);
  return seed && to ? { seed, from: from ?? 0, to } : undefined;
}
