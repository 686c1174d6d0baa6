import type { Disposable } from '../base/disposable';
import { Emitter, type Event } from '../base/emitter';
import { type Result, fail, ok } from '../base/result';
import { wireError } from '../protocol/errorCodes';
import { DEFAULT_LIMITS } from '../protocol/limits';
import type { RoomEvent } from '../protocol/messages';
import { parseText } from '../protocol/text';
import { type AskHistory, Backlog, type Gap } from './backlog';
import type { ClientProblem, RoomInfo } from './clientTypes';
import { entryOf, messageOf } from './entryOf';
import type { Joined, Link, LinkContext, Outgoing } from './link';
import { Pending, type Unsent } from './pending';
import { EXPIRED, NOT_SUPPORTED, UNCONFIRMED } from './problems';
import { type NewEntry, type Notice, type Page, Transcript } from './transcript';

/**
 * Above so many entries the oldest are dropped, down to so many: a room may go on for weeks. Its server has them for
 * whoever reads back; an original one has nothing, so there all stay.
 */
const MAX_ENTRIES = 10_000;
const KEPT_ENTRIES = 5000;

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
  /** What of long absences has yet to be fetched. */
  private gaps: Gap[] = [];
  /** How many are reading back: what they fetch is not dropped under their hands. */
  private readingBack = 0;
  /** What was said in the program before this one, and may have arrived; until it is known in what kind of room one is. */
  private restored: readonly string[] = [];
  private saved = true;
  /** What the transcript says of saving last: that stands until the opposite is heard. */
  private toldSaved = true;
  private readonly savedChanged = new Emitter<void>();
  /** `isSaved` is another. */
  readonly onDidChangeSaved = this.savedChanged.event;
  /** Fires when `unsent` is another. */
  readonly onDidChangeUnsent: Event<void>;

  constructor(private readonly context: LinkContext) {
    const { clock, timeouts } = context;
    this.pending = new Pending(clock, timeouts.pendingMs, (id) => this.failed(id, EXPIRED));
    this.onDidChangeUnsent = this.pending.onDidChange;
  }

  /** What one said and did that has not come back. Of what failed, the messages: only they can be tried again. */
  get unsent(): readonly Unsent[] {
    return this.pending.unsent.filter(({ what, problem }) => !problem || what.verb === 'say');
  }

  /** Whether the room's server can save what is said, as far as one was told. */
  get isSaved(): boolean {
    return this.saved;
  }

  /** Takes back what was `unsent` in the program before this one. @param from the name it is shown with for now */
  restore(unsent: readonly Unsent[], from: string): void {
    for (const one of unsent) {
      const { what, at, problem } = one;
      if (this.pending.has(what.id)) continue;
      this.pending.restore(one);
      if (what.verb !== 'say') continue;
      this.showPending(what, at, from);
      if (problem) this.transcript.markFailed(what.id, problem);
    }
    this.pending.expireAll();
    this.restored = unsent.map(({ what }) => what.id);
  }

  /** The last event that is here: where a resume goes on. */
  get seq(): number {
    return this.lastSeq;
  }

  /** Takes what one asks for; a message stands in the transcript at once. @returns its id, or what is wrong with it */
  add({ from, ...what }: Request): Result<string, ClientProblem> {
    const checked = this.check(what);
    if (!checked.ok) return checked;
    this.pending.add(checked.value, this.room?.id);
    if (checked.value.verb === 'say') this.showPending(checked.value, this.context.clock.now(), from);
    return ok(checked.value.id);
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
    if (this.room?.id !== room.id) this.toldSaved = true;
    // a server that cannot save says so to everybody who comes (P-6.13)
    this.saved = true;
    this.room = room;
    this.self = self;
    this.lastSeq = last;
    if (again && missed) this.transcript.divide(this.context.clock.now());
    const [first] = history;
    if (missed) {
      this.gaps = [];
      this.backlog.begin(history, seq, oldest);
    } else if (first && first.seq > last + 1) this.gaps.push({ after: last, before: first.seq });
    this.events(history);
    this.lastSeq = Math.max(this.lastSeq, seq);
    this.sortPending(room, (from) => (again ? resumed : from === room.id));
    if (ask) void this.closeGaps(this.gaps, ask);
  }

  /**
   * Takes events in: each once, in order (P-6.4). What acknowledges one's own message counts whenever it comes (P-6.9).
   * @returns those that are new
   */
  events(events: readonly RoomEvent[]): readonly RoomEvent[] {
    const fresh = events.filter((event) => event.seq > this.lastSeq);
    this.take(events.filter((event) => event.seq > this.lastSeq || this.isAwaited(event)));
    for (const { seq } of fresh) this.lastSeq = Math.max(this.lastSeq, seq);
    this.trim();
    return fresh;
  }

  /** Something was refused or lost its way. */
  failed(id: string, problem: ClientProblem): void {
    const what = this.pending.fail(id, problem);
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

  /** The computer may have slept: what is pending for too long has failed. */
  expire(): void {
    this.pending.expireAll();
  }

  serverText(text: string): void {
    this.notice({ kind: 'server-text', text });
  }

  /** The server says whether what is said is saved from here on; the transcript says it where it is news. */
  saving(on: boolean): void {
    if (on !== this.toldSaved) this.notice({ kind: 'saving', on });
    this.toldSaved = on;
    if (on === this.saved) return;
    this.saved = on;
    this.savedChanged.fire();
  }

  /**
   * A page of the transcript; where it would reach below what is here, older events are asked for first. Without a
   * connection it is what is here.
   */
  async loadOlder(before: number | undefined, limit: number, ask: AskHistory | undefined): Promise<Page> {
    this.readingBack += 1;
    try {
      return await this.readBack(before, limit, ask);
    } finally {
      this.readingBack -= 1;
    }
  }

  dispose(): void {
    this.transcript.dispose();
    this.pending.dispose();
    this.savedChanged.dispose();
  }

  private async readBack(
    before: number | undefined,
    limit: number,
    ask: AskHistory | undefined,
  ): Promise<Page> {
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

  private trim(): void {
    if (this.readingBack > 0 || this.room?.kind === 'seed') return;
    const first = this.transcript.trim(MAX_ENTRIES, KEPT_ENTRIES);
    if (first !== undefined && first > 0) this.backlog.forget(first);
  }

  /** A line of the client's own, here and now. */
  private notice(notice: Notice): void {
    const at = this.context.clock.now();
    this.transcript.append([{ seq: undefined, entry: { kind: 'notice', at, notice } }]);
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

  /** What of the pending ones can be sent in the room one is in now (P-6.7). */
  private sortPending({ id: room, kind }: RoomInfo, goesOn: (from: string | undefined) => boolean): void {
    for (const id of this.pending.enter(room, goesOn)) {
      this.failed(id, wireError('not-found'));
      this.pending.settle(id);
    }
    // an original server would show twice what has arrived
    if (kind === 'seed') for (const id of this.restored) if (this.isOpen(id)) this.failed(id, UNCONFIRMED);
    this.restored = [];
  }

  private isOpen(id: string): boolean {
    return this.pending.open().includes(id);
  }

  private showPending({ id, payload }: Outgoing & { verb: 'say' }, at: number, from: string): void {
    const said = { ...payload, at, from, by: this.self ?? from };
    this.transcript.addPending(
      id,
      messageOf(said, (seq) => this.transcript.orderOf(seq)),
    );
  }

  /** A message shows by itself that it failed; of the rest the person is told. */
  private showFailed(id: string, what: Outgoing, problem: ClientProblem): void {
    if (what.verb === 'say') this.transcript.markFailed(id, problem);
    else this.serverText(problem.message);
  }

  /** Fetches what of long absences did not fit into the welcome (P-6.6); what it cannot, after the next one. */
  private async closeGaps(gaps: Gap[], ask: AskHistory): Promise<void> {
    // the newest first: that is what is read
    for (const gap of gaps.toReversed()) {
      if (!(await this.backlog.close(gap, ask, (events) => this.take(events)))) return;
      gaps.splice(gaps.indexOf(gap), 1);
    }
  }

  private isAwaited(event: RoomEvent): boolean {
    return 'id' in event && event.id !== undefined && event.by === this.self && this.pending.has(event.id);
  }

  /** Puts events in their places, whenever they come. */
  private take(events: readonly RoomEvent[]): void {
    this.transcript.append(this.place(events));
  }

  /** Older events, which are news to nobody: they are there to be read back. */
  private prepend(events: readonly RoomEvent[]): void {
    this.transcript.prepend(this.place(events));
  }

  /** Takes note of what concerns entries that are here. @returns what makes entries of its own */
  private place(events: readonly RoomEvent[]): { seq: number; entry: NewEntry }[] {
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
    return added;
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
