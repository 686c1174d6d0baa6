import type { Clock } from '../../base/clock';
import type { Disposable } from '../../base/disposable';
import { type Result, fail, ok } from '../../base/result';
import { isEmoji } from '../../protocol/emoji';
import { type WireError, wireError } from '../../protocol/errorCodes';
import type { Limits } from '../../protocol/limits';
import {
  type ClientPayload,
  type Member,
  type NewEvent,
  type RoomEvent,
  UNPLACED,
  recipientOf,
} from '../../protocol/messages';
import { SERVER_NAME, parseName } from '../../protocol/names';
import { textWithCode } from '../../protocol/plainPeers';
import { parseText } from '../../protocol/text';
import { tooLongToShow } from './cost';
import { EventLog } from './eventLog';
import { FanOut } from '../delivery/fanOut';
import type { History } from '../history/history';
import type { Identity } from '../admission/identity';
import type { Delivery, FramedDelivery, RoomMember } from '../delivery/member';
import { MemberList } from './memberList';
import { Reactions } from './reactions';
import type { Duplicate } from './dedupeWindow';
import { Signals } from './signals';
import { WantedNames } from './wantedNames';

export interface JoinRequest {
  /** As it was sent; checked here. */
  readonly name: string;
  readonly memberId: string;
  readonly host?: boolean;
}

type EventOf<V extends RoomEvent['verb']> = Extract<RoomEvent, { verb: V }>;

/** What happens in the room and in which order. One way in for every dialect, one way out to all. */
export class Room implements Disposable {
  readonly log: EventLog;
  private readonly members = new MemberList();
  private readonly reactions: Reactions;
  private readonly fanOut: FanOut;
  private readonly signals: Signals;
  private readonly wantedNames: WantedNames;
  private closing = false;

  constructor(
    readonly name: string,
    readonly identity: Identity,
    private readonly limits: Limits,
    private readonly clock: Clock,
    private readonly history?: History,
  ) {
    this.log = new EventLog(limits, history);
    this.reactions = new Reactions(limits, this.log.inMemory);
    this.fanOut = new FanOut(clock, () => history?.write());
    this.signals = new Signals(this.members, this.fanOut, limits, clock);
    this.wantedNames = new WantedNames(this.members, clock, limits.nameGraceMs, (member, name) => {
      this.publish({ verb: 'rename', ...this.by(member), from: SERVER_NAME, name, to: member.name });
    });
    history?.onDidChange(() => {
      for (const { connections } of this.members) this.tellOfSaving(connections);
    });
  }

  /** Who is in the room. */
  get memberIds(): string[] {
    return [...this.members].map(({ memberId }) => memberId);
  }

  /** Everybody in the room, `first` leading. */
  memberList(first: RoomMember): Member[] {
    return this.members.list(first);
  }

  /**
   * Lets a connection in. A further window of a member joins it silently, under its name (P-6.3). `greet` runs
   * between the join and everything after it: the place for the newcomer's own welcome.
   */
  join(
    request: JoinRequest,
    delivery: Delivery,
    greet: (member: RoomMember) => void,
  ): Result<RoomMember, WireError> {
    const { memberId, host = false } = request;
    const known = this.members.get(memberId);
    if (known) {
      if (host && !known.host) {
        known.host = true;
        this.signals.host(known);
      }
      this.attach(known, delivery, greet);
      return ok(known);
    }
    const { dialect } = delivery;
    const since = this.date;
    const added = this.members.add(request.name, { memberId, since, dialect, host });
    if (!added.ok) return added;
    const { name } = added.value;
    this.publish(
      { verb: 'join', from: SERVER_NAME, at: since, by: memberId, name, dialect, ...(host && { host }) },
      this.limits.joinDelayMs,
    );
    this.attach(added.value, delivery, greet);
    if (dialect !== 'native') this.wantedNames.add(added.value);
    this.wantedNames.look();
    return added;
  }

  /** The room ends, and everybody with it: nobody is told any more who leaves. */
  close(): void {
    this.closing = true;
  }

  /** Takes a connection out; with a member's last one the member leaves. */
  leave(member: RoomMember, delivery: Delivery, reason?: string): void {
    if (!member.connections.includes(delivery)) return;
    member.connections = member.connections.filter((one) => one !== delivery);
    this.fanOut.delete(delivery);
    if (member.connections.length > 0) {
      this.signals.stopped(member, delivery);
      return;
    }
    this.members.delete(member);
    this.wantedNames.delete(member);
    if (this.closing) return;
    const { memberId, name } = member;
    this.publish(
      {
        verb: 'leave',
        from: SERVER_NAME,
        at: this.date,
        by: memberId,
        name,
        ...(reason !== undefined && { reason }),
      },
      this.limits.joinDelayMs,
    );
    this.wantedNames.look(member.dialect === 'native');
  }

