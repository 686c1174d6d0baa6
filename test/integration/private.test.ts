// Private rooms, in a real extension host: with real servers, and several people.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { ConnectionFailure } from '../../src/client/types/connectionFailure';
import type { ChatSession } from '../../src/editor/session/chatSession';
import { Failure } from '../../src/editor/platform/failure';
import { troubleSentence } from '../../src/editor/session/endSentence';
import { formatRoomKey } from '../../src/protocol/keys/roomKey';
import { closed, listenOn } from './fixtures/ports';
import { host, join, until, useSessions } from './fixtures/sessions';

const OTHER_KEY = '00000000000000000000';

const run = <T>(command: string, argument?: unknown): Thenable<T> =>
  vscode.commands.executeCommand<T>(command, argument);
const state = (session: ChatSession) => session.state;
const message = (session: ChatSession): string => {
  const connection = state(session);
  return 'message' in connection ? connection.message : '';
};
const isIn = (session: ChatSession) => (): boolean => state(session).kind === 'joined';
const isOut = (session: ChatSession) => (): boolean => state(session).kind === 'left';
const names = (session: ChatSession) => session.current.members.map(({ name }) => name).sort();

/** Rejects as the client says that it must: by the kind of its error, or the code of the room's no. */
async function refused(joining: Promise<void>, why: string): Promise<void> {
  await assert.rejects(joining, (error: unknown) => {
    assert.ok(error instanceof Failure && error.cause instanceof ConnectionFailure);
    const { kind, wire } = error.cause.error;
    assert.equal(wire?.code ?? kind, why);
    return true;
  });
}

