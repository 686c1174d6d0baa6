import { type Disposable, DisposableStore } from '../../base/disposable';
import { ERROR_SENTENCES, type ErrorCode, type WireError, wireError } from '../../protocol/wire/errorCodes';
import { decodeServer, encodeClient } from '../../protocol/wire/frame';
import { MAX_SERVER_FRAME_BYTES } from '../../protocol/wire/limits';
import { LineSplitter } from '../../protocol/wire/lineSplitter';
import type {
  ClientPayload,
  ClientVerb,
  RoomEvent,
  ServerMessage,
  ServerPayload,
  ServerVerb,
  Welcome,
} from '../../protocol/wire/messages';
import { SERVER_NAME } from '../../protocol/names/names';
import { utf8Length } from '../../protocol/wire/utf8';
import { afterReading } from './afterReading';
import { cleanEvent, cleanMessage } from '../sanitize/cleanMessage';
import {
  connectionError,
  closed,
  complaint,
  isGreeting,
  rejected,
  saidInWords,
  socketError,
} from '../types/connectionFailure';
import type { ConnectionError } from '../types/clientTypes';
import type { Link, LinkContext, LinkOwner, NativeActions, Outgoing } from './link';
import { Pacer } from './pacer';
import { LivenessMonitor } from './livenessMonitor';
import type { Wire } from './wire';

/** Most requests for history that wait for an answer at a time. */
const MAX_QUESTIONS = 32;
/** Most warnings about the server in the log, for one connection. */
const MAX_WARNINGS = 100;

/** What a server may say before the welcome. The rest is about a room that this client is not in yet. */
const BEFORE_WELCOME: ReadonlySet<ServerVerb> = new Set(['welcome', 'error', 'bye', 'ping']);

const HISTORY_ANSWER = `${SERVER_NAME}~history~`;

/** The native dialect, from hello to bye (P-4 to P-6). */
export class NativeLink implements Link {
  readonly resendIsSafe = true;
  private readonly store = new DisposableStore();
  private readonly lines = new LineSplitter(MAX_SERVER_FRAME_BYTES);
  private readonly welcomeTimer: Disposable;
  private pacer: Pacer | undefined;
  private readonly historyWaiters: ((page: ServerPayload<'history'> | undefined) => void)[] = [];
  private phase: 'hello' | 'joined' | 'leaving' | 'ended' = 'hello';
  private readonly liveness: LivenessMonitor;
  private maxFrameBytes = Infinity;
  /** The server's last complaint that names no message. If the connection closes next, that is why. */
  private complaint: ConnectionError | undefined;
  private warnings = 0;

  /**
   * Says hello at once.
   * @param publicKey the key the room has proved itself with, if it has
   * @param leftover bytes that the server has sent so far
   */
  constructor(
    private readonly wire: Wire,
    private readonly hello: ClientPayload<'hello'>,
    private readonly publicKey: string | undefined,
    leftover: Buffer,
    private readonly context: LinkContext,
    private readonly owner: LinkOwner,
  ) {
    const { clock, timeouts, address } = context;
    this.liveness = this.store.add(
      new LivenessMonitor(
        context,
        () => this.write('ping', {}),
        () => this.end(connectionError('lost', address)),
      ),
    );
    this.welcomeTimer = this.store.add(
      afterReading(clock, timeouts.welcomeMs, () => {
        // a server that began a line and then stopped for long is not a chat server
        const hasStopped = this.lines.rest() !== '' && this.liveness.silentMs >= timeouts.welcomeMs / 2;
        this.end(connectionError(hasStopped ? 'not-chat' : 'timeout', address));
      }),
    );
    this.write('hello', hello);
    wire.read(
      {
        data: (chunk) => this.read(chunk),
        ended: (cause) => {
          const broken = cause ? socketError(cause, address) : connectionError('lost', address);
          this.end(this.complaint ?? broken);
        },
      },
      leftover,
    );
  }

