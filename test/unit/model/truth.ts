// What really happened in a room, and what somebody who was there must therefore see.
import assert from 'node:assert/strict';
import type { Entry } from '../../../src/client/conversation/entry';
import { DEFAULT_LIMITS } from '../../../src/protocol/wire/limits';
import { type RoomEvent, recipientOf } from '../../../src/protocol/wire/messages';
import type { EventLog } from '../../../src/server/room/eventLog';
import { isNoise } from '../../../src/server/history/historyRecord';

/** An entry of a transcript, without what differs from window to window. */
export interface Line {
  readonly seq: number;
  readonly text: string;
  /** It stands for a run of so many comings and goings. */
  readonly events?: number;
}

/** What a server that ended may have taken with it, though somebody has seen it. */
export interface MayForget {
  /** An older copy of the history was put back. */
  readonly any: boolean;
  /** The power failed then, in milliseconds: so what was not synced yet is gone. */
  readonly powerCutAt?: number | undefined;
}

/** Who looks. */
export interface Sees {
  /** Seqs of all that has come. */
  readonly got: ReadonlySet<number>;
  /** Those of messages that came after they had been taken back. */
  readonly blank: ReadonlySet<number>;
  /** Those of messages that came without what they answer. */
  readonly bare: ReadonlySet<number>;
}

/** Who sees it: their own reactions are marked, and have no name. */
type Self = string | undefined;

/** All events of one room since it began, as far as its server still knows of them. */
export class Truth {
  readonly events: RoomEvent[] = [];
  /** What did happen, but the server has it no longer: direct messages of before, and what the bounds have let go. */
  private readonly gone: RoomEvent[] = [];
  /** (mid, id) of everything that has one. */
  private readonly ids = new Set<string>();
  private readonly inside = new Set<string>();
  private readonly bySeq = new Map<number, RoomEvent>();
  private readonly removedBy = new Map<number, number>();
  /** What was said while everybody was told that it is not saved, and waits in the server's memory. */
  private unsaved: number[] = [];
  /** What of that its memory may have let go, and nothing else has. */
  private readonly lost = new Set<number>();
  /** The same of the servers before it. */
  private readonly lostBefore = new Set<number>();
  /** Since when that is so, in milliseconds. */
  private unsavedSince = Infinity;
  /** The seqs of what somebody has seen. */
  private readonly shown = new Set<number>();

  /**
   * @param memory how many events the server holds in it
   * @param onDisk whether it has a file, too
   * @param said every event as it was when it happened, and when that was, by its seq
   */
  constructor(
    readonly roomId: string,
    private readonly memory: number,
    private readonly onDisk: boolean,
    private readonly said = new Map<number, { readonly event: RoomEvent; readonly at: number }>(),
  ) {}

  /**
   * The room begins again with the history that its server has found: the same room, or, where what somebody has seen
   * is missing, another one that began the same.
   */
  continued(log: EventLog, mayForget: MayForget): Truth {
    const stored = [...log.descending(Infinity)].reverse();
    const next = new Truth(this.roomId, this.memory, this.onDisk, this.said);
    for (const seq of [...this.lostBefore, ...this.lost]) next.lostBefore.add(seq);
    for (const event of stored) {
      const before = this.said.get(event.seq)?.event;
      assert.ok(before, `the history has made up seq ${event.seq}`);
      assert.equal(keyOf(event), keyOf(before), `seq ${event.seq} is another event after a restart`);
      assert.equal(recipientOf(event), undefined, `seq ${event.seq} is direct, and was on the disk`);
      if ('removed' in event && event.removed) this.checkTakenBack(event);
      // its text may have left the file although it is not known any more why: who has it does not hear of that
      next.keep(before);
    }
    for (const event of [...this.gone, ...this.events]) {
      const { seq } = event;
      if (next.at(seq)) continue;
      if (this.isInMemoryOnly(event)) next.bury(event);
      else if (seq >= log.oldest) {
        const mayBeMissing = !this.shown.has(seq) || this.mayBeLost(seq, mayForget);
        assert.ok(mayBeMissing, `seq ${seq} was shown, and is lost`);
      } else if (log.isKnown(seq)) next.bury(event);
    }
    for (const seq of this.shown) if (next.at(seq)) next.shown.add(seq);
    return next;
  }