  /** Says `text` for a plain member. */
  sayPlain(member: RoomMember, text: string): Result<RoomEvent, WireError> {
    const checked = parseText(text, this.limits.maxTextBytes);
    if (!checked.ok) return checked;
    const { name: from, memberId: by } = member;
    const tooLong = tooLongToShow(from, checked.value, this.limits);
    if (tooLong) return fail(tooLong);
    return ok(this.publish({ verb: 'say', from, at: this.date, by, text: checked.value, seq: UNPLACED }));
  }

  say(member: RoomMember, payload: ClientPayload<'say'>): Result<RoomEvent, WireError> {
    const { id, reply, code, to } = payload;
    if (code && code.end < code.start) {
      return fail(wireError('bad-message', '~say~: the quoted code ends before it begins.'));
    }
    const text = code && payload.text === '' ? ok('') : parseText(payload.text, this.limits.maxTextBytes);
    if (!text.ok) return text;
    const codeText = code ? parseText(code.text, this.limits.maxCodeBytes) : undefined;
    if (codeText && !codeText.ok) return codeText;
    if (to !== undefined && !this.members.get(to)) return fail(wireError('no-such-member'));
    const { name: from, memberId: by } = member;
    const tooLong = tooLongToShow(from, textWithCode({ text: text.value, code }), this.limits);
    if (tooLong) return fail(tooLong);
    // nearly every message has none of the rest, and spreading costs more than all else here
    const event: NewEvent & { verb: 'say' } = {
      verb: 'say',
      from,
      at: this.date,
      by,
      id,
      text: text.value,
    };
    if (reply !== undefined) event.reply = reply;
    if (code && codeText) event.code = { ...code, text: codeText.value };
    if (to !== undefined) event.to = to;
    return ok(this.publish(event));
  }

  edit(member: RoomMember, { id, of, text }: ClientPayload<'edit'>): Result<RoomEvent, WireError> {
    const own = this.ownMessage(member, of);
    if (!own.ok) return own;
    const checked = parseText(text, this.limits.maxTextBytes);
    if (!checked.ok) return checked;
    const tooLong = tooLongToShow(member.name, checked.value, this.limits);
    if (tooLong) return fail(tooLong);
    return ok(
      this.publishAbout(own.value, { verb: 'edit', ...this.by(member), id, of, text: checked.value }),
    );
  }

  remove(member: RoomMember, { id, of }: ClientPayload<'remove'>): Result<RoomEvent, WireError> {
    const own = this.ownMessage(member, of);
    if (!own.ok) return own;
    this.log.erase(of);
    return ok(this.publishAbout(own.value, { verb: 'remove', ...this.by(member), id, of }));
  }

  /** @returns the event it became; where it changes nothing, the one since which it is so: the message itself, maybe (P-5.4) */
  react(
    member: RoomMember,
    { id, of, emoji, on }: ClientPayload<'react'>,
  ): Result<RoomEvent | Duplicate, WireError> {
    if (!isEmoji(emoji)) return fail(wireError('bad-emoji'));
    const message = this.message(member, of);
    if (!message.ok) return message;
    const react = { verb: 'react', ...this.by(member), id, of, emoji, on } as const;
    const since = this.reactions.find(react);
    if (on === (since !== undefined)) {
      const unchanged = since ?? { seq: of, at: message.value.at };
      this.log.recognise(member.memberId, id, unchanged);
      return ok(unchanged);
    }
    const refusal = on ? this.reactions.refusal(react) : undefined;
    return refusal ? fail(refusal) : ok(this.publishAbout(message.value, react));
  }

  rename(member: RoomMember, payload: ClientPayload<'rename'>): Result<RoomEvent, WireError> {
    const wanted = parseName(payload.name);
    if (!wanted.ok) return wanted;
    const { name } = member;
    if (wanted.value === name) return fail(wireError('bad-name', 'That is your name already.'));
    this.members.rename(member, wanted.value);
    const to = member.name;
    if (to === name) return fail(wireError('bad-name', `That name is taken here; you are ${name} already.`));
    const renamed = this.publish({
      verb: 'rename',
      ...this.by(member),
      from: SERVER_NAME,
      id: payload.id,
      name,
      to,
    });
    this.wantedNames.look();
    return ok(renamed);
  }

