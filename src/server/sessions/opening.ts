import type { Clock } from '../../base/clock';
import type { Disposable } from '../../base/disposable';
import { type DetectedProtocol, detectDialect } from '../../protocol/dialects/dialect';
import { hasEnter, isKeystroke } from '../../protocol/dialects/keystrokes';
import { type Limits, MAX_NAME_BYTES } from '../../protocol/wire/limits';
import { beginsMethod } from '../../protocol/dialects/foreignProtocols';

/** More bytes than this without a line end are no name. */
const MAX_OPENING_BYTES = 4096;

/**
 * The first bytes of a connection, until they show what is spoken (P-1.2). If no line end has come, more may belong to them:
 * TCP cuts where it likes, and some programs send each key separately. What comes soon after shows which it is.
 */
export class Opening implements Disposable {
  private readonly chunks: Buffer[] = [];
  private timer: Disposable | undefined;
  private waitsMs = 0;
  private isOver = false;
  private isGreeted = false;

  /** @param opened called once, with what is spoken and every chunk that has come */
  constructor(
    private readonly limits: Pick<Limits, 'settleMs' | 'keyTimeoutMs'>,
    private readonly clock: Clock,
    private readonly opened: (detected: DetectedProtocol, chunks: readonly Buffer[]) => void,
  ) {}

  /** Whether nothing has come. */
  get isEmpty(): boolean {
    return this.chunks.length === 0;
  }

  /** The peer was silent and has been greeted: from here on, a person may be typing. */
  greeted(): void {
    this.isGreeted = true;
  }

  receive(chunk: Buffer): void {
    if (this.isOver) return;
    this.chunks.push(chunk);
    const [first = chunk] = this.chunks;
    const bytes = Buffer.concat(this.chunks);
    const detected = detectDialect(bytes);
    if (detected !== 'seed') this.open(detected);
    else if (bytes.length > MAX_OPENING_BYTES) this.open('other');
    else if (this.limits.keyTimeoutMs > 0 && isKeystroke(first)) this.key(first, chunk, bytes);
    else this.wait(this.limits.settleMs);
  }

  /** Nothing more will come. */
  end(): void {
    if (!this.isEmpty && !this.isOver) this.open('seed');
  }

  dispose(): void {
    this.isOver = true;
    this.timer?.dispose();
  }

  /**
   * The first chunk was one character: a person is typing, or that is the name of an original client. Nobody types
   * before the greeting; but so might a request begin.
   */
  private key(first: Buffer, chunk: Buffer, bytes: Buffer): void {
    const isFurtherKey = this.chunks.length > 1 && isKeystroke(chunk);
    const mayBeKey = this.isGreeted || beginsMethod(first, 1);
    if (isFurtherKey || hasEnter(bytes)) this.open('line');
    else
      this.wait(mayBeKey && bytes.length <= MAX_NAME_BYTES ? this.limits.keyTimeoutMs : this.limits.settleMs);
  }

  /**
   * Waits from the first chunk on that asks for it. The timer may come before bytes that are there: the event loop
   * reads once more first.
   */
  private wait(ms: number): void {
    if (ms === 0) this.open('seed');
    if (ms === this.waitsMs || this.isOver) return;
    this.timer?.dispose();
    this.waitsMs = ms;
    this.timer = this.clock.after(ms, () => setImmediate(() => this.end()));
  }

  private open(detected: DetectedProtocol): void {
    this.dispose();
    this.opened(detected, this.chunks);
  }
}
