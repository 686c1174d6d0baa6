import type { Clock } from '../base/clock';
import type { Disposable } from '../base/disposable';
import { type Result, fail, ok } from '../base/result';
import { type WireError, wireError } from '../protocol/errorCodes';
import { encodeEvent, encodeServer } from '../protocol/frame';
import type { Limits } from '../protocol/limits';
import {
  type ClientPayload,
  type Member,
  type NewEvent,
  type RoomEvent,
  recipientOf,
} from '../protocol/messages';
import { SERVER_NAME, foldName, freeName, parseName } from '../protocol/names';
import { lineFrame, plainLines, seedEntries } from '../protocol/plain';
import { parseText } from '../protocol/text';
import { Broadcast } from './broadcast';
import { EventLog } from './eventLog';
import type { History } from './history';
import type { Identity } from './identity';
import type { Outbox } from './outbox';
import type { SeedOutbox } from './seedOutbox';

/** How a peer is reached: native and line peers by frames that all of them share, seed peers each by itself. */
export type Delivery =
  | { readonly dialect: 'native' | 'line'; readonly outbox: Outbox }
  | { readonly dialect: 'seed'; readonly outbox: SeedOutbox };

/** Somebody in the room: one person, with one connection or, with several windows, more (P-6.3). */
export interface RoomMember extends Member {
  name: string;
  host?: boolean;
  readonly connections: Set<Delivery>;
  isTyping: boolean;
  /** When its last typing notice was relayed, in milliseconds. */
  typingAt: number;
  /** How far this person has read, in any of its windows. */
  readSeq: number;
}

export interface JoinRequest {
  /** As it was sent; checked here. */
  readonly name: string;
  readonly mid: string;
  readonly host?: boolean;
}

type EventOf<V extends RoomEvent['verb']> = Extract<RoomEvent, { verb: V }>;

/** Who is in the room, what happens in it and in which order. One way in for every dialect, one way out to all. */
export class Room implements Disposable {
  readonly log: EventLog;
  private readonly members = new Map<string, RoomMember>();
  private readonly takenNames = new Set<string>();
  private readonly native: Broadcast;
  private readonly line: Broadcast;
  private readonly seed = new Set<SeedOutbox>();
  private closing = false;

  constructor(
    readonly name: string,
    readonly identity: Identity,
    private readonly limits: Limits,
    private readonly clock: Clock,
    private readonly history?: History,
  ) {
    this.log = new EventLog(limits, history);
    this.native = new Broadcast(clock);
    this.line = new Broadcast(clock);
    history?.onDidChange(() => this.tellOfSaving());
  }

  /** Everybody in the room, `first` leading. */
  memberList(first: RoomMember): Member[] {
    const list = [first, ...[...this.members.values()].filter((member) => member !== first)];
    return list.map(({ mid, name, since, dialect, host }) => ({
      mid,
      name,
      since,
      dialect,
      ...(host && { host }),
    }));
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
    const known = this.members.get(request.mid);
    if (known) {
      if (request.host) known.host = true;
      this.attach(known, delivery, greet);
      return ok(known);
    }
    const name = parseName(request.name);
    if (!name.ok) return name;
    const member: RoomMember = {
      mid: request.mid,
      name: freeName(name.value, (candidate) => this.takenNames.has(foldName(candidate))),
      since: this.clock.now(),
      dialect: delivery.dialect,
      ...(request.host && { host: true }),
      connections: new Set(),
      isTyping: false,
      typingAt: -Infinity,
      readSeq: 0,
    };
    this.members.set(member.mid, member);
    this.takenNames.add(foldName(member.name));
    const { mid, since, dialect, host } = member;
    this.publish(
      {
        verb: 'join',
        from: SERVER_NAME,
        at: since,
        by: mid,
        name: member.name,
        dialect,
        ...(host && { host }),
      },
      this.limits.joinDelayMs,
    );
    this.attach(member, delivery, greet);
    return ok(member);
  }

  /** The room ends, and everybody with it: nobody is told any more who leaves. */
  close(): void {
    this.closing = true;
  }

