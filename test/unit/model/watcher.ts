// What must hold on every single connection, whatever happens on it and around it.
import assert from 'node:assert/strict';
import { LineSplitter } from '../../../src/protocol/wire/lineSplitter';
import type { RoomEvent, Welcome } from '../../../src/protocol/wire/messages';
import type { Direction } from './fakeWire';
import { type Truth, isFor } from './truth';

/** Above this many bytes a welcome may leave out the older part of what was missed. */
const FULL_WELCOME_BYTES = 100_000;
const MAX_HISTORY = 200;

interface Frame {
  readonly from: string;
  readonly verb: string;
  readonly payload: Record<string, unknown>;
}

const EVENTS = new Set(['say', 'edit', 'remove', 'react', 'join', 'leave', 'rename']);

/** What a window has got, over all its connections: which room, and from where to where it has seen all of it. */
export interface Sight {
  truth: Truth | undefined;
  first: number;
  last: number;
  /** A long absence is being made up for, page by page. */
  catchesUp: boolean;
  /** Every seq that has come. */
  readonly got: Set<number>;
  /** Those of messages that came only after they had been taken back. */
  readonly blank: Set<number>;
  /** Those that came without what they answer: their author has said them again, and the server knew their id only. */
  readonly bare: Set<number>;
}

/** Reads along on one connection. */
export class Watcher {
  private readonly lines = { up: new LineSplitter(Infinity), down: new LineSplitter(Infinity) };
  private resume: { readonly room: string; readonly seq: number } | undefined;
  /** What was sent, as JSON, by its id. */
  private readonly sent = new Map<unknown, string>();
  private mid: string | undefined;
  private last = 0;

  constructor(
    private readonly truth: () => Truth,
    private readonly sight: Sight,
  ) {}

  readonly watch = (bytes: Buffer, direction: Direction): void => {
    const lines = this.lines[direction];
    lines.push(bytes);
    for (let line = lines.next(); typeof line === 'string'; line = lines.next()) {
      const [from = '', verb = '', ...payload] = line.split('~');
      // the greeting is no frame
      if (payload.length === 0) continue;
      const frame = { from, verb, payload: JSON.parse(payload.join('~')) as Record<string, unknown> };
      if (direction === 'up') this.up(frame);
      else this.down(frame);
    }
  };

  private up({ verb, payload }: Frame): void {
    if (verb === 'hello') this.resume = payload['resume'] as typeof this.resume;
    if ('id' in payload) this.sent.set(payload['id'], JSON.stringify(payload));
  }

  private down({ from, verb, payload }: Frame): void {
    if (verb === 'welcome') this.welcome(payload as unknown as Welcome);
    if (EVENTS.has(verb)) this.event({ from, verb, ...payload } as RoomEvent);
    if (verb === 'history') for (const event of payload['events'] as RoomEvent[]) this.saw(event, this.last);
  }

  private saw(event: RoomEvent, upTo: number): void {
    const { got, blank } = this.sight;
    this.truth().saw(event, this.mid, upTo);
    // who has the text already does not look at the message again
    const isNew = !got.has(event.seq);
    if (isNew && event.verb === 'say' && event.removed) blank.add(event.seq);
    if (isNew && event.verb === 'edit' && event.removed) blank.add(event.of);
    got.add(event.seq);
  }

  private event(event: RoomEvent): void {
    this.saw(event, event.seq);
    if (event.seq <= this.last) {
      const again = 'id' in event && event.by === this.mid ? this.sent.get(event.id) : undefined;
      assert.ok(again, `P-6.4 seq ${event.seq} after ${this.last} on one connection`);
      if (!again.includes('"reply"') && this.truth().hasLost(event.seq)) this.sight.bare.add(event.seq);
      return;
    }
    const skipped = this.truth()
      .events.filter(({ seq }) => seq > this.last && seq < event.seq)
      .filter((other) => isFor(other, this.mid));
    assert.deepEqual(
      skipped,
      [],
      `seq ${event.seq} comes after ${this.last}, and there is more between them`,
    );
    this.last = event.seq;
    // of two connections, one that is being left may be behind
    this.sight.last = Math.max(this.sight.last, event.seq);
  }

  private welcome({ room, mid: memberId, seq, resumed, oldest, members, history }: Welcome): void {
    const truth = this.truth();
    assert.equal(room.id, truth.roomId);
    const after = resumed ? (this.resume?.seq ?? 0) : 0;
    const goesOn = resumed && oldest <= after + 1;
    this.mid = memberId;
    const { got: seen, blank, bare } = this.sight;
    if (!goesOn) for (const seqs of [seen, blank, bare]) seqs.clear();
    for (const event of history) this.saw(event, seq);
    assert.equal(members[0]?.mid, memberId, 'P-4.3 oneself comes first');
    assert.equal(new Set(members.map((member) => member.mid)).size, members.length, 'P-6.3 one member twice');
    const got = history.map((event) => event.seq);
    const isHere = (event: RoomEvent) => truth.keeps(event) || got.includes(event.seq);
    const missed = truth.events
      .filter((event) => event.seq >= oldest && event.seq <= seq && event.seq > after)
      .filter((event) => isFor(event, memberId) && isHere(event));
    const expected = resumed ? missed : missed.slice(-MAX_HISTORY);
    const due = expected.map((event) => event.seq);
    assert.deepEqual(got, due.slice(due.length - got.length), `P-6.6 the history behind seq ${after}`);
    const left = due.length - got.length;
    if (left > 0) {
      const size = JSON.stringify(expected.slice(left - 1)).length;
      assert.ok(size > FULL_WELCOME_BYTES, `P-6.6 the history leaves out ${left} events, and they would fit`);
    }
    if (resumed && left === 0)
      for (const lost of truth.lostBetween(after, seq))
        assert.ok(got.includes(lost), `P-6.8 resumed behind ${after}, and nobody has ${lost} any more`);
    this.last = seq;
    const { sight } = this;
    if (!goesOn) {
      sight.first = history[0]?.seq ?? seq + 1;
      sight.catchesUp = false;
    } else if (left > 0) sight.catchesUp = true;
    sight.truth = truth;
    sight.last = seq;
  }
}