  send({ id, verb, payload }: Outgoing): boolean {
    if (this.phase !== 'joined') return false;
    const frame = encodeClient(verb, payload);
    if (utf8Length(frame) > this.maxFrameBytes) {
      this.owner.failed(id, wireError('text-too-long'));
      return true;
    }
    if (this.pacer?.take() === false) return false;
    this.sendFrame(verb, frame);
    return true;
  }

  readonly native: NativeActions = {
    typing: (on) => this.request('typing', { on }),
    read: (seq) => this.request('read', { seq }),
    history: (before, limit) => {
      if (this.phase !== 'joined' || this.historyWaiters.length >= MAX_QUESTIONS)
        return Promise.resolve(undefined);
      this.request('history', { before, limit });
      return new Promise((resolve) => {
        const { clock, timeouts } = this.context;
        // after the timeout it keeps its place in the queue, because answers come in order
        const timer = afterReading(clock, timeouts.answerMs, () => resolve(undefined));
        this.historyWaiters.push((page) => {
          timer.dispose();
          resolve(page);
        });
      });
    },
  };

  probe(): void {
    if (this.phase === 'joined') this.liveness.probe();
  }

  readonly rename = (id: string, name: string): void => {
    this.request('rename', { id, name });
  };

  async close(): Promise<void> {
    if (this.phase === 'joined') this.write('bye', {});
    // acknowledgements of what was just said are still on their way
    if (this.phase !== 'ended') this.phase = 'leaving';
    this.store.dispose();
    this.forgetQuestions();
    await this.wire.close(this.context.clock, this.context.timeouts.closeMs);
    this.phase = 'ended';
  }

  dispose(): void {
    this.phase = 'ended';
    this.store.dispose();
    this.wire.abandon();
    this.forgetQuestions();
  }

  private forgetQuestions(): void {
    for (const waiter of this.historyWaiters.splice(0)) waiter(undefined);
  }

  /** Sends something outside the queue of messages, once this client is in the room. */
  private request<V extends ClientVerb>(verb: V, payload: ClientPayload<V>): void {
    if (this.phase === 'joined') this.write(verb, payload);
  }

  private write<V extends ClientVerb>(verb: V, payload: ClientPayload<V>): void {
    this.sendFrame(verb, encodeClient(verb, payload));
  }

  private sendFrame(verb: ClientVerb, frame: string): void {
    this.context.logger.trace(`-> ${verb} ${utf8Length(frame)} bytes`);
    this.wire.write(frame);
  }

  private read(chunk: Buffer): void {
    // a line that never ends is no sign of life
    if (!this.lines.isSkipping) this.liveness.heard();
    this.lines.push(chunk);
    for (;;) {
      if (this.isEnded()) return;
      const line = this.lines.next();
      if (line === undefined) return;
      this.liveness.heard();
      if (typeof line === 'string' || line.code !== 'frame-too-long') this.line(line);
      else if (this.phase === 'hello') this.end(connectionError('not-chat', this.context.address));
      else {
        this.warn('A frame of the server was left out: it is too long.');
        this.lines.skip();
      }
    }
  }

  /** Says in the log what is wrong with the server, up to a limit. */
  private warn(message: string): void {
    this.warnings += 1;
    if (this.warnings <= MAX_WARNINGS) this.context.logger.warn(message);
    if (this.warnings === MAX_WARNINGS)
      this.context.logger.warn('Of what else is wrong on this connection, no more is noted.');
  }

  private line(line: string | WireError): void {
    const decoded = decodeServer(line);
    const text = typeof line === 'string' ? line : '';
    if (decoded.ok) {
      const verb = decoded.value?.verb ?? 'an unknown verb';
      this.context.logger.trace(`<- ${verb} ${utf8Length(text) + 1} bytes`);
      if (decoded.value) this.message(cleanMessage(decoded.value));
      return;
    }
    // an unreadable answer is an answer, too
    if (text.startsWith(HISTORY_ANSWER)) this.historyWaiters.shift()?.(undefined);
    this.context.logger.trace(`<- no frame of ours (${decoded.error.code})`);
    if (this.phase === 'hello') {
      if (!isGreeting(text)) this.end(saidInWords(text, this.context.address));
    } else this.warn(`A frame of the server was left out: ${decoded.error.message}`);
  }

