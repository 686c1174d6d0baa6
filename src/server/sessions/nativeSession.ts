import type { Result } from '../../base/result';
import { type WireError, wireError } from '../../protocol/errorCodes';
import { decodeClient, encodeEvent, encodeServer } from '../../protocol/frame';
import { LineSplitter } from '../../protocol/lineSplitter';
import type { ClientMessage, ClientPayload, RoomEvent } from '../../protocol/messages';
import { type Exchange, newNonce } from '../../protocol/proofs';
import { costOf } from '../room/cost';
import { type Shown, identify } from '../admission/identify';
import type { FramedDelivery, RoomMember } from '../delivery/member';
import type { Outbox } from '../delivery/outbox';
import type { Duplicate } from '../room/dedupeWindow';
import type { ServerContext, Session, SessionConnection } from './session';
import { historyPage, welcome } from './welcome';

type OnceVerb = 'say' | 'edit' | 'remove' | 'react' | 'rename';

/** What typing, read, ping and pong count of a message (P-10.1). */
const SIGNAL_SHARE = 0.1;

/** The native dialect (P-4, P-5): our extension and bots. */
export class NativeSession implements Session, FramedDelivery {
  readonly dialect = 'native';
  private readonly splitter: LineSplitter;
  private member: RoomMember | undefined;
  /** What was drawn on this connection, once the room has shown itself. */
  private exchange: Exchange | undefined;
  private pinged = false;
  /** Goes on with what cannot be paid for yet. */
  private held: (() => void) | undefined;
  private ended = false;

  constructor(
    private readonly connection: SessionConnection,
    private readonly server: ServerContext,
  ) {
    this.splitter = new LineSplitter(server.limits.maxFrameBytes);
  }

  get outbox(): Outbox {
    return this.connection.outbox;
  }

  receive(chunk: Uint8Array): void {
    this.pinged = false;
    this.splitter.push(chunk);
    this.proceed();
  }

  proceed(): void {
    while (this.connection.mayProceed()) {
      const { held } = this;
      this.held = undefined;
      const line = held ? undefined : this.splitter.next();
      if (held) held();
      else if (line !== undefined) this.frame(line);
      else if (this.ended) this.connection.close();
      else return;
    }
  }

  inputEnded(): void {
    this.ended = true;
    this.proceed();
  }

  tell(error: WireError, id?: string): void {
    this.send(encodeServer('error', { ...error, ...(id !== undefined && { id }) }));
  }

  bye(reason: string): void {
    this.send(encodeServer('bye', { reason }));
  }

  left(reason: string | undefined): void {
    if (this.member) this.server.room.leave(this.member, this, reason);
    this.member = undefined;
  }

  end(): void {
    this.server.room.flushTo(this);
    this.outbox.end();
  }

  sweep(silentMs: number): void {
    const { pingIntervalMs, idleTimeoutMs } = this.server.limits;
    if (idleTimeoutMs > 0 && silentMs > idleTimeoutMs) this.connection.fail('idle-timeout');
    else if (pingIntervalMs > 0 && silentMs > pingIntervalMs && !this.pinged) {
      this.pinged = true;
      this.send(encodeServer('ping', {}));
    }
  }

  private send(frame: string): void {
    this.server.room.sendTo(this, frame);
  }

  private frame(line: string | WireError): void {
    const message = decodeClient(line);
    if (!message.ok) this.refuse(message.error);
    else if (!message.value) this.connection.spend();
    else this.take(message.value);
  }

  private take(message: ClientMessage): void {
    if (this.member) this.act(this.member, message);
    else if (message.verb === 'hello') this.hello(message.payload);
    else if (message.verb === 'prove') this.prove(message.payload);
    else this.refuse(wireError('hello-first'));
  }

  /** Before the welcome an error ends the connection (P-4.2); later the connection lives on where frames can be told apart. */
  private refuse(error: WireError): void {
    this.connection.spend();
    if (this.member && error.code !== 'frame-too-long') this.tell(error);
    else this.connection.fail(error);
  }

  /** Shows that this is the room, before anybody says who they are; once (P-6.14). */
  private prove({ v, nonce }: ClientPayload<'prove'>): void {
    this.connection.spend();
    if (v < 1) this.connection.fail('unsupported-version');
    else if (nonce === undefined || this.exchange) this.connection.fail('hello-first');
    else {
      const { keys } = this.server.room.identity;
      this.exchange = { room: keys.publicKey, clientNonce: nonce, serverNonce: newNonce() };
      const proof = keys.sign('room', this.exchange);
      this.send(encodeServer('prove', { key: keys.publicKey, nonce: this.exchange.serverNonce, proof }));
    }
  }

