import assert from 'node:assert/strict';
import type { Disposable } from '../../../../src/base/disposable';
import { Emitter } from '../../../../src/base/emitter';
import type { RoomInfo } from '../../../../src/client/types/clientTypes';
import type { RecentRoom } from '../../../../src/editor/recents/recentRoom';
import { rememberRooms } from '../../../../src/editor/recents/rememberRooms';
import type { RememberedRoom } from '../../../../src/editor/session/roomMemory';
import type { SessionState } from '../../../../src/editor/session/sessionState';
import { ManualClock } from '../../client/manualClock';

const WORKSHOP: RememberedRoom = {
  ...{ kind: 'hosted', name: 'Alice', room: 'Workshop', port: 9999, lan: true, access: 'private' },
  publicKey: 'p'.repeat(43),
};

describe('rememberRooms', () => {
  let changed: Emitter<void>;
  let noted: RecentRoom[];
  let clock: ManualClock;
  let current: { remembered: RememberedRoom | undefined; room: RoomInfo | undefined; addresses: string[] };
  let kind: SessionState['kind'];

  let remembering: Disposable;
  beforeEach(() => {
    changed = new Emitter();
    noted = [];
    clock = new ManualClock();
    current = { remembered: undefined, room: undefined, addresses: ['10.0.0.5:9999'] };
    const session = {
      ...{ current, onDidChange: changed.event },
      get state() {
        return { kind } as SessionState;
      },
    };
    const remember = (room: RecentRoom): void => void noted.push(room);
    remembering = rememberRooms(session as never, { remember }, () => 'file:///here', clock);
  });

  afterEach(() => remembering.dispose());

  const become = (state: SessionState['kind'], place: RememberedRoom, name: string): void => {
    kind = state;
    current.remembered = place;
    current.room = { id: 'r', name, kind: 'native', access: place.access, limits: {} };
    changed.fire();
  };

  it('notes a hosted room with all that it takes to open it again', () => {
    become('joined', WORKSHOP, 'Workshop');
    const { access, publicKey } = WORKSHOP;
    assert.deepEqual(noted, [
      {
        ...{ kind: 'hosted', workspace: 'file:///here', name: 'Workshop', roomId: 'r', access, publicKey },
        ...{ port: 9999, lan: true, addresses: ['10.0.0.5:9999'], at: clock.date() },
      },
    ]);
  });

  it('notes a room of another workspace as a room of that one', () => {
    become('joined', { ...WORKSHOP, workspace: 'file:///elsewhere' }, 'Workshop');
    assert.deepEqual(
      noted.map(({ workspace }) => workspace),
      ['file:///elsewhere'],
    );
  });

  it('notes a joined room once for each visit, under its present name', () => {
    const lab: RememberedRoom = { kind: 'joined', name: 'Bob', address: '10.0.0.1:9999', access: 'open' };
    become('connecting', lab, 'Lab');
    become('joined', lab, 'Lab');
    become('joined', { ...lab, name: 'Bobby' }, 'Lab');
    become('reconnecting', lab, 'Lab');
    become('joined', lab, 'Lab 2');
    assert.deepEqual(
      noted.map((room) => [room.kind, room.name, room.kind === 'joined' && room.address, room.workspace]),
      [
        ['joined', 'Lab', '10.0.0.1:9999', 'file:///here'],
        ['joined', 'Lab 2', '10.0.0.1:9999', 'file:///here'],
      ],
    );
  });

  it('notes again what the host changes', () => {
    become('joined', WORKSHOP, 'Workshop');
    become('joined', { ...WORKSHOP, port: 10_000 }, 'Workshop');
    assert.deepEqual(
      noted.map((room) => room.kind === 'hosted' && room.port),
      [9999, 10_000],
    );
  });
});
