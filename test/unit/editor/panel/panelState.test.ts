import assert from 'node:assert/strict';
import { panelState } from '../../../../src/editor/panel/panelState';
import type { Setback } from '../../../../src/editor/session/sessionState';
import type { PanelOffer } from '../../../../src/panel/stateSchemas';
import { DEFAULT_LIMITS } from '../../../../src/protocol/wire/limits';
import { facts } from './roomFacts';

const room = {
  ...{ name: 'Workshop', address: '127.0.0.1:9999', basic: false, hosting: true, access: 'private' },
  ...{ locked: true, host: 'Alice', saved: true },
};

describe('panelState', () => {
  it('has no room and no name where there is none', () => {
    assert.deepEqual(panelState({ kind: 'idle', username: undefined }), {
      ...{ connection: { kind: 'idle' }, members: 0, maxTextBytes: DEFAULT_LIMITS.maxTextBytes },
    });
  });

  it('offers the three likeliest rooms of before while there is none, and says that there are more', () => {
    const offers = [1, 2, 3, 4].map((n): PanelOffer => ({
      ...{ id: `10.0.0.${n}:9999`, kind: 'rejoin', name: `Room ${n}`, detail: 'yesterday' },
    }));
    const { offers: offered } = panelState({ kind: 'idle', username: undefined }, offers);
    assert.deepEqual(offered?.rooms, offers.slice(0, 3));
    assert.equal(offered.more, true);
    assert.equal(panelState({ kind: 'idle', username: undefined }, offers.slice(1)).offers?.more, false);
    assert.equal(panelState({ kind: 'joined', username: 'Alice', room: facts }, offers).offers, undefined);
  });

  it('has the facts of the room', () => {
    assert.deepEqual(panelState({ kind: 'joined', username: 'Alice', room: facts }), {
      ...{
        connection: { kind: 'joined' },
        room,
        you: 'Alice',
        members: 3,
        maxTextBytes: 1000,
        maxCodeBytes: 2000,
      },
    });
  });

  it('has the conversations where there are any besides that with everybody', () => {
    const state = { kind: 'joined', username: 'Alice', room: facts } as const;
    const bob = { memberId: 'b', name: 'Bob', isHere: true, unread: 2 };
    const gone = { memberId: 'c', name: undefined, isHere: false, unread: 0 };
    const shown = (partner: string | undefined) => {
      const { conversation, conversations } = panelState(
        state,
        [],
        {},
        {
          ...{ direct: [bob, gone], shown: partner, unread: 1 },
        },
      );
      return { conversation, conversations };
    };
    const conversations = [
      { unread: 1 },
      { to: 'b', name: 'Bob', unread: 2 },
      { to: 'c', unread: 0, away: true },
    ];
    assert.deepEqual(shown(undefined), { conversation: undefined, conversations });
    assert.deepEqual(shown('c'), { conversation: conversations[2], conversations });
    assert.equal(panelState(state).conversations, undefined);
  });

  it('says what the person set otherwise', () => {
    const of = (settings: object) => panelState({ kind: 'idle', username: undefined }, [], settings);
    const { enterBreaks, plain } = of({ sendOnEnter: false, markdown: false });
    assert.deepEqual([enterBreaks, plain], [true, true]);
    assert.equal('enterBreaks' in of({ sendOnEnter: true }) || 'plain' in of({ markdown: true }), false);
  });

  it('keeps them while the connection is away, and after leaving', () => {
    const why: Setback = { title: 'Host is away', message: 'Away.', remedies: ['tryAgain', 'leave'] };
    const known = { username: 'Alice', room: facts, isHostAway: true, isWaiting: true } as const;
    const away = panelState({ kind: 'reconnecting', ...known, ...why });
    assert.deepEqual(away.connection, { kind: 'reconnecting', ...why, waiting: true });
    assert.deepEqual(away.room, room);
    const left = panelState({ kind: 'left', username: 'Alice', room: facts, ...why });
    assert.deepEqual(left.connection, { kind: 'left', ...why });
    assert.deepEqual(left.room, room);
  });

  it('says where a room is looked for, and why there was no way in', () => {
    const { connection } = panelState({ kind: 'connecting', username: 'Alice', address: 'a:1' });
    assert.deepEqual(connection, { kind: 'connecting', address: 'a:1' });
    const waiting = { title: 'Waiting for Lab', message: 'Nobody is there yet.' };
    const waited = panelState({ kind: 'connecting', username: 'Alice', address: 'a:1', waiting });
    assert.deepEqual(waited.connection, { kind: 'connecting', address: 'a:1', waiting });
    const why: Setback = {
      title: 'Room full',
      message: 'It is full.',
      remedies: ['tryAgain', 'joinAnother'],
    };
    const failed = panelState({ kind: 'failed', username: 'Alice', ...why });
    assert.deepEqual(failed.connection, { kind: 'failed', ...why });
  });
});
