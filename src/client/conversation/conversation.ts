import type { Disposable } from '../../base/disposable';
import { MAX_HISTORY_LIMIT } from '../../protocol/wire/limits';
import type { RoomEvent } from '../../protocol/wire/messages';
import { type Size, multiplied } from './size';
import { Backlog } from './backlog';
import type { RequestProblem, RoomInfo, ServerKind } from '../types/clientTypes';
import { Gaps } from './gaps';
import type { FetchHistory, Joined, LinkContext } from '../link/link';
import { UnsentMessages } from './unsentMessages';
import { SavedStatus } from './savedStatus';
import { type IsWanted, type NewEntry, type Notice, type Page, entryFrom, messageFrom } from './entry';
import { Transcript } from './transcript';

const MiB = 1024 * 1024;
/**
 * Above this the older half is dropped: a room may go on for weeks, and its server may send anything. A server of ours
 * keeps the rest for reading back. An original one keeps nothing, so more stays here.
 */
const MOST_ENTRIES: Readonly<Record<ServerKind, Size>> = {
  native: { count: 10_000, bytes: 32 * MiB },
  seed: { count: 50_000, bytes: 32 * MiB },
};
/** The same for edits, removals and reactions, which may be about messages that are not here. */
const MOST_AMENDMENTS: Size = { count: 20_000, bytes: 16 * MiB };
/** While somebody reads back, so much more is kept: in number, as much as fits into twice the bytes. */
const READING_BACK: Size = { count: 25, bytes: 2 };
/** How long after they have asked for a page somebody still reads back, in milliseconds: what they fetched is not dropped. */
const READING_BACK_MS = 10 * 60_000;
/** Most pages fetched for one request, beyond those that would do if all were full. */
const MAX_PAGES = 50;

/**
 * What is said in a room, over all connections to it: the transcript, this person's messages until they come back, and
 * older ones from the server.
 */
export class Conversation implements Disposable {
  readonly transcript = new Transcript();
  readonly unsent: UnsentMessages;
  readonly savedStatus = new SavedStatus((on) => this.notice({ kind: 'saving', on }));
  private readonly backlog = new Backlog();
  private readonly gaps = new Gaps();
  private room: RoomInfo | undefined;
  private self: string | undefined;
  private lastSeq = 0;
  /** How many calls are reading back. */
  private readingBack = 0;
  /** When the last of them ended. */
  private readBackAt = -Infinity;

  constructor(private readonly context: LinkContext) {
    this.unsent = new UnsentMessages(context, this.transcript, (problem) => this.problem(problem));
  }

  /** The seq of the last event that is here: a resume continues from it. */
  get seq(): number {
    return this.lastSeq;
  }

  /** This client is in the room, for the first time or again. */
  joined(
    { room, name, self, seq, resumed, isWhole = false, oldest, history, unsaved }: Joined,
    ask: FetchHistory | undefined,
  ): void {
    const again = this.room !== undefined;
    const last = resumed ? this.lastSeq : 0;
    // events that are no longer kept are a gap, too (P-6.8)
    const missed = !resumed || oldest > last + 1;
    const isNew = this.room?.id !== room.id;
    this.room = room;
    this.self = self;
    this.unsent.joined(room, self);
    this.lastSeq = last;
    if (again && missed) this.transcript.divide(this.context.clock.date());
    const [first] = history;
    if (missed) {
      this.gaps.forget(Infinity);
      this.backlog.begin(history, seq, oldest);
    } else if (first && first.seq > last + 1 && !isWhole) {
      this.gaps.add(last, first.seq);
      this.transcript.leaveGap();
    }
    this.events(history);
    this.lastSeq = Math.max(this.lastSeq, seq);
    this.unsent.sort(room, (from) => (again ? resumed : from === room.id), name);
    this.savedStatus.joined(isNew, !unsaved);
    if (!ask) return;
    void this.gaps.close(
      ask,
      (missing) => {
        this.take(missing);
        this.trim();
      },
      (before) => {
        this.transcript.dropBelow(before);
        this.forgotten(before);
      },
    );
  }

  /**
   * Takes events in: each once, in order (P-6.4). One that acknowledges a message of ours counts whenever it comes (P-6.9).
   * @returns those that are new
   */
  events(events: readonly RoomEvent[]): readonly RoomEvent[] {
    const fresh = events.filter((event) => event.seq > this.lastSeq);
    this.take(events.filter((event) => event.seq > this.lastSeq || this.unsent.isAwaited(event)));
    for (const { seq } of fresh) this.lastSeq = Math.max(this.lastSeq, seq);
    this.trim();
    return fresh;
  }

  /** Tells the person, in the transcript, of something that was not done. */
  problem(problem: RequestProblem): void {
    this.notice({ kind: 'problem', problem });
  }

