import type { Clock } from '../../base/clock';
import type { Disposable } from '../../base/disposable';
import { type Result, ok } from '../../base/result';
import { type WireError, wireError } from '../../protocol/wire/errorCodes';
import { encodeServer } from '../../protocol/wire/frame';
import type { Limits } from '../../protocol/wire/limits';
import { type Member, type NewEvent, type RoomEvent, recipientOf } from '../../protocol/wire/messages';
import { SERVER_NAME } from '../../protocol/names/names';
import type { RoomIdentity } from '../admission/roomIdentity';
import { FanOut } from '../delivery/fanOut';
import type { Delivery, FramedDelivery, RoomMember } from '../delivery/member';
import type { History } from '../history/history';
import { type RoomCommand, type CommandContext, type Outcome, perform, repeated } from './commands';
import { EventLog } from './eventLog';
import { MemberList } from './memberList';
import { Reactions } from './reactions';
import { EphemeralNotices } from './ephemeralNotices';
import { NameWaitlist } from './nameWaitlist';

export interface JoinRequest {
  /** As it was sent; the room checks it. */
  readonly name: string;
  readonly memberId: string;
  readonly host?: boolean;
}

/** What happens in the room, and in which order. Every dialect has the same way in and the same way out. */
export class Room implements Disposable {
  readonly log: EventLog;
  private readonly members = new MemberList();
  private readonly reactions: Reactions;
  private readonly fanOut: FanOut;
  private readonly ephemeralNotices: EphemeralNotices;
  private readonly nameWaitlist: NameWaitlist;
  private readonly commandContext: CommandContext;
  private closing = false;

  /** @param history the room's own from here on */
  constructor(
    readonly name: string,
    readonly identity: RoomIdentity,
    private readonly limits: Limits,
    clock: Clock,
    history?: History,
  ) {
    const log = (this.log = new EventLog(limits, clock, history));
    this.reactions = new Reactions(limits, log.inMemory);
    this.fanOut = new FanOut(clock, () => log.commit());
    this.ephemeralNotices = new EphemeralNotices(this.members, this.fanOut, limits, clock);
    const publish = (event: NewEvent) => this.publish(event);
    this.nameWaitlist = new NameWaitlist(this.members, clock, limits.nameGraceMs, (member, name) => {
      const { name: to, memberId: by } = member;
      publish({ verb: 'rename', from: SERVER_NAME, at: log.date, by, name, to });
    });
    const { members, reactions, nameWaitlist } = this;
    this.commandContext = { members, log, reactions, nameWaitlist, limits, publish };
    log.onDidChangeUnsaved(() => {
      for (const { connections } of this.members) this.tellWhetherSaved(connections);
    });
  }

  /** The ids of everybody in the room. */
  get memberIds(): string[] {
    return [...this.members].map(({ memberId }) => memberId);
  }

  /** @returns undefined: no such member is in the room */
  nameOf(memberId: string): string | undefined {
    return this.members.get(memberId)?.name;
  }

  /** Everybody in the room, `first` at the front. */
  memberList(first: RoomMember): Member[] {
    return this.members.list(first);
  }

  /**
   * Lets a connection in. A further window of a member joins silently, under the member's name (P-6.3).
   * @param greet runs between the join and everything after it, to send the newcomer its welcome
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
        this.ephemeralNotices.host(known);
      }
      this.attach(known, delivery, greet);
      return ok(known);
    }
    const { dialect } = delivery;
    const since = this.log.date;
    const added = this.members.add(request.name, { memberId, since, dialect, host });
    if (!added.ok) return added;
    const { name } = added.value;
    this.publish(
      { verb: 'join', from: SERVER_NAME, at: since, by: memberId, name, dialect, host: host || undefined },
      this.limits.joinDelayMs,
    );
    this.attach(added.value, delivery, greet);
    if (dialect !== 'native') this.nameWaitlist.add(added.value);
    this.nameWaitlist.grantFreeNames();
    return added;
  }

  /** The room ends. From here on nobody is told who leaves. */
  close(): void {
    this.closing = true;
  }

