// Two sockets and what lies between them: delay, any cut of the bytes, stalls, and ends that notice a break at
// different times or never.
import { Duplex } from 'node:stream';
import type { Clock } from '../../../src/base/clock';
import type { Disposable } from '../../../src/base/disposable';

/** What both kernels and the way between them take before a writer must wait, in bytes: on a bad way, on a good one. */
const WINDOW_BYTES = [8192, 262_144] as const;
const MAX_DELAY_MS = 60;

interface Segment {
  readonly at: number;
  readonly bytes: Buffer | 'end' | 'reset';
}

/** One direction: bytes on their way, in order. */
class Pipe {
  private readonly segments: Segment[] = [];
  private readonly waiting: { bytes: Buffer; readonly done: () => void }[] = [];
  private inFlight = 0;
  private lastAt = 0;
  private heldUntil = 0;
  private timer: { readonly at: number; readonly disposable: Disposable } | undefined;
  /** How many more bytes get through; a break leaves some. */
  private left = Infinity;
  private wanted = true;
  private readonly window: number;
  receiver!: FakeSocket;

  constructor(
    private readonly clock: Clock,
    private readonly random: () => number,
    private readonly tap: (bytes: Buffer) => void,
  ) {
    this.window = WINDOW_BYTES[random() < 0.5 ? 0 : 1];
  }

  get isBroken(): boolean {
    return this.left < Infinity;
  }

  write(bytes: Buffer, done: () => void): void {
    this.waiting.push({ bytes, done });
    this.take();
  }

  /** The writer says no more. */
  end(how: 'end' | 'reset'): void {
    this.waiting.length = 0;
    if (how === 'reset') this.segments.length = 0;
    this.add(how);
  }

  /** Nothing arrives for a while. */
  hold(ms: number): void {
    this.heldUntil = Math.max(this.heldUntil, this.clock.now() + ms);
    this.schedule();
  }

  /** Of what is on its way a part still arrives; nothing that comes later. */
  break(part: number): void {
    if (this.isBroken) return;
    this.left = Math.floor(this.inFlight * part);
  }

  /** The receiver wants more. */
  pull(): void {
    this.wanted = true;
    this.schedule();
  }

  /** Takes from the writer what there is room for. */
  private take(): void {
    for (let next = this.waiting[0]; next; next = this.waiting[0]) {
      const room = this.window - this.inFlight;
      // like TCP, not for every byte that gets free
      if (room < Math.min(this.window / 2, next.bytes.length)) return;
      const piece = next.bytes.subarray(0, room);
      next.bytes = next.bytes.subarray(piece.length);
      this.cut(piece);
      if (next.bytes.length > 0) return;
      this.waiting.shift();
      next.done();
    }
  }

  /** A write arrives in pieces, cut anywhere. */
  private cut(bytes: Buffer): void {
    let rest = bytes;
    while (rest.length > 0) {
      const whole = this.random() < 0.5;
      const length = whole ? rest.length : 1 + Math.floor(this.random() * rest.length);
      this.add(rest.subarray(0, length));
      rest = rest.subarray(length);
    }
  }

  private add(bytes: Segment['bytes']): void {
    const at = Math.max(this.lastAt, this.clock.now() + 1 + Math.floor(this.random() ** 3 * MAX_DELAY_MS));
    this.lastAt = at;
    this.segments.push({ at, bytes });
    if (bytes instanceof Buffer) this.inFlight += bytes.length;
    this.schedule();
  }

  private schedule(): void {
    const [first] = this.segments;
    if (!first || (!this.wanted && !this.receiver.destroyed)) return;
    const at = Math.max(first.at, this.heldUntil, this.clock.now());
    if (this.timer?.at === at) return;
    this.timer?.disposable.dispose();
    const disposable = this.clock.after(at - this.clock.now(), () => {
      this.timer = undefined;
      this.deliver();
    });
    this.timer = { at, disposable };
  }

  private deliver(): void {
    const [first] = this.segments;
    if (!first || Math.max(first.at, this.heldUntil) > this.clock.now()) {
      this.schedule();
      return;
    }
    if (this.isBroken && this.left <= 0) return;
    this.segments.shift();
    if (first.bytes instanceof Buffer) this.deliverBytes(first.bytes);
    else if (this.isBroken) return;
    else if (first.bytes === 'reset') this.receiver.fail('ECONNRESET');
    else this.receiver.push(null);
    this.schedule();
  }

