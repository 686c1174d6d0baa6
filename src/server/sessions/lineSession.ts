import { type WireError, wireError } from '../../protocol/wire/errorCodes';
import { EnterNormalizer, isKeystroke, withoutErased } from '../../protocol/dialects/keystrokes';
import { LineSplitter } from '../../protocol/wire/lineSplitter';
import { type PlainLine, lineFrame } from '../../protocol/dialects/plainPeers';
import type { FramedDelivery } from '../delivery/member';
import type { Outbox } from '../delivery/outbox';
import { PlainSession } from './plainSession';
import type { ServerContext, SessionConnection } from './session';

const CR = 13;

/** The line dialect (P-3): a person with `nc`, or a script. */
export class LineSession extends PlainSession implements FramedDelivery {
  readonly dialect = 'line';
  private readonly splitter: LineSplitter;
  /** Set once a chunk was a single key: the peer's program sends each key separately (P-3.7). */
  private enterKey: EnterNormalizer | undefined;
  private ended = false;

  constructor(connection: SessionConnection, server: ServerContext) {
    super(connection, server);
    this.splitter = new LineSplitter(server.limits.maxFrameBytes);
  }

  get outbox(): Outbox {
    return this.connection.outbox;
  }

  receive(chunk: Uint8Array): void {
    if (isKeystroke(chunk)) this.enterKey ??= new EnterNormalizer();
    this.splitter.push(this.enterKey?.toLf(chunk) ?? chunk);
  }

  inputEnded(): void {
    this.ended = true;
  }

  handleNext(): boolean {
    if (this.takeHeld()) return true;
    const line = this.splitter.next();
    if (line !== undefined) this.line(line);
    else if (this.ended) this.lastLine();
    return line !== undefined || this.ended;
  }

  end(): void {
    this.server.room.flushTo(this);
    this.outbox.end();
  }

  protected get delivery(): this {
    return this;
  }

  protected write(lines: readonly PlainLine[]): void {
    this.server.room.sendTo(this, lines.map(lineFrame).join(''));
  }

  protected writeRaw(text: string): void {
    this.server.room.sendTo(this, text);
  }

  /** An unterminated last line counts (P-3.4). */
  private lastLine(): void {
    const last = this.splitter.rest();
    if (last === '') this.connection.close();
    else this.line(last);
  }

  private line(line: string | WireError): void {
    if (typeof line === 'string' && this.enterKey) this.take(withoutErased(line));
    else if (typeof line === 'string')
      this.take(line.charCodeAt(line.length - 1) === CR ? line.replace(/\r+$/, '') : line);
    else if (line.code === 'frame-too-long') {
      this.connection.fail(wireError('frame-too-long', 'That line is too long; please send shorter ones.'));
    } else {
      this.connection.spend();
      this.tell(line);
    }
  }
}
