import type { Disposable } from '../base/disposable';
import { type Result, fail, ok } from '../base/result';
import { DEFAULT_LIMITS } from '../protocol/limits';
import type { RoomEvent } from '../protocol/messages';
import { parseText } from '../protocol/text';
import { type AskHistory, Backlog } from './backlog';
import type { ClientProblem, RoomInfo } from './clientTypes';
import { entryOf, messageOf } from './entryOf';
import type { Joined, Link, LinkContext, Outgoing } from './link';
import { Pending } from './pending';
import { type NewEntry, type Page, Transcript } from './transcript';

const EXPIRED: ClientProblem = {
  code: 'expired',
  message: 'This message could not be delivered for too long; send it again when you are connected.',
};
const NOT_SUPPORTED: ClientProblem = {
  code: 'not-supported',
  message: 'This is an original chat server; it knows plain messages only.',
};

/** Something to be said or done, as the person asked for it. */
export type Request = Outgoing & { readonly from: string };

/**
 * What is said in a room, over all connections to it: the transcript, one's own messages until they have come back,
 * and older ones from the server.
 */
export class Conversation implements Disposable {
  readonly transcript = new Transcript();
  private readonly pending: Pending;
  private readonly backlog = new Backlog();
  private room: RoomInfo | undefined;
  private self: string | undefined;
  private lastSeq = 0;

  constructor(private readonly context: LinkContext) {
    const { clock, timeouts } = context;
    this.pending = new Pending(clock, timeouts.pendingMs, (id, what) => this.showFailed(id, what, EXPIRED));
  }

  /** The last event that is here: where a resume goes on. */
  get seq(): number {
    return this.lastSeq;
  }

  /** Takes what one asks for; a message stands in the transcript at once. @returns its id, or what is wrong with it */
  add({ from, ...what }: Request): Result<string, ClientProblem> {
    const checked = this.check(what);
    if (!checked.ok) return checked;
    const { id, verb, payload } = checked.value;
    this.pending.add(checked.value);
    if (verb === 'say') {
      const said = { ...payload, at: this.context.clock.now(), from, by: this.self ?? from };
      this.transcript.addPending(
        id,
        messageOf(said, (seq) => this.transcript.orderOf(seq)),
      );
    }
    return ok(id);
  }

  /** Sends what waits, as far as the link takes it. */
  pump(link: Link): void {
    for (let next = this.pending.next(); next; next = this.pending.next()) {
      if (!link.send(next)) return;
      this.pending.sent(next.id);
    }
  }

  /** A failed message is pending again. @returns whether it had failed */
  retry(id: string): boolean {
    const retried = this.pending.retry(id);
    if (retried) this.transcript.markPending(id);
    return retried;
  }

  /** One is in the room, for the first time or again. */
  joined({ room, self, seq, resumed, oldest, history }: Joined, ask: AskHistory | undefined): void {
    const again = this.room !== undefined;
    const last = resumed ? this.lastSeq : 0;
    // events that are no longer kept are a gap, too (P-6.8)
    const missed = !resumed || oldest > last + 1;
    this.room = room;
    this.self = self;
    this.lastSeq = last;
    if (again && missed) this.transcript.divide(this.context.clock.now());
    const [first] = history;
    if (missed) this.backlog.begin(history, seq, oldest);
    else if (first && first.seq > last + 1 && ask) void this.closeGap(last, first.seq, ask);
    this.events(history);
    this.lastSeq = Math.max(this.lastSeq, seq);
  }

  /**
   * Takes events in: each once, in order (P-6.4). What acknowledges one's own message counts whenever it comes (P-6.9).
   * @returns those that are new
   */
  events(events: readonly RoomEvent[]): readonly RoomEvent[] {
    const fresh = events.filter((event) => event.seq > this.lastSeq);
    this.take(events.filter((event) => event.seq > this.lastSeq || this.isAwaited(event)));
    for (const { seq } of fresh) this.lastSeq = Math.max(this.lastSeq, seq);
    return fresh;
  }

  /** Something was refused or lost its way. */
  failed(id: string, problem: ClientProblem): void {
    const what = this.pending.fail(id);
    if (what) this.showFailed(id, what, problem);
    else this.serverText(problem.message);
  }