  /** Takes a connection out. With its last connection the member leaves. */
  leave(member: RoomMember, delivery: Delivery, reason?: string): void {
    if (!member.connections.includes(delivery)) return;
    member.connections = member.connections.filter((one) => one !== delivery);
    this.fanOut.delete(delivery);
    if (member.connections.length > 0) {
      this.ephemeralNotices.stopped(member, delivery);
      return;
    }
    this.members.delete(member);
    this.nameWaitlist.delete(member);
    if (this.closing) return;
    const { memberId, name } = member;
    const host = reason === 'removed' ? [...this.members].find((one) => one.host) : undefined;
    this.publish(
      {
        verb: 'leave',
        from: SERVER_NAME,
        at: this.log.date,
        by: memberId,
        name,
        reason,
        remover: host && { mid: host.memberId, name: host.name },
      },
      this.limits.joinDelayMs,
    );
    this.nameWaitlist.grantFreeNames(member.dialect === 'native');
  }

  /**
   * The one way in for what is done exactly once (P-6.9), whatever the dialect. An id that this member has used before
   * is answered with the event that it became.
   */
  submit(member: RoomMember, command: RoomCommand): Outcome {
    const { id } = command.payload;
    const earlier = id === undefined ? undefined : this.log.duplicate(member.memberId, id);
    if (earlier) return repeated(this.commandContext, member, command, earlier);
    return perform(this.commandContext, member, command);
  }

  typing(member: RoomMember, from: Delivery, on: boolean): void {
    this.ephemeralNotices.typing(member, from, on);
  }

  read(member: RoomMember, from: Delivery, seq: number): void {
    this.ephemeralNotices.read(member, from, seq, this.log.seq);
  }

  /** Sends to one framed peer, behind what was sent to everybody before. */
  sendTo(delivery: FramedDelivery, frame: string): void {
    this.fanOut.toOne(delivery, frame);
  }

  /** Writes what is gathered for one framed peer now. */
  flushTo(delivery: FramedDelivery): void {
    this.fanOut.flushTo(delivery);
  }

  /** Sends what is being gathered now. */
  flush(): void {
    this.fanOut.flush();
  }

  dispose(): void {
    this.nameWaitlist.dispose();
    this.fanOut.dispose();
  }

  /** Gives the event its place, keeps it, and then sends it to everybody; a direct one only to its two members. */
  private publish(event: NewEvent, mayWaitMs = 0): RoomEvent {
    const { event: placed, json } = this.log.append(event);
    if (placed.verb === 'react') this.reactions.apply(placed);
    const to = recipientOf(placed);
    if (to === undefined) this.fanOut.toAll(placed, mayWaitMs, json);
    else this.sendDirect(placed, to);
    return placed;
  }

  private sendDirect(event: RoomEvent, to: string): void {
    for (const memberId of new Set([event.by, to])) {
      const member = this.members.get(memberId);
      if (member) this.fanOut.toMember(member, event);
    }
  }

  private attach(member: RoomMember, delivery: Delivery, greet: (member: RoomMember) => void): void {
    // the greeting tells of the join; should it not be saved, also of that
    this.log.commit();
    member.connections = [...member.connections, delivery];
    try {
      greet(member);
    } catch (fault) {
      // the session does not know the member yet, so it could not take it out
      this.leave(member, delivery, 'internal-error');
      throw fault;
    }
    this.fanOut.add(delivery);
    // the welcome tells a native peer
    if (this.log.isUnsaved && delivery.dialect !== 'native') this.tellWhetherSaved([delivery]);
  }

  /** Tells whether what is said is saved. Clients from before P-5.14 know only the error. */
  private tellWhetherSaved(deliveries: Iterable<Delivery>): void {
    const on = !this.log.isUnsaved;
    const error = wireError(on ? 'history-saved' : 'history-unsaved');
    const frames = encodeServer('saved', { on }) + encodeServer('error', error);
    for (const delivery of deliveries) this.fanOut.tell(delivery, frames, error.message);
  }
}
