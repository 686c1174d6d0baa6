import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Logger, silentLogger } from '../../../../src/base/logger';
import type { HostedRoom, JoinedRoom, RecentRoom } from '../../../../src/editor/recents/recentRoom';
import { RecentRooms } from '../../../../src/editor/recents/recentRooms';

const room = (port: number, at = port): JoinedRoom => ({
  ...{ kind: 'joined', address: `127.0.0.1:${port}`, name: `Room ${port}`, access: 'open', at },
  ...{ roomId: '', workspace: '' },
});
const hosted = (name: string, workspace: string, more: Partial<HostedRoom> = {}): HostedRoom => ({
  ...{ kind: 'hosted', name, workspace, port: 9999, lan: true, access: 'private', at: 1 },
  ...{ addresses: [], roomId: '', ...more },
});
/** As an earlier version wrote it. */
const early = ({ address, name, access, at }: JoinedRoom): string =>
  JSON.stringify({ address, name, access, at });

describe('RecentRooms', () => {
  let home: string;
  let folder: string;
  let recents: RecentRooms;

  beforeEach(() => {
    home = mkdtempSync(path.join(tmpdir(), 'tilde-recent-'));
    folder = path.join(home, 'storage', 'recent');
    recents = new RecentRooms(folder, silentLogger);
  });
  afterEach(() => rmSync(home, { recursive: true, force: true }));

  it('has none at first', () => assert.deepEqual(recents.list(), []));

  it('has the last one first, each address once, with its name and use of last', () => {
    recents.remember(room(1));
    recents.remember(room(2));
    recents.remember({ ...room(1, 3), name: 'Renamed' });
    assert.deepEqual(recents.list(), [{ ...room(1, 3), name: 'Renamed' }, room(2)]);
  });

  it('has the last one first, and keeps it, whatever the clock said when the others were joined', () => {
    const future = Date.UTC(2100, 0);
    for (let port = 1; port <= 30; port++) recents.remember(room(port, future + port));
    recents.remember(room(31, Date.UTC(2026, 4)));
    recents.remember(room(32, 0));
    recents.remember(room(3, 5));
    assert.deepEqual(
      recents.joined().map(({ address }) => address.slice(10)),
      [
        3, 32, 31, 30, 29, 28, 27, 26, 25, 24, 23, 22, 21, 20, 19, 18, 17, 16, 15, 14, 13, 12, 11, 10, 9, 8,
        7, 6, 5, 4,
      ].map(String),
    );
  });

  it('has those that were kept before there was an order behind, by their dates', () => {
    recents.remember(room(9));
    for (const file of readdirSync(folder)) rmSync(path.join(folder, file));
    for (const port of [5, 7, 6]) writeFileSync(path.join(folder, `${port}.json`), early(room(port)));
    recents.remember(room(1));
    assert.deepEqual(recents.list(), [room(1), room(7), room(6), room(5)]);
  });

  it('forgets', () => {
    recents.remember(room(1));
    recents.remember(room(2));
    recents.forget(room(2));
    assert.deepEqual(recents.list(), [room(1)]);
  });

  it('knows which were private, and says which are forgotten', () => {
    const forgotten: RecentRoom[] = [];
    const rooms = new RecentRooms(folder, silentLogger, (one) => forgotten.push(one));
    rooms.remember(room(1));
    rooms.remember({ ...room(2), access: 'private' });
    assert.deepEqual(
      [1, 2, 3].map((port) => rooms.wasPrivate(room(port).address)),
      [false, true, false],
    );
    rooms.forget(room(2));
    assert.deepEqual(
      forgotten.map(({ name }) => name),
      [room(2).name],
    );
    assert.equal(rooms.wasPrivate(room(2).address), false);
  });

  it('is the same in all windows: none takes from it what another one added', () => {
    const other = new RecentRooms(folder, silentLogger);
    recents.remember(room(1));
    other.remember(room(2));
    recents.remember(room(3));
    assert.deepEqual(recents.list(), [room(3), room(2), room(1)]);
    other.forget(room(1));
    recents.remember(room(4));
    assert.deepEqual(other.list(), [room(4), room(3), room(2)]);
  });

  it('keeps the thirty of late, and nothing else', () => {
    for (let port = 1; port <= 35; port++) recents.remember(room(port));
    assert.equal(recents.list().length, 30);
    assert.deepEqual(recents.list()[0], room(35));
    assert.deepEqual(recents.list().at(-1), room(6));
    assert.equal(readdirSync(folder).length, 30);
  });

  it('has hosted rooms among the others, each name once in its workspace, as it was last', () => {
    recents.remember(hosted('Workshop', 'file:///project'));
    recents.remember(room(1));
    recents.remember(hosted('Workshop', 'file:///elsewhere', { port: 1000 }));
    const latest = hosted('Workshop', 'file:///project', { port: 10_000, lan: false, access: 'open' });
    recents.remember(latest);
    const elsewhere = hosted('Workshop', 'file:///elsewhere', { port: 1000 });
    assert.deepEqual(recents.list(), [latest, elsewhere, room(1)]);
    assert.deepEqual(recents.joined(), [room(1)]);
  });

  it('says which room was hosted last in a workspace', () => {
    recents.remember(hosted('Lab', ''));
    recents.remember(hosted('Workshop', 'file:///project'));
    recents.remember(hosted('Kitchen', 'file:///project'));
    recents.remember(room(1));
    assert.equal(recents.lastHosted('file:///project')?.name, 'Kitchen');
    assert.equal(recents.lastHosted('')?.name, 'Lab');
    assert.equal(recents.lastHosted('file:///elsewhere'), undefined);
    recents.forget(hosted('Kitchen', 'file:///project'));
    assert.equal(recents.lastHosted('file:///project')?.name, 'Workshop');
  });

  it('leaves out what is no room, or only begun', () => {
    recents.remember(room(1));
    const files = { 'a.json': { ...room(2), address: 'a b' }, 'b.json': 'x', 'c.json.0123': room(3) };
    for (const [name, stored] of Object.entries(files))
      writeFileSync(path.join(folder, name), JSON.stringify(stored));
    writeFileSync(path.join(folder, 'd.json'), '{"address":');
    assert.deepEqual(recents.list(), [room(1)]);
  });

  it('puts what is entered last first, whatever order the files claim', () => {
    recents.remember(room(1));
    for (const [file, order] of Object.entries({
      a: '1e999',
      b: '9007199254740992',
      c: '"x"',
      d: '-1e999',
    })) {
      const stored = JSON.stringify({ ...room(file.charCodeAt(0)), order: 0 });
      writeFileSync(path.join(folder, `${file}.json`), stored.replace('"order":0', `"order":${order}`));
    }
    recents.remember(room(2));
    recents.remember(room(3));
    assert.deepEqual(recents.list().slice(0, 3), [room(3), room(2), room(1)]);
  });

  it('says in the log where nothing can be kept', () => {
    const said: string[] = [];
    const logger: Logger = { ...silentLogger, warn: (message) => said.push(message) };
    mkdirSync(path.dirname(folder));
    writeFileSync(folder, '');
    const broken = new RecentRooms(folder, logger);
    broken.remember(room(1));
    assert.deepEqual(broken.list(), []);
    assert.equal(said.length, 1);
  });
});