  /** Whatever is still on its way fails. */
  failAll(problem: ClientProblem): void {
    for (const id of this.pending.open()) this.failed(id, problem);
  }

  /** The connection is gone: what has not come back is to be sent again. */
  rewind(): void {
    this.pending.rewind();
  }

  serverText(text: string): void {
    const at = this.context.clock.now();
    const notice = { kind: 'server-text', text } as const;
    this.transcript.append([{ seq: undefined, entry: { kind: 'notice', at, notice } }]);
  }

  /**
   * A page of the transcript; where it would reach below what is here, older events are asked for first. Without a
   * connection it is what is here.
   */
  async loadOlder(before: number | undefined, limit: number, ask: AskHistory | undefined): Promise<Page> {
    const { transcript, backlog } = this;
    for (;;) {
      const page = transcript.page(before, limit);
      const isOfThisRoom = before === undefined || transcript.seqAt(before) > 0;
      if (!backlog.hasMore || !isOfThisRoom) return page;
      const reach = page.entries[0]?.order ?? -Infinity;
      const isWhole = page.entries.length >= limit && reach >= transcript.orderOf(backlog.oldest);
      if (isWhole || !ask) return { ...page, more: true };
      const events = await backlog.older(ask);
      if (events.length === 0) return transcript.page(before, limit);
      this.prepend(events);
    }
  }

  dispose(): void {
    this.transcript.dispose();
    this.pending.dispose();
  }

  /** What can be sent in this room, as it will be. */
  private check(what: Outgoing): Result<Outgoing, ClientProblem> {
    if (this.room?.kind === 'seed' && !isPlain(what)) return fail(NOT_SUPPORTED);
    if (what.verb !== 'say' && what.verb !== 'edit') return ok(what);
    if (what.verb === 'say' && what.payload.code && what.payload.text === '') return ok(what);
    const text = parseText(what.payload.text, this.room?.limits.maxTextBytes ?? DEFAULT_LIMITS.maxTextBytes);
    if (!text.ok) return text;
    return ok({ ...what, payload: { ...what.payload, text: text.value } } as Outgoing);
  }

  /** A message shows by itself that it failed; of the rest the person is told. */
  private showFailed(id: string, what: Outgoing, problem: ClientProblem): void {
    if (what.verb === 'say') this.transcript.markFailed(id, problem);
    else this.serverText(problem.message);
  }

  /** Fetches what of a long absence did not fit into the welcome (P-6.6). */
  private async closeGap(after: number, before: number, ask: AskHistory): Promise<void> {
    const room = this.room?.id;
    const events = await this.backlog.between(after, before, ask);
    if (this.room?.id === room) this.take(events);
  }

  private isAwaited(event: RoomEvent): boolean {
    return 'id' in event && event.id !== undefined && event.by === this.self && this.pending.has(event.id);
  }

  /** Puts events in their places, whenever they come. */
  private take(events: readonly RoomEvent[]): void {
    const added: { seq: number; entry: NewEntry }[] = [];
    for (const event of events) {
      const isEcho = this.isAwaited(event);
      if (isEcho && 'id' in event && event.id !== undefined) this.pending.settle(event.id);
      if ('of' in event) this.transcript.amend(event, event.by === this.self);
      else if (isEcho && event.verb === 'say') {
        this.transcript.acknowledge(
          event.id ?? '',
          event.seq,
          messageOf(event, (seq) => this.transcript.orderOf(seq)),
        );
      } else added.push(this.entry(event));
    }
    this.transcript.append(added);
  }

  /** Older events, which are news to nobody: they are there to be read back. */
  private prepend(events: readonly RoomEvent[]): void {
    const older: { seq: number; entry: NewEntry }[] = [];
    for (const event of events) {
      if ('of' in event) this.transcript.amend(event, event.by === this.self);
      else older.push(this.entry(event));
    }
    this.transcript.prepend(older);
  }

  private entry(event: Exclude<RoomEvent, { of: number }>): { seq: number; entry: NewEntry } {
    return { seq: event.seq, entry: entryOf(event, this.self, (seq) => this.transcript.orderOf(seq)) };
  }
}

/** Whether an original server can carry it. */
function isPlain({ verb, payload }: Outgoing): boolean {
  return (
    verb === 'say' && payload.code === undefined && payload.reply === undefined && payload.to === undefined
  );
}
