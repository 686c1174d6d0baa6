// What really happened in a room, and what somebody who was there must therefore see.
import assert from 'node:assert/strict';
import type { Entry } from '../../../src/client/transcript';
import type { RoomEvent } from '../../../src/protocol/messages';
import type { EventLog } from '../../../src/server/eventLog';

/** An entry of a transcript, without what differs from window to window. */
export interface Line {
  readonly seq: number;
  readonly text: string;
}

/** All events of one room since it began, as far as its server still knows of them. */
export class Truth {
  readonly events: RoomEvent[];
  /** (mid, id) of everything that has one. */
  private readonly ids = new Set<string>();
  private readonly inside = new Set<string>();
  private readonly bySeq = new Map<number, RoomEvent>();

  /** The seqs of what somebody has seen. */
  readonly shown = new Set<number>();

  /** @param said every event as it was when it happened, by its seq */
  constructor(
    readonly roomId: string,
    private readonly said = new Map<number, RoomEvent>(),
  ) {
    this.events = [];
  }

  /**
   * The room begins again with the history that its server has found: the same room, or, where what somebody has seen
   * is missing, another one that began the same.
   * @param mayForget the history was put back to an older one; otherwise all that was shown must be there
   */
  continued(log: EventLog, mayForget: boolean): Truth {
    const stored = [...log.descending(Infinity)].reverse();
    const next = new Truth(this.roomId, this.said);
    for (const event of stored) {
      const before = this.said.get(event.seq);
      assert.ok(before, `the history has made up seq ${event.seq}`);
      assert.equal(keyOf(event), keyOf(before), `seq ${event.seq} is another event after a restart`);
      // a text that was taken back may have left the file, where the older copy that was put back does not know why
      next.keep('removed' in event && event.removed ? event : before);
    }
    for (const seq of this.shown) {
      if (next.at(seq)) next.shown.add(seq);
      else assert.ok(mayForget, `seq ${seq} was shown, and is gone after the restart`);
    }
    return next;
  }

  /** Mids of everybody who is in the room. */
  get members(): Set<string> {
    return new Set(this.inside);
  }

  get seq(): number {
    return this.events.at(-1)?.seq ?? 0;
  }

  /** Takes over what is new in the room's log. */
  follow(log: EventLog): void {
    if (log.seq === this.seq) return;
    const fresh: RoomEvent[] = [];
    for (const event of log.descending(Infinity)) {
      if (event.seq <= this.seq) break;
      fresh.push(structuredClone(event));
    }
    for (const event of fresh.reverse()) this.add(event);
  }

  /** What goes under this id; more than one if the server did not recognise it. */
  with(id: string): RoomEvent[] {
    return this.events.filter((event) => 'id' in event && event.id === id);
  }

  at(seq: number): RoomEvent | undefined {
    return this.bySeq.get(seq);
  }

  /** What somebody sees who has got the events from `first` to `last`, both included. */
  lines(first: number, last: number): Line[] {
    const seen = this.events.filter(({ seq }) => seq >= first && seq <= last);
    return seen.flatMap((event) => {
      const text = textOf(event, seen);
      return text === undefined ? [] : [{ seq: event.seq, text }];
    });
  }

  /** A frame has come to somebody. */
  saw(event: RoomEvent): void {
    const real = this.at(event.seq);
    assert.ok(real, `seq ${event.seq} was shown, and never was`);
    assert.equal(keyOf(event), keyOf(real), `seq ${event.seq} was shown as another event`);
    this.shown.add(event.seq);
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
  }

  private add(event: RoomEvent): void {
    this.said.set(event.seq, event);
    this.keep(event);
    if (event.verb === 'join') {
      assert.ok(!this.inside.has(event.by), `seq ${event.seq}: ${event.name} joins twice`);
      this.inside.add(event.by);
    } else if (event.verb === 'leave') {
      assert.ok(this.inside.delete(event.by), `seq ${event.seq}: ${event.name} leaves twice`);
    }
  }
}

/** What makes an event the one it is. */
const keyOf = (event: RoomEvent) =>
  `${event.verb} ${event.by} ${'id' in event ? (event.id ?? '') : 'name' in event ? event.name : ''}`;

/** What is drawn for an event, where something is drawn for it alone. */
function textOf(event: RoomEvent, seen: readonly RoomEvent[]): string | undefined {
  switch (event.verb) {
    case 'say':
      return message(event, seen);
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

function message(say: Extract<RoomEvent, { verb: 'say' }>, seen: readonly RoomEvent[]): string {
  const isRemoved = seen.some((event) => event.verb === 'remove' && event.of === say.seq);
  if (say.removed || isRemoved) return drawn(say.from, say.by, '', say.reply, undefined, 'removed', []);
  let text = say.text;
  let edited = false;
  const reactions = new Map<string, { readonly emoji: string; readonly name: string }>();
  for (const event of seen) {
    if (!('of' in event) || event.of !== say.seq) continue;
    if (event.verb === 'edit') [text, edited] = [event.text, true];
    if (event.verb === 'react') {
      const key = `${event.by} ${event.emoji}`;
      reactions.delete(key);
      if (event.on) reactions.set(key, { emoji: event.emoji, name: event.from });
    }
  }
  const byEmoji = new Map<string, string[]>();
  for (const { emoji, name } of reactions.values()) {
    byEmoji.set(emoji, [...(byEmoji.get(emoji) ?? []), name]);
  }
  const shown = [...byEmoji].map(([emoji, names]) => `${emoji} ${names.join(',')}`);
  return drawn(say.from, say.by, text, say.reply, say.code?.text, edited ? 'edited' : '', shown);
}

const drawn = (
  from: string,
  by: string,
  text: string,
  reply: number | undefined,
  code: string | undefined,
  state: '' | 'edited' | 'removed',
  reactions: readonly string[],
) =>
  `${from} (${by}): ${text}${state && ` [${state}]`}${reply === undefined ? '' : ` [answers ${reply}]`}` +
  `${code === undefined ? '' : ` [code ${code}]`}${reactions.map((reaction) => ` [${reaction}]`).join('')}`;

/** An entry as `Truth.lines` draws it; nothing for what is the window's own. @param seqAt the seq of a place */
export function lineOf(entry: Entry, seqAt: (order: number) => number): Line | undefined {
  const seq = seqAt(entry.order);
  if (entry.kind === 'notice') {
    const { notice } = entry;
    if (!('name' in notice)) return undefined;
    const names = notice.kind === 'rename' ? `${notice.name} ${notice.to}` : notice.name;
    return { seq, text: `-- ${notice.kind} ${names}` };
  }
  if (entry.status !== 'sent') return undefined;
  const { from, by, text, reply, code, edited, removed, reactions } = entry;
  const state = removed ? 'removed' : edited ? 'edited' : '';
  return {
    seq,
    text: drawn(
      from,
      by,
      text,
      reply === undefined ? undefined : seqAt(reply),
      code?.text,
      state,
      removed ? [] : (reactions ?? []).map((one) => `${one.emoji} ${one.names.join(',')}`),
    ),
  };
}
