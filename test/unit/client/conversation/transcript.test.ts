import assert from 'node:assert/strict';
import type { Entry, NewEntry } from '../../../../src/client/conversation/entry';
import { Transcript } from '../../../../src/client/conversation/transcript';
import { useOwn } from '../../support/own';

const message = (text: string): NewEntry => ({
  kind: 'message',
  at: 1,
  from: 'bob',
  by: 'm-bob',
  own: false,
  text,
  status: 'sent',
});
const own = (text: string) => ({ at: 1, from: 'alice', by: 'm-alice', text });
const note = (text: string): NewEntry => ({ kind: 'notice', at: 1, notice: { kind: 'server-text', text } });

const textOf = (entry: Entry) =>
  entry.kind === 'message'
    ? entry.text
    : entry.notice.kind === 'server-text'
      ? entry.notice.text
      : entry.notice.kind;
const texts = (transcript: Transcript) => transcript.page(undefined, 100).entries.map(textOf);

const LARGE = { count: 100, bytes: 1e6 };
const most = (count: number) => ({ entries: { count, bytes: 1e6 }, amendments: LARGE });

describe('Transcript', () => {
  const owned = useOwn();
  let transcript: Transcript;
  let changes: Entry[][];
  beforeEach(() => {
    transcript = new Transcript();
    changes = [];
    owned(transcript.onDidChange((entries) => changes.push([...entries])));
  });

  afterEach(() => {
    const { entries } = transcript.page(undefined, 1000);
    for (const [i, entry] of entries.entries()) {
      if (i > 0) assert.ok(entry.order > entries[i - 1]!.order, 'orders ascend');
    }
    assert.equal(new Set(entries.map((entry) => entry.key)).size, entries.length, 'keys are unique');
  });

  it("keeps the room's order, whatever the order of arrival", () => {
    transcript.append([{ seq: 5, entry: message('five') }]);
    transcript.append([
      { seq: 2, entry: message('two') },
      { seq: 9, entry: message('nine') },
    ]);
    assert.deepEqual(texts(transcript), ['two', 'five', 'nine']);
  });

  it('knows what answers a message, sent and unsent', () => {
    const answer = (text: string, reply: number): NewEntry => ({ ...message(text), reply }) as NewEntry;
    transcript.append([
      { seq: 1, entry: message('one') },
      { seq: 2, entry: answer('to one', 1) },
      { seq: 3, entry: answer('to two', 2) },
      { seq: 4, entry: note('x') },
    ]);
    transcript.addPending('a', { ...own('mine to one'), reply: 1 });
    assert.deepEqual(transcript.answersTo(new Set([1])).map(textOf), ['to one', 'mine to one']);
    assert.deepEqual(transcript.answersTo(new Set([3, 4])), []);
  });

  it('gives pages of what is wanted only, sent and unsent', () => {
    const isLong = (entry: Entry) => textOf(entry).length > 3;
    const entries = ['long 1', 'one', 'long 2', 'two'].map((text, i) => ({
      seq: i + 1,
      entry: message(text),
    }));
    transcript.append(entries);
    transcript.addPending('id-1', own('long 3'));
    transcript.addPending('id-2', own('no'));
    const page = (before: number | undefined, limit: number) => {
      const { entries: found, more } = transcript.page(before, limit, isLong);
      return [found.map(textOf), more];
    };
    assert.deepEqual(page(undefined, 2), [['long 2', 'long 3'], true]);
    assert.deepEqual(page(undefined, 3), [['long 1', 'long 2', 'long 3'], false]);
    assert.deepEqual(page(transcript.orderOf(3), 3), [['long 1'], false]);
    const [pending] = transcript.page(undefined, 1).entries;
    assert.deepEqual(page(pending?.order, 1), [['long 3'], true]);
  });

  it('keeps the key of a pending message and moves it to its place', () => {
    transcript.append([{ seq: 3, entry: message('three') }]);
    transcript.addPending('id-1', own('mine'));
    transcript.append([{ seq: 5, entry: message('five') }]);
    assert.deepEqual(texts(transcript), ['three', 'five', 'mine']);
    transcript.acknowledge('id-1', 4, own('mine'));
    assert.deepEqual(texts(transcript), ['three', 'mine', 'five']);
    const [pending, , sent] = changes.slice(1).map(([entry]) => entry!);
    assert.equal(pending!.key, sent!.key);
    assert.equal(sent!.order, 4);
    assert.ok(sent!.kind === 'message' && sent!.status === 'sent');
  });

  it('tells of failure with its problem, and takes it back at a retry', () => {
    transcript.addPending('id-1', own('mine'));
    transcript.markFailed('id-1', { code: 'expired', message: 'Too late.' });
    transcript.markPending('id-1');
    assert.deepEqual(
      changes.map(([entry]) => entry?.kind === 'message' && [entry.status, entry.problem?.code]),
      [
        ['pending', undefined],
        ['failed', 'expired'],
        ['pending', undefined],
      ],
    );
    assert.ok(!('problem' in changes[2]![0]!));
  });

  it('puts local notices between what was before and what comes after', () => {
    transcript.append([{ seq: 7, entry: message('seven') }]);
    for (let i = 0; i < 50; i++) transcript.append([{ seq: undefined, entry: note(`note ${i}`) }]);
    transcript.append([{ seq: 8, entry: message('eight') }]);
    const all = texts(transcript);
    assert.deepEqual([all[0], all[1], all[50], all[51]], ['seven', 'note 0', 'note 49', 'eight']);
  });

  it('loses no event to local notices, however many there are', () => {
    transcript.append([{ seq: 7, entry: message('seven') }]);
    for (let i = 0; i < 3000; i++) transcript.append([{ seq: undefined, entry: note(`note ${i}`) }]);
    transcript.append([{ seq: 8, entry: message('eight') }]);
    transcript.append([{ seq: undefined, entry: note('the next') }]);
    const { entries } = transcript.page(undefined, 5000);
    const all = entries.map(textOf);
    assert.deepEqual([all[0], all[1], all[1000]], ['seven', 'note 0', 'note 999']);
    assert.deepEqual(all.slice(-2), ['eight', 'the next']);
    assert.ok(entries.every(({ order }, i) => i === 0 || order > entries[i - 1]!.order));
  });

  it('begins a new numbering below a divider', () => {
    transcript.append([{ seq: 700, entry: message('old') }]);
    transcript.append([{ seq: undefined, entry: note('note') }]);
    transcript.addPending('id-1', own('mine'));
    transcript.divide(1);
    transcript.append([{ seq: 1, entry: message('new') }]);
    transcript.acknowledge('id-1', 2, own('mine'));
    assert.deepEqual(texts(transcript), ['old', 'note', 'divider', 'new', 'mine']);
  });

  it('P-5.3 shows nothing any more of a message that is taken back, whether its removal comes before or after it', () => {
    const removal = { verb: 'remove', from: 'bob', at: 2, by: 'm-bob' } as const;
    const quoting = {
      ...message('look'),
      code: { path: 'a.ts', start: 1, end: 1, text: 'secret' },
    } as NewEntry;
    transcript.append([{ seq: 5, entry: quoting }]);
    transcript.amend({ ...removal, seq: 7, of: 5 }, false);
    transcript.amend({ ...removal, seq: 8, of: 6 }, false);
    transcript.append([{ seq: 6, entry: quoting }]);
    // emptied edits say so, too, whatever follows them
    const edit = (seq: number, of: number, text: string, removed: boolean) =>
      transcript.amend({ ...removal, verb: 'edit', seq, of, text, ...(removed && { removed }) }, false);
    transcript.append([{ seq: 9, entry: quoting }]);
    edit(10, 9, '', true);
    edit(11, 9, 'again', false);
    edit(13, 12, '', true);
    edit(14, 12, 'again', false);
    transcript.append([{ seq: 12, entry: quoting }]);
    // and the message itself, which may be one's own
    transcript.addPending('mine', own('mine'));
    transcript.acknowledge('mine', 15, { ...own(''), removed: true });
    for (const entry of transcript.page(undefined, 10).entries) {
      assert.ok(entry.kind === 'message' && entry.removed);
      assert.equal(entry.text, '');
      assert.ok(!('code' in entry));
    }
  });

  it('gives pages backwards', () => {
    transcript.append([1, 2, 3, 4, 5].map((seq) => ({ seq, entry: message(String(seq)) })));
    transcript.addPending('id-1', own('mine'));
    const newest = transcript.page(undefined, 3);
    assert.deepEqual([newest.entries.map(textOf), newest.more], [['4', '5', 'mine'], true]);
    const middle = transcript.page(newest.entries[0]!.order, 2);
    assert.deepEqual([middle.entries.map(textOf), middle.more], [['2', '3'], true]);
    const oldest = transcript.page(middle.entries[0]!.order, 2);
    assert.deepEqual([oldest.entries.map(textOf), oldest.more], [['1'], false]);
  });

  it('gives pages that end or begin among the unsent', () => {
    transcript.append([1, 2].map((seq) => ({ seq, entry: message(String(seq)) })));
    for (const id of ['a', 'b', 'c']) transcript.addPending(id, own(id));
    const last = transcript.page(undefined, 1);
    assert.deepEqual(last.entries.map(textOf), ['c']);
    const before = transcript.page(last.entries[0]!.order, 3);
    assert.deepEqual([before.entries.map(textOf), before.more], [['2', 'a', 'b'], true]);
    const first = transcript.page(before.entries[0]!.order, 3);
    assert.deepEqual([first.entries.map(textOf), first.more], [['1'], false]);
  });

  it('drops the oldest where there are too many, and nothing of what is unsent', () => {
    transcript.append([1, 2, 3, 4, 5].map((seq) => ({ seq, entry: message(String(seq)) })));
    transcript.addPending('id-1', own('mine'));
    transcript.append([{ seq: 9, entry: message('9') }]);
    assert.equal(transcript.trim(most(6)), undefined);
    assert.equal(transcript.trim(most(4)), 5);
    assert.deepEqual(texts(transcript), ['5', '9', 'mine']);
    transcript.prepend([{ seq: 4, entry: message('4') }]);
    assert.deepEqual(texts(transcript), ['4', '5', '9', 'mine']);
  });

  it('says that nothing of the numbering of now was dropped where only older ones were', () => {
    transcript.append([1, 2, 3].map((seq) => ({ seq, entry: message(String(seq)) })));
    transcript.divide(1);
    transcript.append([{ seq: 1, entry: message('new') }]);
    const first = transcript.trim(most(4));
    assert.ok(first !== undefined && first <= 0);
    assert.deepEqual(texts(transcript), ['divider', 'new']);
  });
});
