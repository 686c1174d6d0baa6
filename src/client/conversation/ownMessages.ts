import type { Disposable } from '../../base/disposable';
import type { Event } from '../../base/emitter';
import { type Result, fail, ok } from '../../base/result';
import { wireError } from '../../protocol/errorCodes';
import type { RoomEvent } from '../../protocol/messages';
import type { ClientProblem, RoomInfo } from '../types/clientTypes';
import { messageOf } from './entryOf';
import type { Link, LinkContext, Outgoing } from '../link/link';
import { charactersOf, Pending, type Unsent } from './pending';
import { EXPIRED, TOO_MANY_UNSENT, UNCONFIRMED } from '../types/problems';
import { sendable } from './sendable';
import type { Transcript } from './transcript';

/**
 * So much may wait or have failed; more is refused. A person has long noticed by then, and all of it can be kept where it
 * outlives the program.
 */
const MAX_UNSENT = 1000;
/** The same, in characters of its JSON. */
const MAX_UNSENT_CHARACTERS = 256 * 1024;

/** What one says and does oneself, until it has come back; a message stands in the transcript at once. */
export class OwnMessages implements Disposable {
  private readonly pending: Pending;
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
    private readonly tell: (problem: ClientProblem) => void,
  ) {
    const { clock, timeouts } = context;
    this.pending = new Pending(clock, timeouts.pendingMs, (id) => this.failed(id, EXPIRED));
    this.onDidChange = this.pending.onDidChange;
  }

  /** What has not come back. Of what failed, the messages: only they can be tried again. */
  get unsent(): readonly Unsent[] {
    return this.pending.unsent;
  }

  /** Takes back what was `unsent` in the program before this one. @param from the name it is shown with for now */
  restore(unsent: readonly Unsent[], from: string): void {
    for (const one of unsent) {
      const { what, at, problem } = one;
      if (this.pending.has(what.id)) continue;
      this.pending.restore(one);
      if (what.verb !== 'say') continue;
      this.show(what, at, from);
      if (problem) this.transcript.markFailed(what.id, problem);
    }
    this.pending.expireAll();
    this.restored = unsent.map(({ what }) => what.id);
  }

  /** Takes what one asks for, under one's name. @returns its id, or what is wrong with it */
  add(what: Outgoing, from: string): Result<string, ClientProblem> {
    const checked = sendable(what, this.room);
    if (!checked.ok) return checked;
    const characters = this.pending.characters + charactersOf(checked.value);
    if (this.pending.size >= MAX_UNSENT || characters > MAX_UNSENT_CHARACTERS) return fail(TOO_MANY_UNSENT);
    this.pending.add(checked.value, this.room?.id);
    if (checked.value.verb === 'say') this.show(checked.value, this.context.clock.date(), from);
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
    for (const id of this.pending.enter(room, goesOn)) this.failed(id, wireError('not-found'));
    // an original server would show twice what has arrived
    if (kind === 'seed') for (const id of this.restored) if (this.isOpen(id)) this.failed(id, UNCONFIRMED);
    this.restored = [];
  }

  /** Whether this acknowledges something of one's own. */
  isAwaited(event: RoomEvent): boolean {
    return 'id' in event && event.id !== undefined && event.by === this.self && this.pending.has(event.id);
  }

  /** It came back. */
  settle(id: string): void {
    this.pending.settle(id);
  }

  /** Something was refused or lost its way. A message shows that by itself; of the rest the person is told. */
  failed(id: string, problem: ClientProblem): void {
    const what = this.pending.fail(id, problem);
    if (what?.verb === 'say') this.transcript.markFailed(id, problem);
    else if (what) this.tell(problem);
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

  dispose(): void {
    this.pending.dispose();
  }

  private isOpen(id: string): boolean {
    return this.pending.open().includes(id);
  }

  private show({ id, payload }: Outgoing & { verb: 'say' }, at: number, from: string): void {
    const said = { ...payload, at, from, by: this.self ?? from };
    this.transcript.addPending(
      id,
      messageOf(said, (seq) => this.transcript.orderOf(seq)),
    );
  }
}
