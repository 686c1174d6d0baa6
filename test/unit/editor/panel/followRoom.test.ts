import assert from 'node:assert/strict';
import { Emitter } from '../../../../src/base/emitter';
import { followRoom } from '../../../../src/editor/panel/followRoom';
import type { KnownRoom } from '../../../../src/editor/panel/knownRoom';
import type { RoomFacts, SessionState } from '../../../../src/editor/session/sessionState';
import { facts } from './roomFacts';

type Follow = Parameters<typeof followRoom>[0];

describe('followRoom', () => {
  const change = new Emitter<void>();
  const entered: [key: string, place: string, before?: string][] = [];
  let moved: number;
  let state: SessionState;
  let current: object;
  let renamedFrom: string | undefined;
  const session: Follow = {
    get state() {
      return state;
    },
    get current() {
      return current;
    },
    get hosted() {
      return { renamedFrom };
    },
    onDidChange: change.event,
  };
  const open: RoomFacts = { ...facts, isHosted: false, access: 'open', address: '10.0.0.1:9999' };
  const isIn = (room: Partial<RoomFacts>): void => {
    state = { kind: 'joined', username: 'Ada', room: { ...open, ...room } };
    change.fire();
  };
  const enter = (): void => {
    current = {};
  };

  beforeEach(() => {
    entered.length = moved = 0;
    renamedFrom = undefined;
    enter();
  });
  const following = followRoom(
    session,
    {
      enter: ({ key, places: [place] }: KnownRoom, before?: string) => {
        entered.push(before === undefined ? [key, place] : [key, place, before]);
        return before !== undefined && before !== key;
      },
    },
    () => moved++,
  );
  after(() => following.dispose());

  it('tells once which room one is in, and where', () => {
    state = { kind: 'idle', username: 'Ada' };
    change.fire();
    isIn({ name: 'Lab' });
    isIn({ name: 'Lab', memberCount: 7 });
    assert.deepEqual([entered, moved], [[['proven', '10.0.0.1:9999 Lab']], 0]);
  });

  it('tells that the room is called something else, or is another one than before', () => {
    isIn({ name: 'Lab' });
    isIn({ name: 'Engine' });
    isIn({ name: 'Engine', publicKey: 'other' });
    assert.deepEqual(entered.slice(1), [
      ['proven', '10.0.0.1:9999 Engine', 'proven'],
      ['other', '10.0.0.1:9999 Engine', 'proven'],
    ]);
    assert.equal(moved, 1);
  });

  it('tells of no room before where one goes to another', () => {
    isIn({ name: 'Lab' });
    enter();
    isIn({ name: 'Engine', publicKey: 'other' });
    assert.deepEqual(entered[1], ['other', '10.0.0.1:9999 Engine']);
  });
});
