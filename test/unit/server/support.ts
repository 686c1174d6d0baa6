import { Duplex, PassThrough } from 'node:stream';
import type { Socket } from 'node:net';
import type { Clock } from '../../../src/base/clock';
import { type Disposable, toDisposable } from '../../../src/base/disposable';
import { DEFAULT_LIMITS } from '../../../src/protocol/wire/limits';
import { Outbox } from '../../../src/server/delivery/outbox';

export const LIMITS = DEFAULT_LIMITS;

/** A clock that stands still until it is told to go on. */
export class FakeClock implements Clock {
  /** Milliseconds since the epoch. */
  time = 1_000_000;
  private awake = 500_000;
  private timers: { readonly due: number; readonly fn: () => void }[] = [];

  get pending(): number {
    return this.timers.length;
  }

  now(): number {
    return this.awake;
  }

  date(): number {
    return this.time;
  }

  after(ms: number, fn: () => void): Disposable {
    const timer = { due: this.awake + ms, fn };
    this.timers.push(timer);
    return toDisposable(() => (this.timers = this.timers.filter((other) => other !== timer)));
  }

  /** Sets the date forward by `ms`, or back. */
  leap(ms: number): void {
    this.time += ms;
  }

  /** Lets `ms` pass while the computer sleeps. Timers do not notice. */
  sleep(ms: number): void {
    this.timers = this.timers.map(({ due, fn }) => ({ due: due + ms, fn }));
    this.pass(this.awake + ms);
  }

  advance(ms: number): void {
    const end = this.awake + ms;
    for (;;) {
      const [next] = this.timers.filter(({ due }) => due <= end).sort((a, b) => a.due - b.due);
      if (!next) break;
      this.timers = this.timers.filter((other) => other !== next);
      this.pass(next.due);
      next.fn();
    }
    this.pass(end);
  }

  private pass(until: number): void {
    this.time += until - this.awake;
    this.awake = until;
  }
}

/** Half a socket. It takes what is written when it is told to, like a kernel whose buffer is full or free. */
export class FakeSocket extends PassThrough {
  readonly taken: string[] = [];
  private held: { readonly text: string; readonly done: () => void }[] | undefined;

  get text(): string {
    return this.taken.join('');
  }

  /** From here on, nothing is taken. */
  hold(): void {
    this.held ??= [];
  }

  /** Takes what was held, and everything to come. */
  free(): void {
    const held = this.held ?? [];
    this.held = undefined;
    for (const { text, done } of held) {
      this.keep(text);
      done();
    }
  }

  /** Takes one of the writes that are held. */
  takeOne(): void {
    const first = this.held?.shift();
    if (!first) return;
    this.keep(first.text);
    first.done();
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    const text = chunk.toString();
    if (this.held) this.held.push({ text, done });
    else {
      this.keep(text);
      done();
    }
  }

  private keep(text: string): void {
    if (text !== '') this.taken.push(text);
  }
}

/** A socket whose kernel takes everything and counts it. */
export class CountingSocket extends Duplex {
  readonly remotePort = 1;
  /** The buffers as they were handed over. The same buffer twice is no copy. */
  chunks: (Buffer | string)[] = [];

  constructor(readonly remoteAddress = '127.0.0.1') {
    // as in a socket, what the kernel is given is what was written
    super({ decodeStrings: false });
  }

  get text(): string {
    return this.chunks.map(String).join('');
  }

  override _read(): void {
    // what its peer says is pushed
  }

  override _write(chunk: Buffer | string, _encoding: BufferEncoding, done: () => void): void {
    if (chunk.length > 0) this.chunks.push(chunk);
    done();
  }
}

/** An outbox on a fake socket. */
export function fakeOutbox(clock: Clock, maxBytes = 1_000_000) {
  const socket = new FakeSocket();
  const overflows: number[] = [];
  const overflowed = () => overflows.push(clock.now());
  const outbox = new Outbox(socket as unknown as Socket, { outboxBytes: maxBytes }, clock, { overflowed });
  return { socket, outbox, overflows };
}

/** Resolves after everything that was postponed to the end of this turn of the event loop. */
export const nextTurn = () => new Promise<void>((resolve) => setImmediate(() => setImmediate(resolve)));