  /** Takes a connection out; with a member's last one the member leaves. */
  leave(member: RoomMember, delivery: Delivery, reason?: string): void {
    if (!member.connections.delete(delivery)) return;
    if (delivery.dialect === 'seed') this.seed.delete(delivery.outbox);
    else this[delivery.dialect].unsubscribe(delivery.outbox);
    if (member.connections.size > 0) return;
    this.members.delete(member.mid);
    this.takenNames.delete(foldName(member.name));
    if (this.closing) return;
    const { mid, name } = member;
    this.publish(
      {
        verb: 'leave',
        from: SERVER_NAME,
        at: this.clock.now(),
        by: mid,
        name,
        ...(reason !== undefined && { reason }),
      },
      this.limits.joinDelayMs,
    );
  }

  /** Says `text` for a plain member. */
  sayPlain(member: RoomMember, text: string): Result<RoomEvent, WireError> {
    const checked = parseText(text, this.limits.maxTextBytes);
    return checked.ok ? ok(this.publish({ verb: 'say', ...this.by(member), text: checked.value })) : checked;
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
    const event: NewEvent = {
      verb: 'say',
      ...this.by(member),
      id,
      text: text.value,
      ...(reply !== undefined && { reply }),
      ...(code && codeText && { code: { ...code, text: codeText.value } }),
    };
    if (to === undefined) return ok(this.publish(event));
    const other = this.members.get(to);
    return other ? ok(this.publish({ ...event, to })) : fail(wireError('no-such-member'));
  }