  private message(message: ServerMessage): void {
    if (this.phase === 'hello' && !BEFORE_WELCOME.has(message.verb)) return;
    if (message.verb !== 'error' && message.verb !== 'bye') this.complaint = undefined;
    switch (message.verb) {
      case 'welcome':
        if (this.phase === 'hello') this.welcome(message.payload);
        return;
      case 'error':
        this.error(message.payload);
        return;
      case 'bye':
        this.end(closed(message.payload.reason));
        return;
      case 'ping':
        // while it does not read the last pongs, it needs no more
        if (!this.wire.isClogged) this.write('pong', {});
        return;
      case 'typing':
        this.owner.typing(message.payload.by, message.from, message.payload.on);
        return;
      case 'saved':
        this.owner.saving(message.payload.on);
        return;
      case 'host':
        this.owner.host(message.payload.by);
        return;
      case 'read':
        this.owner.read(message.payload.seq);
        return;
      case 'history':
        // answers come in the order of the questions
        this.historyWaiters.shift()?.(message.payload);
        return;
      case 'pong':
      case 'prove':
        return;
      default:
        this.event(message);
    }
  }

  /** A verb that is no event of the room and has no case above does not compile. */
  private event({ verb, from, payload }: Extract<ServerMessage, { verb: RoomEvent['verb'] }>): void {
    const clean = cleanEvent({ verb, from, ...payload } as RoomEvent);
    if (clean) this.owner.event(clean);
  }

  private welcome(welcome: Welcome): void {
    const { clock, logger } = this.context;
    const { room, limits } = welcome;
    this.phase = 'joined';
    this.wire.named = true;
    this.welcomeTimer.dispose();
    this.maxFrameBytes = limits.maxFrameBytes ?? Infinity;
    this.pacer = this.store.add(new Pacer(clock, limits.rate, limits.burst, () => this.owner.ready()));
    this.liveness.watch();
    logger.info(`Joined the room ${room.name} as ${welcome.you}.`);
    this.owner.joined(
      {
        room: {
          id: room.id,
          name: room.name,
          kind: 'native',
          access: this.wire.access,
          limits,
          isKept: room.kept,
          publicKey: this.publicKey,
        },
        name: welcome.you,
        self: welcome.mid,
        token: welcome.token,
        seq: welcome.seq,
        // if no resume was asked for there is none, whatever the server says
        resumed: welcome.resumed && this.hello.resume !== undefined,
        isWhole: welcome.whole ?? false,
        oldest: welcome.oldest,
        unsaved: welcome.unsaved ?? false,
        members: welcome.members,
        history: welcome.history,
      },
      this,
    );
  }

  private error({ code, message, id }: { code: string; message: string; id?: string | undefined }): void {
    if (this.phase === 'hello') {
      this.end(rejected(code, message));
      return;
    }
    this.warn(`The server: ${message} (${code})`);
    if (id !== undefined) {
      this.owner.failed(id, { code: isErrorCode(code) ? code : 'internal-error', message });
      return;
    }
    // servers from before P-5.14 send nothing else; newer ones repeat by it what `saved` has just said
    if (code === 'history-unsaved' || code === 'history-saved') {
      this.owner.saving(code === 'history-saved');
      return;
    }
    this.complaint = complaint(code, message, this.context.address);
  }

  private end(error: ConnectionError): void {
    if (this.phase === 'ended') return;
    const { phase } = this;
    this.dispose();
    if (phase === 'leaving') return;
    this.owner.ended(error);
  }

  private isEnded(): boolean {
    return this.phase === 'ended';
  }
}

const isErrorCode = (code: string): code is ErrorCode => Object.hasOwn(ERROR_SENTENCES, code);
