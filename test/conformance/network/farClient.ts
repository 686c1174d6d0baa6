// One person in a room, in a process of its own: does what its standard input says, and tells what it shows, as lines
// of JSON. It ends when its input does.
import { createInterface } from 'node:readline';
import { type Disposable } from '../../../src/base/disposable';
import { systemClock } from '../../../src/base/systemClock';
import { ChatClient } from '../../../src/client/chatClient';
import type { ClientOptions, ClientState } from '../../../src/client/types/clientTypes';
import type { Entry } from '../../../src/client/conversation/entry';

/** What it is told. `talk`: says something every so many milliseconds, until `hush`. */
export type ToClient = { readonly do: 'talk'; readonly everyMs: number } | { readonly do: 'hush' | 'page' };

/** What it tells. `at`: milliseconds since the epoch. */
export type FromClient =
  | { readonly is: 'state'; readonly state: ClientState['kind']; readonly at: number }
  | { readonly is: 'entries'; readonly entries: readonly Entry[] }
  | { readonly is: 'hushed'; readonly said: readonly string[] }
  | { readonly is: 'page'; readonly entries: readonly Entry[] };

const tell = (what: FromClient) => process.stdout.write(`${JSON.stringify(what)}\n`);

function main(options: ClientOptions): void {
  const client = new ChatClient(options);
  const said: string[] = [];
  let talking: Disposable | undefined;
  client.onDidChangeState(({ kind }) => tell({ is: 'state', state: kind, at: Date.now() }));
  client.transcript.onDidChange((entries) => tell({ is: 'entries', entries }));
  client.connect().catch((error: unknown) => process.stderr.write(`${String(error)}\n`));

  const talk = (everyMs: number) => {
    const text = `${options.name} ${said.length + 1}`;
    if (client.say(text).ok) said.push(text);
    talking = systemClock.after(everyMs, () => talk(everyMs));
  };
  const lines = createInterface({ input: process.stdin });
  lines.on('line', (line) => {
    const told = JSON.parse(line) as ToClient;
    switch (told.do) {
      case 'talk': {
        talk(told.everyMs);
        return;
      }
      case 'hush': {
        talking?.dispose();
        tell({ is: 'hushed', said });
        return;
      }
      case 'page':
        tell({ is: 'page', entries: client.transcript.page(undefined, 1e6).entries });
    }
  });
  lines.on('close', () => process.exit());
}

main(JSON.parse(process.argv[2] ?? '') as ClientOptions);