  /** Mids of everybody who is in the room. */
  get members(): Set<string> {
    return new Set(this.inside);
  }

  get seq(): number {
    return this.events.at(-1)?.seq ?? 0;
  }

  /** Something has got its place in the room. */
  happened(event: RoomEvent, now: number, isSaved: boolean): void {
    assert.ok(!this.said.has(event.seq), `seq ${event.seq} is given out twice`);
    this.said.set(event.seq, { event, at: now });
    this.keep(event);
    if (!isSaved && recipientOf(event) === undefined) this.unsaved.push(event.seq);
    const kept = this.events.at(-this.memory)?.seq ?? 0;
    while (this.unsaved[0]! < kept) this.lost.add(this.unsaved.shift()!);
    if (event.verb === 'join') {
      assert.ok(!this.inside.has(event.by), `seq ${event.seq}: ${event.name} joins twice`);
      this.inside.add(event.by);
    } else if (event.verb === 'leave') {
      assert.ok(this.inside.delete(event.by), `seq ${event.seq}: ${event.name} leaves twice`);
    }
  }

  /**
   * Everybody is told that what is said is not saved, or that all of it is.
   * @param since from then on nothing is made to last
   */
  saving(isSaved: boolean, since: number): void {
    this.unsavedSince = isSaved ? Infinity : since;
    if (isSaved) this.unsaved = [];
  }

  /** Whether the server has it at hand for whoever asks: all but what its memory is too small for. */
  keeps(event: RoomEvent): boolean {
    if (!this.onDisk) return !this.mayBeThinned(event);
    return this.memory >= DEFAULT_LIMITS.historyEvents || !this.isInMemoryOnly(event);
  }

  /** Whether its server may not have it any more. */
  hasLost(seq: number): boolean {
    return this.lost.has(seq) || this.lostBefore.has(seq);
  }

  /** What has happened above `after`, up to `last`, and its server may not have any more. */
  lostBetween(after: number, last: number): number[] {
    return [...this.lost].filter((seq) => seq > after && seq <= last);
  }

  /** When its server, which ended at `endedAt`, last made things last, but for `syncAfterMs`. */
  lastedUntil(endedAt: number): number {
    return Math.min(endedAt, this.unsavedSince);
  }

  /** What goes under this id; more than one if the server did not recognise it. */
  with(id: string): RoomEvent[] {
    return this.events.filter((event) => 'id' in event && event.id === id);
  }

  /** The event of that seq, if it has happened. */
  at(seq: number): RoomEvent | undefined {
    return this.bySeq.get(seq);
  }

  /**
   * What somebody sees who has the events from `first` to `last`, both included: all of them, but of those that nobody
   * but the server's memory had, only what has come.
   */
  lines(first: number, last: number, { got, blank, bare }: Sees, self: Self): Line[] {
    const seen = [...this.gone, ...this.events]
      .filter(({ seq }) => seq >= first && seq <= last)
      .filter((event) => got.has(event.seq) || !(this.isInMemoryOnly(event) || this.mayBeThinned(event)))
      .sort((a, b) => a.seq - b.seq);
    return seen.flatMap((event) => {
      const isBare = event.verb === 'say' && bare.has(event.seq);
      const text = textOf(isBare ? { ...event, reply: undefined } : event, seen, blank.has(event.seq), self);
      return text === undefined ? [] : [{ seq: event.seq, text }];
    });
  }

  /**
   * An event has come to `mid`.
   * @param upTo the seq of the last event that was sent before, or with it
   */
  saw(event: RoomEvent, memberId: string | undefined, upTo: number): void {
    const real = this.at(event.seq);
    assert.ok(real, `seq ${event.seq} was shown, and never was`);
    if (event.verb === 'react' && this.changesNothing(event, real)) return;
    assert.equal(keyOf(event), keyOf(real), `seq ${event.seq} was shown as another event`);
    assert.ok(isFor(event, memberId), `P-5.11 seq ${event.seq} was shown to somebody whom it is not for`);
    if (event.verb === 'say' || event.verb === 'edit') {
      const removedAt = this.removedBy.get(event.verb === 'say' ? event.seq : event.of) ?? Infinity;
      if (removedAt <= upTo)
        assert.ok(isEmptied(event), `P-5.3 seq ${event.seq} is served after its removal`);
      if (event.removed) this.checkTakenBack(event);
    }
    this.shown.add(event.seq);
  }

