import assert from 'node:assert/strict';
import { NativePeer, type Peer, SeedPeer, joinLine } from '../support/peer';
import { useServer, withServer } from '../support/useServer';

const FLAGS = ['--rate', '0', '--join-delay-ms', '0', '--seed-spacing-ms', '120'];

describe('P-8 what plain peers see of native ones', () => {
  const port = useServer(...FLAGS);
  let line: Peer;
  let seed: SeedPeer;
  let nat: NativePeer;
  let count = 0;

  before(async () => {
    line = await joinLine(port(), 'lin');
    seed = await SeedPeer.join(port(), 'sam');
    nat = await NativePeer.join(port(), 'nat');
    await seed.untilShown('[SERVER] Welcoming nat to the chat!');
  });

  /** What both were shown of what `act` did; a message of somebody else is the fence behind it. */
  async function shown(act: () => Promise<unknown>): Promise<{ line: string[]; seed: string[] }> {
    const fence = `fence ${++count}`;
    const lineFrom = line.text.length;
    const seedFrom = seed.screen.length;
    await act();
    await nat.send('say', { id: fence, text: fence });
    await line.until(`~${fence}\n`);
    await seed.peer.until(() => seed.screen.some((row) => row.endsWith(fence)));
    return {
      line: line.text.slice(lineFrom).split('\n').slice(0, -2),
      seed: seed.screen.slice(seedFrom, -1),
    };
  }

  /** @returns the message's seq */
  const say = async (id: string, text: string, more: object = {}): Promise<number> => {
    await nat.send('say', { id, text, ...more });
    return (await nat.next('say', { id })).payload['seq'] as number;
  };

  it('P-8.1 P-8.2 shows who joins and who leaves', async () => {
    const join = await shown(async () => {
      const guest = await NativePeer.join(port(), 'guest');
      await guest.send('bye', {});
      await nat.next('leave', { name: 'guest' });
    });
    assert.deepEqual(join.line, ['SERVER~Welcoming guest to the chat!', 'SERVER~guest has left the chat.']);
    assert.deepEqual(join.seed, [
      '[SERVER] Welcoming guest to the chat!',
      '[SERVER] guest has left the chat.',
    ]);
  });

  it('P-8.3 shows who is renamed, with the suffix it got', async () => {
    const rename = await shown(async () => {
      await nat.send('rename', { id: 'r1', name: 'LIN' });
      await nat.send('rename', { id: 'r2', name: 'nat' });
    });
    assert.deepEqual(rename.line, ['SERVER~nat is now LIN-2.', 'SERVER~LIN-2 is now nat.']);
    assert.deepEqual(rename.seed, ['[SERVER] nat is now LIN-2.', '[SERVER] LIN-2 is now nat.']);
  });

  it('P-8.4 shows an edit as a new text, line by line', async () => {
    const of = await say('e0', 'helo');
    await line.until('helo\n');
    await seed.untilShown('[nat] helo');
    const edit = await shown(() => nat.send('edit', { id: 'e1', of, text: 'hello\n~you' }));
    assert.deepEqual(edit.line, ['nat~* hello', 'nat~~you']);
    assert.deepEqual(edit.seed, ['[nat] * hello', '[nat] ∼you']);
  });

  it('P-8.5 shows code behind its text, line by line, and code alone', async () => {
    const code = { path: 'src/a.ts', start: 3, end: 4, text: 'if (a) {\n\tb~c();\n\n}' };
    const both = await shown(() => say('c1', 'look', { code }));
    assert.deepEqual(both.line, [
      'nat~look',
      'nat~src/a.ts:3-4',
      'nat~if (a) {',
      'nat~\tb~c();',
      'nat~',
      'nat~}',
    ]);
    assert.deepEqual(both.seed, [
      '[nat] look',
      '[nat] src/a.ts:3-4',
      '[nat] if (a) {',
      '[nat] \tb∼c();',
      '[nat] ',
      '[nat] }',
    ]);
    const alone = await shown(() => say('c2', '', { code: { ...code, text: 'x' } }));
    assert.deepEqual(alone.line, ['nat~src/a.ts:3-4', 'nat~x']);
  });

  it('P-8.5 shows nothing else of code: neither the repository nor the commit', async () => {
    const code = {
      ...{ path: 'src/a.ts', start: 3, end: 3, text: 'x', language: 'typescript' },
      ...{ remote: 'github.com/team/tool', commit: 'a'.repeat(40), dirty: true },
      context: { above: 'ff', below: '', outline: '', copies: 1, copy: 1, lines: 9 },
    };
    const both = await shown(() => say('c3', '', { code }));
    assert.deepEqual(both.line, ['nat~src/a.ts:3-3', 'nat~x']);
    assert.deepEqual(both.seed, ['[nat] src/a.ts:3-3', '[nat] x']);
  });

  it('P-8.6 shows nothing of a reply or a mention but the text', async () => {
    const reply = await say('p0', 'who?');
    await line.until('who?\n');
    await seed.untilShown('[nat] who?');
    const { mid } = nat.welcome as { mid: string };
    const mentions = [{ mid, name: 'nat' }];
    const answer = await shown(() => say('p1', 'ask @nat', { reply, mentions }));
    assert.deepEqual(answer, { line: ['nat~ask @nat'], seed: ['[nat] ask @nat'] });
  });

  it('P-8.6 shows nothing of a remove, a reaction, typing', async () => {
    const of = await say('q0', 'for nothing');
    await line.until('for nothing\n');
    await seed.untilShown('[nat] for nothing');
    const nothing = await shown(async () => {
      await nat.send('react', { id: 'q1', of, emoji: '👍', on: true });
      await nat.send('typing', { on: true });
      await nat.send('typing', { on: false });
      await nat.send('read', { seq: of });
      await nat.send('remove', { id: 'q2', of });
      await nat.next('remove', { of });
    });
    assert.deepEqual(nothing, { line: [], seed: [] });
  });

  it('P-8.8 shows a direct message, marked on each of its lines, to nobody else', async () => {
    const members = nat.welcome['members'] as { name: string; mid: string }[];
    const midOf = (name: string) => members.find((member) => member.name === name)!.mid;
    const toLine = await shown(async () => {
      const of = await say('d1', 'psst\nSERVER~psst', { to: midOf('lin') });
      await nat.send('edit', { id: 'd2', of, text: 'hush' });
      await nat.send('remove', { id: 'd3', of });
    });
    assert.deepEqual(toLine, {
      line: ['nat~(only to you) psst', 'nat~(only to you) SERVER~psst', 'nat~(only to you) * hush'],
      seed: [],
    });
    const code = { path: 'a', start: 1, end: 1, text: 'b' };
    const toSeed = await shown(() => say('d4', '', { to: midOf('sam'), code }));
    assert.deepEqual(toSeed, { line: [], seed: ['[nat] (only to you) a:1-1', '[nat] (only to you) b'] });
  });
});

