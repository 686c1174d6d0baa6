import type { Disposable } from '../../base/disposable';
import type { Event } from '../../base/emitter';
import { type Result, fail, ok } from '../../base/result';
import { withoutUndefined } from '../../base/withoutUndefined';
import { isEmoji, qualifiedEmoji } from '../../protocol/wire/emoji';
import { wireError } from '../../protocol/wire/errorCodes';
import { DEFAULT_LIMITS } from '../../protocol/wire/limits';
import type { ClientPayload, RoomEvent } from '../../protocol/wire/messages';
import { mentionsIn } from '../../protocol/wire/mentions';
import { parseText } from '../../protocol/wire/text';
import type { RequestProblem, RoomInfo } from '../types/clientTypes';
import { messageFrom } from './entry';
import type { Link, LinkContext, Outgoing } from '../link/link';
import { jsonLength, SendQueue, type Unsent } from './sendQueue';
import { EXPIRED, NOT_SUPPORTED, TOO_MANY_UNSENT, UNCONFIRMED } from '../types/problems';
import type { Transcript } from './transcript';

/**
 * Most that may be waiting or failed; more is refused. A person has long noticed by then, and this much can be stored so
 * that it outlives the program.
 */
const MAX_UNSENT = 1000;
/** The same, in characters of its JSON. */
const MAX_UNSENT_CHARACTERS = 256 * 1024;

/** What this person says and does, until it comes back from the room. A message stands in the transcript at once. */
export class UnsentMessages implements Disposable {
  private readonly queue: SendQueue;
  private room: RoomInfo | undefined;
  private self: string | undefined;
  /** Ids that the program before this one may have sent; empty once the kind of the room is known. */
  private restored: readonly string[] = [];
  /** Fires when `items` changes. */
  readonly onDidChange: Event<void>;

  /** @param tell tells the person of a failure that shows nowhere else */
  constructor(
    private readonly context: Pick<LinkContext, 'clock' | 'timeouts'>,
    private readonly transcript: Transcript,
    private readonly tell: (problem: RequestProblem) => void,
  ) {
    const { clock, timeouts } = context;
    this.queue = new SendQueue(clock, timeouts.pendingMs, (id) => this.failed(id, EXPIRED));
    this.onDidChange = this.queue.onDidChange;
  }

  /** What has not come back. Of what failed, only what has a text: nothing else can be tried again. */
  get items(): readonly Unsent[] {
    return this.queue.unsent;
  }

  /** Takes back the `items` of the program before this one. @param from the author's name that is shown for now */
  restore(unsent: readonly Unsent[], from: string): void {
    for (const one of unsent) {
      const { what, at, problem } = one;
      if (this.queue.has(what.id)) continue;
      this.queue.restore(one);
      if (what.verb === 'say') this.show(what, at, from);
      this.showAmendment(what);
      if (problem) this.showFailed(what, problem);
    }
    this.restored = unsent.map(({ what }) => what.id);
  }

  /** Takes what this person says or does. @param from their name @returns its id, or why it cannot be sent */
  add(what: Outgoing, from: string): Result<string, RequestProblem> {
    const checked = checkOutgoing(what, this.room);
    if (!checked.ok) return checked;
    const characters = this.queue.characters + jsonLength(checked.value);
    if (this.queue.size >= MAX_UNSENT || characters > MAX_UNSENT_CHARACTERS) return fail(TOO_MANY_UNSENT);
    if (checked.value.verb === 'edit') this.queue.dropFailedEdits(checked.value.payload.of);
    this.queue.add(checked.value, { room: this.room?.id, saidTo: this.saidTo(checked.value) });
    if (checked.value.verb === 'say') this.show(checked.value, this.context.clock.date(), from);
    this.showAmendment(checked.value);
    return ok(checked.value.id);
  }

  /** Sends what is queued, as far as the link takes it. */
  pump(link: Link): void {
    for (let next = this.queue.next(); next; next = this.queue.next()) {
      if (!link.send(next)) return;
      this.queue.sent(next.id);
    }
  }

