import type { Clock } from '../../base/clock';
import type { Disposable } from '../../base/disposable';
import { type Result, ok } from '../../base/result';
import { type WireError, wireError } from '../../protocol/errorCodes';
import { encodeServer } from '../../protocol/frame';
import type { Limits } from '../../protocol/limits';
import { type Member, type NewEvent, type RoomEvent, recipientOf } from '../../protocol/messages';
import { SERVER_NAME } from '../../protocol/names';
import type { Identity } from '../admission/identity';
import { FanOut } from '../delivery/fanOut';
import type { Delivery, FramedDelivery, RoomMember } from '../delivery/member';
import type { History } from '../history/history';
import { type Command, type CommandContext, type Outcome, perform, repeated } from './commands';
import { EventLog } from './eventLog';
import { MemberList } from './memberList';
import { Reactions } from './reactions';
import { Signals } from './signals';
import { WantedNames } from './wantedNames';

export interface JoinRequest {
  /** As it was sent; checked here. */
  readonly name: string;
  readonly memberId: string;
  readonly host?: boolean;
}

/** What happens in the room and in which order. One way in for every dialect, one way out to all. */
export class Room implements Disposable {
  readonly log: EventLog;
  private readonly members = new MemberList();
  private readonly reactions: Reactions;
  private readonly fanOut: FanOut;
  private readonly signals: Signals;
  private readonly wantedNames: WantedNames;
  private readonly commandContext: CommandContext;
  private closing = false;

  /** @param history the room's own from here on */
  constructor(
    readonly name: string,
    readonly identity: Identity,
    private readonly limits: Limits,
    clock: Clock,
    history?: History,
  ) {
    const log = (this.log = new EventLog(limits, clock, history));
    this.reactions = new Reactions(limits, log.inMemory);
    this.fanOut = new FanOut(clock, () => log.commit());
    this.signals = new Signals(this.members, this.fanOut, limits, clock);
    const publish = (event: NewEvent) => this.publish(event);
    this.wantedNames = new WantedNames(this.members, clock, limits.nameGraceMs, (member, name) => {
      const { name: to, memberId: by } = member;
      publish({ verb: 'rename', from: SERVER_NAME, at: log.date, by, name, to });
    });
    const { members, reactions, wantedNames } = this;
    this.commandContext = { members, log, reactions, wantedNames, limits, publish };
    log.onDidChangeUnsaved(() => {
      for (const { connections } of this.members) this.tellWhetherSaved(connections);
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
    const since = this.log.date;
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
        at: this.log.date,
        by: memberId,
        name,
        ...(reason !== undefined && { reason }),
      },
      this.limits.joinDelayMs,
    );
    this.wantedNames.look(member.dialect === 'native');
  }

  /**
   * The one way in for what is done exactly once (P-6.9), whatever the dialect. An id that this member has used before
   * is answered with the event that it became.
   */
  submit(member: RoomMember, command: Command): Outcome {
    const { id } = command.payload;
    const earlier = id === undefined ? undefined : this.log.duplicate(member.memberId, id);
    if (earlier) return repeated(this.commandContext, member, command, earlier);
    return perform(this.commandContext, member, command);
  }

  typing(member: RoomMember, from: Delivery, on: boolean): void {
    this.signals.typing(member, from, on);
  }

  read(member: RoomMember, from: Delivery, seq: number): void {
    this.signals.read(member, from, seq, this.log.seq);
  }

  /** Sends to one framed peer, behind what was sent to all before. */
  sendTo(delivery: FramedDelivery, frame: string): void {
    this.fanOut.toOne(delivery, frame);
  }

  /** Writes what is gathered for one framed peer, now. */
  flushTo(delivery: FramedDelivery): void {
    this.fanOut.flushTo(delivery);
  }

  /** Sends what is being gathered, now. */
  flush(): void {
    this.fanOut.flush();
  }

  dispose(): void {
    this.wantedNames.dispose();
    this.fanOut.dispose();
  }

  /** Gives the event its place, keeps it, and only then sends it to everybody or, where it is direct, to the two. */
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
      // its session does not know the member yet and could not take it out
      this.leave(member, delivery, 'internal-error');
      throw fault;
    }
    this.fanOut.add(delivery);
    // a native peer has it from its welcome
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
