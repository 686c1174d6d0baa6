import assert from 'node:assert/strict';
import type { PanelEntry, PanelMessage } from '../../../../src/panel/entrySchemas';
import { GROUP_GAP_MS, type Row, toRows } from '../../../../webview/state/rows';

const noon = new Date(2026, 2, 10, 12).getTime();
let count = 0;
const say = (authorKey: string, at: number, author = authorKey): PanelEntry => ({
  kind: 'message',
  key: `k${++count}`,
  order: count,
  at,
  author,
  authorKey,
  color: 1,
  own: false,
  text: '',
  status: 'sent',
});
const notice = (at: number): PanelEntry => ({
  kind: 'notice',
  key: `k${++count}`,
  order: count,
  at,
  text: '',
});
const shape = (rows: readonly Row[]): string =>
  rows.map((row) => (row.kind === 'message' ? (row.first ? 'F' : 'm') : row.kind.charAt(0))).join('');

describe('toRows', () => {
  it('groups what one author says in a row', () => {
    assert.equal(
      shape(toRows([say('a', noon), say('a', noon + 1), say('b', noon + 2), say('a', noon + 3)])),
      'dFmFF',
    );
  });

  it('starts a group after a while, counted from the message before', () => {
    const rows = toRows([
      say('a', noon),
      say('a', noon + GROUP_GAP_MS),
      say('a', noon + 2 * GROUP_GAP_MS),
      say('a', noon + 3 * GROUP_GAP_MS + 1),
    ]);
    assert.equal(shape(rows), 'dFmmF');
  });

  it('starts a group after a notice and after a rename', () => {
    assert.equal(shape(toRows([say('a', noon), notice(noon), say('a', noon)])), 'dFnF');
    assert.equal(shape(toRows([say('a', noon, 'ana'), say('a', noon, 'anna')])), 'dFF');
  });

  it('never puts what is for one only in a group with what others read', () => {
    const direct = (at: number): PanelEntry => ({ ...(say('a', at) as PanelMessage), direct: 'only to you' });
    const rows = toRows([say('a', noon), direct(noon), direct(noon), say('a', noon), say('a', noon)]);
    assert.equal(shape(rows), 'dFFmFm');
  });

  it('has one line for all that somebody says on end who is ignored', () => {
    const hidden = (ignored: string): PanelEntry => ({
      ...notice(noon),
      kind: 'notice',
      text: 'Hidden',
      ignored: { mid: ignored, name: ignored },
    });
    assert.equal(shape(toRows([hidden('a'), hidden('a'), say('b', noon), hidden('a')])), 'dnFn');
    const run = [hidden('a'), hidden('c'), hidden('c'), notice(noon), notice(noon)];
    assert.equal(shape(toRows(run)), 'dnnnn');
    const counts = (entries: readonly PanelEntry[]) =>
      toRows(entries).flatMap((row) => (row.kind === 'notice' ? [row.count] : []));
    assert.deepEqual(counts(run), [1, 2, 1, 1]);
    assert.deepEqual(counts([...run, hidden('c'), hidden('c')]), [1, 2, 1, 1, 2]);
    assert.deepEqual(counts([hidden('a'), hidden('a'), ...run]), [3, 2, 1, 1]);
  });

  it('tells authors apart by key, not by name', () => {
    assert.equal(shape(toRows([say('a', noon, 'ana'), say('b', noon, 'ana')])), 'dFF');
  });

  it('divides days at local midnight, and starts a group there', () => {
    const late = new Date(2026, 2, 10, 23, 59, 59).getTime();
    assert.equal(shape(toRows([say('a', late), say('a', late + 1000)])), 'dFdF');
  });

  it('does not go back a day for a clock that is behind', () => {
    const early = new Date(2026, 2, 11, 0, 0, 1).getTime();
    assert.equal(shape(toRows([say('a', early), say('b', early - 5000), say('c', early)])), 'dFFF');
  });

  const day = (days: number, hour = 12): number => new Date(2026, 2, 10 + days, hour).getTime();
  for (const wrong of [365, 4000, -1, -365, -20_000])
    it(`lets one message whose clock was off by ${wrong} days take no other under its date`, () => {
      const rows = toRows([
        say('a', day(0)),
        say('b', day(wrong)),
        say('a', day(0, 13)),
        say('a', day(0, 14)),
        say('a', day(1)),
      ]);
      assert.equal(shape(rows), 'dFdFdFFdF');
      const days = rows.flatMap((row) => (row.kind === 'day' ? [row.at] : []));
      assert.deepEqual(days, [day(0, 0), day(wrong, 0), day(0, 0), day(1, 0)]);
    });

  it('groups nothing that lies far apart in either direction', () => {
    assert.equal(shape(toRows([say('a', noon), say('a', noon - GROUP_GAP_MS - 1)])), 'dFF');
    assert.equal(shape(toRows([say('a', noon), say('a', noon - GROUP_GAP_MS)])), 'dFm');
  });

  it('has no divider for what is no date', () => {
    assert.equal(shape(toRows([say('a', noon), say('b', 9e15), say('a', noon)])), 'dFFF');
  });

  it('draws the unread line where it is told, and starts a group below it', () => {
    const entries = [say('a', noon), say('a', noon), say('a', noon)];
    assert.equal(shape(toRows(entries, 1)), 'dFuFm');
    assert.equal(shape(toRows(entries, 0)), 'duFmm');
  });

  it('gives a divider the order of what is below it', () => {
    const rows = toRows([say('a', noon), say('a', noon + 86_400_000)], 1);
    assert.equal(shape(rows), 'dFduF');
    const [first, second] = [rows[1]!.order, rows[4]!.order];
    assert.deepEqual(
      rows.map((row) => row.order),
      [first, first, second, second, second],
    );
  });

  it('gives every row a key of its own', () => {
    const rows = toRows([say('a', noon), { ...notice(noon), key: 'day:k1' }, say('a', noon + 86_400_000)]);
    assert.equal(new Set(rows.map((row) => row.key)).size, rows.length);
  });
});
