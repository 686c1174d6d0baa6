import type { Clock } from '../../base/clock';
import type { Disposable } from '../../base/disposable';
import { Emitter } from '../../base/emitter';
import { withoutUndefined } from '../../base/withoutUndefined';
import type { RequestProblem } from '../types/clientTypes';
import type { Outgoing } from '../link/link';

/** Something of one's own that has not come back, as it can be kept where it outlives the program: plain JSON. */
export interface Unsent {
  readonly what: Outgoing;
  /** When it was asked for, or tried again last; milliseconds since the epoch. */
  readonly at: number;
  /** Id of the room in whose numbering its seqs are; none before the room was entered. */
  readonly room?: string;
  /** Why it failed; pending if there is none. */
  readonly problem?: RequestProblem;
}

/** How many characters that has, as JSON. */
export const charactersOf = (what: Outgoing): number => JSON.stringify(what).length;

interface Item {
  readonly what: Outgoing;
  /** Of its JSON. */
  readonly characters: number;
  /** When it was asked for, see `Unsent`, */
  readonly at: number;
  /** and the same by the clock that nobody can set. */
  readonly since: number;
  room: string | undefined;
  state: 'queued' | 'sent' | 'failed';
  problem?: RequestProblem | undefined;
  expiry?: Disposable;
}

/** One's own messages until they have come back (P-6.10), in the order they were said. */
export class SendQueue implements Disposable {
  private readonly items = new Map<string, Item>();
  private readonly changed = new Emitter<void>();
  /** `unsent` is another. */
  readonly onDidChange = this.changed.event;

  /**
   * @param pendingMs after this a message is no longer sent or waited for, and `expired` is told
   */
  constructor(
    private readonly clock: Clock,
    private readonly pendingMs: number,
    private readonly expired: (id: string) => void,
  ) {}

  /** What has not come back, in the order it was said. */
  get unsent(): readonly Unsent[] {
    return Array.from(this.items.values(), ({ what, at, room, problem }) =>
      withoutUndefined<Unsent>({ what, at, room, problem }),
    );
  }

  /** How many there are: waited for, or failed. */
  get size(): number {
    return this.items.size;
  }

  /** How many characters all of it has, as JSON. */
  get characters(): number {
    return [...this.items.values()].reduce((sum, { characters }) => sum + characters, 0);
  }

  add(what: Outgoing, room: string | undefined): void {
    const [at, since] = [this.clock.date(), this.clock.now()];
    this.put({ what, characters: charactersOf(what), room, at, since, state: 'queued' });
  }

  /** Takes back what was kept; its time goes on. */
  restore({ what, room, at, problem }: Unsent): void {
    // a clock that was set back meanwhile makes it no younger than new
    const agedMs = Math.max(0, this.clock.date() - at);
    this.put({
      what,
      characters: charactersOf(what),
      room,
      at,
      since: this.clock.now() - agedMs,
      state: problem ? 'failed' : 'queued',
      problem,
    });
  }

  /** The oldest that is to be sent. */
  next(): Outgoing | undefined {
    for (const item of this.items.values()) {
      if (item.state === 'queued' && !this.expire(item)) return item.what;
    }
    return undefined;
  }

  sent(id: string): void {
    const item = this.items.get(id);
    if (item?.state === 'queued') item.state = 'sent';
  }

  has(id: string): boolean {
    return this.items.has(id);
  }

  /** It came back. Also what counted as failed may. @returns whether it was waited for */
  settle(id: string): boolean {
    this.items.get(id)?.expiry?.dispose();
    const known = this.items.delete(id);
    if (known) this.changed.fire();
    return known;
  }

  /** A message that failed may be retried; the rest is over. @returns what was waited for, if it had not failed before */
  fail(id: string, problem: RequestProblem): Outgoing | undefined {
    const item = this.items.get(id);
    if (!item || item.state === 'failed') return undefined;
    item.expiry?.dispose();
    if (item.what.verb === 'say') {
      item.state = 'failed';
      item.problem = problem;
    } else this.items.delete(id);
    this.changed.fire();
    return item.what;
  }

  /** What failed is sent again, as the newest. @returns whether it had failed */
  retry(id: string): boolean {
    const item = this.items.get(id);
    if (item?.state !== 'failed') return false;
    this.items.delete(id);
    this.add(item.what, item.room);
    return true;
  }

  /** The connection is gone: what has not come back is to be sent again. */
  rewind(): void {
    for (const item of this.items.values()) if (item.state === 'sent') item.state = 'queued';
  }

  /**
   * One is in `room`. What speaks of seqs of another numbering means nothing there: a message is said all the same,
   * without what it answers; the rest is given out, for its sender to be told.
   * @param goesOn whether the numbering of the connection before goes on
   */
  enter(room: string, goesOn: (from: string | undefined) => boolean): readonly string[] {
    const lost: string[] = [];
    for (const item of [...this.items.values()]) {
      const { what } = item;
      const stays = goesOn(item.room);
      item.room = room;
      if (stays) continue;
      if (what.verb !== 'say') lost.push(what.id);
      else if (what.payload.reply !== undefined) {
        const payload = { ...what.payload };
        delete payload.reply;
        this.items.set(what.id, { ...item, what: { ...what, payload } });
      }
    }
    if (this.items.size > 0) this.changed.fire();
    return lost;
  }

  /** Whatever waited for too long, by the clock of a computer that may have slept, has failed. */
  expireAll(): void {
    for (const item of [...this.items.values()]) this.expire(item);
  }

  /** The ids that are queued or sent. */
  open(): string[] {
    return [...this.items.values()].filter((item) => item.state !== 'failed').map((item) => item.what.id);
  }

  dispose(): void {
    for (const item of this.items.values()) item.expiry?.dispose();
    this.changed.dispose();
  }

  private put(item: Item): void {
    const { id } = item.what;
    this.items.set(id, item);
    if (item.state !== 'failed') {
      const left = Math.max(0, item.since + this.pendingMs - this.clock.now());
      item.expiry = this.clock.after(left, () => this.expired(id));
    }
    this.changed.fire();
  }

  private expire({ what, state, since }: Item): boolean {
    const isOver = state !== 'failed' && this.clock.now() - since >= this.pendingMs;
    if (isOver) this.expired(what.id);
    return isOver;
  }
}
