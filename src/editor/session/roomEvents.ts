import type { Clock } from '../../base/clock';
import { type Disposable, DisposableStore } from '../../base/disposable';
import { Emitter, type Event } from '../../base/emitter';
import { systemClock } from '../../base/systemClock';
import { Throttle } from '../../base/throttle';
import type { Entry } from '../../client/conversation/entry';
import type { RoomTrouble } from './endReason';

/** The shortest time between two reports of what happens in a room: each report costs its listeners work. */
const APART_MS = 50;
/** At most this many changed entries are held back; more are reported at once. */
const MAX_WAITING = 1000;

/** What a room session reports. */
export interface RoomEventSource {
  /** Fires when the state of the room session changes; during a burst of comings and goings only now and then. */
  readonly onDidChange: Event<void>;
  /** Fires with entries of the transcript that are new or have changed. */
  readonly onDidChangeEntries: Event<readonly Entry[]>;
  /** Fires with the names of the others who are typing, when they change. */
  readonly onDidChangeTyping: Event<readonly string[]>;
  /** Fires when `undelivered` changes. */
  readonly onDidChangeUndelivered: Event<void>;
  /** Fires when another window of this person has read up to that place in the transcript. */
  readonly onDidRead: Event<number>;
  /** Fires when something goes wrong that the person should hear of. */
  readonly onDidHaveTrouble: Event<RoomTrouble>;
}

/** An emitter for each of those events. */
export class RoomEmitters implements RoomEventSource, Disposable {
  protected readonly store = new DisposableStore();
  protected readonly change = this.store.add(new Emitter<void>());
  protected readonly changeEntries = this.store.add(new Emitter<readonly Entry[]>());
  protected readonly changeTyping = this.store.add(new Emitter<readonly string[]>());
  protected readonly changeUndelivered = this.store.add(new Emitter<void>());
  protected readonly read = this.store.add(new Emitter<number>());
  protected readonly trouble = this.store.add(new Emitter<RoomTrouble>());

  readonly onDidChange = this.change.event;
  readonly onDidChangeEntries = this.changeEntries.event;
  readonly onDidChangeTyping = this.changeTyping.event;
  readonly onDidChangeUndelivered = this.changeUndelivered.event;
  readonly onDidRead = this.read.event;
  readonly onDidHaveTrouble = this.trouble.event;

  dispose(): void {
    this.store.dispose();
  }
}

/** The firing side of the events of one room session. */
export class RoomEvents extends RoomEmitters {
  /** The changed entries that are held back, by key, each in its newest version. */
  private readonly heldBack = new Map<string, Entry>();
  /** How far was read in another window, where that is held back. */
  private upTo: number | undefined;
  /** Whether a change of the state is held back. */
  private isChanged = false;
  private readonly throttle: Throttle;

  /** @param answersTo the messages that answer one of those places: they show the beginning of its text */
  constructor(
    private readonly answersTo: (orders: ReadonlySet<number>) => readonly Entry[] = () => [],
    clock: Clock = systemClock,
  ) {
    super();
    this.throttle = this.store.add(new Throttle(clock, APART_MS, () => this.report()));
  }

  entriesChanged(entries: readonly Entry[]): void {
    for (const entry of entries) this.heldBack.set(entry.key, entry);
    this.throttle.ask();
    if (this.heldBack.size > MAX_WAITING) this.throttle.flush();
  }

  /** Something changed that a server may change very often: who is in the room, whether it is saved. */
  changedInPassing(): void {
    this.isChanged = true;
    this.throttle.ask();
  }

  /** The state changed in any other way. Reports that at once, after the entries that came before it. */
  changed(): void {
    this.reportEntries();
    this.isChanged = false;
    this.change.fire();
  }

  readUpTo(order: number): void {
    this.upTo = order;
    this.throttle.ask();
  }

  typingChanged(names: readonly string[]): void {
    this.changeTyping.fire(names);
  }

  undeliveredChanged(): void {
    this.changeUndelivered.fire();
  }

  haveTrouble(trouble: RoomTrouble): void {
    this.trouble.fire(trouble);
  }

  private report(): void {
    this.reportEntries();
    const { upTo, isChanged } = this;
    this.upTo = undefined;
    this.isChanged = false;
    if (upTo !== undefined) this.read.fire(upTo);
    if (isChanged) this.change.fire();
  }

  private reportEntries(): void {
    const { heldBack } = this;
    const changed = [...heldBack.values()].filter(isOtherText).map(({ order }) => order);
    const answers = changed.length > 0 ? this.answersTo(new Set(changed)) : [];
    for (const answer of answers) heldBack.set(answer.key, heldBack.get(answer.key) ?? answer);
    const entries = [...heldBack.values()];
    heldBack.clear();
    if (entries.length > 0) this.changeEntries.fire(entries);
  }
}

/** Whether it is a message that does not say what it said at first. */
const isOtherText = (entry: Entry): boolean =>
  entry.kind === 'message' && (entry.removed === true || entry.editedAt !== undefined);