  typing(member: RoomMember, from: Delivery, { on }: ClientPayload<'typing'>): void {
    this.signals.typing(member, from, on);
  }

  read(member: RoomMember, from: Delivery, { seq }: ClientPayload<'read'>): void {
    this.signals.read(member, from, seq, this.log.seq);
  }

  /** Whether what is said is to be saved and, for now, is not (P-6.13). */
  get isUnsaved(): boolean {
    return this.history?.isUnsaved ?? false;
  }

  /** Whether `member` may see `event`: of direct messages, and of what is about them, only its own (P-5.11). */
  isVisibleTo(member: RoomMember, event: RoomEvent): boolean {
    const to = recipientOf(event);
    return to === undefined || to === member.memberId || event.by === member.memberId;
  }

  /** Sends to one framed peer, behind what was sent to all before. */
  sendTo(delivery: FramedDelivery, frame: string): void {
    this.fanOut.toOne(delivery, frame);
  }

  /** Writes what is gathered for one framed peer, now. */
  flushTo(delivery: FramedDelivery): void {
    this.fanOut.flushTo(delivery);
  }

  /** Drops everything said so far, for good; who has seen it still has. Rejects if it could not leave the disk. */
  async clearHistory(): Promise<void> {
    const { seq } = this.log;
    if (this.history) await this.history.clear(seq);
    else this.log.forget(seq + 1);
  }

  /** Sends what is being gathered, now. */
  flush(): void {
    this.fanOut.flush();
  }

  dispose(): void {
    this.wantedNames.dispose();
    this.fanOut.dispose();
  }

  /** What events that happen now are dated with. */
  private get date(): number {
    return this.history?.date ?? this.clock.date();
  }

  private by(member: RoomMember) {
    return { from: member.name, at: this.date, by: member.memberId };
  }

  /** Gives the event its place, keeps it, and only then sends it to everybody or, where it is direct, to the two. */
  private publish(event: NewEvent, mayWaitMs = 0): RoomEvent {
    const stored = this.log.append(event);
    if (stored.verb === 'react') this.reactions.apply(stored);
    const to = recipientOf(stored);
    if (to === undefined) this.fanOut.toAll(stored, mayWaitMs, this.history?.jsonOf(stored));
    else this.sendDirect(stored, to);
    return stored;
  }

  /** Publishes what somebody did to `message`, to those who can see it. */
  private publishAbout(message: EventOf<'say'>, event: Extract<NewEvent, { of: number }>): RoomEvent {
    if (message.to === undefined) return this.publish(event);
    return this.publish({ ...event, to: message.by === event.by ? message.to : message.by });
  }

  private sendDirect(event: RoomEvent, to: string): void {
    for (const memberId of new Set([event.by, to])) {
      const member = this.members.get(memberId);
      if (member) this.fanOut.toMember(member, event);
    }
  }

  private attach(member: RoomMember, delivery: Delivery, greet: (member: RoomMember) => void): void {
    // the greeting tells of the join; should it not be saved, also of that
    this.history?.write();
    member.connections = [...member.connections, delivery];
    try {
      greet(member);
    } catch (fault) {
      // its session does not know the member yet and could not take it out
      this.leave(member, delivery, 'internal-error');
      throw fault;
    }
    this.fanOut.add(delivery);
    // a native peer has it from its welcome
    if (this.isUnsaved && delivery.dialect !== 'native') this.tellOfSaving([delivery]);
  }

  /** Says that what is said is not saved, or is so again (P-6.13). */
  private tellOfSaving(deliveries: Iterable<Delivery>): void {
    const notice = wireError(this.isUnsaved ? 'history-unsaved' : 'history-saved');
    for (const delivery of deliveries) this.fanOut.tell(delivery, notice);
  }

  /** The message `seq`, where `member` can see it. */
  private message(member: RoomMember, seq: number): Result<EventOf<'say'>, WireError> {
    const event = this.log.find(seq);
    const seen = event?.verb === 'say' && !event.removed && this.isVisibleTo(member, event);
    return seen ? ok(event) : fail(wireError('not-found'));
  }

  private ownMessage(member: RoomMember, seq: number): Result<EventOf<'say'>, WireError> {
    const message = this.message(member, seq);
    return message.ok && message.value.by !== member.memberId ? fail(wireError('not-author')) : message;
  }
}
