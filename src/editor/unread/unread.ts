import type { Clock } from '../../base/clock';
import { systemClock } from '../../base/systemClock';
import { type Disposable, DisposableStore } from '../../base/disposable';
import { Emitter } from '../../base/emitter';
import { type Entry, type MessageEntry, partnerOf } from '../../client/conversation/entry';
import type { ChatSession } from '../session/chatSession';
import type { Ignored } from '../ignoring/ignored';

/** A message is read at once where the person looks at the chat: a number that would only flash up is not shown. */
const SETTLE_MS = 250;

/** Most messages that are known one by one, far more than anybody catches up with; of more, the newest are. */
const MAX_UNREAD = 10_000;

/** What is known of an unread message; the transcript has its text. */
type Known = Pick<MessageEntry, 'order' | 'by'> & {
  /** The member who said it to this person alone; undefined: it is for everybody. */
  readonly partner: string | undefined;
};

/** What others said that this person has not read in any of their windows. */
export class Unread implements Disposable {
  /** Unread messages, by key. */
  private readonly unread = new Map<string, Known>();
  private entered = false;
  private newest = 0;
  /** The order up to which everything is read. */
  private upTo = 0;
  /** The order up to which more is read of what was said with one member alone; with undefined, to everybody. */
  private readonly furtherIn = new Map<string | undefined, number>();
  /** Up to this order there are unread messages that are no longer known. They never count as new again. */
  private forgotten = 0;
  /** How many are unread of whom; without those of whom none are. */
  private shown: ReadonlyMap<string | undefined, number> = new Map();
  private settling: Disposable | undefined;
  private readonly _onDidChange = new Emitter<void>();
  private readonly _onDidAdd = new Emitter<readonly MessageEntry[]>();
  private readonly _onDidRead = new Emitter<void>();

  /** Fires when `count` or a count of {@link countWith} changes. */
  readonly onDidChange = this._onDidChange.event;
  /** Fires with each unread message once, as soon as it comes. */
  readonly onDidAdd = this._onDidAdd.event;
  /** Fires when something is read. */
  readonly onDidRead = this._onDidRead.event;

  constructor(private readonly clock: Clock = systemClock) {}

  /** How many messages are unread, of those that are known one by one. A new one counts after a moment. */
  get count(): number {
    return [...this.shown.values()].reduce((sum, count) => sum + count, 0);
  }

  /** How many of what that member said to this person alone; with undefined, of what is for everybody. */
  countWith(partner: string | undefined): number {
    return this.shown.get(partner) ?? 0;
  }

  /** With whom something that was said to this person alone is unread, also where it does not count yet. */
  get partners(): ReadonlySet<string | undefined> {
    return new Set([...this.unread.values()].map(({ partner }) => partner));
  }

  /** The order up to which everything is read: before the first unread message, whoever said it to whom. */
  get readUpTo(): number {
    let upTo = this.lastRead;
    for (const { order } of this.unread.values()) upTo = Math.min(upTo, order - 1);
    return Math.max(this.upTo, upTo);
  }

  /** The order up to which all is read of what was said with that member alone; with undefined, to everybody. */
  readUpToWith(partner: string | undefined): number {
    return Math.max(this.upTo, this.furtherIn.get(partner) ?? 0);
  }

  /** The order of the last message that is read. It only grows while the window is in the room. */
  get lastRead(): number {
    return Math.max(this.upTo, ...this.furtherIn.values());
  }

  /** The window goes to another room: nothing is known of it yet. */
  reset(): void {
    this.unread.clear();
    this.furtherIn.clear();
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
    this.readAll(readBefore);
    this.show();
  }

  /** Takes note of new and changed entries. @param isIgnored whose messages never count as unread */
  add(entries: readonly Entry[], isIgnored: (memberId: string) => boolean = () => false): void {
    const added: MessageEntry[] = [];
    let taken = false;
    for (const entry of entries) {
      if (entry.kind === 'message' && entry.status !== 'sent') continue; // it has no place in the order yet
      this.newest = Math.max(this.newest, entry.order);
      if (entry.kind !== 'message' || entry.own || isIgnored(entry.by)) continue;
      const partner = partnerOf(entry);
      if (entry.order <= this.readUpToWith(partner)) continue;
      if (entry.removed) {
        taken = this.unread.delete(entry.key) || taken;
        continue;
      }
      if (this.unread.has(entry.key) || entry.order <= this.forgotten) continue;
      added.push(entry);
      this.unread.set(entry.key, { order: entry.order, by: entry.by, partner });
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

  /** Everything up to `order` is read. @returns whether that is new */
  readAll(order: number): boolean {
    const upTo = this.known(order);
    if (!(upTo > this.upTo)) return false;
    this.upTo = upTo;
    for (const [key, { order }] of this.unread) if (order <= upTo) this.unread.delete(key);
    this.hasRead();
    return true;
  }

  /**
   * All up to `order` is read of what was said with that member alone; with undefined, to everybody.
   * @returns whether that is new
   */
  read(order: number, partner?: string): boolean {
    const upTo = this.known(order);
    if (!(upTo > this.readUpToWith(partner))) return false;
    this.furtherIn.set(partner, upTo);
    for (const [key, one] of this.unread)
      if (one.partner === partner && one.order <= upTo) this.unread.delete(key);
    this.hasRead();
    return true;
  }

  dispose(): void {
    this.settling?.dispose();
    this._onDidChange.dispose();
    this._onDidAdd.dispose();
    this._onDidRead.dispose();
  }

  /** Pending messages stand above everything that will ever be said, which must not count as read. */
  private known(order: number): number {
    return Math.min(order, this.newest);
  }

  private hasRead(): void {
    this.show();
    this._onDidRead.fire();
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
    const counts = new Map<string | undefined, number>();
    if (this.entered) {
      for (const { partner } of this.unread.values()) counts.set(partner, (counts.get(partner) ?? 0) + 1);
    }
    const { shown } = this;
    if (counts.size === shown.size && [...counts].every(([who, count]) => shown.get(who) === count)) return;
    this.shown = counts;
    this._onDidChange.fire();
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
  store.add(session.onDidRead((order) => unread.readAll(order)));
  store.add(
    session.onDidChange(() => {
      if (session.state.kind === 'joined') unread.enter(session.current.readBefore);
    }),
  );
  return store;
}