  edit(member: RoomMember, { id, of, text }: ClientPayload<'edit'>): Result<RoomEvent, WireError> {
    const own = this.ownMessage(member, of);
    if (!own.ok) return own;
    const checked = parseText(text, this.limits.maxTextBytes);
    if (!checked.ok) return checked;
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

  react(member: RoomMember, { id, of, emoji, on }: ClientPayload<'react'>): Result<RoomEvent, WireError> {
    const message = this.message(member, of);
    if (!message.ok) return message;
    return ok(this.publishAbout(message.value, { verb: 'react', ...this.by(member), id, of, emoji, on }));
  }

  rename(member: RoomMember, payload: ClientPayload<'rename'>): Result<RoomEvent, WireError> {
    const wanted = parseName(payload.name);
    if (!wanted.ok) return wanted;
    const old = member.name;
    if (wanted.value === old) return fail(wireError('bad-name', 'That is your name already.'));
    this.takenNames.delete(foldName(old));
    const name = freeName(wanted.value, (candidate) => this.takenNames.has(foldName(candidate)));
    this.takenNames.add(foldName(name));
    if (name === old) return fail(wireError('bad-name', `That name is taken here; you are ${old} already.`));
    member.name = name;
    const { id } = payload;
    return ok(
      this.publish({ verb: 'rename', ...this.by(member), from: SERVER_NAME, id, name: old, to: member.name }),
    );
  }

  /** Tells the others; at most one notice in `typingIntervalMs` for each member, and its end always (P-5.5). */
  typing(member: RoomMember, { on }: ClientPayload<'typing'>): void {
    const now = this.clock.now();
    if (on ? now - member.typingAt < this.limits.typingIntervalMs : !member.isTyping) return;
    member.isTyping = on;
    if (on) member.typingAt = now;
    const frame = Buffer.from(encodeServer('typing', { by: member.mid, on }, member.name));
    for (const other of this.members.values()) if (other !== member) this.sendNative(other, frame);
  }

  /** Tells this member's other windows how far it has read (P-5.7). */
  read(member: RoomMember, from: Delivery, { seq }: ClientPayload<'read'>): void {
    if (seq <= member.readSeq || seq > this.log.seq) return;
    member.readSeq = seq;
    this.sendNative(member, Buffer.from(encodeServer('read', { seq })), from);
  }

  /** Whether `member` may see `event`: of direct messages, and of what is about them, only its own (P-5.11). */
  isVisibleTo(member: RoomMember, event: RoomEvent): boolean {
    const to = recipientOf(event);
    return to === undefined || to === member.mid || event.by === member.mid;
  }

  /** Writes to one framed peer, behind what was broadcast before. */
  sendTo(delivery: Delivery & { dialect: 'native' | 'line' }, frame: string): void {
    this[delivery.dialect].sendTo(delivery.outbox, Buffer.from(frame));
  }

  /** Drops everything said so far, for good; who has seen it still has. Rejects if it could not leave the disk. */
  async clearHistory(): Promise<void> {
    await this.history?.clear(this.log.seq);
  }

  /** Sends what is being gathered, now. */
  flush(): void {
    this.native.flush();
    this.line.flush();
  }

  dispose(): void {
    this.native.dispose();
    this.line.dispose();
  }

  private by(member: RoomMember) {
    return { from: member.name, at: this.clock.now(), by: member.mid };
  }

  /** Gives the event its place and sends it to everybody, or, where it is direct, to the two it is for. */
  private publish(event: NewEvent, mayWaitMs = 0): RoomEvent {
    const stored = this.log.append(event);
    const to = recipientOf(stored);
    if (to !== undefined) {
      for (const mid of new Set([stored.by, to])) this.sendDirect(mid, stored);
      return stored;
    }
    if (this.native.size > 0) this.native.add(encodeEvent(stored), mayWaitMs);
    if (this.line.size + this.seed.size === 0) return stored;
    const lines = plainLines(stored);
    for (const line of lines) this.line.add(lineFrame(line), mayWaitMs);
    if (this.seed.size === 0) return stored;
    const entries = lines.flatMap(seedEntries);
    for (const outbox of this.seed) outbox.send(entries);
    return stored;
  }

  /** Publishes what somebody did to `message`, to those who can see it. */
  private publishAbout(message: EventOf<'say'>, event: Extract<NewEvent, { of: number }>): RoomEvent {
    if (message.to === undefined) return this.publish(event);
    return this.publish({ ...event, to: message.by === event.by ? message.to : message.by });
  }

  private sendDirect(mid: string, event: RoomEvent): void {
    const lines = plainLines(event);
    for (const delivery of this.members.get(mid)?.connections ?? []) {
      if (delivery.dialect === 'seed') delivery.outbox.send(lines.flatMap(seedEntries));
      else
        this.sendTo(
          delivery,
          delivery.dialect === 'native' ? encodeEvent(event) : lines.map(lineFrame).join(''),
        );
    }
  }

  private sendNative(member: RoomMember, frame: Buffer, except?: Delivery): void {
    for (const delivery of member.connections) {
      if (delivery.dialect === 'native' && delivery !== except) this.native.sendTo(delivery.outbox, frame);
    }
  }

  private attach(member: RoomMember, delivery: Delivery, greet: (member: RoomMember) => void): void {
    member.connections.add(delivery);
    try {
      greet(member);
    } catch (fault) {
      // its session does not know the member yet and could not take it out
      this.leave(member, delivery, 'internal-error');
      throw fault;
    }
    if (delivery.dialect === 'seed') this.seed.add(delivery.outbox);
    else this[delivery.dialect].subscribe(delivery.outbox);
    if (this.history?.isUnsaved) this.tell(delivery, this.history.notice);
  }

  /** Tells everybody that what is said is not saved, or is so again (P-6.13). */
  private tellOfSaving(): void {
    if (!this.history) return;
    for (const { connections } of this.members.values()) {
      for (const delivery of connections) this.tell(delivery, this.history.notice);
    }
  }

  private tell(delivery: Delivery, notice: WireError): void {
    const line = { sender: SERVER_NAME, text: notice.message };
    if (delivery.dialect === 'seed') delivery.outbox.send(seedEntries(line));
    else
      this.sendTo(delivery, delivery.dialect === 'native' ? encodeServer('error', notice) : lineFrame(line));
  }

  /** The message `seq`, where `member` can see it. */
  private message(member: RoomMember, seq: number): Result<EventOf<'say'>, WireError> {
    const event = this.log.find(seq);
    const seen = event?.verb === 'say' && !event.removed && this.isVisibleTo(member, event);
    return seen ? ok(event) : fail(wireError('not-found'));
  }

  private ownMessage(member: RoomMember, seq: number): Result<EventOf<'say'>, WireError> {
    const message = this.message(member, seq);
    return message.ok && message.value.by !== member.mid ? fail(wireError('not-author')) : message;
  }
}
