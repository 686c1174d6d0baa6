import assert from 'node:assert/strict';
import { silentLogger } from '../../../../src/base/logger';
import type { FetchHistory } from '../../../../src/client/link/link';
import { DEFAULT_TIMEOUTS } from '../../../../src/client/types/clientTypes';
import { Conversation } from '../../../../src/client/conversation/conversation';
import type { Joined, LinkContext } from '../../../../src/client/link/link';
import { openWire } from '../../../../src/client/link/wire';
import type { RoomEvent } from '../../../../src/protocol/wire/messages';
import { ManualClock } from '../manualClock';

const say = (seq: number, by = 'm-bob'): RoomEvent => ({
  ...{ verb: 'say', from: by, at: seq, by, id: `id-${seq}`, text: String(seq), seq },
});
const says = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => say(from + i));

const joined = (seq: number, resumed: boolean, history: readonly RoomEvent[]): Joined => ({
  room: { id: 'room', name: 'Room', kind: 'native', access: 'open', limits: {} },
  name: 'ann',
  self: 'm-ann',
  token: 'token',
  seq,
  resumed,
  oldest: 1,
  members: [],
  history,
});

/** Answers with pages of a room that has these events, so many times; then it is gone. */
function serverWith(events: readonly RoomEvent[], answers: number, pageSize = 3): FetchHistory {
  let left = answers;
  return (before) => {
    if (left-- <= 0) return Promise.resolve(undefined);
    const below = events.filter(({ seq }) => seq < before);
    return Promise.resolve({ events: below.slice(-pageSize), more: below.length > pageSize });
  };
}

const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

