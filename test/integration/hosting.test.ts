// A hosted room that is another one afterwards: on another port, under another name, for other people.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { ConnectionFailure } from '../../src/client/types/connectionFailure';
import { firewallSentence } from '../../src/editor/hosting/readyToast';
import { Failure } from '../../src/editor/platform/failure';
import type { ChatSession } from '../../src/editor/session/chatSession';
import { probePort } from '../../src/hosting/portProbe';
import { closed, listenOn, portOf, unusedPort } from './fixtures/ports';
import { host, join, until, useSessions } from './fixtures/sessions';

const run = <T>(command: string, argument?: unknown): Thenable<T> =>
  vscode.commands.executeCommand<T>(command, argument);
const names = (session: ChatSession): readonly string[] =>
  session.current.members.map(({ name }) => name).sort();
const portIn = (address: string | undefined): number => Number(address?.split(':').at(-1));

async function refused(joining: Promise<void>, why: string): Promise<void> {
  await assert.rejects(joining, (error: unknown) => {
    assert.ok(error instanceof Failure && error.cause instanceof ConnectionFailure);
    const { kind, wire } = error.cause.error;
    assert.equal(wire?.code ?? kind, why);
    return true;
  });
}

describe('a hosted room', () => {
  const sessions = useSessions();
  let alice: ChatSession;
  let bob: ChatSession;

  beforeEach(() => {
    [alice, bob] = [sessions.windowOf('alice'), sessions.windowOf('bob')];
  });

  it('tells its host once that the firewall may ask, where there is one that does', async () => {
    const told = new Map<string, unknown>();
    const state = {
      get: (key: string) => told.get(key) as never,
      update: (key: string, value: unknown) => Promise.resolve(void told.set(key, value)),
    };
    assert.equal(await firewallSentence(state, 'linux'), undefined);
    const { appName } = vscode.env;
    assert.equal(
      await firewallSentence(state, 'win32'),
      `If Windows asks whether ${appName} may accept connections, allow it.`,
    );
    assert.equal(await firewallSentence(state, 'win32'), undefined);
  });

  it('is on the next free port where its own is taken, if it may, and knows why', async () => {
    const taken = await listenOn(0);
    const port = portOf(taken);
    try {
      await host(alice, { port, orNextPort: true });
      const { takenPort } = alice.hosted!;
      assert.deepEqual(takenPort, { port, room: undefined, free: portIn(alice.addresses[0]) });
      assert.ok(portIn(alice.addresses[0]) > port);
      await alice.leave();
    } finally {
      await closed(taken);
    }
    await host(alice, { port, orNextPort: true });
    assert.equal(portIn(alice.addresses[0]), port);
    assert.equal(alice.hosted!.takenPort, undefined);
  });

  it('has the same key and lock, and keeps out the same people, on another port the next day', async () => {
    await host(alice, { access: 'private' });
    const [{ key }, [before]] = [alice.current, alice.addresses];
    await join(bob, 'Bob', before!, { key: key! });
    await until(alice, () => alice.current.members.length === 2);
    await alice.hosted!.roomAccess!.remove(bob.current.memberId!, false);
    await alice.hosted!.roomAccess!.lock(true);
    await alice.leave();
    const port = await unusedPort();
    await host(alice, { access: 'private', port });
    assert.equal(alice.current.key, key);
    assert.ok(alice.hosted!.roomAccess!.isLocked);
    await refused(join(bob, 'Bob', `127.0.0.1:${port}`, { key: key! }), 'removed');
  });

  describe('that its host changes', () => {
    beforeEach(async () => {
      await host(alice, { access: 'private' });
      await join(bob, 'Bob', alice.addresses[0]!, { key: alice.current.key! });
      await until(alice, () => names(alice).join() === 'Alice,Bob');
    });

    it('has another name: those who were in come back by themselves', async () => {
      const [{ key }, [address]] = [alice.current, alice.addresses];
      await alice.reopen(await alice.hosted!.changed({ room: 'Lab' }));
      bob.current.wake();
      await until(alice, () => names(alice).join() === 'Alice,Bob');
      await until(bob, () => bob.state.room?.name === 'Lab');
      assert.deepEqual([alice.current.key, alice.addresses[0]], [key, address]);
      await host(alice, { access: 'private' });
      assert.notEqual(alice.current.key, key, 'a room of the name before begins anew');
    });

    it('is once what was asked for last, at its place, where it is changed twice at once', async () => {
      const [address] = alice.addresses;
      const [lab, kitchen] = [
        await alice.hosted!.changed({ room: 'Lab' }),
        await alice.hosted!.changed({ room: 'Kitchen' }),
      ];
      const first = assert.rejects(alice.reopen(lab), vscode.CancellationError);
      await Promise.all([first, alice.reopen(kitchen)]);
      await until(bob, () => bob.state.room?.name === 'Kitchen');
      assert.deepEqual([alice.addresses[0], alice.state.kind], [address, 'joined']);
    });

    it('is on another port: the same key leads in there, and whoever was removed still is', async () => {
      const carol = sessions.windowOf('carol');
      const { key } = alice.current;
      await join(carol, 'Carol', alice.addresses[0]!, { key: key! });
      await until(alice, () => names(alice).length === 3);
      await alice.hosted!.roomAccess!.remove(carol.current.memberId!, false);
      const port = await unusedPort();
      await alice.host(await alice.hosted!.changed({ port }));
      await until(bob, () => bob.state.kind === 'left');
      const address = `127.0.0.1:${port}`;
      assert.equal(alice.addresses[0], address);
      await join(bob, 'Bob', address, { key: key! });
      await refused(join(carol, 'Carol', address, { key: key! }), 'removed');
    });

    it('is open, and private again with the key it had: nobody is in the open one unasked', async () => {
      const { key } = alice.current;
      await alice.reopen(await alice.hosted!.changed({ access: 'open' }));
      assert.equal(alice.state.room?.access, 'open');
      bob.current.wake();
      await until(bob, () => bob.state.kind === 'left');
      assert.deepEqual(names(alice), ['Alice']);
      await alice.reopen(await alice.hosted!.changed({ access: 'private' }));
      assert.equal(alice.current.key, key);
      await join(bob, 'Bob', alice.addresses[0]!, { key: key! });
    });

    it('takes along what its host has not got through yet, and the name in use', async () => {
      await alice.current.rename('Ada');
      const request = await alice.hosted!.changed({ room: 'Lab' });
      assert.equal(request.name, 'Ada');
      await alice.reopen(request);
      assert.equal(alice.current.username, 'Ada');
    });
  });

  describe('by its command', () => {
    afterEach(() => run('tilde.leave', { ask: false }));

    const settings = (changes: unknown) => run<{ address: string }>('tilde.roomSettings', changes);

    it('is renamed and moved without a question', async () => {
      const { address } = await run<{ address: string }>('tilde.host', {
        ...{ name: 'Alice', room: 'Workshop', port: 0, access: 'open' },
      });
      assert.equal((await settings({ room: 'Lab' })).address, address);
      const port = await unusedPort();
      assert.equal(portIn((await settings({ port })).address), port);
      assert.deepEqual(await probePort(port), { kind: 'named', name: 'Lab' });
    });

    it('is not changed where its host leaves meanwhile, which is no failure', async () => {
      await run('tilde.host', { name: 'Alice', room: 'Workshop', port: 0, access: 'open' });
      const changing = settings({ room: 'Kitchen' });
      await run('tilde.leave', { ask: false });
      assert.equal(await changing, undefined);
    });

    it('cannot be changed where this window hosts none, nor to what no room can be', async () => {
      await assert.rejects(Promise.resolve(settings({ room: 'Lab' })), /Only the host of a room can do that/);
      await assert.rejects(Promise.resolve(settings({ room: 'a~b' })), /it cannot be the name of a room/);
      await assert.rejects(Promise.resolve(settings({ port: 0 })));
    });
  });
});
