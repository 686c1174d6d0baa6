import type { Clock } from '../../base/clock';
import type { Disposable } from '../../base/disposable';
import { Emitter } from '../../base/emitter';
import { systemClock } from '../../base/systemClock';
import { Throttle } from '../../base/throttle';
import type { Entry } from '../../client/conversation/entry';

/** What happens in a room is told no more often than this, however much it is: each listener has work with it. */
const APART_MS = 50;
/** So many entries wait to be told together; more are told at once. */
const MAX_WAITING = 1000;

/** The firing side of what a session tells; `ChatSession` says what each means. */
export class SessionEvents implements Disposable {
  readonly change = new Emitter<void>();
  readonly changeRoom = new Emitter<void>();
  readonly changeEntries = new Emitter<readonly Entry[]>();
  readonly changeTyping = new Emitter<readonly string[]>();
  readonly changeUnsent = new Emitter<void>();
  readonly read = new Emitter<number>();
  readonly loseServer = new Emitter<string>();
  readonly restartServer = new Emitter<string>();
  readonly loseKey = new Emitter<string>();
  readonly loseHistory = new Emitter<string>();

  /** What has yet to be told: the newest version of each entry, by its key, how far all is read, and whether all the rest is another. */
  private readonly entries = new Map<string, Entry>();
  private upTo: number | undefined;
  private isOther = false;
  private readonly throttle: Throttle;

  constructor(clock: Clock = systemClock) {
    this.throttle = new Throttle(clock, APART_MS, () => this.tell());
  }

  /** The transcript is another one: what has yet to be told of the one before is told no more. */
  roomChanged(): void {
    this.entries.clear();
    this.upTo = undefined;
    this.changeRoom.fire();
  }

  entriesChanged(entries: readonly Entry[]): void {
    for (const entry of entries) this.entries.set(entry.key, entry);
    this.throttle.ask();
    if (this.entries.size > MAX_WAITING) this.throttle.flush();
  }

  /** What a server may say again and again: who is in the room, whether it is saved. */
  changedInPassing(): void {
    this.isOther = true;
    this.throttle.ask();
  }

  /** All the rest of what is to be seen: at once, behind the entries that came before it. */
  changed(): void {
    this.tellEntries();
    this.isOther = false;
    this.change.fire();
  }

  readUpTo(order: number): void {
    this.upTo = order;
    this.throttle.ask();
  }

  dispose(): void {
    this.throttle.dispose();
    for (const emitter of Object.values(this)) if (emitter instanceof Emitter) emitter.dispose();
  }

  private tell(): void {
    this.tellEntries();
    const { upTo, isOther } = this;
    this.upTo = undefined;
    this.isOther = false;
    if (upTo !== undefined) this.read.fire(upTo);
    if (isOther) this.change.fire();
  }

  private tellEntries(): void {
    const entries = [...this.entries.values()];
    this.entries.clear();
    if (entries.length > 0) this.changeEntries.fire(entries);
  }
}