describe('a private room', () => {
  const sessions = useSessions();
  let alice: ChatSession;
  let bob: ChatSession;
  let at: string;

  beforeEach(async () => {
    [alice, bob] = [sessions.windowOf('alice'), sessions.windowOf('bob')];
    await host(alice, { access: 'private' });
    at = alice.addresses[0]!;
  });

  it('has a key of its own, with which people come in, and shows that it is private', async () => {
    assert.match(alice.current.key!, /^[\dA-HJKMNP-TV-Z]{20}$/);
    await join(bob, 'Bob', at, { key: alice.current.key! });
    assert.equal(bob.current.key, alice.current.key);
    for (const session of [alice, bob]) assert.equal(session.state.room?.access, 'private');
    await until(alice, () => names(alice).join() === 'Alice,Bob');
  });

  it('tells who has no key, or a wrong one, what it takes', async () => {
    await refused(join(bob, 'Bob', at), 'needs-key');
    assert.equal(message(bob), `The room at ${at} is private. Ask the host for the key.`);
    await refused(join(bob, 'Bob', at, { key: OTHER_KEY }), 'wrong-key');
    assert.equal(
      message(bob),
      `That is not the key of the room at ${at}. Check it, or ask the host for the current one.`,
    );
    assert.equal(sessions.secretsOf('bob').kept.size, 0);
    // behind whatever the room has told of him
    await join(sessions.windowOf('carol'), 'Carol', at, { key: alice.current.key! });
    await until(alice, () => alice.current.members.length > 1);
    assert.deepEqual(names(alice), ['Alice', 'Carol']);
  });

  it('is joined again without being asked, with the key that is kept', async () => {
    await join(bob, 'Bob', at, { key: alice.current.key! });
    await bob.leave();
    await join(bob, 'Bob', at);
    assert.equal(state(bob).kind, 'joined');
  });

  it('is not joined without a key where it was private before, not even looked for', async () => {
    await join(bob, 'Bob', at, { key: alice.current.key! });
    await alice.leave();
    await until(bob, () => state(bob).kind !== 'joined');
    await bob.leave();
    sessions.secretsOf('bob').kept.clear();
    const open = await listenOn(Number(at.split(':')[1]));
    let connections = 0;
    open.on('connection', () => connections++);
    await refused(join(bob, 'Bob', at), 'needs-key');
    await closed(open);
    assert.equal(connections, 0);
  });

  it('is told from an open one: with a key nobody gets into that, unless they say so', async () => {
    const carol = sessions.windowOf('carol');
    await host(carol);
    const [open] = carol.addresses;
    await refused(join(bob, 'Bob', open!, { key: OTHER_KEY }), 'room-is-open');
    assert.match(message(bob), /is open and has no key: anybody on the network can read along/);
    await join(bob, 'Bob', open!, { asOpen: true });
    assert.equal(bob.state.room?.access, 'open');
    assert.equal(bob.current.key, undefined);
  });

  it('is not joined without the key that was tried there in vain, unless the person says so', async () => {
    const carol = sessions.windowOf('carol');
    await host(carol);
    const [open] = carol.addresses;
    await refused(join(bob, 'Bob', open!, { key: OTHER_KEY }), 'room-is-open');
    await refused(join(bob, 'Bob', open!), 'room-is-open');
    assert.deepEqual(names(carol), ['Alice']);
    await join(bob, 'Bob', open!, { key: OTHER_KEY, asOpen: true });
    assert.equal(bob.current.key, undefined);
    await bob.leave();
    await join(bob, 'Bob', open!);
    assert.equal(sessions.secretsOf('bob').kept.size, 0);
  });

  it('puts everybody out when its key changes but the windows of its host; the new key leads in', async () => {
    const second = sessions.windowOf('alice');
    const before = alice.current.key!;
    await join(bob, 'Bob', at, { key: before });
    // what the first window keeps, the second one finds
    await join(second, 'Alice', at);
    const lost = new Promise<string>((resolve) =>
      bob.onDidHaveTrouble((trouble) => {
        if (trouble.kind === 'key-refused') resolve(troubleSentence(trouble));
      }),
    );
    await alice.hosted!.roomAccess!.changeKey();
    assert.notEqual(alice.current.key, before);
    assert.equal(await lost, 'The key of the room was changed. Ask the host for the new one.');
    assert.equal(state(bob).kind, 'left');
    for (const session of [alice, second]) {
      await until(session, () => names(session).join() === 'Alice');
      assert.equal(state(session).kind, 'joined');
    }
    await refused(join(bob, 'Bob', at), 'wrong-key');
    await join(bob, 'Bob', at, { key: alice.current.key! });
    await second.leave();
    await join(second, 'Alice', at);
  });

  it('takes nobody in again whom its host has removed', async () => {
    await join(bob, 'Bob', at, { key: alice.current.key! });
    const { memberId } = bob.current;
    await until(alice, () => alice.current.members.length === 2);
    await alice.hosted!.roomAccess!.remove(memberId!, false);
    await until(bob, isOut(bob));
    const askThem = 'removed you from the room. Ask them to let you back in, then join again.';
    assert.equal(message(bob), `Alice ${askThem}`);
    await refused(join(bob, 'Bob', at), 'removed');
    assert.equal(message(bob), `The host ${askThem}`);
    await until(alice, () => names(alice).join() === 'Alice');
  });

  it('lets in again whom its host lets back in, also when it was hosted again meanwhile', async () => {
    await join(bob, 'Bob', at, { key: alice.current.key! });
    await until(alice, () => alice.current.members.length === 2);
    await alice.hosted!.roomAccess!.remove(bob.current.memberId!, false);
    await until(bob, isOut(bob));
    await alice.leave();
    await host(alice, { access: 'private', port: Number(at.split(':')[1]) });
    const [removal, ...others] = alice.hosted!.roomAccess!.removals;
    assert.deepEqual([removal?.name, others], ['Bob', []]);
    await refused(join(bob, 'Bob', at), 'removed');
    await alice.hosted!.roomAccess!.readmit(removal!);
    await join(bob, 'Bob', at);
    assert.deepEqual(alice.hosted!.roomAccess!.removals, []);
  });

  it('takes nobody new while it is locked, but those who were in', async () => {
    const carol = sessions.windowOf('carol');
    await join(bob, 'Bob', at, { key: alice.current.key! });
    await alice.hosted!.roomAccess!.lock(true);
    assert.ok(alice.hosted!.roomAccess!.isLocked);
    await refused(join(carol, 'Carol', at, { key: alice.current.key! }), 'locked');
    await bob.leave();
    await join(bob, 'Bob', at);
    await alice.hosted!.roomAccess!.lock(false);
    assert.equal(alice.state.room!.isLocked, false);
    await join(carol, 'Carol', at, { key: alice.current.key! });
  });

  describe('whose host was away', () => {
    const port = () => Number(at.split(':')[1]);
    const comesBack = async (): Promise<ChatSession> => {
      await alice.suspend();
      await until(bob, () => !isIn(bob)());
      const back = sessions.windowOf('alice');
      await host(back, { access: 'private', port: port(), isRestoring: true });
      bob.current.wake();
      return back;
    };

    it('has the same key and the same people', async () => {
      await join(bob, 'Bob', at, { key: alice.current.key! });
      const { key } = alice.current;
      const back = await comesBack();
      assert.equal(back.current.key, key);
      await until(bob, isIn(bob));
    });

    it('has the key that was made in its last moment', async () => {
      const { key } = alice.current;
      const changed = alice.hosted!.roomAccess!.changeKey();
      const back = await comesBack();
      await changed;
      assert.notEqual(back.current.key, key);
      await join(bob, 'Bob', at, { key: back.current.key! });
    });

    it('keeps out whom it kept out, and takes nobody new where it was locked', async () => {
      const carol = sessions.windowOf('carol');
      await join(bob, 'Bob', at, { key: alice.current.key! });
      await join(carol, 'Carol', at, { key: alice.current.key! });
      await alice.hosted!.roomAccess!.remove(carol.current.memberId!, false);
      await alice.hosted!.roomAccess!.lock(true);
      const back = await comesBack();
      await until(bob, isIn(bob));
      assert.equal(back.state.room?.isLocked, true);
      await refused(join(carol, 'Carol', at), 'removed');
      await refused(join(sessions.windowOf('dave'), 'Dave', at, { key: back.current.key! }), 'locked');
    });
  });

  describe('that is hosted again', () => {
    const port = () => Number(at.split(':')[1]);

    beforeEach(async () => {
      await join(bob, 'Bob', at, { key: alice.current.key! });
      await alice.hosted!.roomAccess!.remove(bob.current.memberId!, false);
      await alice.hosted!.roomAccess!.lock(true);
      await until(bob, isOut(bob));
    });

    it('has the same key, and keeps out whom it kept out', async () => {
      const { key } = alice.current;
      await alice.leave();
      await host(alice, { access: 'private', port: port() });
      assert.equal(alice.current.key, key);
      assert.ok(alice.hosted!.roomAccess!.isLocked);
      await refused(join(bob, 'Bob', at), 'removed');
      await refused(join(sessions.windowOf('dave'), 'Dave', at, { key: key! }), 'locked');
    });

    it('keeps out nobody under another name, with a key of its own', async () => {
      const { key } = alice.current;
      await alice.leave();
      await host(alice, { access: 'private', port: port(), room: 'Other' });
      assert.notEqual(alice.current.key, key);
      await join(bob, 'Bob', at, { key: alice.current.key! });
    });

    it('keeps out nobody where its key is lost and another one is made', async () => {
      sessions.secretsOf('alice').kept.clear();
      await alice.leave();
      await host(alice, { access: 'private', port: port() });
      await join(bob, 'Bob', at, { key: alice.current.key! });
    });
  });
});

