import { HTTP_REFUSAL, FOREIGN_PROTOCOL_LINE, type WireError } from '../../protocol/wire/errorCodes';
import { SERVER_NAME } from '../../protocol/names/names';
import { type PlainLine, welcoming } from '../../protocol/dialects/plainPeers';
import { type ForeignProtocol, detectForeignProtocol } from '../../protocol/dialects/foreignProtocols';
import { encodeUtf8 } from '../../protocol/wire/utf8';
import { textCost } from '../room/cost';
import type { Delivery, RoomMember } from '../delivery/member';
import type { ServerContext, Session, SessionConnection } from './session';

/** What the two plain dialects share: a name first, then messages; answers are lines of text (P-2, P-3). */
export abstract class PlainSession implements Session {
  protected member: RoomMember | undefined;
  /** What was said and could not be paid for yet. */
  private held: string | undefined;

  constructor(
    protected readonly connection: SessionConnection,
    protected readonly server: ServerContext,
  ) {}

  /** How this peer is reached. */
  protected abstract readonly delivery: Delivery;

  abstract receive(chunk: Uint8Array): void;
  abstract inputEnded(): void;
  abstract handleNext(): boolean;
  abstract end(): void;
  /** Writes lines to this peer alone. */
  protected abstract write(lines: readonly PlainLine[]): void;
  /** Writes text that belongs to no dialect. */
  protected abstract writeRaw(text: string): void;

  tell(error: WireError): void {
    this.write([{ sender: SERVER_NAME, text: error.message }]);
  }

  bye(): void {
    this.write([{ sender: SERVER_NAME, text: 'The room is closed.' }]);
  }

  left(reason: string | undefined): void {
    if (this.member) this.server.room.leave(this.member, this.delivery, reason);
    this.member = undefined;
  }

  /** Takes a name, as long as there is none; after that, messages. */
  protected take(text: string): void {
    if (this.member) this.say(this.member, text);
    else this.enter(text);
  }

  /** Turns away a peer whose first words are those of another protocol (P-1.3, P-1.6). */
  protected turnAway(foreign: ForeignProtocol): void {
    this.writeRaw(foreign === 'http' ? HTTP_REFUSAL : FOREIGN_PROTOCOL_LINE);
    this.connection.close();
  }

  /** Takes what had to wait. @returns whether there was anything */
  protected takeHeld(): boolean {
    const { held } = this;
    this.held = undefined;
    if (held !== undefined) this.take(held);
    return held !== undefined;
  }

  private say(member: RoomMember, text: string): void {
    if (text === '') return;
    const { room, limits } = this.server;
    if (!this.connection.pays(() => textCost(member.name, text, limits))) {
      this.held = text;
      return;
    }
    this.connection.spend();
    const outcome = room.submit(member, { verb: 'say', payload: { text } });
    if (outcome.kind === 'refused') this.tell(outcome.error);
  }

  private enter(name: string): void {
    const foreign = detectForeignProtocol(encodeUtf8(name));
    if (foreign) {
      this.turnAway(foreign);
      return;
    }
    if (!this.connection.mayEnter()) {
      this.held = name;
      return;
    }
    this.connection.spend();
    const { room } = this.server;
    const memberId = room.identity.memberIdOf(undefined);
    const refusal = this.connection.refusal(memberId);
    if (refusal) {
      this.connection.fail(refusal);
      return;
    }
    const joined = room.join({ name, memberId }, this.delivery, (member) => {
      this.write([{ sender: SERVER_NAME, text: welcoming(member.name) }]);
    });
    if (!joined.ok) {
      // the peer may send another on the same connection (P-2.6)
      this.tell(joined.error);
      return;
    }
    this.member = joined.value;
    this.connection.entered(memberId);
    if (this.member.name === this.member.wanted) return;
    this.write([{ sender: SERVER_NAME, text: `That name is taken here; you are ${this.member.name}.` }]);
  }
}