describe('a gap that the welcome leaves', () => {
  let conversation: Conversation;
  const texts = () =>
    conversation.transcript
      .page(undefined, 100)
      .entries.map((entry) => (entry.kind === 'message' ? Number(entry.text) : entry.notice.kind));
  const numbers = (from: number, to: number) => says(from, to).map(({ seq }) => seq);

  beforeEach(() => {
    const context: LinkContext = {
      address: { host: 'room.example', port: 9999 },
      key: () => undefined,
      expected: () => ({ publicKey: undefined, noOther: false }),
      timeouts: DEFAULT_TIMEOUTS,
      clock: new ManualClock(),
      logger: silentLogger,
      openWire,
    };
    conversation = new Conversation(context);
    conversation.joined(joined(2, false, says(1, 2)), undefined);
  });
  afterEach(() => conversation.dispose());

  it('P-6.6 is closed page by page', async () => {
    conversation.joined(joined(20, true, says(19, 20)), serverWith(says(1, 20), 100));
    await settled();
    assert.deepEqual(texts(), numbers(1, 20));
  });

  it('P-6.6 is closed however long it is', async () => {
    conversation.joined(joined(1000, true, says(999, 1000)), serverWith(says(1, 1000), Infinity));
    await settled();
    assert.deepEqual(texts(), numbers(901, 1000));
    assert.deepEqual(conversation.transcript.page(undefined, Infinity).entries.length, 1000);
  });

  it('is closed only as far as the transcript reaches; the rest is there to be read back', async () => {
    const room = says(1, 15_000);
    let asked = 0;
    const server = serverWith(room, Infinity, 200);
    const ask: FetchHistory = (before, limit) => {
      asked += 1;
      return server(before, limit);
    };
    conversation.joined(joined(15_000, true, says(14_990, 15_000)), ask);
    await settled();
    const { length } = conversation.transcript.page(undefined, Infinity).entries;
    assert.ok(length >= 5000 && length <= 10_000, `${length}`);
    assert.ok(asked <= 51, `${asked}`);
    const whole = await conversation.loadOlder(undefined, 15_000, ask);
    assert.deepEqual(
      whole.entries.map((entry) => entry.kind === 'message' && entry.text),
      room.map(({ seq }) => String(seq)),
    );
  });

  it('P-6.6 is closed after the next connection where the first one breaks', async () => {
    conversation.joined(joined(20, true, says(19, 20)), serverWith(says(1, 20), 2));
    await settled();
    assert.deepEqual(texts(), [1, 2, ...numbers(13, 20)]);
    // by then there is another one
    conversation.joined(joined(30, true, says(28, 30)), serverWith(says(1, 30), 2));
    await settled();
    assert.deepEqual(texts(), [1, 2, ...numbers(13, 20), ...numbers(22, 30)]);
    conversation.joined(joined(30, true, []), serverWith(says(1, 30), 100));
    await settled();
    assert.deepEqual(texts(), numbers(1, 30));
  });

  it('P-6.6 is none where the server says that it tells of everything: runs of comings go on', async () => {
    const passing = (seq: number, verb: 'join' | 'leave'): RoomEvent => ({
      verb,
      from: 'SERVER',
      at: seq,
      by: 'm-bob',
      name: 'bob',
      seq,
      dialect: 'native',
    });
    conversation.events([passing(3, 'leave')]);
    let asked = 0;
    const ask: FetchHistory = () => {
      asked += 1;
      return Promise.resolve(undefined);
    };
    conversation.joined({ ...joined(1004, true, [passing(1004, 'join')]), isWhole: true }, ask);
    await settled();
    assert.deepEqual([texts(), asked], [[1, 2, 'presence'], 0]);
    conversation.joined(joined(2004, true, [passing(2004, 'leave')]), ask);
    assert.deepEqual([texts(), asked], [[1, 2, 'presence', 'leave'], 1], 'older servers do not say');
  });

  it('is waited for by whoever looks for a message in it', async () => {
    const room = serverWith(says(1, 20), Infinity);
    let goOn = (): void => undefined;
    const ask: FetchHistory = async (before, limit) => {
      await new Promise<void>((resolve) => (goOn = resolve));
      return room(before, limit);
    };
    conversation.joined(joined(20, true, says(19, 20)), ask);
    const { transcript } = conversation;
    const there: string[] = [];
    for (const seq of [17, 5])
      void conversation
        .isMissing(transcript.orderOf(seq))
        .then((missing) => there.push(`${seq} ${missing ? 'missing' : String(transcript.at(seq)?.key)}`));
    assert.deepEqual(
      await Promise.all([2, 19].map((seq) => conversation.isMissing(transcript.orderOf(seq)))),
      [false, false],
      'what stands beside it waits for nothing',
    );
    assert.deepEqual(there, []);
    goOn();
    await settled();
    assert.deepEqual(there, ['17 0:17'], 'no longer than it takes');
    for (let pages = 0; pages < 6; pages++) {
      goOn();
      await settled();
    }
    assert.deepEqual(there, ['17 0:17', '5 0:5']);
  });

  it('stays one where the connection breaks: what is in it is missing, and not gone', async () => {
    conversation.joined(joined(20, true, says(19, 20)), serverWith(says(1, 20), 2));
    const { transcript } = conversation;
    assert.equal(await conversation.isMissing(transcript.orderOf(5)), true);
    assert.equal(await conversation.isMissing(transcript.orderOf(14)), false);
  });

  it('P-9.8 is closed by only so many pages; what is below is left to whoever reads back', async () => {
    let asked = 0;
    const ask: FetchHistory = (before) => {
      asked += 1;
      const edit = { ...say(before - 1), verb: 'edit', of: 2 } as RoomEvent;
      return Promise.resolve({ events: [edit], more: true });
    };
    conversation.joined(joined(1e6, true, [say(1e6)]), ask);
    for (let turn = 0; turn < 100; turn++) await settled();
    assert.equal(asked, 500);
    assert.deepEqual(texts(), [1e6], 'nothing from behind what is missing');
    const { more } = await conversation.loadOlder(undefined, 10, () => Promise.resolve(undefined));
    assert.equal(more, true);
  });

  it('P-9.8 is one of a bounded number, and nothing of them is lost', async () => {
    const never: FetchHistory = () => Promise.resolve(undefined);
    for (let i = 1; i <= 150; i++) conversation.joined(joined(10 * i + 2, true, [say(10 * i + 2)]), never);
    let asked = 0;
    const server = serverWith(says(1, 1502), Infinity, 200);
    conversation.joined(joined(1502, true, []), (before, limit) => {
      asked += 1;
      return server(before, limit);
    });
    for (let turn = 0; turn < 100; turn++) await settled();
    const all = conversation.transcript.page(undefined, 2000).entries;
    assert.deepEqual(
      all.map((entry) => entry.kind === 'message' && entry.text),
      numbers(1, 1502).map(String),
    );
    assert.ok(asked <= 110, `${asked}`);
  });

  it('is forgotten in another numbering', async () => {
    conversation.joined(joined(20, true, says(19, 20)), serverWith(says(1, 20), 0));
    await settled();
    conversation.joined(joined(3, false, says(1, 3)), serverWith(says(1, 3), 100));
    await settled();
    assert.deepEqual(texts(), [1, 2, 19, 20, 'divider', 1, 2, 3]);
  });

  it("shows one's own message once where it comes back before the page it stands in", async () => {
    const own = say(5, 'm-ann');
    assert.ok(
      conversation.unsent.add({ id: 'id-5', verb: 'say', payload: { id: 'id-5', text: '5' } }, 'ann').ok,
    );
    const all = says(1, 20).map((event) => (event.seq === 5 ? own : event));
    const ask = serverWith(all, 100);
    let first = true;
    conversation.joined(joined(20, true, says(19, 20)), (before, limit) => {
      if (first) conversation.events([own]);
      first = false;
      return ask(before, limit);
    });
    await settled();
    assert.deepEqual(texts(), numbers(1, 20));
  });
});
