// The session by itself, in a real extension host: several people in one process, each with storage of their own.
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import { invitationTo } from '../../src/editor/joining/invitation';
import { joinRoom } from '../../src/editor/joining/joinRoom';
import { Failure } from '../../src/editor/platform/failure';
import type { ChatSession } from '../../src/editor/session/chatSession';
import type { PanelState } from '../../src/panel/stateSchemas';
import { panelState } from '../../src/editor/panel/panelState';
import { closed, listenOn, portOf, unusedPort } from './fixtures/ports';
import { host, join, until, useSessions } from './fixtures/sessions';

describe('a session', () => {
  const sessions = useSessions();
  const windowOf = (installation: string, serverPath?: string) => sessions.windowOf(installation, serverPath);

  const connection = (session: ChatSession): PanelState['connection'] => panelState(session.state).connection;
  const names = (session: ChatSession) => session.current.members.map(({ name }) => name).sort();

  describe('of two installations on one computer', () => {
    it('is another member, though the account and the name are the same', async () => {
      const [alice, other] = [windowOf('one'), windowOf('two')];
      await host(alice);
      await join(other, 'Alice', alice.addresses[0]!);
      await until(alice, () => alice.current.members.length === 2);
      assert.deepEqual(names(alice), ['Alice', 'Alice-2']);
      assert.notEqual(alice.current.memberId, other.current.memberId);
    });

    it('is the same member where the installation is', async () => {
      const [alice, again, other] = [windowOf('one'), windowOf('one'), windowOf('two')];
      await host(alice);
      await join(again, 'Alice', alice.addresses[0]!);
      await join(other, 'Bob', alice.addresses[0]!);
      await until(again, () => again.current.members.length === 2);
      assert.deepEqual(names(again), ['Alice', 'Bob']);
      assert.equal(alice.current.memberId, again.current.memberId);
    });
  });

  it('stays in the room that the person went to while they were asked for the key of another', async () => {
    const [alice, carol, bob] = [windowOf('alice'), windowOf('carol'), windowOf('bob')];
    await host(alice, { access: 'private' });
    await host(carol, { room: 'Lab' });
    const joining = joinRoom(bob, { name: 'Bob', address: alice.addresses[0]! }, async (session, request) => {
      await join(session, 'Bob', carol.addresses[0]!);
      return { ...request, key: alice.current.key };
    });
    await assert.rejects(joining, Failure);
    assert.equal(bob.state.room?.name, 'Lab');
  });

  it('does not take the room of somebody else who has the port for its own', async () => {
    const other = windowOf('other');
    await host(other);
    const port = Number(other.addresses[0]!.split(':')[1]);
    // a server that listens beside that one, as macOS and Windows let it: whoever connects gets to the other
    const beside = path.join(sessions.home, 'beside.js');
    const listening = {
      type: 'listening',
      host: '127.0.0.1',
      port,
      ticket: 'x'.repeat(32),
      publicKey: 'x'.repeat(43),
    };
    const script = `process.send(${JSON.stringify(listening)});
      process.on('message', ({ type }) => type === 'stop' && process.exit());
      process.on('disconnect', () => process.exit());`;
    await writeFile(beside, script);
    const alice = windowOf('one', beside);
    await assert.rejects(
      host(alice),
      /^Failure: Port \d+ cannot be used: the room “Workshop” is open there\. \d+ is free\.$/,
    );
    assert.equal(connection(alice).kind, 'failed', 'she was never in it: it cannot show that it is hers');
    // who comes behind her is told of, and she is not there any more
    await join(windowOf('two'), 'Carol', other.addresses[0]!);
    await until(other, () => names(other).join() === 'Alice,Carol');
  });

  describe('on the local network', () => {
    const shown = (session: ChatSession): string | undefined => session.state.room?.address;

    it('shows and gives out the addresses that this computer has now', async () => {
      const alice = windowOf('one');
      sessions.lanAddresses = ['192.168.1.5'];
      await host(alice, { lan: true, access: 'private' });
      const port = alice.addresses[0]!.split(':')[1]!;
      assert.equal(shown(alice), `192.168.1.5:${port}`);
      sessions.lanAddresses = ['10.0.0.9', '192.168.1.5'];
      const changed = until(alice, () => shown(alice) === `10.0.0.9:${port}`);
      alice.current.changeNetwork();
      await changed;
      await alice.hosted!.roomAccess!.settled();
      const key = (address: string) => sessions.keysOf('one').keyOf(`${address}:${port}`);
      assert.equal(await key('10.0.0.9'), alice.current.key, 'the own windows come in there, too');
      sessions.lanAddresses = [];
      assert.deepEqual(alice.addresses, [`127.0.0.1:${port}`], 'looked up as soon as it is asked for');
      assert.equal(shown(alice), `127.0.0.1:${port}`);
    });
  });

  it('says where a room is that teammates cannot reach, by the name of the computer that it is on', async () => {
    const alice = windowOf('one');
    await host(alice);
    const problem = (remote?: string) => invitationTo(alice, remote)?.problem;
    assert.match(problem()!, /^The room is for this computer only,/);
    assert.match(problem('the container')!, /^The room is open only on the container,/);
    await host(alice, { lan: true });
    assert.match(problem()!, /^This computer is on no network now,/);
    assert.match(problem('the SSH host')!, /^The room is on the SSH host, which is on no network now,/);
  });

  describe('asked for several things at once', () => {
    for (const from of ['nowhere', 'a room'] as const) {
      it(`comes from ${from} to the room that was asked for last`, async () => {
        const [first, second, bob] = [windowOf('one'), windowOf('two'), windowOf('three')];
        await host(first, { room: 'First' });
        await host(second, { room: 'Second' });
        if (from === 'a room') await host(bob, { room: 'Own' });
        const cancelled = assert.rejects(join(bob, 'Bob', first.addresses[0]!), vscode.CancellationError);
        await join(bob, 'Bob', second.addresses[0]!);
        await cancelled;
        assert.equal(bob.state.room?.name, 'Second');
        // behind whatever the first room has told of him
        await join(windowOf('four'), 'Carol', first.addresses[0]!);
        await until(first, () => first.current.members.length > 1);
        assert.deepEqual(names(first), ['Alice', 'Carol']);
      });
    }

    it('stays out where leaving was asked for last', async () => {
      const [alice, bob] = [windowOf('one'), windowOf('two')];
      await host(alice);
      const cancelled = assert.rejects(join(bob, 'Bob', alice.addresses[0]!), vscode.CancellationError);
      await bob.leave();
      await cancelled;
      assert.ok(!bob.isActive);
    });

    it('waits for its port until the server before has let go of it', async () => {
      const alice = windowOf('one');
      const port = await unusedPort();
      await host(alice, { port, room: 'First' });
      const left = alice.leave();
      await host(alice, { port, room: 'Second' });
      await left;
      assert.equal(alice.state.room?.name, 'Second');
      assert.deepEqual(connection(alice), { kind: 'joined' });
    });
  });

  describe('shows its state:', () => {
    it('trying, in, the host away, the host back', async () => {
      const [alice, bob] = [windowOf('one'), windowOf('two')];
      const port = await unusedPort();
      await host(alice, { port });
      const address = `127.0.0.1:${port}`;
      const seen: string[] = [];
      const listener = bob.onDidChange(() => {
        const { kind } = connection(bob);
        if (seen.at(-1) !== kind) seen.push(kind);
      });
      await join(bob, 'Bob', address);
      await alice.suspend();
      await until(bob, () => connection(bob).kind === 'reconnecting');
      const { message, ...away } = connection(bob) as { message: string };
      assert.deepEqual(away, {
        ...{ kind: 'reconnecting', title: 'Host is away', remedies: ['tryAgain', 'leave', 'showLog'] },
        waiting: true,
      });
      assert.match(
        message,
        /^The host of “Workshop” has been away since \d+:\d\d.*\. Tilde rejoins by itself\.$/,
      );
      assert.equal(bob.state.room?.name, 'Workshop');
      await host(alice, { port });
      bob.current.wake();
      await until(bob, () => connection(bob).kind === 'joined');
      await bob.leave();
      assert.deepEqual(seen, ['connecting', 'joined', 'reconnecting', 'joined', 'left']);
      listener.dispose();
    });

    it('something else that answers at the address of the room for a while, which it waits out', async () => {
      const [alice, bob] = [windowOf('one'), windowOf('two')];
      const port = await unusedPort();
      await host(alice, { port });
      await join(bob, 'Bob', `127.0.0.1:${port}`);
      await alice.suspend();
      await until(bob, () => connection(bob).kind === 'reconnecting');
      const stranger = await listenOn(port);
      stranger.on('connection', (socket) => socket.end('220 mail\r\n'));
      bob.current.wake();
      await until(bob, () => 'title' in bob.state && bob.state.title === 'This may not be your room');
      assert.ok(bob.state.kind === 'reconnecting' && bob.state.isWaiting);
      assert.match(bob.state.message, /Tilde tells it nothing about you, and joins by itself/);
      await closed(stranger);
      await host(alice, { port });
      bob.current.wake();
      await until(bob, () => connection(bob).kind === 'joined');
      await bob.leave();
    });

    it('why there is no way in', async () => {
      const bob = windowOf('two');
      const address = `127.0.0.1:${await unusedPort()}`;
      await assert.rejects(join(bob, 'Bob', address));
      assert.deepEqual(connection(bob), {
        ...{ kind: 'failed', title: `Nobody answers at ${address}` },
        ...{ remedies: ['tryAgain', 'changeAddress', 'showLog'] },
        message: `Nobody hosts a room at ${address}. Check the address, and ask whether the host is still there.`,
      });
      assert.equal(bob.state.room, undefined);
      assert.equal(bob.current.remembered, undefined);
      bob.forget();
      assert.deepEqual(connection(bob), { kind: 'idle' });
      assert.equal(bob.current.again, undefined);
    });

    for (const moment of ['at once', 'while nobody answers'] as const) {
      it(`nothing of an attempt that was given up ${moment}`, async () => {
        const silent = await listenOn(0);
        let connections = 0;
        const came = new Promise<void>((resolve) => {
          silent.on('connection', () => {
            connections++;
            resolve();
          });
        });
        const bob = windowOf('two');
        const joining = join(bob, 'Bob', `127.0.0.1:${portOf(silent)}`);
        const gone = assert.rejects(joining, vscode.CancellationError);
        await until(bob, () => connection(bob).kind === 'connecting');
        if (moment !== 'at once') await came;
        await bob.leave();
        await gone;
        assert.deepEqual(connection(bob), { kind: 'idle' });
        // resolves when nothing is connected any more
        await closed(silent);
        assert.equal(connections, moment === 'at once' ? 0 : 1);
      });
    }

    it('nothing of a room that was closed while it was being opened', async () => {
      const alice = windowOf('one');
      const port = await unusedPort();
      const gone = assert.rejects(host(alice, { port }), vscode.CancellationError);
      await until(alice, () => connection(alice).kind === 'connecting');
      await alice.leave();
      await gone;
      assert.equal(alice.current.remembered, undefined);
      await closed(await listenOn(port));
    });
  });
});