  /** Takes in the server's own words. */
  serverText(text: string, seq: number): void {
    const notice = { kind: 'server-text', text } as const;
    this.lastSeq = Math.max(this.lastSeq, seq);
    this.transcript.append([{ seq, entry: { kind: 'notice', at: this.context.clock.date(), notice } }]);
    this.trim();
  }

  /**
   * A page of the transcript. If it reaches below what is here, older events are fetched first. Without a connection it
   * is what is here.
   */
  async loadOlder(
    before: number | undefined,
    limit: number,
    ask: FetchHistory | undefined,
    isWanted?: IsWanted,
  ): Promise<Page> {
    this.readingBack += 1;
    try {
      return await this.readBack(before, limit, ask, isWanted);
    } finally {
      this.readingBack -= 1;
      this.readBackAt = this.context.clock.now();
    }
  }

  /** Whether the event of that order is known to be missing here, once all is there that is being fetched around it. */
  isMissing(order: number): Promise<boolean> {
    return this.gaps.isMissing(() => this.transcript.seqAt(order));
  }

  dispose(): void {
    this.transcript.dispose();
    this.unsent.dispose();
    this.savedStatus.dispose();
  }

  private async readBack(
    before: number | undefined,
    limit: number,
    ask: FetchHistory | undefined,
    isWanted: IsWanted | undefined,
  ): Promise<Page> {
    const { transcript, backlog } = this;
    const needed = Math.ceil(Math.min(limit, MOST_ENTRIES.native.count) / MAX_HISTORY_LIMIT);
    for (let left = needed + MAX_PAGES; ; left -= 1) {
      const page = transcript.page(before, limit, isWanted);
      const isOfThisRoom = before === undefined || transcript.seqAt(before) > 0;
      if (!backlog.hasMore || !isOfThisRoom) return page;
      const reach = page.entries[0]?.order ?? -Infinity;
      const isWhole = page.entries.length >= limit && reach >= transcript.orderOf(backlog.oldest);
      // the events of a page may make no entries; whoever wants more asks again
      if (isWhole || left === 0) return { ...page, more: true };
      if (!ask) return { ...page, more: true, isUnanswered: true };
      const events = await backlog.older(ask);
      if (!events) return { ...transcript.page(before, limit, isWanted), more: true, isUnanswered: true };
      if (events.length === 0) return transcript.page(before, limit, isWanted);
      this.prepend(events);
      this.trim();
    }
  }

  private get isReadBack(): boolean {
    return this.readingBack > 0 || this.context.clock.now() - this.readBackAt < READING_BACK_MS;
  }

  private trim(): void {
    if (!this.room) return;
    const { kind } = this.room;
    const times = this.isReadBack ? READING_BACK : { count: 1, bytes: 1 };
    const first = this.transcript.trim({
      entries: multiplied(MOST_ENTRIES[kind], times),
      amendments: multiplied(MOST_AMENDMENTS, times),
    });
    if (first !== undefined && kind === 'native') this.forgotten(first);
  }

  /** Events below `seq` are no longer here, but the server may still have them. */
  private forgotten(seq: number): void {
    this.backlog.forget(seq);
    this.gaps.forget(seq);
  }

  /** Adds a line of the client's own at the end. */
  private notice(notice: Notice): void {
    const at = this.context.clock.date();
    this.transcript.append([{ seq: undefined, entry: { kind: 'notice', at, notice } }]);
  }

  /** Puts events in their places, in whatever order they come. */
  private take(events: readonly RoomEvent[]): void {
    this.transcript.append(this.place(events));
  }

  /** Puts older events in their places. They are there to be read back, and no news. */
  private prepend(events: readonly RoomEvent[]): void {
    this.transcript.prepend(this.place(events));
  }

  /** Applies what changes entries. @returns what makes entries of its own */
  private place(events: readonly RoomEvent[]): { seq: number; entry: NewEntry }[] {
    const added: { seq: number; entry: NewEntry }[] = [];
    for (const event of events) {
      const isEcho = this.unsent.isAwaited(event);
      if (isEcho && 'id' in event && event.id !== undefined) this.unsent.settle(event.id);
      if ('of' in event) this.transcript.amend(event, event.by === this.self);
      else if (isEcho && event.verb === 'say') {
        this.transcript.acknowledge(
          event.id ?? '',
          event.seq,
          messageFrom(event, (seq) => this.transcript.orderOf(seq)),
        );
      } else added.push(this.entry(event));
    }
    return added;
  }

  private entry(event: Exclude<RoomEvent, { of: number }>): { seq: number; entry: NewEntry } {
    return { seq: event.seq, entry: entryFrom(event, this.self, (seq) => this.transcript.orderOf(seq)) };
  }
}
