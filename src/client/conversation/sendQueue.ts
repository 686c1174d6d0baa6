import type { Clock } from '../../base/clock';
import type { Disposable } from '../../base/disposable';
import { Emitter } from '../../base/emitter';
import { withoutUndefined } from '../../base/withoutUndefined';
import type { RequestProblem } from '../types/clientTypes';
import type { Outgoing } from '../link/link';

/** Something that has not come back from the room, as plain JSON, so that it can be stored. */
export interface Unsent {
  readonly what: Outgoing;
  /** When the person did it, or last tried it again; milliseconds since the epoch. */
  readonly at: number;
  /** Id of the room that its seqs belong to; none before the room was joined. */
  readonly room?: string;
  /** Of a change: whether its message was said to one member alone, and to whom; not set: that was not known. */
  readonly saidTo?: { readonly to?: string };
  /** Why it failed; without it, it is pending. */
  readonly problem?: RequestProblem;
}

/** Its length as JSON, in characters. */
export const jsonLength = (what: Outgoing): number => JSON.stringify(what).length;

interface Item {
  readonly what: Outgoing;
  /** Its length as JSON. */
  readonly characters: number;
  /** See `Unsent`. */
  readonly at: number;
  room: string | undefined;
  readonly saidTo: Unsent['saidTo'];
  state: 'queued' | 'sent' | 'failed';
  /** It was sent at least once, so it may have arrived. */
  wasSent: boolean;
  problem?: RequestProblem | undefined;
  /** Runs while the item is `sent`. */
  expiry?: Disposable | undefined;
}

const unsentOf = ({ what, at, room, saidTo, problem }: Item): Unsent =>
  withoutUndefined<Unsent>({ what, at, room, saidTo, problem });

/** What this person sends, until it comes back (P-6.10), in the order they did it. */
export class SendQueue implements Disposable {
  private readonly items = new Map<string, Item>();
  private readonly changed = new Emitter<void>();
  /** Fires when `unsent` changes. */
  readonly onDidChange = this.changed.event;

  /**
   * @param pendingMs what was sent is awaited for so long; then `expired` is called. Before it is sent it may wait forever
   */
  constructor(
    private readonly clock: Clock,
    private readonly pendingMs: number,
    private readonly expired: (id: string) => void,
  ) {}

  /** What has not come back, oldest first. */
  get unsent(): readonly Unsent[] {
    return Array.from(this.items.values(), unsentOf);
  }

  /** How many there are, awaited or failed. */
  get size(): number {
    return this.items.size;
  }

  /** The length of all of it as JSON, in characters. */
  get characters(): number {
    return [...this.items.values()].reduce((sum, { characters }) => sum + characters, 0);
  }

  add(what: Outgoing, { room, saidTo }: Pick<Item, 'room' | 'saidTo'>, wasSent = false): void {
    const at = this.clock.date();
    this.put({ what, characters: jsonLength(what), room, saidTo, at, state: 'queued', wasSent });
  }

  /** Takes back what was stored. */
  restore({ what, room, saidTo, at, problem }: Unsent): void {
    const state = problem ? 'failed' : 'queued';
    // the program before may have sent it
    this.put({ what, characters: jsonLength(what), room, saidTo, at, state, wasSent: true, problem });
  }

  /** The oldest that waits to be sent. */
  next(): Outgoing | undefined {
    for (const item of this.items.values()) {
      if (item.state === 'queued') return item.what;
    }
    return undefined;
  }

  sent(id: string): void {
    const item = this.items.get(id);
    if (item?.state !== 'queued') return;
    item.state = 'sent';
    item.wasSent = true;
    item.expiry = this.clock.after(this.pendingMs, () => this.expired(id));
  }

  has(id: string): boolean {
    return this.items.has(id);
  }

  /** It came back, which it may even after it failed. @returns what it was, if it was here */
  settle(id: string): Outgoing | undefined {
    const item = this.items.get(id);
    if (!item) return undefined;
    item.expiry?.dispose();
    this.items.delete(id);
    this.changed.fire();
    return item.what;
  }

  /** Drops what had failed. @returns what it was, if it had failed */
  discard(id: string): Outgoing | undefined {
    return this.items.get(id)?.state === 'failed' ? this.settle(id) : undefined;
  }

  /** Drops the failed edits of that message: a newer one says what it is to say. */
  dropFailedEdits(of: number): void {
    for (const { what } of [...this.items.values()])
      if (what.verb === 'edit' && what.payload.of === of) this.discard(what.id);
  }

  /** Keeps what has a text for a retry, and drops anything else. @returns what has failed, unless it had failed before */
  fail(id: string, problem: RequestProblem): Outgoing | undefined {
    const item = this.items.get(id);
    if (!item || item.state === 'failed') return undefined;
    item.expiry?.dispose();
    if (item.what.verb === 'say' || item.what.verb === 'edit') {
      item.state = 'failed';
      item.problem = problem;
    } else this.items.delete(id);
    this.changed.fire();
    return item.what;
  }

  /** Drops the newest message to that member, or to everybody, if it was never sent. @returns that message */
  takeBack(to: string | undefined): Extract<Outgoing, { verb: 'say' }> | undefined {
    const newest = [...this.items.values()].findLast(
      ({ what }) => what.verb === 'say' && what.payload.to === to,
    );
    if (newest?.what.verb !== 'say' || newest.wasSent) return undefined;
    this.settle(newest.what.id);
    return newest.what;
  }

  /** Queues again, as the newest, what had failed. @returns what it is, if it had failed */
  retry(id: string): Outgoing | undefined {
    const item = this.items.get(id);
    if (item?.state !== 'failed') return undefined;
    this.items.delete(id);
    this.add(item.what, item, item.wasSent);
    return item.what;
  }

  /** The connection is gone: what has not come back is queued again. */
  rewind(): void {
    for (const item of this.items.values()) {
      item.expiry?.dispose();
      if (item.state === 'sent') item.state = 'queued';
    }
  }

  /**
   * This client is in `room`. Seqs of another numbering mean nothing there, and perhaps its ids: a message loses its
   * reply and its mentions, and everything else that has such a seq is given up.
   * @param goesOn whether the seqs of a room with this id still mean the same
   * @returns what is given up; it is no longer here
   */
  enter(room: string, goesOn: (from: string | undefined) => boolean): readonly Unsent[] {
    const lost: Unsent[] = [];
    for (const item of [...this.items.values()]) {
      const { what } = item;
      const stays = goesOn(item.room);
      item.room = room;
      if (stays) continue;
      if (what.verb !== 'say') {
        item.expiry?.dispose();
        this.items.delete(what.id);
        lost.push(unsentOf(item));
      } else if (what.payload.reply !== undefined || what.payload.mentions !== undefined) {
        const payload = { ...what.payload };
        delete payload.reply;
        delete payload.mentions;
        this.items.set(what.id, { ...item, what: { ...what, payload } });
      }
    }
    if (this.items.size > 0 || lost.length > 0) this.changed.fire();
    return lost;
  }

  /** What is queued or sent. */
  open(): readonly Outgoing[] {
    return [...this.items.values()].filter((item) => item.state !== 'failed').map(({ what }) => what);
  }

  /** What has failed under this id. */
  failed(id: string): Outgoing | undefined {
    const item = this.items.get(id);
    return item?.state === 'failed' ? item.what : undefined;
  }

  dispose(): void {
    for (const item of this.items.values()) item.expiry?.dispose();
    this.changed.dispose();
  }

  private put(item: Item): void {
    this.items.set(item.what.id, item);
    this.changed.fire();
  }
}
