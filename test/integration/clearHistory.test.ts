import assert from 'node:assert/strict';
import { clearHistoryCommand } from '../../src/editor/hosting/clearHistory';
import { Failure } from '../../src/editor/platform/failure';
import type { ChatSession } from '../../src/editor/session/chatSession';
import type { HostedRoomSession } from '../../src/editor/session/hostedRoomSession';
import type { HistoryFiles } from '../../src/hosting/historyFiles';

describe('clearing the history', () => {
  it('fails where the room is left meanwhile, and clears no other', async () => {
    const cleared: string[] = [];
    const room = (name: string, problem?: string) =>
      ({
        historyFile: name,
        clearHistory: () => {
          cleared.push(name);
          return problem === undefined ? Promise.resolve() : Promise.reject(new Error(problem));
        },
      }) as unknown as HostedRoomSession;
    const first = room('first', 'The server has ended.');
    for (const next of [undefined, room('next')]) {
      cleared.length = 0;
      const session: { hosted: HostedRoomSession | undefined } = { hosted: first };
      const list = () => {
        session.hosted = next;
        return Promise.resolve([]);
      };
      const services = {
        session: session as unknown as ChatSession,
        histories: { list } as unknown as HistoryFiles,
      };
      await assert.rejects(clearHistoryCommand.run(services, { rooms: 'this' }), Failure);
      assert.deepEqual(cleared, ['first']);
    }
  });
});
