import assert from 'node:assert/strict';
import { memberRows } from '../../../../src/editor/members/memberRows';
import type { Member } from '../../../../src/protocol/wire/messages';

const member = (name: string, more: Partial<Member> = {}): Member => ({
  ...{ mid: `m-${name}`, name, since: 1000, dialect: 'native' },
  ...more,
});
const byName = (a: string, b: string): number => a.localeCompare(b, 'en');

describe('memberRows', () => {
  it('puts oneself first, then the host, then all by name', () => {
    const rows = memberRows(
      [member('Zoe'), member('bob'), member('Mia'), member('Hal', { host: true }), member('Ann')],
      'm-Mia',
      byName,
    );
    assert.deepEqual(
      rows.map(({ name }) => name),
      ['Mia', 'Hal', 'Ann', 'bob', 'Zoe'],
    );
  });

  it('marks oneself, the host and plain clients', () => {
    const rows = memberRows(
      [member('Ann', { host: true }), member('nc', { dialect: 'line' }), member('old', { dialect: 'seed' })],
      'm-Ann',
      byName,
    );
    const marks = rows.map(({ name, own, host, plain }) => ({ name, own, host, plain }));
    assert.deepEqual(marks, [
      { name: 'Ann', own: true, host: true, plain: false },
      { name: 'nc', own: false, host: false, plain: true },
      { name: 'old', own: false, host: false, plain: true },
    ]);
  });

  it('marks whom one ignores', () => {
    const rows = memberRows([member('Ann'), member('Bob')], 'm-Ann', byName, {
      isIgnored: (memberId) => memberId === 'm-Bob',
    });
    assert.deepEqual(
      rows.map(({ name, ignored }) => [name, ignored]),
      [
        ['Ann', false],
        ['Bob', true],
      ],
    );
  });

  it('marks a host who is away, and nobody else', () => {
    const all = [member('Ann'), member('Hal', { host: true }), member('Zoe')];
    const away = (isHostAway: boolean) =>
      memberRows(all, 'm-Ann', byName, { isHostAway }).filter((row) => row.away);
    assert.deepEqual(
      away(true).map(({ name }) => name),
      ['Hal'],
    );
    assert.deepEqual(away(false), []);
  });

  it('marks nobody as oneself while one has no place yet', () => {
    assert.equal(memberRows([member('Ann')], undefined, byName)[0]?.own, false);
  });
});
