import assert from 'node:assert/strict';
import { RecentRooms } from '../../../src/editor/recentRooms';

const room = (port: number, at = port) => ({ address: `127.0.0.1:${port}`, name: `Room ${port}`, at });

describe('RecentRooms', () => {
  let stored: Map<string, unknown>;
  let recents: RecentRooms;

  beforeEach(() => {
    stored = new Map();
    recents = new RecentRooms({
      get: (key) => stored.get(key),
      update: (key, value) => Promise.resolve(void stored.set(key, structuredClone(value))),
    });
  });

  it('has the last one first, each address once, with its name and use of last', async () => {
    await recents.remember(room(1));
    await recents.remember(room(2));
    await recents.remember({ ...room(1, 3), name: 'Renamed' });
    assert.deepEqual(recents.all, [{ ...room(1, 3), name: 'Renamed' }, room(2)]);
  });

  it('forgets', async () => {
    await recents.remember(room(1));
    await recents.remember(room(2));
    await recents.forget(room(2).address);
    assert.deepEqual(recents.all, [room(1)]);
  });

  it('keeps the twenty of late', async () => {
    for (let port = 1; port <= 25; port++) await recents.remember(room(port));
    assert.equal(recents.all.length, 20);
    assert.deepEqual(recents.all[0], room(25));
    assert.deepEqual(recents.all.at(-1), room(6));
  });

  it('leaves out what is no room', () => {
    stored.set('recentRooms', [room(1), { ...room(2), address: 'a b' }, 'x', null]);
    assert.deepEqual(recents.all, [room(1)]);
    stored.set('recentRooms', 'x');
    assert.deepEqual(recents.all, []);
  });
});
