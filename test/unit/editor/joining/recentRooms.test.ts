import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Logger, silentLogger } from '../../../../src/base/logger';
import { type RecentRoom, RecentRooms } from '../../../../src/editor/joining/recentRooms';

const room = (port: number, at = port): RecentRoom => ({
  ...{ address: `127.0.0.1:${port}`, name: `Room ${port}`, access: 'open', at },
});

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
    for (let port = 1; port <= 20; port++) recents.remember(room(port, future + port));
    recents.remember(room(21, Date.UTC(2026, 4)));
    recents.remember(room(22, 0));
    recents.remember(room(3, 5));
    assert.deepEqual(
      recents.list().map(({ address }) => address.slice(10)),
      [3, 22, 21, 20, 19, 18, 17, 16, 15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4].map(String),
    );
  });

  it('has those that were kept before there was an order behind, by their dates', () => {
    recents.remember(room(9));
    for (const file of readdirSync(folder)) rmSync(path.join(folder, file));
    for (const port of [5, 7, 6])
      writeFileSync(path.join(folder, `${port}.json`), JSON.stringify(room(port)));
    recents.remember(room(1));
    assert.deepEqual(recents.list(), [room(1), room(7), room(6), room(5)]);
  });

  it('forgets', () => {
    recents.remember(room(1));
    recents.remember(room(2));
    recents.forget(room(2).address);
    assert.deepEqual(recents.list(), [room(1)]);
  });

  it('knows which were private, and says which are forgotten', () => {
    const forgotten: string[] = [];
    const rooms = new RecentRooms(folder, silentLogger, (address) => forgotten.push(address));
    rooms.remember(room(1));
    rooms.remember({ ...room(2), access: 'private' });
    assert.deepEqual(
      [1, 2, 3].map((port) => rooms.wasPrivate(room(port).address)),
      [false, true, false],
    );
    rooms.forget(room(2).address);
    assert.deepEqual(forgotten, [room(2).address]);
    assert.equal(rooms.wasPrivate(room(2).address), false);
  });

  it('is the same in all windows: none takes from it what another one added', () => {
    const other = new RecentRooms(folder, silentLogger);
    recents.remember(room(1));
    other.remember(room(2));
    recents.remember(room(3));
    assert.deepEqual(recents.list(), [room(3), room(2), room(1)]);
    other.forget(room(1).address);
    recents.remember(room(4));
    assert.deepEqual(other.list(), [room(4), room(3), room(2)]);
  });

  it('keeps the twenty of late, and nothing else', () => {
    for (let port = 1; port <= 25; port++) recents.remember(room(port));
    assert.equal(recents.list().length, 20);
    assert.deepEqual(recents.list()[0], room(25));
    assert.deepEqual(recents.list().at(-1), room(6));
    assert.equal(readdirSync(folder).length, 20);
  });

  it('leaves out what is no room, or only begun', () => {
    recents.remember(room(1));
    const files = { 'a.json': { ...room(2), address: 'a b' }, 'b.json': 'x', 'c.json.0123': room(3) };
    for (const [name, stored] of Object.entries(files))
      writeFileSync(path.join(folder, name), JSON.stringify(stored));
    writeFileSync(path.join(folder, 'd.json'), '{"address":');
    assert.deepEqual(recents.list(), [room(1)]);
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
