import assert from 'node:assert/strict';
import type * as vscode from 'vscode';
import { silentLogger } from '../../src/base/logger';
import { restoreSession } from '../../src/editor/restoring/restoreSession';
import { ROOM_MEMENTO } from '../../src/editor/platform/ids';
import { closed, listenOn, unusedPort } from './fixtures/ports';
import { host, until, useSessions } from './fixtures/sessions';

describe('going back to the room of before', () => {
  const sessions = useSessions();
  let stored: Map<string, unknown>;
  let offered: number;

  const state = {
    keys: () => [...stored.keys()],
    get: (key: string) => stored.get(key),
    update: (key: string, value: unknown) => Promise.resolve(void stored.set(key, value)),
  } as vscode.Memento;
  const lastRoom = { set: () => Promise.resolve() };
  const offer = (): Promise<void> => Promise.resolve(void (offered += 1));

  beforeEach(() => {
    stored = new Map();
    offered = 0;
  });

  it('tells of what was left unsent also where there is none', async () => {
    assert.equal(await restoreSession(sessions.windowOf('bob'), state, lastRoom, silentLogger, offer), false);
    assert.equal(offered, 1);
  });

  it('tells of it also where the person leaves meanwhile, which is no failure', async () => {
    const port = await unusedPort();
    const silent = await listenOn(port);
    const room = { kind: 'joined', name: 'Bob', address: `127.0.0.1:${port}`, access: 'open' };
    stored.set(ROOM_MEMENTO, { room, pid: process.pid, at: Date.now() });
    const bob = sessions.windowOf('bob');
    const going = restoreSession(bob, state, lastRoom, silentLogger, offer);
    await until(bob, () => bob.isActive);
    await bob.leave();
    assert.equal(await going, true);
    assert.equal(offered, 1);
    await closed(silent);
  });

  for (const access of ['open', 'private'] as const) {
    it(`is one more window of the host where the process of before still serves the ${access} room`, async () => {
      const port = await unusedPort();
      const before = sessions.windowOf('alice');
      await host(before, { port, access });
      await before.hosted!.roomAccess?.settled();
      const room = { kind: 'hosted', name: 'Alice', room: 'Workshop', port, lan: false, access };
      // a process that lives, noted so long ago that it is not waited for
      stored.set(ROOM_MEMENTO, { room, pid: process.ppid, at: Date.now() - 5 * 60_000 });
      const back = sessions.windowOf('alice');
      assert.equal(await restoreSession(back, state, lastRoom, silentLogger, offer), true);
      assert.equal(back.state.kind, 'joined');
      assert.equal(back.hosted !== undefined, false);
      assert.equal(back.current.memberId, before.current.memberId);
      assert.deepEqual(
        back.current.members.map(({ name, host: hosts }) => [name, hosts]),
        [['Alice', true]],
      );
      assert.equal(before.hosted !== undefined, true);
    });
  }
});