  /** It is the answer to a reaction that was there already, or to its withdrawal where it was not (P-5.4). */
  private changesNothing(event: Extract<RoomEvent, { verb: 'react' }>, real: RoomEvent): boolean {
    const { by, emoji, of, on, seq } = event;
    const latest = this.events.findLast(
      (one) => one.verb === 'react' && one.by === by && one.emoji === emoji && one.of === of,
    );
    return on ? latest?.seq === seq : real.seq === of;
  }

  /** Nothing is emptied but what was taken back, if only in a future that the history has forgotten. */
  private checkTakenBack({ verb, seq, of }: { verb: string; seq: number; of?: number }): void {
    const said = verb === 'say' ? seq : of;
    const isTakenBack = [...this.said.values()].some(
      ({ event }) => event.verb === 'remove' && event.of === said,
    );
    assert.ok(isTakenBack, `seq ${seq} is emptied, and was never taken back`);
  }

  /** Texts that were taken back each time they were said: somebody without a person may say one again after a reload. */
  get removedTexts(): string[] {
    const removed = new Set<string>();
    const standing = new Set<string>();
    for (const event of this.events) {
      if (event.verb !== 'say' && event.verb !== 'edit') continue;
      const isRemoved = this.removedBy.has(event.verb === 'say' ? event.seq : event.of);
      const texts = isRemoved ? removed : standing;
      texts.add(event.text);
      if ('code' in event && event.code) texts.add(event.code.text);
    }
    return [...removed].filter((text) => text !== '' && !standing.has(text));
  }

  private isInMemoryOnly(event: RoomEvent): boolean {
    const { seq } = event;
    return recipientOf(event) !== undefined || this.hasLost(seq);
  }

  /** Whether it is noise that a room without a file may have let go of, although it has what was said before (P-6.11). */
  private mayBeThinned(event: RoomEvent): boolean {
    return !this.onDisk && isNoise(event) && event.seq < (this.events.at(-this.memory)?.seq ?? 0);
  }

  private mayBeLost(seq: number, { any, powerCutAt }: MayForget): boolean {
    if (any || this.unsaved.includes(seq)) return true;
    if (powerCutAt === undefined) return false;
    const lastSync = this.lastedUntil(powerCutAt) - DEFAULT_LIMITS.syncAfterMs;
    return (this.said.get(seq)?.at ?? -Infinity) >= lastSync;
  }

  private keep(event: RoomEvent): void {
    assert.ok(event.seq > this.seq, `seq ${event.seq} after ${this.seq}`);
    if ('id' in event && event.id !== undefined) {
      const key = `${event.by} ${event.id}`;
      assert.ok(!this.ids.has(key), `seq ${event.seq} repeats the ${event.verb} ${event.id}`);
      this.ids.add(key);
    }
    this.events.push(event);
    this.bySeq.set(event.seq, event);
    if (event.verb === 'remove') this.removedBy.set(event.of, event.seq);
  }

  private bury(event: RoomEvent): void {
    this.gone.push(event);
    this.bySeq.set(event.seq, event);
  }
}

const isEmptied = (event: Extract<RoomEvent, { text: string }>) =>
  event.text === '' && !('code' in event && event.code);

/** Whether `mid` may see it (P-5.11). */
export function isFor(event: RoomEvent, memberId: string | undefined): boolean {
  const to = recipientOf(event);
  return to === undefined || to === memberId || event.by === memberId;
}

/** What makes an event the one it is. */
const keyOf = (event: RoomEvent) =>
  `${event.verb} ${event.by} ${'id' in event ? (event.id ?? '') : 'name' in event ? event.name : ''}`;