  /** Makes a failed message or edit pending again. @returns whether it had failed */
  retry(id: string): boolean {
    const failed = this.queue.failed(id);
    // what was for one person alone would go to everybody
    if (failed && this.isTooMuch(failed)) return false;
    const what = this.queue.retry(id);
    if (what?.verb === 'edit') this.showEdit(what);
    else if (what) this.transcript.markPending(id);
    return what !== undefined;
  }

  /** Gives up a failed message or edit for good. @returns whether it had failed */
  discard(id: string): boolean {
    const what = this.queue.discard(id);
    if (what?.verb === 'edit') this.hideEdit(what);
    else if (what) this.transcript.dropUnsent(id);
    return what !== undefined;
  }

  /** Takes the newest message to that member, or to everybody, back, if it was never sent. @returns what it says */
  takeBack(to: string | undefined): ClientPayload<'say'> | undefined {
    const what = this.queue.takeBack(to);
    if (what) this.transcript.dropUnsent(what.id);
    return what?.payload;
  }

  /** This client is in `room`. @param self this member's id */
  joined(room: RoomInfo, self: string): void {
    this.room = room;
    this.self = self;
  }

  /**
   * Sorts out what can still be sent in this room (P-6.7), once the events of the welcome are taken in.
   * @param goesOn whether the seqs of a room with this id still mean the same
   * @param from this person's name
   */
  sort({ id: room, kind }: RoomInfo, goesOn: (from: string | undefined) => boolean, from: string): void {
    const lost = this.queue.enter(room, goesOn);
    for (const { what, saidTo } of lost) {
      this.hideAmendment(what);
      if (what.verb !== 'edit' || !saidTo) this.tell(wireError('not-found'));
    }
    if (kind === 'seed') {
      // an original server would show again what has already arrived
      for (const id of this.restored) if (this.isOpen(id)) this.failed(id, UNCONFIRMED);
      for (const what of this.queue.open()) if (this.isTooMuch(what)) this.failed(what.id, NOT_SUPPORTED);
    }
    this.restore(textsOf(lost), from);
    this.restored = [];
  }

  /** Whether this event acknowledges something of ours. */
  isAwaited(event: RoomEvent): boolean {
    return 'id' in event && event.id !== undefined && event.by === this.self && this.queue.has(event.id);
  }

  /** It came back from the room. */
  settle(id: string): void {
    const what = this.queue.settle(id);
    if (what) this.hideAmendment(what);
  }

  /** Something was refused or got lost. What has a text shows that itself; for the rest the person is told. */
  failed(id: string, problem: RequestProblem): void {
    const what = this.queue.fail(id, problem);
    if (what) this.showFailed(what, problem);
  }

  /** Whatever is still on its way fails. */
  failAll(problem: RequestProblem): void {
    for (const { id } of this.queue.open()) this.failed(id, problem);
  }

  /** The connection is gone: what has not come back is queued again. */
  rewind(): void {
    this.queue.rewind();
  }

  dispose(): void {
    this.queue.dispose();
  }

  private showFailed(what: Outgoing, problem: RequestProblem): void {
    if (what.verb === 'say') this.transcript.markFailed(what.id, problem);
    else if (what.verb === 'edit') this.showEdit(what, problem);
    else {
      this.hideAmendment(what);
      this.tell(problem);
    }
  }

  /** Shows what was done to a message before the room has it. */
  private showAmendment(what: Outgoing): void {
    if (what.verb === 'edit') this.showEdit(what);
    else if (what.verb === 'react') {
      const { of, emoji, on } = what.payload;
      this.transcript.setUnsentReaction(of, what.id, { emoji, on });
    }
  }

  private hideAmendment(what: Outgoing): void {
    if (what.verb === 'edit') this.hideEdit(what);
    else if (what.verb === 'react') this.transcript.setUnsentReaction(what.payload.of, what.id, undefined);
  }