  private deliverBytes(bytes: Buffer): void {
    const through = bytes.subarray(0, this.left);
    this.left -= bytes.length;
    if (this.receiver.destroyed) {
      this.receiver.refuse();
      return;
    }
    if (through.length > 0) {
      this.tap(through);
      this.wanted = this.receiver.push(Buffer.from(through));
    }
    if (this.isBroken) return;
    this.inFlight -= bytes.length;
    this.take();
  }
}

/** One end: Node's own stream, so that flow, ends and errors are those of a socket. */
export class FakeSocket extends Duplex {
  readonly remoteAddress = '127.0.0.1';
  private resets = false;

  constructor(
    readonly remotePort: number,
    private readonly incoming: Pipe,
    private readonly outgoing: Pipe,
    allowHalfOpen: boolean,
  ) {
    super({ allowHalfOpen, readableHighWaterMark: 4096 });
    incoming.receiver = this;
  }

  setNoDelay(): this {
    return this;
  }

  setKeepAlive(): this {
    return this;
  }

  unref(): this {
    return this;
  }

  resetAndDestroy(): this {
    this.resets = true;
    this.destroy();
    return this;
  }

  /** The system says that the connection is gone. */
  fail(code: string): void {
    this.destroy(Object.assign(new Error(code), { code }));
  }

  /** What comes for a socket that is closed is answered with a reset. */
  refuse(): void {
    if (!this.incoming.isBroken) this.outgoing.end('reset');
  }

  /** Its program is gone, and nobody there hears anything more; the system closes what it had open. */
  kill(): void {
    this.removeAllListeners();
    this.on('error', () => undefined);
    this.resetAndDestroy();
  }

  /** Its computer is gone: nobody there hears anything more, and nobody is told. */
  vanish(): void {
    this.removeAllListeners();
    this.on('error', () => undefined);
    this.outgoing.break(0);
    this.incoming.break(0);
  }

  override _read(): void {
    this.incoming.pull();
  }

  override _write(bytes: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.outgoing.write(bytes, done);
  }

  override _final(done: () => void): void {
    this.outgoing.end('end');
    done();
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    if (this.resets) this.outgoing.end('reset');
    else if (!error && !this.writableFinished) this.outgoing.end('end');
    this.incoming.pull();
    done(error);
  }
}

export type Direction = 'up' | 'down';

/** A connection between a client and a server. */
export class FakeWire {
  readonly client: FakeSocket;
  readonly server: FakeSocket;
  private readonly pipes: Readonly<Record<Direction, Pipe>>;

  /** @param tap is shown what arrives at each end */
  constructor(
    private readonly clock: Clock,
    port: number,
    random: () => number,
    tap: (bytes: Buffer, direction: Direction) => void,
  ) {
    const pipe = (direction: Direction) => new Pipe(clock, random, (bytes) => tap(bytes, direction));
    const pipes = { up: pipe('up'), down: pipe('down') };
    this.pipes = pipes;
    this.client = new FakeSocket(port, pipes.down, pipes.up, false);
    this.server = new FakeSocket(port, pipes.up, pipes.down, true);
  }

  get isOpen(): boolean {
    return !this.pipes.up.isBroken && !this.client.destroyed && !this.server.destroyed;
  }

  stall(direction: Direction, ms: number): void {
    this.pipes[direction].hold(ms);
  }

  /**
   * Breaks the connection at any byte.
   * @param parts how much of what is on its way still arrives, from 0 to 1
   * @param noticed after how many milliseconds each end is told; never, if undefined
   */
  cut(
    parts: Readonly<Record<Direction, number>>,
    noticed: Readonly<Record<'client' | 'server', number | undefined>>,
  ): void {
    this.pipes.up.break(parts.up);
    this.pipes.down.break(parts.down);
    for (const end of ['client', 'server'] as const) {
      const ms = noticed[end];
      if (ms !== undefined) this.clock.after(ms, () => this[end].fail('ETIMEDOUT'));
    }
  }
}
