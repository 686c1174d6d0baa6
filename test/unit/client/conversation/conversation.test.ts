import assert from 'node:assert/strict';
import { silentLogger } from '../../../../src/base/logger';
import type { FetchHistory, Link } from '../../../../src/client/link/link';
import type { RoomInfo } from '../../../../src/client/types/clientTypes';
import { Conversation } from '../../../../src/client/conversation/conversation';
import type { LinkContext } from '../../../../src/client/link/link';
import { type Entry, isSaidWith } from '../../../../src/client/conversation/entry';
import { DEFAULT_LIMITS } from '../../../../src/protocol/wire/limits';
import type { RoomEvent } from '../../../../src/protocol/wire/messages';
import { ManualClock } from '../manualClock';

const said = (seq: number): RoomEvent => ({
  ...{ verb: 'say', seq, at: seq, from: 'bob', by: 'm-bob', text: `${seq}` },
});
const range = (from: number, to: number): RoomEvent[] =>
  Array.from({ length: to - from + 1 }, (_, i) => said(from + i));
const textOf = (entry: Entry | undefined) => (entry?.kind === 'message' ? entry.text : entry?.notice.kind);

describe('Conversation', () => {
  let conversation: Conversation;
  let clock: ManualClock;
  const join = (kind: RoomInfo['kind'], seq = 0): void =>
    conversation.joined(
      {
        room: { id: 'r', name: 'Lab', kind, access: 'open', limits: DEFAULT_LIMITS },
        name: 'alice',
        self: 'm-alice',
        seq,
        resumed: false,
        oldest: 1,
        members: [],
        history: [],
      },
      undefined,
    );

  beforeEach(() => {
    clock = new ManualClock();
    const context = { clock, timeouts: { pendingMs: 1000 }, logger: silentLogger };
    conversation = new Conversation(context as unknown as LinkContext);
  });
  afterEach(() => conversation.dispose());

  it('P-5.15 shows the mentions of a message, and after an edit those of the edit', () => {
    join('native');
    const mentions = [{ mid: 'm-carol', name: 'carol' }];
    const mentioned = () => {
      const [entry] = conversation.transcript.page(undefined, 1).entries;
      return entry?.kind === 'message' ? entry.mentions : undefined;
    };
    const about = { at: 1, from: 'bob', by: 'm-bob', of: 1 };
    conversation.events([{ ...said(1), verb: 'say', text: '@carol', mentions }]);
    assert.deepEqual(mentioned(), mentions);
    conversation.events([{ ...about, verb: 'edit', seq: 2, text: 'carol' }]);
    assert.equal(mentioned(), undefined);
    conversation.events([{ ...about, verb: 'edit', seq: 3, text: '@carol', mentions }]);
    assert.deepEqual(mentioned(), mentions);
    conversation.events([{ ...about, verb: 'remove', seq: 4 }]);
    assert.equal(mentioned(), undefined);
  });

  describe('a change of a text that fails', () => {
    const problem = { code: 'not-found', message: 'No such message.' } as const;
    const edit = (id: string, text: string): void => {
      const { ok } = conversation.unsent.add({ id, verb: 'edit', payload: { id, of: 1, text } }, 'alice');
      assert.ok(ok);
    };
    const shown = () => {
      const [entry] = conversation.transcript.page(undefined, 1).entries;
      return entry?.kind === 'message' ? entry.unsentEdit : undefined;
    };
    const kept = (): string[] => conversation.unsent.items.map(({ what }) => what.id);

    beforeEach(() => {
      join('native');
      conversation.events([said(1)]);
    });

    it('makes way for a newer one, of which alone the person knows', () => {
      edit('first', 'better');
      conversation.unsent.failed('first', problem);
      edit('second', 'best');
      assert.deepEqual(kept(), ['second']);
      edit('third', 'best of all');
      conversation.unsent.failed('second', problem);
      assert.deepEqual(kept(), ['third']);
      conversation.unsent.failed('third', problem);
      assert.deepEqual([kept(), shown()?.status], [['third'], 'failed']);
    });

    it('keeps its text where its message is gone', () => {
      edit('late', 'a long text');
      conversation.events([{ verb: 'remove', from: 'bob', by: 'm-bob', at: 2, seq: 2, of: 1 }]);
      conversation.unsent.failed('late', problem);
      assert.deepEqual([shown()?.text, shown()?.status], ['a long text', 'failed']);
      conversation.unsent.discard('late');
      assert.deepEqual([kept(), shown()], [[], undefined]);
    });
  });

  it('keeps no more of a long talk than a person reads back, and fetches the rest again', async () => {
    join('native');
    const asked: number[] = [];
    const ask: FetchHistory = (before, limit) => {
      asked.push(before);
      const events = range(Math.max(1, before - limit), before - 1);
      return Promise.resolve({ events, more: before - limit > 1 });
    };
    for (let seq = 1; seq <= 12_000; seq += 500) conversation.events(range(seq, seq + 499));
    const { transcript } = conversation;
    const here = transcript.page(undefined, Infinity);
    assert.ok(here.entries.length >= 5000 && here.entries.length <= 10_000, `${here.entries.length}`);
    assert.equal(textOf(here.entries.at(-1)), '12000');

    const newest = await conversation.loadOlder(undefined, 200, ask);
    assert.deepEqual([textOf(newest.entries[0]), newest.more, asked.length], ['11801', true, 0]);
    // a panel that has shown all along asks from where it is
    const older = await conversation.loadOlder(1201, 200, ask);
    assert.deepEqual(
      older.entries.map(textOf),
      range(1001, 1200).map((event) => 'text' in event && event.text),
    );
    assert.equal(older.more, true);
    const first = await conversation.loadOlder(201, 200, ask);
    assert.deepEqual([textOf(first.entries[0]), first.more], ['1', false]);
  });

  it('never says to everybody on an original server what was for one member', () => {
    const { unsent, transcript } = conversation;
    const say = (id: string, more: { to?: string }) =>
      unsent.add({ id, verb: 'say', payload: { id, text: id, ...more } }, 'alice');
    say('direct', { to: 'm-bob' });
    say('open', {});
    join('seed');
    const statuses = () =>
      transcript.page(undefined, 9).entries.map((entry) => entry.kind === 'message' && entry.status);
    assert.deepEqual(statuses(), ['failed', 'pending']);
    assert.equal(unsent.retry('direct'), false);
    const sent: string[] = [];
    unsent.pump({ send: ({ id }: { id: string }) => sent.push(id) } as unknown as Link);
    assert.deepEqual(sent, ['open']);
    assert.deepEqual(statuses(), ['failed', 'pending']);
  });

  it('fetches page after page for somebody who wants to see what is rare', async () => {
    join('native', 1000);
    const direct = (seq: number): RoomEvent => ({ ...said(seq), to: 'm-alice' }) as RoomEvent;
    const asked: number[] = [];
    const ask: FetchHistory = (before, limit) => {
      asked.push(before);
      const from = Math.max(1, before - limit);
      const events = range(from, before - 1).map((event) => (event.seq === 7 ? direct(7) : event));
      return Promise.resolve({ events, more: from > 1 });
    };
    const isRare = (entry: Entry) => isSaidWith('m-bob', entry);
    conversation.events([...range(1001, 1200), direct(1201)]);
    const { transcript } = conversation;
    assert.deepEqual(transcript.page(undefined, 2, isRare).entries.map(textOf), ['1201']);
    const page = await conversation.loadOlder(undefined, 200, ask, isRare);
    assert.deepEqual([page.entries.map(textOf), page.more, asked.length], [['7', '1201'], false, 5]);
  });

  it('does not drop what somebody is reading back to', async () => {
    join('native');
    conversation.events(range(1, 10_000));
    let answer: () => void = () => undefined;
    const answered = new Promise<void>((resolve) => (answer = resolve));
    conversation.events(range(10_001, 10_001));
    const reading = conversation.loadOlder(5002, 100, async (before) => {
      await answered;
      return { events: range(before - 100, before - 1), more: true };
    });
    conversation.events(range(10_002, 16_000));
    answer();
    assert.equal(textOf((await reading).entries.at(-1)), '5001');
    conversation.events(range(16_001, 16_001));
    const kept = () => conversation.transcript.page(undefined, Infinity).entries.length;
    assert.equal(kept(), 11_100, 'they may go on');
    clock.advance(10 * 60_000);
    conversation.events(range(16_002, 16_002));
    assert.equal(kept(), 5000);
  });

  it('lets somebody read back to the first of very many messages, while others go on talking', async () => {
    const most = 60_000;
    join('native', most);
    conversation.events([]);
    const ask: FetchHistory = (before, limit) => {
      const events = range(Math.max(1, before - limit), Math.min(before - 1, most));
      return Promise.resolve({ events, more: before - limit > 1 });
    };
    let seq = most;
    let page = await conversation.loadOlder(undefined, 200, ask);
    for (let pages = 1; page.more && pages <= 300; pages++) {
      page = await conversation.loadOlder(page.entries[0]?.order, 200, ask);
      conversation.events([said(++seq)]);
    }
    assert.deepEqual([textOf(page.entries[0]), page.more], ['1', false]);
  });

  it('comes to what was said to everybody before very many direct messages, each time further', async () => {
    const most = 25_000;
    join('native', most);
    const ask: FetchHistory = (before, limit) => {
      const events = range(Math.max(1, before - limit), before - 1).map((event) =>
        event.seq <= 2 ? event : ({ ...event, to: 'm-alice' } as RoomEvent),
      );
      return Promise.resolve({ events, more: before - limit > 1 });
    };
    const isForAll = (entry: Entry) => isSaidWith(undefined, entry);
    const found: number[] = [];
    for (let i = 0; i < 3; i++)
      found.push((await conversation.loadOlder(undefined, 200, ask, isForAll)).entries.length);
    assert.deepEqual(found, [0, 0, 2]);
  });

  it('keeps far more of an original room, which has nothing of it', async () => {
    join('seed');
    conversation.events(range(1, 50_000));
    assert.equal(conversation.transcript.page(undefined, Infinity).entries.length, 50_000);
    conversation.events(range(50_001, 50_001));
    const { entries, more } = await conversation.loadOlder(undefined, Infinity, undefined);
    assert.deepEqual([entries.length, textOf(entries.at(-1)), more], [25_000, '50001', false]);
  });

  it('shows all that an original server says, and what others say after it', () => {
    join('seed');
    for (let seq = 1; seq <= 3000; seq++) conversation.serverText(`line ${seq}`, seq);
    conversation.events([said(3001)]);
    const { entries } = conversation.transcript.page(undefined, Infinity);
    assert.deepEqual([entries.length, textOf(entries.at(-1))], [3001, '3001']);
  });

  it('keeps no more of what was done to messages that are not here, and finds all of it again', async () => {
    join('native');
    const edit: RoomEvent = { ...said(60), verb: 'edit', of: 50, text: 'better' };
    const reacts = Array.from({ length: 20_001 }, (_, i): RoomEvent => ({
      ...{ verb: 'react', seq: 100 + i, at: 1, from: 'bob', by: `m-${Math.floor(i / 500)}`, on: true },
      ...{ of: 1 + (i % 50), emoji: String.fromCodePoint(0x1f300 + (Math.floor(i / 50) % 10)) },
    }));
    const room = [...range(1, 50), edit, ...reacts];
    conversation.events(room.slice(49));
    assert.deepEqual(conversation.transcript.page(undefined, 9).entries, [], 'older than what was dropped');

    const ask: FetchHistory = (before, limit) => {
      const below = room.filter(({ seq }) => seq < before);
      return Promise.resolve({ events: below.slice(-limit), more: below.length > limit });
    };
    const { entries, more } = await conversation.loadOlder(undefined, 60, ask);
    assert.deepEqual([entries.length, more], [50, false]);
    assert.equal(textOf(entries.at(-1)), 'better');
    const reactions = entries.flatMap((entry) => (entry.kind === 'message' ? (entry.reactions ?? []) : []));
    assert.equal(reactions.length, 500);
    assert.equal(
      reactions.reduce((sum, { count }) => sum + count, 0),
      reacts.length,
    );
  });

  it('takes the answer of a server that only repeats itself for the end of it', async () => {
    join('native');
    conversation.events(range(10_001, 20_001));
    let asked = 0;
    const ask: FetchHistory = () => {
      asked += 1;
      return Promise.resolve({ events: range(14_000, 15_001), more: true });
    };
    const { entries, more } = await conversation.loadOlder(15_002, 2000, ask);
    assert.deepEqual([textOf(entries[0]), more, asked], ['14000', false, 2]);
  });

  const amended: readonly [string, (seq: number) => object][] = [
    ['reactions under one message', () => ({ verb: 'react', of: 5, emoji: '🎉', on: true })],
    ['reactions that were withdrawn', (seq) => ({ verb: 'react', of: seq - 1, emoji: '🎉', on: false })],
    ['edits of one message', (seq) => ({ verb: 'edit', of: 1e6, text: `${seq}` })],
    ['removals', (seq) => ({ verb: 'remove', of: seq - 1 })],
  ];
  for (const [what, change] of amended) {
    it(`P-9.8 asks only so often for what is older where the answers are ${what}, and has no end`, async () => {
      join('native');
      conversation.events(range(1e6, 1e6 + 10_000));
      let asked = 0;
      const ask: FetchHistory = (before) => {
        asked += 1;
        const { at, from, by } = said(before - 1);
        const event = { seq: before - 1, at, from, by, ...change(before - 1) } as RoomEvent;
        return Promise.resolve({ events: [event], more: true });
      };
      for (const wish of [1, 2]) {
        const { entries, more } = await conversation.loadOlder(1e6 + 5001, 50, ask);
        assert.deepEqual([entries.length, more], [0, true]);
        assert.ok(asked >= wish * 40 && asked <= wish * 60, `${asked}`);
      }
      const { count, bytes } = conversation.transcript.size.amendments;
      assert.ok(count <= 120 && bytes < 100_000);
    });
  }

  it('P-9.8 keeps a bounded number of bytes, also while somebody reads back', async () => {
    join('native');
    const long = (seq: number): RoomEvent => ({ ...said(seq), text: 'x'.repeat(100_000) }) as RoomEvent;
    const MiB = 1024 * 1024;
    const bytes = () => conversation.transcript.size.entries.bytes;
    conversation.events(Array.from({ length: 500 }, (_, i) => long(1e6 + i)));
    assert.ok(bytes() <= 32 * MiB, `${bytes()}`);
    const ask: FetchHistory = (before) => {
      conversation.events([long(2e6 - before)]);
      assert.ok(bytes() <= 64 * MiB, `${bytes()}`);
      return Promise.resolve({
        events: Array.from({ length: 50 }, (_, i) => long(before - 50 + i)),
        more: true,
      });
    };
    await conversation.loadOlder(undefined, 10_000, ask);
    clock.advance(10 * 60_000);
    conversation.events([said(3e6)]);
    assert.ok(bytes() <= 32 * MiB, `${bytes()}`);
    assert.equal(textOf(conversation.transcript.page(undefined, 1).entries[0]), '3000000');
  });

  it('says that there may be more where no answer comes', async () => {
    join('native');
    conversation.events(range(10_001, 20_001));
    const page = await conversation.loadOlder(15_002, 2000, () => Promise.resolve(undefined));
    assert.deepEqual([page.more, page.isUnanswered], [true, true]);
    const away = await conversation.loadOlder(15_002, 20_000, undefined);
    assert.deepEqual([away.more, away.isUnanswered], [true, true], 'nobody is there to be asked');
    const here = await conversation.loadOlder(undefined, 10, undefined);
    assert.deepEqual([here.more, here.isUnanswered], [true, undefined], 'nobody has to be asked');
  });

  it('refuses to say more where too much is unsent', () => {
    join('native');
    const say = (id: string) =>
      conversation.unsent.add({ id, verb: 'say', payload: { id, text: 'hi' } }, 'alice');
    for (let i = 0; i < 1000; i++) assert.ok(say(`id-${i}`).ok);
    const refused = say('one too many');
    assert.equal(!refused.ok && refused.error.code, 'too-many-unsent');
    conversation.unsent.settle('id-0');
    assert.ok(say('the next').ok);
  });

  it('refuses it, too, where what is unsent is too long in all to be kept', () => {
    join('native');
    const say = (id: string) =>
      conversation.unsent.add({ id, verb: 'say', payload: { id, text: 'x'.repeat(16_000) } }, 'alice');
    const refused = range(1, 40).findIndex(({ seq }) => !say(`id-${seq}`).ok);
    assert.equal(refused, 16);
    assert.ok(JSON.stringify(conversation.unsent.items).length > 250_000);
    conversation.unsent.failed('id-1', { code: 'expired', message: 'Too late.' });
    const again = say('once more');
    assert.equal(!again.ok && again.error.code, 'too-many-unsent', 'what failed is kept as well');
    conversation.unsent.settle('id-1');
    assert.ok(say('the next').ok);
  });

  it('has no place taken by what failed and cannot be tried again', () => {
    join('native');
    for (let i = 0; i < 1001; i++) {
      const id = `id-${i}`;
      assert.ok(conversation.unsent.add({ id, verb: 'remove', payload: { id, of: 1 } }, 'alice').ok);
      conversation.unsent.failed(id, { code: 'not-found', message: 'It is gone.' });
    }
    assert.deepEqual(conversation.unsent.items, []);
  });
});
