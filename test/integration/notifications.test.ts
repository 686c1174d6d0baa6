import assert from 'node:assert/strict';
import { Emitter } from '../../src/base/emitter';
import type { MessageEntry } from '../../src/client/conversation/entry';
import { Notifications } from '../../src/editor/notifications/notifications';
import { ManualClock } from '../unit/client/manualClock';

const GATHER_MS = 500;
const PAUSE_MS = 8000;

/** Bob's window, in which the chat is not looked at. */
class Window {
  readonly told: string[] = [];
  readonly clock = new ManualClock();
  focused = false;
  /** The conversation that the person looks at; null: none. */
  lookedAt: string | undefined | null = null;
  /** The person chooses the button. */
  answers = false;
  readonly shown: (string | undefined)[] = [];
  private readonly added = new Emitter<readonly MessageEntry[]>();
  private readonly changedRoom = new Emitter<void>();
  private order = 0;
  private readonly notifications = new Notifications({
    session: {
      state: { kind: 'idle', username: 'bob' },
      current: {
        members: ['bob', 'bob-2', 'carol', 'dave'].map((name) => ({
          mid: name,
          name,
          since: 0,
          dialect: 'native',
        })),
        memberId: 'bob',
        messageAt: (order) => (order === 7 ? ({ own: true } as MessageEntry) : undefined),
      },
      onDidChangeRoom: this.changedRoom.event,
    },
    unread: { isUnread: () => true, lastRead: 0, onDidAdd: this.added.event },
    isLookedAt: (partner) => this.lookedAt === partner,
    showConversation: (partner) => this.shown.push(partner),
    windows: { isLastFocused: () => Promise.resolve(true) },
    clock: this.clock,
    isFocused: () => this.focused,
    show: (message) => {
      this.told.push(message);
      return this.answers ? Promise.resolve('Reply') : new Promise(() => undefined);
    },
  });

  hears(from: string, text: string, more: Partial<MessageEntry> = {}): void {
    const order = ++this.order + 100;
    const message = {
      kind: 'message',
      key: String(order),
      order,
      at: 0,
      from,
      by: from,
      own: false,
    } as const;
    this.added.fire([{ ...message, text, status: 'sent', ...more }]);
  }

  /** Lets time pass, and what comes of it happen. */
  async waits(ms: number): Promise<void> {
    this.clock.advance(ms);
    await new Promise(setImmediate);
  }

  close(): void {
    this.notifications.dispose();
  }
}

describe('what is told of messages', () => {
  let window: Window;
  beforeEach(() => (window = new Window()));
  afterEach(() => window.close());

  for (const [what, text, more, from] of [
    ['a mention', '@Bob: look', {}, 'dave'],
    ['a direct message', 'look', { to: 'bob' }, 'dave, only to you'],
    ['a reply', 'look', { reply: 7 }, 'dave'],
  ] as const) {
    it(`${what} is told within the pause after another message, and while its person is away`, async () => {
      window.hears('carol', 'hello all');
      await window.waits(GATHER_MS);
      window.hears('dave', 'hello');
      await window.waits(1000);
      window.hears('dave', text, more);
      await window.waits(GATHER_MS);
      assert.deepEqual(window.told, ['carol: hello all', `New messages: 2. For you, from ${from}: ${text}`]);
    });
  }

  it('a mention hangs on the member: it is for who was called so, and for nobody who is called so now', async () => {
    window.hears('carol', '@robert, look', { mentions: [{ mid: 'bob', name: 'robert' }] });
    window.hears('dave', '@bob, look', { mentions: [{ mid: 'carol', name: 'bob' }] });
    await window.waits(GATHER_MS);
    assert.deepEqual(window.told, ['New messages: 2. For you, from carol: @robert, look']);
  });

  it('a direct message is told to who looks at the room, and leads to its conversation', async () => {
    window.lookedAt = undefined;
    window.answers = true;
    window.hears('carol', 'bob, look');
    window.hears('dave', 'psst', { to: 'bob' });
    await window.waits(GATHER_MS);
    assert.deepEqual(window.told, ['dave, only to you: psst']);
    assert.deepEqual(window.shown, ['dave']);
    window.lookedAt = 'dave';
    window.hears('dave', 'psst!', { to: 'bob' });
    window.hears('carol', 'bob!');
    await window.waits(PAUSE_MS);
    assert.deepEqual(window.told.slice(1), ['carol: bob!']);
    assert.deepEqual(window.shown.slice(1), [undefined]);
  });

  it('is told in plain words, with the first line of what is code', async () => {
    window.hears('carol', '```ts\nlet a;\nlet b;\n```\n**done**');
    await window.waits(GATHER_MS);
    window.hears('dave', '**done**, @bob, [see](https://a.example)');
    await window.waits(GATHER_MS);
    assert.deepEqual(window.told, ['carol: let a; …', 'dave: done, @bob, see']);
  });

  it('keeps names and texts from right to left to themselves', async () => {
    window.hears('שרה', 'שלום bob');
    await window.waits(GATHER_MS);
    assert.deepEqual(window.told, ['\u2068שרה\u2069: \u2068שלום bob\u2069']);
  });

  it('of several that come together, the one for this person is shown, and of those the last', async () => {
    window.hears('carol', 'bob!');
    window.hears('dave', 'and @bob, too');
    window.hears('carol', 'bob-2 is meant, and bob@example.com, and src/bob');
    await window.waits(GATHER_MS);
    assert.deepEqual(window.told, ['New messages: 3. For you, from dave: and @bob, too']);
  });

  it('what is for all waits for the pause, and for who is away', async () => {
    window.focused = true;
    window.hears('carol', 'one');
    await window.waits(GATHER_MS);
    window.hears('carol', 'ask bob-2');
    window.hears('carol', 'a reply to dave', { reply: 8 });
    await window.waits(PAUSE_MS - 1);
    assert.deepEqual(window.told, ['carol: one']);
    window.focused = false;
    await window.waits(1);
    assert.deepEqual(window.told.slice(1), ['New messages: 2. The last is from carol: a reply to dave']);
    window.hears('carol', 'three');
    await window.waits(2 * PAUSE_MS);
    assert.equal(window.told.length, 2);
  });

  it('a second author is told at once; more from the same one together, and never swallowed', async () => {
    window.hears('carol', 'bob?');
    await window.waits(GATHER_MS);
    window.hears('carol', 'bob??');
    window.hears('carol', 'bob???');
    await window.waits(PAUSE_MS - 1);
    assert.deepEqual(window.told, ['carol: bob?']);
    await window.waits(1);
    assert.deepEqual(window.told.slice(1), ['New messages: 2. For you, from carol: bob???']);
    window.hears('dave', 'bob, carol is calling');
    await window.waits(GATHER_MS);
    assert.deepEqual(window.told.slice(2), ['dave: bob, carol is calling']);
  });
});
