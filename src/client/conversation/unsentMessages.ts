import type { Disposable } from '../../base/disposable';
import type { Event } from '../../base/emitter';
import { type Result, fail, ok } from '../../base/result';
import { isEmoji, qualifiedEmoji } from '../../protocol/emoji';
import { wireError } from '../../protocol/errorCodes';
import { DEFAULT_LIMITS } from '../../protocol/limits';
import type { RoomEvent } from '../../protocol/messages';
import { parseText } from '../../protocol/text';
import type { RequestProblem, RoomInfo } from '../types/clientTypes';
import { messageFrom } from './entry';
import type { Link, LinkContext, Outgoing } from '../link/link';
import { charactersOf, SendQueue, type Unsent } from './sendQueue';
import { EXPIRED, NOT_SUPPORTED, TOO_MANY_UNSENT, UNCONFIRMED } from '../types/problems';
import type { Transcript } from './transcript';

/**
 * So much may wait or have failed; more is refused. A person has long noticed by then, and all of it can be kept where it
 * outlives the program.
 */
const MAX_UNSENT = 1000;
/** The same, in characters of its JSON. */
const MAX_UNSENT_CHARACTERS = 256 * 1024;

/** What one says and does oneself, until it has come back; a message stands in the transcript at once. */
export class UnsentMessages implements Disposable {
  private readonly queue: SendQueue;
  private room: RoomInfo | undefined;
  private self: string | undefined;
  /** What was said in the program before this one, and may have arrived; until it is known in what kind of room one is. */
  private restored: readonly string[] = [];
  /** Fires when `unsent` is another. */
  readonly onDidChange: Event<void>;

  /** @param tell tells the person of what failed and shows nowhere */
  constructor(
    private readonly context: Pick<LinkContext, 'clock' | 'timeouts'>,
    private readonly transcript: Transcript,
    private readonly tell: (problem: RequestProblem) => void,
  ) {
    const { clock, timeouts } = context;
    this.queue = new SendQueue(clock, timeouts.pendingMs, (id) => this.failed(id, EXPIRED));
    this.onDidChange = this.queue.onDidChange;
  }

  /** What has not come back. Of what failed, the messages: only they can be tried again. */
  get items(): readonly Unsent[] {
    return this.queue.unsent;
  }

  /** Takes back what was `unsent` in the program before this one. @param from the name it is shown with for now */
  restore(unsent: readonly Unsent[], from: string): void {
    for (const one of unsent) {
      const { what, at, problem } = one;
      if (this.queue.has(what.id)) continue;
      this.queue.restore(one);
      if (what.verb !== 'say') continue;
      this.show(what, at, from);
      if (problem) this.transcript.markFailed(what.id, problem);
    }
    this.queue.expireAll();
    this.restored = unsent.map(({ what }) => what.id);
  }

  /** Takes what one asks for, under one's name. @returns its id, or what is wrong with it */
  add(what: Outgoing, from: string): Result<string, RequestProblem> {
    const checked = checkOutgoing(what, this.room);
    if (!checked.ok) return checked;
    const characters = this.queue.characters + charactersOf(checked.value);
    if (this.queue.size >= MAX_UNSENT || characters > MAX_UNSENT_CHARACTERS) return fail(TOO_MANY_UNSENT);
    this.queue.add(checked.value, this.room?.id);
    if (checked.value.verb === 'say') this.show(checked.value, this.context.clock.date(), from);
    return ok(checked.value.id);
  }

  /** Sends what waits, as far as the link takes it. */
  pump(link: Link): void {
    for (let next = this.queue.next(); next; next = this.queue.next()) {
      if (!link.send(next)) return;
      this.queue.sent(next.id);
    }
  }

  /** A failed message is pending again. @returns whether it had failed */
  retry(id: string): boolean {
    const retried = this.queue.retry(id);
    if (retried) this.transcript.markPending(id);
    return retried;
  }

  /** One is in `room`. @param self `by` of one's own events */
  joined(room: RoomInfo, self: string): void {
    this.room = room;
    this.self = self;
  }

  /**
   * What came with the welcome is taken in: sorts out what of the rest can be sent in this room (P-6.7).
   * @param goesOn whether the numbering of the connection before goes on
   */
  sort({ id: room, kind }: RoomInfo, goesOn: (from: string | undefined) => boolean): void {
    for (const id of this.queue.enter(room, goesOn)) this.failed(id, wireError('not-found'));
    // an original server would show twice what has arrived
    if (kind === 'seed') for (const id of this.restored) if (this.isOpen(id)) this.failed(id, UNCONFIRMED);
    this.restored = [];
  }

  /** Whether this acknowledges something of one's own. */
  isAwaited(event: RoomEvent): boolean {
    return 'id' in event && event.id !== undefined && event.by === this.self && this.queue.has(event.id);
  }

  /** It came back. */
  settle(id: string): void {
    this.queue.settle(id);
  }

  /** Something was refused or lost its way. A message shows that by itself; of the rest the person is told. */
  failed(id: string, problem: RequestProblem): void {
    const what = this.queue.fail(id, problem);
    if (what?.verb === 'say') this.transcript.markFailed(id, problem);
    else if (what) this.tell(problem);
  }

  /** Whatever is still on its way fails. */
  failAll(problem: RequestProblem): void {
    for (const id of this.queue.open()) this.failed(id, problem);
  }

  /** The connection is gone: what has not come back is to be sent again. */
  rewind(): void {
    this.queue.rewind();
  }

  /** The computer may have slept: what is pending for too long has failed. */
  expire(): void {
    this.queue.expireAll();
  }

  dispose(): void {
    this.queue.dispose();
  }

  private isOpen(id: string): boolean {
    return this.queue.open().includes(id);
  }

  private show({ id, payload }: Outgoing & { verb: 'say' }, at: number, from: string): void {
    const said = { ...payload, at, from, by: this.self ?? from };
    this.transcript.addPending(
      id,
      messageFrom(said, (seq) => this.transcript.orderOf(seq)),
    );
  }
}

/** What can be sent in this room, as it will be. @param room undefined: not known yet */
function checkOutgoing(what: Outgoing, room: RoomInfo | undefined): Result<Outgoing, RequestProblem> {
  if (room?.kind === 'seed' && !isPlain(what)) return fail(NOT_SUPPORTED);
  if (what.verb === 'remove') return ok(what);
  if (what.verb === 'react') {
    const emoji = qualifiedEmoji(what.payload.emoji);
    return isEmoji(emoji)
      ? ok({ ...what, payload: { ...what.payload, emoji } })
      : fail(wireError('bad-emoji'));
  }
  if (what.verb === 'say' && what.payload.code && what.payload.text === '') return ok(what);
  const text = parseText(what.payload.text, room?.limits.maxTextBytes ?? DEFAULT_LIMITS.maxTextBytes);
  if (!text.ok) return text;
  return ok({ ...what, payload: { ...what.payload, text: text.value } } as Outgoing);
}

/** Whether an original server can carry it. */
function isPlain({ verb, payload }: Outgoing): boolean {
  return (
    verb === 'say' && payload.code === undefined && payload.reply === undefined && payload.to === undefined
  );
}
