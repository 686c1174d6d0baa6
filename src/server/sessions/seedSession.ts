import { METHOD_NAME } from '../../protocol/wire/errorCodes';
import { type PlainLine, seedEntries } from '../../protocol/dialects/plainPeers';
import {
  beginsMethod,
  isSplitRequest,
  detectForeignProtocol,
} from '../../protocol/dialects/foreignProtocols';
import { decodeUtf8, incompleteTail, splitByBytes } from '../../protocol/wire/utf8';
import { PlainSession } from './plainSession';
import type { Delivery } from '../delivery/member';
import { SeedOutbox } from '../delivery/seedOutbox';
import type { ServerContext, SessionConnection } from './session';

const NOTHING = Buffer.alloc(0);

/** The seed dialect (P-2): the original chat program, where one chunk is one message. */
export class SeedSession extends PlainSession {
  protected readonly delivery: Delivery & { dialect: 'seed' };
  /** The beginning of a character that TCP cut in two (P-2.12); at most 3 bytes. */
  private tail: Buffer = NOTHING;
  /** Chunks that wait until the peer may say more. The socket is not read meanwhile, so there are few. */
  private readonly waiting: Buffer[] = [];
  /** The last chunk, as long as it may be the beginning of a request that TCP has cut (P-1.3). */
  private cut: Buffer = NOTHING;
  /** The messages that are still to be taken from a chunk that was longer than a text may be. */
  private parts: string[] = [];
  private ended = false;

  constructor(connection: SessionConnection, server: ServerContext) {
    super(connection, server);
    const outbox = new SeedOutbox(connection.outbox, server.clock, server.limits, () =>
      connection.fail('slow-consumer'),
    );
    this.delivery = { dialect: 'seed', outbox };
  }

  receive(chunk: Uint8Array): void {
    const bytes = Buffer.concat([this.tail, chunk]);
    const whole = bytes.length - incompleteTail(bytes);
    this.tail = bytes.subarray(whole);
    if (whole > 0) this.waiting.push(bytes.subarray(0, whole));
  }

  inputEnded(): void {
    this.ended = true;
    // a character that will never be completed is refused like any other bad one
    if (this.tail.length > 0) this.waiting.push(this.tail);
  }

  handleNext(): boolean {
    if (this.takeHeld()) return true;
    const part = this.parts.shift();
    const chunk = part === undefined ? this.waiting.shift() : undefined;
    if (part !== undefined) this.take(part);
    else if (chunk) this.chunk(chunk);
    else if (this.ended) this.connection.close();
    return part !== undefined || chunk !== undefined;
  }

  end(): void {
    this.delivery.outbox.end();
  }

  dispose(): void {
    this.delivery.outbox.dispose();
  }

  protected write(lines: readonly PlainLine[]): void {
    this.delivery.outbox.send(lines.flatMap(seedEntries));
  }

  protected writeRaw(text: string): void {
    this.connection.outbox.write(Buffer.from(text));
  }

  private chunk(bytes: Buffer): void {
    if (this.member && this.cut.length === 0) {
      this.decode(bytes);
      return;
    }
    const before = this.cut;
    const whole = Buffer.concat([before, bytes]);
    const foreign = this.member ? isSplitRequest(before, bytes) && 'http' : detectForeignProtocol(whole);
    this.cut = NOTHING;
    if (foreign) this.turnAway(foreign);
    else if (!this.member && beginsMethod(whole)) {
      this.cut = whole;
      this.connection.spend();
      this.tell(METHOD_NAME);
    } else {
      if (!this.member) this.cut = bytes;
      this.decode(bytes);
    }
  }

  private decode(bytes: Buffer): void {
    const text = decodeUtf8(bytes);
    if (!text.ok) {
      this.connection.spend();
      this.tell(text.error);
      return;
    }
    // what TCP brought together is longer than a text may be: several messages, and nothing lost
    const trimmed = text.value.replace(/[\r\n]+$/, '');
    this.parts = splitByBytes(trimmed, this.server.limits.maxTextBytes);
  }
}
