// Events are written before they are shown (P-6.12), but no more often than needed: once a turn of the event loop.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import { silentLogger } from '../../../src/base/logger';
import { wireError } from '../../../src/protocol/wire/errorCodes';
import { ChatServer } from '../../../src/server/chatServer';
import { openHistory } from '../../../src/server/history/openHistory';
import { DEFAULT_SERVER_OPTIONS } from '../../../src/server/serverOptions';
import { FaultyDisk, systemError, useFolder } from './historySupport';
import { CountingSocket, FakeClock, nextTurn } from './support';

const fresh = useFolder();
const SAYS = Array.from({ length: 20 }, (_, i) => `text ${i};`);

let closeRoom: () => Promise<void>;

async function openRoom() {
  const file = fresh();
  const [clock, disk] = [new FakeClock(), new FaultyDisk()];
  const options = { ...DEFAULT_SERVER_OPTIONS, room: 'Lab', rate: 0, settleMs: 0 };
  const opened = await openHistory(file, options, { clock, logger: silentLogger, disk });
  assert.ok(opened.ok);
  const server = new ChatServer(options, { clock, history: opened.value });
  /** What each peer was shown before it was in the file. */
  const early: string[] = [];
  const join = (hello: string) => {
    const socket = new CountingSocket();
    const write = socket._write.bind(socket);
    socket._write = (chunk, encoding, done) => {
      const written = readFileSync(file, 'utf8');
      early.push(...SAYS.filter((text) => String(chunk).includes(text) && !written.includes(text)));
      const joins = [...String(chunk).matchAll(/Welcoming (\w+)/g)].map(([, name]) => name!);
      early.push(...joins.filter((name) => !written.includes(`"name":"${name}"`)));
      write(chunk, encoding, done);
    };
    server.accept(socket as unknown as Socket);
    socket.push(hello);
    return socket;
  };
  closeRoom = async () => {
    const closed = server.close('closed');
    clock.advance(options.closeTimeoutMs);
    await closed;
  };
  return { file, clock, disk, server, history: opened.value, early, join };
}

const HELLOS = {
  native: '~hello~{"v":1,"name":"ann"}\n',
  line: 'ann\n',
  seed: 'ann',
};

describe('a room that saves what is said', () => {
  afterEach(() => closeRoom());

  for (const [dialect, hello] of Object.entries(HELLOS)) {
    it(`P-6.12 shows nothing to a peer that is not written (${dialect})`, async () => {
      const { clock, early, join } = await openRoom();
      const seen = join(hello);
      const other = join('bob\n');
      await nextTurn();
      // a peer whose writes are spaced has had both, and gets the next at once
      for (let told = 0; told < 3; told++) clock.advance(DEFAULT_SERVER_OPTIONS.seedSpacingMs);
      other.push(SAYS.map((text) => `${text}\n`).join(''));
      await nextTurn();
      clock.advance(SAYS.length * DEFAULT_SERVER_OPTIONS.seedSpacingMs);
      await nextTurn();
      assert.ok(seen.text.includes(SAYS.at(-1)!));
      assert.deepEqual(early, []);
    });
  }

  it('P-6.12 shows nothing either of what is too much to wait for the end of the turn', async () => {
    const { early, join } = await openRoom();
    const [ann, bob] = [join(HELLOS.native), join('bob\n')];
    await nextTurn();
    bob.push(SAYS.map((text) => `${text}${'x'.repeat(8000)}\n`).join(''));
    await nextTurn();
    assert.ok(ann.chunks.length > 2 && ann.text.includes(SAYS.at(-1)!));
    assert.deepEqual(early, []);
  });

  it('P-6.12 shows nothing either to a peer that is written to in the same turn', async () => {
    const { early, join } = await openRoom();
    const ann = join(HELLOS.native);
    await nextTurn();
    ann.push(`~say~{"id":"1","text":"${SAYS[0]}"}\n~ping~{}\n`);
    await nextTurn();
    assert.match(ann.text, /text 0;.*\n.*~pong~/);
    assert.deepEqual(early, []);
  });

  it('P-6.13 tells who comes as the disk fails by the welcome, or once behind it', async () => {
    const { disk, join } = await openRoom();
    const before = join('zoe\n');
    await nextTurn();
    disk.writeError = systemError('ENOSPC');
    const ann = join(HELLOS.native);
    const bob = join('bob\n');
    await nextTurn();
    assert.match(ann.text, /^SERVER~welcome~.*"unsaved":true/);
    const told = ({ text }: CountingSocket) => text.split(wireError('history-unsaved').message).length - 1;
    assert.deepEqual([before, ann, bob].map(told), [1, 0, 1]);
    assert.match(bob.text, /^SERVER~Welcoming bob/);
  });

  it('P-6.12 writes once for all that comes in a turn', async () => {
    const { disk, join } = await openRoom();
    const bob = join('bob\n');
    await nextTurn();
    const before = disk.steps;
    bob.push(SAYS.map((text) => `${text}\n`).join(''));
    await nextTurn();
    assert.equal(disk.steps, before + 1);
  });

  it('P-6.12 writes also what nobody is shown', async () => {
    const { file, join } = await openRoom();
    const bob = join('bob\n');
    await nextTurn();
    bob.push('the last word\n');
    bob.push(null);
    await nextTurn();
    bob.destroy();
    await nextTurn();
    assert.match(readFileSync(file, 'utf8'), /the last word.*\n.*"verb":"leave"/);
  });
});
