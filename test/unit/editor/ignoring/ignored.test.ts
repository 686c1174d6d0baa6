import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { silentLogger } from '../../../../src/base/logger';
import { Ignored } from '../../../../src/editor/ignoring/ignored';
import { ManualClock } from '../../client/manualClock';
import { useOwn } from '../../support/own';

const native = { current: { isBasic: false }, lastJoined: '192.0.2.1:9999' };
const bob = { memberId: 'm-bob', name: 'Bob' };

describe('Ignored', () => {
  const own = useOwn();
  let home: string;
  const windowIn = (room: typeof native): Ignored =>
    new Ignored(path.join(home, 'ignored'), silentLogger, room, new ManualClock());

  beforeEach(() => (home = mkdtempSync(path.join(tmpdir(), 'tilde-ignored-'))));
  afterEach(() => rmSync(home, { recursive: true, force: true }));

  it('is nobody at first', () => {
    const ignored = windowIn(native);
    assert.equal(ignored.has(bob.memberId), false);
    assert.deepEqual(ignored.list, []);
  });

  it('lasts, until it is undone, and tells each time', () => {
    const ignored = windowIn(native);
    let changes = 0;
    own(ignored.onDidChange(() => changes++));
    ignored.ignore(bob);
    assert.equal(ignored.has(bob.memberId), true);
    assert.equal(windowIn(native).has(bob.memberId), true);
    assert.deepEqual(
      ignored.list.map(({ name }) => name),
      ['Bob'],
    );
    ignored.unignoreMember(bob.memberId);
    assert.equal(ignored.has(bob.memberId), false);
    assert.equal(windowIn(native).has(bob.memberId), false);
    assert.equal(changes, 2);
  });

  it('can be undone by the list, too', () => {
    const ignored = windowIn(native);
    ignored.ignore(bob);
    ignored.unignore(ignored.list[0]!.id);
    assert.equal(ignored.has(bob.memberId), false);
  });

  it('hears of what another window did when it looks again', () => {
    const [one, other] = [windowIn(native), windowIn(native)];
    one.ignore(bob);
    assert.equal(other.has(bob.memberId), false);
    other.refresh();
    assert.equal(other.has(bob.memberId), true);
  });

  it('holds for a name in one original room only: the same name elsewhere may be somebody else', () => {
    const basic = { ...native, current: { isBasic: true } };
    windowIn(basic).ignore({ memberId: 'bob', name: 'bob' });
    assert.equal(windowIn(basic).has('bob'), true);
    assert.equal(windowIn({ ...basic, lastJoined: '192.0.2.2:9999' }).has('bob'), false);
    assert.equal(windowIn(native).has('bob'), false);
  });
});