  private hello(hello: ClientPayload<'hello'>): void {
    if (hello.v < 1) {
      this.connection.fail('unsupported-version');
      return;
    }
    const entrant = identify(hello, this.server.room.identity, this.exchange);
    if (entrant.ok) this.enter(hello, entrant.value);
    else this.connection.fail(entrant.error);
  }

  private enter(hello: ClientPayload<'hello'>, entrant: Shown): void {
    const { memberId, token, hasToken, showsTicket } = entrant;
    const { room } = this.server;
    const host = this.server.isHost(memberId, showsTicket);
    const standing = host ? 'host' : hasToken ? 'returning' : 'newcomer';
    if (!host && !this.connection.mayEnter(hasToken ? memberId : undefined)) {
      this.held = () => this.enter(hello, entrant);
      return;
    }
    const refusal = this.connection.refusal(memberId, standing);
    if (refusal) {
      this.connection.fail(refusal);
      return;
    }
    const lastSeq = room.log.seq;
    const joined = room.join({ name: hello.name, memberId, host }, this, (member) => {
      const resume = hasToken ? hello.resume : undefined;
      const payload = welcome(this.server, member, resume, lastSeq, token);
      this.send(encodeServer('welcome', payload));
    });
    if (!joined.ok) {
      this.connection.fail(joined.error);
      return;
    }
    this.member = joined.value;
    this.connection.entered(memberId);
  }

  private act(member: RoomMember, message: ClientMessage): void {
    const { room, limits } = this.server;
    if (!this.connection.pays(() => costOf(member.name, message, limits))) {
      this.held = () => this.take(message);
      return;
    }
    const { verb, payload } = message;
    switch (verb) {
      case 'prove':
      case 'hello':
        this.refuse(wireError('already-hello'));
        return;
      case 'say':
        this.once(member, payload, verb, () => room.say(member, payload));
        return;
      case 'edit':
        this.once(member, payload, verb, () => room.edit(member, payload));
        return;
      case 'remove':
        this.once(member, payload, verb, () => room.remove(member, payload));
        return;
      case 'react':
        this.once(member, payload, verb, () => room.react(member, payload));
        return;
      case 'rename':
        this.once(member, payload, verb, () => room.rename(member, payload));
        return;
      case 'typing':
        this.connection.spend(SIGNAL_SHARE);
        room.typing(member, this, payload);
        return;
      case 'read':
        this.connection.spend(SIGNAL_SHARE);
        room.read(member, this, payload);
        return;
      case 'history':
        this.connection.spend();
        this.send(encodeServer('history', historyPage(room, member, payload.before, payload.limit)));
        return;
      case 'ping':
        this.connection.spend(SIGNAL_SHARE);
        this.send(encodeServer('pong', {}));
        return;
      case 'pong':
        this.connection.spend(SIGNAL_SHARE);
        return;
      case 'bye':
        this.connection.close();
        return;
    }
  }

  /**
   * Exactly once (P-6.9): an id this member has used before is answered with the event it became, to this
   * connection only. So is what changes nothing, with the event since which it is so (P-5.4).
   */
  private once(
    member: RoomMember,
    payload: { readonly id: string },
    verb: OnceVerb,
    act: () => Result<RoomEvent | Duplicate, WireError>,
  ): void {
    this.connection.spend();
    const before = this.server.room.log.duplicate(member.memberId, payload.id);
    if (before) {
      this.repeat(member, payload, verb, before);
      return;
    }
    const result = act();
    if (!result.ok) this.tell(result.error, payload.id);
    else if (!('verb' in result.value)) this.repeat(member, payload, verb, result.value);
  }

  private repeat(
    { memberId, name }: RoomMember,
    payload: { readonly id: string },
    verb: OnceVerb,
    seen: Duplicate,
  ): void {
    const event = this.server.room.log.find(seen.seq);
    // where there is no such event any more, or there never was one, what was sent is what it was
    const isIt = event?.by === memberId && 'id' in event && event.id === payload.id;
    const names = verb === 'rename' ? { name, to: name } : {};
    const again = { ...payload, verb, from: name, by: memberId, ...seen, ...names } as RoomEvent;
    this.send(encodeEvent(isIt ? event : again));
  }
}
