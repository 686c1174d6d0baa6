import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { ChatClient } from '../../../src/client/chatClient';
import { lines, shows, until } from './support';

const OUT = join(__dirname, '..', '..', '..');

describe('examples/bot', () => {
  const children: ChildProcess[] = [];

  afterEach(async () => {
    for (const child of children.splice(0)) {
      if (child.exitCode !== null || child.signalCode !== null) continue;
      const exited = once(child, 'exit');
      child.kill();
      await exited;
    }
  });

  /** Starts a program of ours, and resolves with the first line it prints that matches. */
  async function start(file: string, args: readonly string[], wanted: RegExp): Promise<RegExpExecArray> {
    const child = spawn(process.execPath, [join(OUT, file), ...args], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    children.push(child);
    for await (const printed of createInterface({ input: child.stdout })) {
      const match = wanted.exec(printed);
      if (match) return match;
    }
    throw new Error(`${file} ended without a word of ${wanted.source}`);
  }

  it('answers its commands in a room of the real server', async () => {
    const [, port = ''] = await start(
      join('src', 'server', 'main.js'),
      ['--port', '0', '--room', 'den'],
      /^Server runs on \S+ (\d+)$/,
    );
    const client = new ChatClient({ address: { host: '127.0.0.1', port: Number(port) }, name: 'alice' });
    try {
      await client.connect();
      client.say('!time');
      await shows(client, 'alice: !time (sent)');
      const here = until(client.onDidChangeMembers, (members) => members.some(({ name }) => name === 'bot'));
      await start(join('examples', 'bot.js'), ['127.0.0.1', port], /^bot is in the room den/);
      await here;
      client.say('no command');
      client.say('!help');
      await shows(client, 'bot: I know !time, !roll, !help. (sent)');
      // it answered neither what was said before it came nor what is none of its commands
      assert.deepEqual(lines(client).filter((line) => line.startsWith('bot:')).length, 1);
      await client.leave();
    } finally {
      client.dispose();
    }
  });
});