describe('an open room', () => {
  const sessions = useSessions();

  it('can put somebody out, and lock, as well', async () => {
    const [alice, bob] = [sessions.windowOf('alice'), sessions.windowOf('bob')];
    await host(alice);
    const [at] = alice.addresses;
    await join(bob, 'Bob', at!);
    await until(alice, () => alice.current.members.length === 2);
    await alice.hosted!.roomAccess!.remove(bob.current.memberId!, false);
    await until(bob, isOut(bob));
    await refused(join(bob, 'Bob', at!), 'removed');
    await alice.hosted!.roomAccess!.lock(true);
    await refused(join(sessions.windowOf('carol'), 'Carol', at!), 'locked');
  });
});

describe('the commands of private rooms', () => {
  const sessions = useSessions();
  const hosts = (access: 'open' | 'private') =>
    run<{ address: string }>('tilde.host', { name: 'Alice', room: 'Workshop', port: 0, access });
  const rejects = (command: string, argument: unknown, why: RegExp) =>
    assert.rejects(Promise.resolve(run(command, argument)), { message: why });

  afterEach(() => run('tilde.leave', { ask: false }));

  it('copy the key, change it, and put somebody out', async () => {
    const { address } = await hosts('private');
    await run('tilde.copyKey');
    const shown = await vscode.env.clipboard.readText();
    assert.match(shown, /^(?:[\dA-HJKMNP-TV-Z]{4}-){4}[\dA-HJKMNP-TV-Z]{4}$/);
    await run('tilde.copyInvitation');
    const invitation = await vscode.env.clipboard.readText();
    const { uiKind, uriScheme } = vscode.env;
    // no link opens an editor in a browser: there, it is for those of the others
    const scheme = uiKind === vscode.UIKind.Web ? 'vscode' : uriScheme;
    assert.deepEqual(invitation.split('\n').slice(0, 5), [
      'Join the room “Workshop” in VS Code: open the link, or choose “Join Room” in the Tilde side bar and paste this message.',
      '',
      `${address} ${shown}`,
      '',
      `${scheme}://tilde-chat.tilde/join?host=127.0.0.1&port=${address.split(':')[1]!}#${shown}`,
    ]);
    const [bob, carol] = [sessions.windowOf('bob'), sessions.windowOf('carol')];
    await join(bob, 'Bob', address, { key: shown.replaceAll('-', '') });
    await run('tilde.removeMember', { mid: bob.current.memberId });
    await until(bob, isOut(bob));
    await rejects('tilde.removedMembers', { letBackIn: 'nobody' }, /Nobody was removed/);
    await run('tilde.removedMembers', { letBackIn: bob.current.memberId });
    await join(bob, 'Bob', address);
    await run('tilde.changeRoomKey', { ask: false });
    await run('tilde.copyKey');
    const changed = await vscode.env.clipboard.readText();
    assert.notEqual(changed, shown);
    await join(carol, 'Carol', address, { key: changed.replaceAll('-', '') });
    assert.equal(formatRoomKey(carol.current.key!), changed);
  });

  it('join with a key typed in any way, and refuse what cannot be one without repeating it', async () => {
    const alice = sessions.windowOf('alice');
    await host(alice, { access: 'private' });
    const [address] = alice.addresses;
    const typed = ` ${alice.current.key!.toLowerCase().replaceAll('0', 'o').replaceAll('1', 'l')} `;
    await rejects(
      'tilde.join',
      { name: 'Bob', address, key: `${typed.trim()}-7` },
      /^(?!.*-7).*it cannot be a key/,
    );
    await run('tilde.join', { name: 'Bob', address, key: typed });
    await until(alice, () => names(alice).join() === 'Alice,Bob');
  });

  it('are refused where there is nothing they could do', async () => {
    const { address } = await hosts('open');
    await rejects('tilde.changeRoomKey', { ask: false }, /The room is open: it has no key/);
    const guest = sessions.windowOf('guest');
    await join(guest, 'Guest', address);
    const { mid: memberId } = guest.current.members.find(({ host: hosts }) => hosts)!;
    await rejects('tilde.removeMember', { mid: memberId }, /nobody can remove you from it/);
    await run('tilde.leave', { ask: false });
    await rejects('tilde.removeMember', { mid: 'nobody' }, /Only the host of a room can do that/);
  });
});
