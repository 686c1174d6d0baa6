import type { Clock } from '../../base/clock';
import { systemClock } from '../../base/systemClock';
import { type Disposable, DisposableStore } from '../../base/disposable';
import { Emitter } from '../../base/emitter';
import type { Entry, MessageEntry } from '../../client/conversation/entry';
import type { ChatSession } from '../session/chatSession';
import type { Ignored } from '../ignoring/ignored';

/** A message is read at once where the person looks at the chat: a number that would only flash up is not shown. */
const SETTLE_MS = 250;

/** Most messages that are known one by one, far more than anybody catches up with; of more, the newest are. */
const MAX_UNREAD = 10_000;

/** What is known of an unread message; the transcript has its text. */
type Known = Pick<MessageEntry, 'order' | 'by'>;

/** What others said that this person has not read in any of their windows. */
export class Unread implements Disposable {
  /** Unread messages, by key. */
  private readonly unread = new Map<string, Known>();
  private entered = false;
  private newest = 0;
  private upTo = 0;
  /** Up to this order there are unread messages that are no longer known. They never count as new again. */
  private forgotten = 0;
  private shown = 0;
  private settling: Disposable | undefined;
  private readonly _onDidChange = new Emitter<number>();
  private readonly _onDidAdd = new Emitter<readonly MessageEntry[]>();
  private readonly _onDidRead = new Emitter<number>();

  /** Fires when `count` changes. */
  readonly onDidChange = this._onDidChange.event;
  /** Fires with each unread message once, as soon as it comes. */
  readonly onDidAdd = this._onDidAdd.event;
  /** Fires when `readUpTo` grows. */
  readonly onDidRead = this._onDidRead.event;

  constructor(private readonly clock: Clock = systemClock) {}

  /** How many messages are unread, of those that are known one by one. A new one counts after a moment. */
  get count(): number {
    return this.shown;
  }

  /** The order up to which all is read. */
  get readUpTo(): number {
    return this.upTo;
  }

  /** The window goes to another room: nothing is known of it yet. */
  reset(): void {
    this.unread.clear();
    this.entered = false;
    this.newest = this.upTo = this.forgotten = 0;
    this.show();
  }

  /**
   * The window is in the room. What was said up to `readBefore` counts as read, by default all of it. What is missed
   * from here on, connected or not, does not.
   */
  enter(readBefore = this.newest): void {
    if (this.entered) return;
    this.entered = true;
    this.read(readBefore);
    this.show();
  }

  /** Takes note of new and changed entries. @param isIgnored whose messages never count as unread */
  add(entries: readonly Entry[], isIgnored: (memberId: string) => boolean = () => false): void {
    const added: MessageEntry[] = [];
    let taken = false;
    for (const entry of entries) {
      if (entry.kind === 'message' && entry.status !== 'sent') continue; // it has no place in the order yet
      this.newest = Math.max(this.newest, entry.order);
      if (entry.kind !== 'message' || entry.own || entry.order <= this.upTo || isIgnored(entry.by)) continue;
      if (entry.removed) {
        taken = this.unread.delete(entry.key) || taken;
        continue;
      }
      if (this.unread.has(entry.key) || entry.order <= this.forgotten) continue;
      added.push(entry);
      this.unread.set(entry.key, { order: entry.order, by: entry.by });
    }
    this.forget();
    if (!this.entered) return;
    if (taken && added.length === 0) this.show();
    else if (added.length > 0) {
      this.settling ??= this.clock.after(SETTLE_MS, () => this.show());
      this._onDidAdd.fire(added);
    }
  }

  isUnread({ key }: Pick<Entry, 'key'>): boolean {
    return this.unread.has(key);
  }

  /** Messages of ignored people no longer count. */
  drop(isIgnored: (memberId: string) => boolean): void {
    for (const [key, { by }] of this.unread) if (isIgnored(by)) this.unread.delete(key);
    this.show();
  }

  /** All up to `order` is read. @returns whether that is new */
  read(order: number): boolean {
    // pending messages stand above everything that will ever be said, which must not count as read
    const upTo = Math.min(order, this.newest);
    if (!(upTo > this.upTo)) return false;
    this.upTo = upTo;
    for (const [key, { order }] of this.unread) if (order <= upTo) this.unread.delete(key);
    this.show();
    this._onDidRead.fire(upTo);
    return true;
  }

  dispose(): void {
    this.settling?.dispose();
    this._onDidChange.dispose();
    this._onDidAdd.dispose();
    this._onDidRead.dispose();
  }

  private forget(): void {
    for (const [key, { order }] of this.unread) {
      if (this.unread.size <= MAX_UNREAD) return;
      this.unread.delete(key);
      this.forgotten = Math.max(this.forgotten, order);
    }
  }

  private show(): void {
    this.settling?.dispose();
    this.settling = undefined;
    const count = this.entered ? this.unread.size : 0;
    if (count === this.shown) return;
    this.shown = count;
    this._onDidChange.fire(this.shown);
  }
}

/** Keeps `unread` up to date with the room. */
export function registerUnread({
  unread,
  session,
  ignored,
}: {
  readonly unread: Unread;
  readonly session: ChatSession;
  readonly ignored: Ignored;
}): Disposable {
  const store = new DisposableStore();
  store.add(session.onDidChangeRoom(() => unread.reset()));
  const isIgnored = (memberId: string): boolean => ignored.has(memberId);
  store.add(session.onDidChangeEntries((entries) => unread.add(entries, isIgnored)));
  store.add(ignored.onDidChange(() => unread.drop(isIgnored)));
  store.add(session.onDidRead((order) => unread.read(order)));
  store.add(
    session.onDidChange(() => {
      if (session.state.kind === 'joined') unread.enter(session.current.readBefore);
    }),
  );
  return store;
}