describe('P-8.7 the last words', () => {
  it('P-8.7 shows an error as a sentence of the server, in both plain dialects', async () => {
    await withServer(FLAGS, async (port) => {
      const line = await joinLine(port, 'lin');
      const seed = await SeedPeer.join(port, 'sam');
      await line.send('a\0b\n');
      await line.until(
        'SERVER~That text has control characters in it; only tabs and line breaks are relayed.\n',
      );
      await seed.say('a\0b');
      await seed.untilShown(
        '[SERVER] That text has control characters in it; only tabs and line breaks are relayed.',
      );
    });
  });

  it('P-8.7 shows the end of the room to both, behind all that waits for them', async function () {
    if (process.platform === 'win32') this.skip(); // there a signal ends a process at once
    await withServer([...FLAGS, '--close-timeout-ms', '5000'], async (port, server) => {
      const line = await joinLine(port, 'lin');
      const seed = await SeedPeer.join(port, 'sam');
      await line.send('one\ntwo\nthree\n');
      await line.until('three\n');
      server.child.kill('SIGTERM');
      await seed.untilShown('[SERVER] The room is closed.');
      assert.deepEqual(seed.screen.slice(1), [
        '[lin] one',
        '[lin] two',
        '[lin] three',
        '[SERVER] The room is closed.',
      ]);
      await line.untilGone();
      assert.match(line.text, /lin~three\nSERVER~The room is closed\.\n$/);
    });
  });
});
