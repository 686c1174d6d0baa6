// A bot in about twenty lines: it answers `!time` and `!roll`. Start it with `node out/examples/bot.js [host] [port]`.
import { ChatClient } from '../src/client/chatClient';

const COMMANDS: Readonly<Record<string, () => string>> = {
  '!time': () => `It is ${new Date().toISOString()}.`,
  '!roll': () => `You rolled a ${1 + Math.floor(Math.random() * 6)}.`,
  '!help': () => `I know ${Object.keys(COMMANDS).join(', ')}.`,
};

async function main([host = '127.0.0.1', port = '9999']: readonly string[]): Promise<void> {
  const bot = new ChatClient({ address: { host, port: Number(port) }, name: 'bot', client: 'example-bot/1' });
  bot.onDidChangeState((state) => {
    if (state.kind === 'left') process.exitCode = state.error ? 1 : 0;
  });
  process.once('SIGINT', () => void bot.leave());
  await bot.connect();
  // from here on: what was said before the bot came is not for it. A listener that throws ends this program, since no
  // `setFaultReporter` (src/base/faults.ts) says otherwise
  bot.transcript.onDidChange((entries) => {
    for (const entry of entries) {
      if (entry.kind !== 'message' || entry.own || !Object.hasOwn(COMMANDS, entry.text)) continue;
      bot.say(COMMANDS[entry.text]?.() ?? '');
    }
  });
  console.log(`${bot.name} is in the room ${bot.room?.name ?? ''}; say !help there.`);
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
