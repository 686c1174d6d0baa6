import assert from 'node:assert/strict';
import { Emitter } from '../../../../src/base/emitter';
import { followRenames } from '../../../../src/editor/panel/followRenames';
import type { SessionState } from '../../../../src/editor/session/sessionState';
import { facts } from './roomFacts';

type Follow = Parameters<typeof followRenames>[0];

describe('followRenames', () => {
  const change = new Emitter<void>();
  const renames: (readonly [string, string])[] = [];
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
  const isIn = (name: string, { isHosted = false, address = '10.0.0.1:9999' } = {}): void => {
    state = { kind: 'joined', username: 'Ada', room: { ...facts, name, isHosted, address } };
    change.fire();
  };
  const enter = (): void => {
    current = {};
  };

  beforeEach(() => {
    renames.length = 0;
    renamedFrom = undefined;
    enter();
  });
  const taken: string[] = [];
  const drafts: Parameters<typeof followRenames>[1] = {
    rename: (...names) => renames.push(names),
    taken: (room) => taken.push(room),
  };
  const following = followRenames(session, drafts, () => undefined);
  after(() => following.dispose());

  it('tells that the room one is in is called something else', () => {
    isIn('Lab');
    isIn('Lab');
    assert.deepEqual(renames, []);
    isIn('Engine');
    assert.deepEqual(renames, [['10.0.0.1:9999 Lab', '10.0.0.1:9999 Engine']]);
  });

  it('tells nothing where one goes to another room', () => {
    isIn('Lab');
    enter();
    isIn('Engine');
    assert.deepEqual(renames, []);
  });

  it('tells that a name belongs to the room one is in, whatever had it before', () => {
    isIn('Lab');
    taken.length = 0;
    enter();
    isIn('Engine');
    assert.deepEqual(taken, ['10.0.0.1:9999 Engine']);
  });

  it('tells that the own room was opened again under another name', () => {
    isIn('Lab', { isHosted: true });
    enter();
    renamedFrom = 'Lab';
    isIn('Engine', { isHosted: true });
    assert.deepEqual(renames, [['own Lab', 'own Engine']]);
  });
});
