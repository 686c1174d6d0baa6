import assert from 'node:assert/strict';
import { NativePeer, type Peer, SeedPeer, joinLine } from '../support/peer';
import { useServer, withServer } from '../support/useServer';
import { Witness } from '../support/witness';

const ROOMY = ['--rate', '0', '--join-delay-ms', '0'];

/** More than any system's buffers between two sockets take. */
const LOTS = Array.from({ length: 800 }, (_, n) => `${n} ${'x'.repeat(16_000)}`);

/** Whether two lists of long lines are the same; shows no more of them than that fits on a screen. */
function assertSame(actual: readonly string[], wanted: readonly string[]): void {
  const differs = wanted.findIndex((line, n) => line !== actual[n]);
  const short = (line: string | undefined) => line?.slice(0, 60);
  assert.equal(short(actual[differs]), short(wanted[differs]), `line ${differs}`);
  assert.equal(actual.length, wanted.length);
}

/**
 * Says all of `texts`, some at a time: no faster than the speaker and the others take it, so that only who does not
 * read at all falls behind.
 */
async function says(
  texts: readonly string[],
  atATime: number,
  name: string,
  speaker: Peer,
  others: readonly Peer[] = [],
): Promise<void> {
  for (let n = 0; n < texts.length; n += atATime) {
    const part = texts.slice(n, n + atATime);
    const last = `${name}~${part.at(-1)!}\n`;
    await speaker.send(`${part.join('\n')}\n`);
    for (const peer of [speaker, ...others]) {
      await peer.until((text) => text.slice(-2 * last.length - 1000).includes(last));
    }
  }
}

const saysLots = (name: string, speaker: Peer, others: readonly Peer[] = []) =>
  says(LOTS, 20, name, speaker, others);

const saidBy = (name: string, lines: readonly string[]) =>
  lines.filter((line) => line.startsWith(`${name}~`));
const asSaidBy = (name: string) => LOTS.map((text) => `${name}~${text}`);

describe('a peer that never reads', () => {
  const port = useServer(...ROOMY);

  for (const dialect of ['line', 'native', 'seed'] as const) {
    it(`P-10.2 is cut (${dialect}), and the others get everything, in order`, async () => {
      const speaker = await joinLine(port(), `speaker ${dialect}`);
      const witness = await Witness.join(port(), `witness ${dialect}`);
      const deafName = `deaf ${dialect}`;
      const deaf =
        dialect === 'line'
          ? await joinLine(port(), deafName)
          : (await (dialect === 'native' ? NativePeer : SeedPeer).join(port(), deafName)).peer;
      deaf.socket.pause();
      const name = `speaker ${dialect}`;
      await saysLots(name, speaker, [witness.peer]);
      await witness.sees(`SERVER~${deafName} has left the chat.`);
      assertSame(saidBy(name, witness.lines), asSaidBy(name));
      assertSame(saidBy(name, speaker.text.split('\n')), asSaidBy(name));
      // nobody else was put out, and the room is still one
      await speaker.send('still here\n');
      await witness.sees(`speaker ${dialect}~still here`);
      assert.equal(witness.lines.filter((line) => line.includes('has left')).length, 1);
      assert.ok(!witness.peer.text.includes('Something went wrong'));
      deaf.socket.destroy();
    });
  }

  it('P-10.2 is told why, on a frame boundary, where it reads again in time', async () => {
    await withServer([...ROOMY, '--close-timeout-ms', '600000'], async (ownPort) => {
      const speaker = await joinLine(ownPort, 'speaker');
      const native = await NativePeer.join(ownPort, 'deaf');
      native.peer.socket.pause();
      // short ones: what is dropped is then followed by more in the same turn of the server
      const texts = Array.from({ length: 150_000 }, (_, n) => `${n}`);
      await says(texts, 15_000, 'speaker', speaker);
      await speaker.until('SERVER~deaf has left the chat.\n');
      native.peer.socket.resume();
      await native.peer.untilGone();
      const last = native.frames.at(-1)!;
      assert.deepEqual([last.verb, last.payload['code']], ['error', 'slow-consumer']);
      // what came before are whole frames, without a hole
      const got = native.frames
        .filter(({ verb }) => verb === 'say')
        .map(({ payload }) => String(payload['text']));
      assert.ok(got.length > 0);
      assertSame(got, texts.slice(0, got.length));
    });
  });
});

describe('a seed peer that is sent more than its spacing lets through', () => {
  it('P-10.2 is told and cut, nobody else is', async () => {
    await withServer([...ROOMY, '--outbox-bytes', '262144'], async (port) => {
      const seed = await SeedPeer.join(port, 'sam');
      const speaker = await joinLine(port, 'speaker');
      await saysLots('speaker', speaker);
      await speaker.until('SERVER~sam has left the chat.\n');
      await seed.untilShown('[SERVER] You read too slowly to keep up; please reconnect.');
      assert.equal(await seed.peer.untilGone(), 'end');
      assert.ok(!speaker.text.includes('Something went wrong'), 'the speaker pays for nobody');
      await speaker.send('still here\n');
      await speaker.until('speaker~still here\n');
    });
  });
});