/** What is drawn for an event, where something is drawn for it alone. */
function textOf(
  event: RoomEvent,
  seen: readonly RoomEvent[],
  isBlank: boolean,
  self: Self,
): string | undefined {
  switch (event.verb) {
    case 'say':
      return message(event, seen, isBlank, self);
    case 'join':
    case 'leave':
      return `-- ${event.verb} ${event.name}`;
    case 'rename':
      return `-- rename ${event.name} ${event.to}`;
    case 'edit':
    case 'remove':
    case 'react':
      return undefined;
  }
}

function message(
  say: Extract<RoomEvent, { verb: 'say' }>,
  seen: readonly RoomEvent[],
  isBlank: boolean,
  self: Self,
): string {
  const isRemoved = seen.some((event) => event.verb === 'remove' && event.of === say.seq);
  if (isBlank || isRemoved) return drawn({ ...say, text: '', code: undefined }, 'removed', []);
  let text = say.text;
  let edited = false;
  const reactions = new Map<
    string,
    { readonly emoji: string; readonly name: string; readonly own: boolean }
  >();
  for (const event of seen) {
    if (!('of' in event) || event.of !== say.seq) continue;
    if (event.verb === 'edit') [text, edited] = [event.text, true];
    if (event.verb === 'react') {
      const key = `${event.by} ${event.emoji}`;
      reactions.delete(key);
      if (event.on) reactions.set(key, { emoji: event.emoji, name: event.from, own: event.by === self });
    }
  }
  const byEmoji = new Map<string, { readonly names: string[]; own: boolean }>();
  for (const { emoji, name, own } of reactions.values()) {
    const one = byEmoji.get(emoji) ?? { names: [], own: false };
    byEmoji.set(emoji, one);
    if (own) one.own = true;
    else one.names.push(name);
  }
  const shown = [...byEmoji].map(([emoji, { names, own }]) => reactionText(emoji, names, own));
  return drawn({ ...say, text }, edited ? 'edited' : '', shown);
}

const reactionText = (emoji: string, names: readonly string[], own: boolean) =>
  `${emoji} ${own ? 'me,' : ''}${names.join(',')}`;

interface Drawn {
  readonly from: string;
  readonly by: string;
  readonly to?: string | undefined;
  readonly text: string;
  readonly reply?: number | undefined;
  readonly code?: { readonly text: string } | undefined;
}

const drawn = (
  { from, by, to, text, reply, code }: Drawn,
  state: '' | 'edited' | 'removed',
  reactions: readonly string[],
) =>
  [
    `${from} (${by}): ${text}`,
    to === undefined ? '' : `to ${to}`,
    state,
    reply === undefined ? '' : `answers ${reply}`,
    code ? `code ${code.text}` : '',
    ...reactions,
  ]
    .filter((part) => part !== '')
    .join(' | ');

/** What a run of lines, comings and goings all of them, is drawn as in one. */
export function runOf(lines: readonly Line[]): Line {
  for (const { text } of lines) assert.match(text, /^-- (?:join|leave|rename) /);
  const [first] = lines;
  return runLine(first?.seq ?? 0, lines.length, lines.at(-1)?.seq ?? 0);
}

const runLine = (seq: number, events: number, upTo: number): Line => ({
  ...{ seq, text: `-- ${events} comings and goings up to ${upTo}`, events },
});

/** An entry as `Truth.lines` draws it; nothing for what is the window's own. @param seqAt the seq of a place */
export function lineOf(entry: Entry, seqAt: (order: number) => number): Line | undefined {
  const seq = seqAt(entry.order);
  if (entry.kind === 'notice') {
    const { notice, upTo = entry.order } = entry;
    if (notice.kind === 'presence') return runLine(seq, notice.events, seqAt(upTo));
    if (!('name' in notice)) return undefined;
    const names = notice.kind === 'rename' ? `${notice.name} ${notice.to}` : notice.name;
    return { seq, text: `-- ${notice.kind} ${names}` };
  }
  if (entry.status !== 'sent') return undefined;
  const { reply, editedAt, removed, reactions } = entry;
  const shown = { ...entry, reply: reply === undefined ? undefined : seqAt(reply) };
  const state = removed ? 'removed' : editedAt === undefined ? '' : 'edited';
  const under = removed
    ? []
    : (reactions ?? []).map(({ emoji, names, own }) => reactionText(emoji, names, own));
  return { seq, text: drawn(shown, state, under) };
}
