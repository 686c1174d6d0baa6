import assert from 'node:assert/strict';
import type { Dialect } from '../../../../src/protocol/dialects/dialect';
import type { RoomMember } from '../../../../src/server/delivery/member';
import { MemberList } from '../../../../src/server/room/memberList';
import { NameWaitlist } from '../../../../src/server/room/nameWaitlist';
import { FakeClock } from '../support';

const GRACE_MS = 1000;

describe('P-8.9 wanted names', () => {
  let clock: FakeClock;
  let members: MemberList;
  let wanted: NameWaitlist;
  let told: string[];
  let memberIds = 0;

  beforeEach(() => {
    clock = new FakeClock();
    members = new MemberList();
    told = [];
    wanted = new NameWaitlist(members, clock, GRACE_MS, ({ name }, before) =>
      told.push(`${before} -> ${name}`),
    );
  });
  afterEach(() => {
    wanted.dispose();
    assert.equal(clock.pending, 0);
  });

  function come(name: string, dialect: Dialect = 'line'): RoomMember {
    const added = members.add(name, { memberId: `m${memberIds++}`, since: 0, dialect, host: false });
    assert.ok(added.ok);
    if (dialect !== 'native') wanted.add(added.value);
    wanted.grantFreeNames();
    return added.value;
  }

  function go(member: RoomMember): void {
    members.delete(member);
    wanted.delete(member);
    wanted.grantFreeNames(member.dialect === 'native');
  }

  it('P-8.9 are given first come, first served, and once', () => {
    const [ghost, second, third] = [come('bob'), come('BOB'), come('bob', 'seed')];
    go(ghost);
    assert.deepEqual(told, ['BOB-2 -> BOB']);
    go(second);
    assert.deepEqual(told.slice(1), ['bob-3 -> bob']);
    go(third);
    assert.equal(told.length, 2);
  });

  it('P-8.9 P-6.6 are not those of a native member, until its time to come back is over', () => {
    const holder = come('bob', 'native');
    come('bob');
    go(holder);
    clock.advance(GRACE_MS - 1);
    assert.deepEqual(told, []);
    const back = come('bob', 'native');
    assert.equal(back.name, 'bob');
    clock.advance(GRACE_MS);
    go(back);
    clock.advance(GRACE_MS - 1);
    assert.deepEqual(told, []);
    clock.advance(1);
    assert.deepEqual(told, ['bob-2 -> bob']);
  });

  it('P-8.9 are nobody’s who has left', () => {
    const [holder, second] = [come('bob', 'native'), come('bob')];
    go(holder);
    go(second);
    clock.advance(2 * GRACE_MS);
    assert.deepEqual(told, []);
  });

  it('P-8.9 are kept for the one who may come back, whatever others do', () => {
    const holder = come('bob', 'native');
    const [other, waiting] = [come('eve'), come('bob')];
    go(holder);
    go(other);
    come('fay');
    assert.deepEqual([waiting.name, told], ['bob-2', []]);
  });
});
