import assert from 'node:assert/strict';
import { Emitter } from '../../../../src/base/emitter';
import { RoomOffers } from '../../../../src/editor/offers/roomOffers';
import type { HostedRoom, JoinedRoom, RecentRoom } from '../../../../src/editor/recents/recentRoom';

const HERE = 'file:///here';
const key = (letter: string): string => letter.repeat(43);

const joined = (name: string, more: Partial<JoinedRoom> = {}): JoinedRoom => ({
  ...{ kind: 'joined', address: `10.0.0.1:${name.length}`, name, access: 'open', at: 1 },
  ...{ roomId: name, workspace: '', ...more },
});
const hosted = (name: string, more: Partial<HostedRoom> = {}): HostedRoom => ({
  ...{ kind: 'hosted', name, port: 9999, lan: true, access: 'private', at: 1 },
  ...{ addresses: [], roomId: name, workspace: HERE, ...more },
});

describe('RoomOffers', () => {
  let rooms: RecentRoom[];
  let looks: number;
  let entered: Set<string>;
  let changed: Emitter<void>;
  let focus: Emitter<{ readonly focused: boolean }>;
  let session: { isActive: boolean; onDidChange: Emitter<void>['event'] };
  let offers: RoomOffers;

  beforeEach(() => {
    rooms = [];
    looks = 0;
    entered = new Set();
    [changed, focus] = [new Emitter(), new Emitter()];
    session = { isActive: false, onDidChange: changed.event };
    offers = new RoomOffers({
      recents: {
        list: () => ((looks += 1), rooms),
        forget: (room) => void (rooms = rooms.filter((one) => one !== room)),
      },
      windows: { isElsewhere: (room) => Promise.resolve(entered.has(room)) },
      ...{ session, workspace: () => HERE, onDidChangeFocus: focus.event },
    });
  });
  afterEach(() => offers.dispose());

  const listed = async (): Promise<string[]> =>
    (await offers.refresh()).map(({ kind, room }) => `${kind} ${room.name}`);
  const nextChange = (): Promise<void> =>
    new Promise((resolve) => {
      const listener = offers.onDidChange(() => {
        listener.dispose();
        resolve();
      });
    });

  it('has none for somebody who was in no room yet', async () => assert.deepEqual(await listed(), []));

  it('reopens what was hosted here and rejoins the rest, those of this workspace first', async () => {
    rooms = [
      joined('Lobby'),
      hosted('Kitchen', { workspace: 'file:///there' }),
      joined('Lab', { workspace: HERE }),
      hosted('Workshop'),
    ];
    assert.deepEqual(await listed(), ['rejoin Lab', 'reopen Workshop', 'rejoin Lobby', 'reopen Kitchen']);
  });

  it('does not reopen what another window of the person hosts: it joins it there', async () => {
    rooms = [hosted('Workshop')];
    entered.add('Workshop');
    assert.deepEqual(await listed(), ['rejoin Workshop']);
    entered.clear();
    assert.deepEqual(await listed(), ['reopen Workshop']);
  });

  it('has a room once, at its latest address; one’s own where it is hosted', async () => {
    rooms = [
      joined('Workshop', { address: '127.0.0.1:9999', publicKey: key('w') }),
      joined('Lab', { address: '10.0.0.9:9999', publicKey: key('l') }),
      hosted('Workshop', { publicKey: key('w') }),
      joined('Lab', { address: '10.0.0.8:9999', publicKey: key('l') }),
      joined('Lab', { address: '10.0.0.7:9999' }),
    ];
    const all = await offers.refresh();
    assert.deepEqual(
      all.map(({ kind, room }) => [kind, room.kind === 'joined' ? room.address : room.name]),
      [
        ['reopen', 'Workshop'],
        ['rejoin', '10.0.0.9:9999'],
        ['rejoin', '10.0.0.7:9999'],
      ],
    );
  });

  it('tells two of the same name apart', async () => {
    rooms = [hosted('Workshop'), joined('Workshop', { publicKey: key('o') })];
    assert.deepEqual(await listed(), ['reopen Workshop', 'rejoin Workshop']);
    assert.equal(new Set(offers.list.map(({ id }) => id)).size, 2);
  });

  it('forgets a room at all its addresses', async () => {
    rooms = [
      hosted('Workshop', { publicKey: key('w') }),
      joined('Workshop', { address: '127.0.0.1:9999', publicKey: key('w') }),
      joined('Lab'),
    ];
    const [workshop] = await offers.refresh();
    await offers.forget(workshop!);
    assert.deepEqual(
      offers.list.map(({ room }) => room.name),
      ['Lab'],
    );
    assert.equal(rooms.length, 1);
  });

  it('looks again when the person has left a room, or is back in this window, and says what is new', async () => {
    await offers.refresh();
    session.isActive = true;
    changed.fire();
    rooms = [joined('Lab')];
    let news = nextChange();
    session.isActive = false;
    changed.fire();
    await news;
    assert.deepEqual(
      offers.list.map(({ room }) => room.name),
      ['Lab'],
    );
    rooms = [joined('Lobby'), joined('Lab')];
    news = nextChange();
    focus.fire({ focused: true });
    await news;
    assert.equal(offers.list.length, 2);
  });

  it('does not look when the person leaves this window', async () => {
    await offers.refresh();
    rooms = [joined('Lab')];
    focus.fire({ focused: false });
    await Promise.resolve();
    assert.equal(looks, 2);
  });

  it('answers with what it found, also where it was asked again meanwhile', async () => {
    rooms = [joined('Lab')];
    const found = await Promise.all([offers.refresh(), offers.refresh()]);
    assert.deepEqual(
      found.map(([first]) => first?.room.name),
      ['Lab', 'Lab'],
    );
  });
});
