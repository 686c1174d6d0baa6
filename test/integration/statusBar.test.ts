import assert from 'node:assert/strict';
import type { RoomFacts, SessionState } from '../../src/editor/session/sessionState';
import { type StatusContent, statusContent } from '../../src/editor/window/statusBar';

const OPEN = 'Open room. Not encrypted. Anybody who can reach the room can join and read along.';

/** A room of three. */
const room: RoomFacts = {
  ...{ id: 'r', publicKey: undefined },
  ...{ name: 'Workshop', address: '127.0.0.1:9999', isBasic: false, isHosted: false },
  ...{
    access: 'open',
    isLocked: false,
    isSaved: true,
    isKept: undefined,
    host: 'Ann',
    memberCount: 3,
    maxTextBytes: 1000,
    maxCodeBytes: 1000,
  },
};

const shown = (state: SessionState, unread = 0): StatusContent | undefined => statusContent(state, unread);

/** As Alice, who has read it all. */
const joined = (facts: Partial<RoomFacts> = {}): SessionState => ({
  ...{ kind: 'joined', username: 'Alice', room: { ...room, ...facts } },
});

describe('the status bar item', () => {
  it('is not there before there was a room to speak of', () => {
    assert.equal(shown({ kind: 'idle', username: 'Alice' }), undefined);
  });

  it('says what is tried to reach', () => {
    const address = '192.168.1.20:9999';
    const { text, tooltip, background } = shown({
      ...{ kind: 'connecting', username: 'Alice', address },
    })!;
    assert.equal(text, '$(loading~spin) Joining…');
    assert.equal(tooltip, `Trying to reach ${address}.`);
    assert.equal(background, undefined);
  });

  it('says which room it is, how many people are there, who one is', () => {
    assert.deepEqual(shown(joined()), {
      text: '$(comment-discussion) Workshop $(person) 3',
      tooltip: `In the room Workshop.\n${OPEN}\nYou are Alice.\nPeople in the room: 3`,
      label: `Tilde, Workshop, In the room Workshop., ${OPEN}, You are Alice., People in the room: 3`,
    });
  });

  it('says in words who can read along', () => {
    const { tooltip } = shown(joined({ access: 'private', isLocked: true }))!;
    assert.match(
      tooltip,
      /^Private room\. Encrypted\. Only people who have the key can join and read along\.$/m,
    );
    assert.match(tooltip, /^Locked: nobody new can join\.$/m);
  });

  it('tells one’s own room from others', () => {
    assert.match(shown(joined({ isHosted: true }))!.text, /^\$\(broadcast\) Workshop /);
  });

  it('counts no people where nobody knows how many there are', () => {
    assert.equal(shown(joined({ memberCount: 0 }))!.text, '$(comment-discussion) Workshop');
  });

  it('counts what is unread', () => {
    const { text, tooltip, label } = shown(joined(), 12)!;
    assert.equal(text, '$(comment-discussion) Workshop $(person) 3 $(bell-dot) 12');
    assert.match(tooltip, /^Unread messages: 12$/m);
    assert.match(label, /Unread messages: 12$/);
  });

  it('says that nothing is saved where it was to be', () => {
    assert.match(shown(joined({ isSaved: false }))!.tooltip, /^What is said here is not being saved/m);
  });

  it('waits quietly while the host is away, which may take a night, and for a room that is not there yet', () => {
    const away = shown({
      ...{ kind: 'reconnecting', username: 'Alice', room, isHostAway: true, isWaiting: true },
      ...{ title: 'Host is away', message: 'It may come back.', remedies: [] },
    })!;
    assert.deepEqual([away.text, away.background], ['$(watch) Workshop', undefined]);
    assert.equal(away.tooltip, 'Host is away\nIt may come back.');
    const waiting = { title: 'Waiting for Lab', message: 'Nobody is there yet.' };
    const { text, tooltip } = shown({ kind: 'connecting', username: 'Alice', address: 'a:1', waiting })!;
    assert.deepEqual([text, tooltip], ['$(watch) Waiting for Lab', 'Nobody is there yet.']);
  });

  it('warns while the connection is away', () => {
    const { text, tooltip, background } = shown({
      ...{ kind: 'reconnecting', username: 'Alice', room, isHostAway: false, isWaiting: false },
      ...{ title: 'Host is away', message: 'It may come back.', remedies: [] },
    })!;
    assert.equal(text, '$(sync~spin) Workshop');
    assert.equal(tooltip, 'Host is away\nIt may come back.');
    assert.equal(background, 'statusBarItem.warningBackground');
  });

  it('says why there is no way in, and cries until that was seen', () => {
    const message = 'The room there is full.';
    const state: SessionState = {
      ...{ kind: 'failed', username: undefined, title: 'Room full', message, remedies: [] },
    };
    const { text, tooltip, background } = shown(state)!;
    assert.equal(text, '$(circle-slash) Room full');
    assert.equal(tooltip, message);
    assert.equal(background, 'statusBarItem.errorBackground');
    assert.equal(statusContent(state, 0, true)!.background, undefined);
  });

  it('says calmly that one has left', () => {
    const { text, tooltip, background } = shown({
      ...{ kind: 'left', username: 'Alice', room, title: 'You are not in a room' },
      ...{ message: 'You left the room.', remedies: [] },
    })!;
    assert.equal(text, '$(circle-slash) Workshop');
    assert.equal(tooltip, 'You are not in a room\nYou left the room.');
    assert.equal(background, undefined);
  });

  it('draws no icons that the host of a room thought of', () => {
    assert.equal(shown(joined({ name: '$(trash)' }))!.text, '$(comment-discussion) \\$(trash) $(person) 3');
  });
});
