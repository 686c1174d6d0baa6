import { outcomeOf } from '../../../src/client/conversation/presenceRun';
import type { Event } from '../../../src/base/emitter';
import { ChatClient } from '../../../src/client/chatClient';
import type { ClientOptions, ClientState } from '../../../src/client/types/clientTypes';
import type { Entry } from '../../../src/client/conversation/entry';
import type { ManualClock } from './manualClock';
import type { ScriptedServer } from './scriptedServer';

/** Resolves with the first value of `event` that fulfils `wanted`. */
export function until<T>(event: Event<T>, wanted: (value: T) => boolean): Promise<T> {
  return new Promise((resolve) => {
    const listener = event((value) => {
      if (!wanted(value)) return;
      listener.dispose();
      resolve(value);
    });
  });
}

/** Resolves once the client is in the state. */
export async function inState(client: ChatClient, kind: ClientState['kind']): Promise<ClientState> {
  if (client.state.kind === kind) return client.state;
  return until(client.onDidChangeState, (state) => state.kind === kind);
}

/** The whole transcript, each entry as one short string. */
export const lines = (client: ChatClient): string[] =>
  client.transcript.page(undefined, 1000).entries.map(line);

export function line(entry: Entry): string {
  if (entry.kind === 'message') return `${entry.from}: ${entry.text} (${entry.status})`;
  const { notice } = entry;
  if (notice.kind !== 'presence') return 'name' in notice ? `${notice.kind} ${notice.name}` : notice.kind;
  return notice.people.map((person) => `${outcomeOf(person)} ${person.name}`).join(', ');
}

/** Resolves once the transcript has an entry that is drawn like this. */
export async function shows(client: ChatClient, wanted: string): Promise<void> {
  if (lines(client).includes(wanted)) return;
  await until(client.transcript.onDidChange, () => lines(client).includes(wanted));
}

export const newClient = (server: ScriptedServer, clock: ManualClock, options: Partial<ClientOptions> = {}) =>
  new ChatClient({ address: server.address, name: 'alice', clock, ...options });
