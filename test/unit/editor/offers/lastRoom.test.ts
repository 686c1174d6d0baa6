import assert from 'node:assert/strict';
import { Emitter } from '../../../../src/base/emitter';
import { LastRoom } from '../../../../src/editor/offers/lastRoom';
import type { RoomOffer } from '../../../../src/editor/offers/roomOffers';
import { ManualClock } from '../../client/manualClock';

const DAY_MS = 24 * 3_600_000;
const LAB: RoomOffer = {
  ...{ id: '10.0.0.1:9999', kind: 'rejoin' },
  room: {
    ...{ kind: 'joined', address: '10.0.0.1:9999', name: 'Lab', access: 'open', at: 1 },
    ...{ roomId: 'r', workspace: '' },
  },
};

describe('LastRoom', () => {
  let kept: Map<string, unknown>;
  let state: ConstructorParameters<typeof LastRoom>[2];
  let clock: ManualClock;
  let changed: Emitter<void>;
  let session: { isActive: boolean; onDidChange: Emitter<void>['event'] };
  let last: LastRoom;

  beforeEach(() => {
    kept = new Map();
    state = {
      get: (name: string) => kept.get(name),
      update: (name: string, value: unknown) => {
        if (value === undefined) kept.delete(name);
        else kept.set(name, value);
        return Promise.resolve();
      },
    } as typeof state;
    clock = new ManualClock();
    changed = new Emitter();
    session = { isActive: false, onDidChange: changed.event };
    last = open();
  });
  afterEach(() => last.dispose());

  const open = (): LastRoom =>
    new LastRoom(session, { list: [LAB], onDidChange: new Emitter<void>().event }, state, clock);

  it('is none where the window was in no room', () => assert.equal(last.offer, undefined));

  it('is the room that the window was in, for a week; the next window knows of it no more', async () => {
    const offered: unknown[] = [];
    last.onDidChange(() => offered.push(last.offer));
    await last.set(LAB.id, clock.date());
    assert.deepEqual(offered, [LAB]);
    clock.advance(7 * DAY_MS);
    assert.equal(last.offer, LAB);
    open().dispose();
    assert.equal(kept.size, 1);
    clock.advance(1);
    assert.equal(last.offer, undefined);
    open().dispose();
    assert.equal(kept.size, 0);
  });

  it('is none where a clock said nonsense when it was noted', async () => {
    for (const at of [clock.date() + 8 * DAY_MS, Infinity, -Infinity]) {
      await last.set(LAB.id, at);
      assert.equal(last.offer, undefined, String(at));
    }
  });

  it('is none once that room was forgotten', async () => {
    await last.set('another', clock.date());
    assert.equal(last.offer, undefined);
  });

  it('is over once the person enters a room, whichever it is', async () => {
    await last.set(LAB.id, clock.date());
    let told = 0;
    last.onDidChange(() => (told += 1));
    changed.fire();
    assert.deepEqual([last.offer, told], [LAB, 0]);
    session.isActive = true;
    changed.fire();
    session.isActive = false;
    changed.fire();
    assert.deepEqual([last.offer, told], [undefined, 1]);
  });
});