  private showEdit(
    { id, payload: { of, text, mentions } }: Outgoing & { verb: 'edit' },
    problem?: RequestProblem,
  ): void {
    const status = problem ? 'failed' : 'pending';
    // an earlier edit that fails is no news where a later one waits
    if (problem && (this.transcript.unsentEdit(of)?.id ?? id) !== id) {
      this.queue.discard(id);
      return;
    }
    this.transcript.setUnsentEdit(of, withoutUndefined({ id, text, mentions, status, problem }));
  }

  /** Only the newest edit of a message is shown. */
  private hideEdit({ id, payload: { of } }: Outgoing & { verb: 'edit' }): void {
    if (this.transcript.unsentEdit(of)?.id === id) this.transcript.setUnsentEdit(of, undefined);
  }

  /** Whether it is more than the server of the room can carry. */
  private isTooMuch(what: Outgoing): boolean {
    return this.room?.kind === 'seed' && !isPlain(what);
  }

  /** To whom the message was said that this changes. */
  private saidTo(what: Outgoing): Unsent['saidTo'] {
    const { transcript } = this;
    const message = what.verb === 'edit' ? transcript.at(transcript.orderOf(what.payload.of)) : undefined;
    return message?.kind === 'message' ? withoutUndefined({ to: message.to }) : undefined;
  }

  private isOpen(id: string): boolean {
    return this.queue.open().some((what) => what.id === id);
  }

  private show({ id, payload }: Outgoing & { verb: 'say' }, at: number, from: string): void {
    const said = { ...payload, at, from, by: this.self ?? from };
    this.transcript.addPending(
      id,
      messageFrom(said, (seq) => this.transcript.orderOf(seq)),
    );
  }
}

/** Changes whose messages are gone, as messages that failed, to the same as those: so nothing that was written is lost. */
function textsOf(lost: readonly Unsent[]): readonly Unsent[] {
  // of several changes to one message, the newest says what it was to say
  const newest = new Map<number, Unsent>();
  for (const { what, at, room, saidTo } of lost) {
    if (what.verb !== 'edit' || !saidTo) continue;
    const { of, id, text } = what.payload;
    const say: Outgoing = { id, verb: 'say', payload: { id, text, ...saidTo } };
    newest.set(of, withoutUndefined<Unsent>({ what: say, at, room, problem: wireError('not-found') }));
  }
  return [...newest.values()];
}

/** The form in which this is sent to the room, or why it cannot be. @param room undefined: not known yet */
function checkOutgoing(what: Outgoing, room: RoomInfo | undefined): Result<Outgoing, RequestProblem> {
  if (room?.kind === 'seed' && !isPlain(what)) return fail(NOT_SUPPORTED);
  if (what.verb === 'remove') return ok(what);
  if (what.verb === 'react') {
    const emoji = qualifiedEmoji(what.payload.emoji);
    return isEmoji(emoji)
      ? ok({ ...what, payload: { ...what.payload, emoji } })
      : fail(wireError('bad-emoji'));
  }
  const code = what.verb === 'say' ? what.payload.code : undefined;
  const codeText = code && parseText(code.text, room?.limits.maxCodeBytes ?? DEFAULT_LIMITS.maxCodeBytes);
  if (codeText?.ok === false) return codeText;
  if (code && what.payload.text === '') return ok(what);
  const text = parseText(what.payload.text, room?.limits.maxTextBytes ?? DEFAULT_LIMITS.maxTextBytes);
  if (!text.ok) return text;
  const mentions = mentionsIn(text.value, what.payload.mentions);
  const payload = withoutUndefined({ ...what.payload, text: text.value, mentions });
  return ok({ ...what, payload } as Outgoing);
}

/** Whether an original server can carry it. */
function isPlain({ verb, payload }: Outgoing): boolean {
  return (
    verb === 'say' && payload.code === undefined && payload.reply === undefined && payload.to === undefined
  );
}
