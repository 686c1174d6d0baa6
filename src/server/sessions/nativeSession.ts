import { type WireError, wireError } from '../../protocol/wire/errorCodes';
import { type RefusedFrame, decodeClient, encodeEvent, encodeServer } from '../../protocol/wire/frame';
import { LineSplitter } from '../../protocol/wire/lineSplitter';
import type { ClientMessage, ClientPayload, ClientVerb } from '../../protocol/wire/messages';
import { type Exchange, newNonce } from '../../protocol/keys/proofs';
import { type RoomCommand, type CommandVerb, costOf, isCommand } from '../room/commands';
import { type Identified, identify } from '../admission/identify';
import type { FramedDelivery, RoomMember } from '../delivery/member';
import type { Outbox } from '../delivery/outbox';
import type { ServerContext, Session, SessionConnection } from './session';
import { historyPage, welcome } from './welcome';

type OtherVerb = Exclude<ClientVerb, CommandVerb>;

/** What a verb that is not a command does once its peer is in the room. */
interface VerbRule<V extends OtherVerb> {
  /** What it counts as, as a part of a message (P-10.1). */
  readonly share: number;
  readonly act: (session: NativeSession, member: RoomMember, payload: ClientPayload<V>) => void;
}

/** What typing, read, ping and pong count as, as a part of a message (P-10.1). */
const SIGNAL_SHARE = 0.1;

/** The native dialect (P-4, P-5): our extension and bots. */
export class NativeSession implements Session, FramedDelivery {
  private static readonly OTHER_VERBS: { readonly [V in OtherVerb]: VerbRule<V> } = {
    prove: { share: 1, act: (session) => session.tell(wireError('already-hello')) },
    hello: { share: 1, act: (session) => session.tell(wireError('already-hello')) },
    typing: {
      share: SIGNAL_SHARE,
      act: (session, member, { on }) => session.server.room.typing(member, session, on),
    },
    read: {
      share: SIGNAL_SHARE,
      act: (session, member, { seq }) => session.server.room.read(member, session, seq),
    },
    history: {
      share: 1,
      act: (session, member, { before, limit }) =>
        session.send(encodeServer('history', historyPage(session.server.room, member, before, limit))),
    },
    ping: { share: SIGNAL_SHARE, act: (session) => session.send(encodeServer('pong', {})) },
    pong: { share: SIGNAL_SHARE, act: () => undefined },
    bye: { share: 0, act: (session) => session.connection.close() },
  };

  readonly dialect = 'native';
  private readonly splitter: LineSplitter;
  private member: RoomMember | undefined;
  /** The nonces of this connection, once the room has shown itself (P-6.14). */
  private exchange: Exchange | undefined;
  private pinged = false;
  /** Continues with what could not be paid for yet. */
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
  }

  inputEnded(): void {
    this.ended = true;
  }

  handleNext(): boolean {
    const { held } = this;
    if (held) {
      this.held = undefined;
      held();
      return true;
    }
    const line = this.splitter.next();
    if (line !== undefined) this.frame(line);
    else if (this.ended) this.connection.close();
    return line !== undefined;
  }

  tell(error: RefusedFrame): void {
    this.send(encodeServer('error', error));
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

  /** Before the welcome an error ends the connection (P-4.2). Later the connection lives on, unless framing is lost. */
  private refuse(error: RefusedFrame): void {
    this.connection.spend();
    if (this.member && error.code !== 'frame-too-long') this.tell(error);
    else this.connection.fail(error);
  }

  /** Proves which room this is, once, before the client says who it is (P-6.14). */
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

  private enter(hello: ClientPayload<'hello'>, entrant: Identified): void {
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
    if (isCommand(message)) this.submit(member, message);
    else this.answer(member, message);
  }

  private submit(
    member: RoomMember,
    command: RoomCommand & { readonly payload: { readonly id: string } },
  ): void {
    const { room, limits } = this.server;
    if (!this.connection.pays(() => costOf(member.name, command, limits))) {
      this.held = () => this.submit(member, command);
      return;
    }
    this.connection.spend();
    const outcome = room.submit(member, command);
    if (outcome.kind === 'refused') this.tell({ ...outcome.error, id: command.payload.id });
    else if (outcome.kind === 'repeated') this.send(encodeEvent(outcome.event));
  }

  private answer<V extends OtherVerb>(member: RoomMember, { verb, payload }: ClientMessage<V>): void {
    const { share, act } = NativeSession.OTHER_VERBS[verb];
    this.connection.spend(share);
    act(this, member, payload);
  }
}
