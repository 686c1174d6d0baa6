import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import { eventsIn, freshPath } from './historyFiles';
import { NativeClient, type Payload } from './nativeClient';
import { type RunningServer, startServer } from './server';

const TALKERS = 6;
/** How many confirmed messages a round has before the server is killed: at least, and at most. */
const MIN_ROUND_MESSAGES = 50;
const MAX_ROUND_MESSAGES = 600;

/** What happened in all rounds. */
export interface KillFigures {
  rounds: number;
  events: number;
  resumed: number;
  tornLines: number;
}

/** A member that talks without a pause, and remembers everything it was ever shown. */
class Talker {
  /** What it was shown, by seq, with the original texts. */
  readonly seen = new Map<number, Payload>();
  private client: NativeClient | undefined;
  private last = 0;
  private said = 0;

  constructor(readonly name: string) {}

  get resume(): object {
    return this.client ? this.client.resumeFrom(this.last) : {};
  }

  /** Joins, or resumes. @returns whether it resumed */
  async join(port: number): Promise<boolean> {
    this.client = await NativeClient.join(port, this.name, this.resume);
    this.client.welcome.history.forEach((event) => this.see(String(event['verb']), event));
    this.last = Math.max(this.last, this.client.welcome.seq);
    return this.client.welcome.resumed;
  }

  /** Talks until the connection ends, then notes what came. @param confirmed called after each message that is confirmed */
  async talk(confirmed: () => void): Promise<void> {
    const client = this.client!;
    const next = async () => {
      const id = `${this.name} ${++this.said}`;
      // mostly messages; some of them are changed or taken back
      const { seq } = await client.say(`${id} ${'x'.repeat(randomInt(400))}`);
      confirmed();
      if (this.said % 7 === 0) await client.act('edit', { of: seq, text: `${id} edited` });
      if (this.said % 11 === 0) await client.act('remove', { of: seq });
      else if (this.said % 5 === 0) await client.act('react', { of: seq, emoji: '👍', on: true });
    };
    try {
      for (;;) await next();
    } catch (error) {
      assert.match(String(error), /the connection ended/);
    }
    for (const { verb, payload } of client.events) this.see(verb, payload);
  }

  private see(verb: string, event: Payload): void {
    const seq = event.seq!;
    const before = this.seen.get(seq);
    if (before) assert.equal(before['id'], event['id'], `seq ${seq} was given out twice`);
    this.seen.set(seq, { ...event, verb });
    this.last = Math.max(this.last, seq);
  }
}

/**
 * Kills a room with a history file at random moments while everybody talks. Each time, what anybody was shown must be
 * in the file and be served, the same under the same seq, and everybody must be able to resume.
 */
export async function killRounds(rounds: number): Promise<KillFigures> {
  const file = freshPath();
  const flags = ['--rate', '0', '--join-delay-ms', '0', '--history', file, '--history-events', '500'];
  // small enough to be compacted again and again
  const bounds = ['--history-file-bytes', String(2 ** 20), '--erase-after-ms', '50'];
  // talkers say no more than they must, and a busy disk takes its time
  const patience = ['--idle-timeout-ms', '600000'];
  const talkers = Array.from({ length: TALKERS }, (_, n) => new Talker(`talker ${n}`));
  const figures: KillFigures = { rounds, events: 0, resumed: 0, tornLines: 0 };
  let server: RunningServer | undefined;
  try {
    for (let round = 0; round < rounds; round++) {
      server = await startServer(...flags, ...bounds, ...patience);
      for (const talker of talkers) {
        const isResumed = await talker.join(server.port);
        assert.equal(isResumed, round > 0, `${talker.name} in round ${round}`);
        if (isResumed) figures.resumed++;
      }
      let left = randomInt(MIN_ROUND_MESSAGES, MAX_ROUND_MESSAGES);
      let killed: Promise<unknown> = Promise.resolve();
      const confirmed = () => {
        left -= 1;
        if (left === 0) killed = server!.stop('SIGKILL');
      };
      await Promise.all(talkers.map((talker) => talker.talk(confirmed)));
      await killed;
      await check(file, flags, talkers, figures);
    }
  } finally {
    await server?.stop('SIGKILL');
  }
  figures.events = new Set(talkers.flatMap(({ seen }) => [...seen.keys()])).size;
  return figures;
}

/** Checks what the file holds and what a server makes of it. */
async function check(
  file: string,
  flags: readonly string[],
  talkers: readonly Talker[],
  figures: KillFigures,
): Promise<void> {
  const server = await startServer(...flags);
  if (server.errors() !== '') {
    assert.match(server.errors(), /^[^\n]*: a torn last line was cut off\.\n$/);
    figures.tornLines++;
  }
  const reader = await NativeClient.join(server.port, 'reader');
  const { oldest } = reader.welcome;
  const served = new Map<number, Payload>();
  let before = reader.welcome.seq;
  for (let more = true; more;) {
    const page = await reader.history(before);
    for (const event of page.events) served.set(event.seq!, event);
    before = page.events[0]?.seq ?? 0;
    ({ more } = page);
  }
  reader.reset();
  await server.stop('SIGKILL');
  const stored = eventsIn(file).map(({ seq }) => seq as number);
  assert.equal(new Set(stored).size, stored.length, 'a seq stands twice');
  assert.deepEqual(
    stored,
    stored.toSorted((a, b) => a - b),
  );
  const removed = new Set([...served.values()].filter(({ verb }) => verb === 'remove').map(({ of }) => of));
  for (const { name, seen } of talkers) {
    for (const [seq, event] of seen) {
      if (seq < oldest) continue;
      const again = served.get(seq);
      assert.ok(again, `${name} was shown seq ${seq}, and it is gone`);
      assert.deepEqual([again['verb'], again['id'], again['by']], [event['verb'], event['id'], event['by']]);
      const isRemoved = removed.has(seq) || (event['verb'] === 'edit' && removed.has(event['of']));
      assert.equal(again['text'], isRemoved ? '' : event['text'], `seq ${seq}`);
    }
  }
}
