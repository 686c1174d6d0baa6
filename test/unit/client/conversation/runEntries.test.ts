// Comings and goings in the transcript: on end they are one entry, and that stays true while others read back.
import assert from 'node:assert/strict';
import type { PresenceRun } from '../../../../src/client/conversation/presenceRun';
import type { Entry, NewEntry } from '../../../../src/client/conversation/entry';
import { Transcript } from '../../../../src/client/conversation/transcript';

const NOON = new Date(2026, 2, 10, 12).getTime();

const message: NewEntry = {
  ...{ kind: 'message', at: NOON, from: 'bob', by: 'm-bob', own: false, text: 'hi', status: 'sent' },
};
const join = (name: string, { own = false, at = NOON } = {}): NewEntry => ({
  ...{ kind: 'notice', at, notice: { kind: 'join', name, own } },
});
const leave = (name: string): NewEntry => ({
  ...{ kind: 'notice', at: NOON, notice: { kind: 'leave', name, own: false } },
});

/** Joins from one seq to another, both included. */
const joins = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, i) => ({ seq: from + i, entry: join(`guest-${from + i}`) }));

describe('comings and goings in the transcript', () => {
  let transcript: Transcript;
  let told: (readonly Entry[])[];
  beforeEach(() => {
    transcript = new Transcript();
    told = [];
    transcript.onDidChange((entries) => told.push(entries));
  });
  afterEach(() => transcript.dispose());

  const all = () => transcript.page(undefined, Infinity).entries;
  const shape = () =>
    all().map((entry) => {
      if (entry.kind === 'message') return 'message';
      const { notice, order, upTo = order } = entry;
      return notice.kind === 'presence' ? `${notice.events} in ${order}-${upTo}` : notice.kind;
    });

  it('are one entry, however many come, and one change for each batch', () => {
    transcript.append([{ seq: 1, entry: message }]);
    for (let seq = 2; seq <= 20_001; seq += 500) transcript.append(joins(seq, seq + 499));
    assert.deepEqual(shape(), ['message', '20000 in 2-20001']);
    assert.ok(told.every((entries) => entries.length === 1));
    assert.equal(new Set(told.flat().map(({ key }) => key)).size, 2);
  });

  it('push out nothing of what was said', () => {
    transcript.append([{ seq: 1, entry: message }]);
    transcript.append(joins(2, 5000));
    assert.equal(
      transcript.trim({
        entries: { count: 100, bytes: Infinity },
        amendments: { count: 100, bytes: Infinity },
      }),
      undefined,
    );
    assert.equal(all()[0]!.kind, 'message');
  });

  it('begin anew behind whatever else there is, and where a day begins', () => {
    transcript.append([
      ...joins(1, 3),
      { seq: 4, entry: message },
      ...joins(5, 6),
      { seq: 7, entry: join('ann', { own: true }) },
      { seq: 8, entry: join('bob') },
      { seq: 9, entry: join('cy', { at: NOON + 24 * 3_600_000 }) },
      { seq: 10, entry: join('dan', { at: NOON + 24 * 3_600_000 }) },
    ]);
    assert.deepEqual(shape(), ['3 in 1-3', 'message', '2 in 5-6', 'join', 'join', '2 in 9-10']);
  });

  it('stand alone as they are where there is one', () => {
    transcript.append([{ seq: 1, entry: join('bob') }]);
    assert.deepEqual(all()[0]!.kind === 'notice' && all()[0], {
      ...{ kind: 'notice', key: '0:1', order: 1, at: NOON },
      notice: { kind: 'join', name: 'bob', own: false },
    });
  });

  it('count each once, whatever comes twice', () => {
    transcript.append(joins(1, 10));
    transcript.append(joins(4, 12));
    assert.deepEqual(shape(), ['12 in 1-12']);
  });

  it('grow at their begin while somebody reads back, under the same key', () => {
    transcript.append([...joins(500, 520), { seq: 521, entry: message }]);
    const [before] = all();
    transcript.prepend([{ seq: 299, entry: message }, ...joins(300, 499)]);
    const [, after] = all();
    assert.deepEqual(shape(), ['message', '221 in 300-520', 'message']);
    assert.equal(after!.key, before!.key);
    // who has shown it from where it began before gets it in the next page
    const page = transcript.page(before!.order, 10).entries;
    assert.deepEqual(
      page.map(({ key }) => key),
      ['0:299', before!.key],
    );
  });

  it('do not go on across what is missing, until it has come', () => {
    transcript.append(joins(1, 10));
    transcript.leaveGap();
    transcript.append(joins(31, 40));
    assert.deepEqual(shape(), ['10 in 1-10', '10 in 31-40']);
    const [first, second] = all().map(({ key }) => key);
    told = [];
    transcript.append([{ seq: 20, entry: message }, ...joins(21, 30)]);
    assert.deepEqual(shape(), ['10 in 1-10', 'message', '20 in 21-40']);
    assert.deepEqual(
      told.flat().map(({ key }) => key),
      ['0:20', second],
      'nobody is told of an entry that is gone',
    );
    transcript.append(joins(11, 19));
    assert.deepEqual(shape(), ['19 in 1-19', 'message', '20 in 21-40']);
    assert.equal(all()[0]!.key, first);
  });

  it('leave the numbers to what comes after them', () => {
    transcript.append(joins(1, 9));
    transcript.append([
      { seq: undefined, entry: { kind: 'notice', at: NOON, notice: { kind: 'saving', on: false } } },
    ]);
    transcript.append([{ seq: 10, entry: leave('guest-4') }]);
    assert.deepEqual(shape(), ['9 in 1-9', 'saving', 'leave']);
    transcript.divide(NOON);
    transcript.append(joins(1, 2));
    assert.deepEqual(shape().slice(3), ['divider', '2 in 12-13']);
    assert.ok(all().every(({ order }, i) => i === 0 || order > all()[i - 1]!.order));
  });

  it('tell of whoever came and went once', () => {
    transcript.append([
      { seq: 1, entry: join('ada') },
      { seq: 2, entry: leave('ada') },
      { seq: 3, entry: leave('carol') },
    ]);
    const [entry] = all();
    const { people } = (entry as { notice: PresenceRun }).notice;
    assert.deepEqual(
      people.map(({ name, wasHere, isHere }) => [name, wasHere, isHere]),
      [
        ['ada', false, false],
        ['carol', true, false],
      ],
    );
  });
});
