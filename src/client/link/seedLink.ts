import { StringDecoder } from 'node:string_decoder';
import type { Disposable } from '../../base/disposable';
import { formatAddress } from '../../protocol/invitations/address';
import { DEFAULT_LIMITS, MAX_NAME_BYTES, MAX_SEED_FRAME_BYTES } from '../../protocol/wire/limits';
import type { RoomEvent } from '../../protocol/wire/messages';
import { SERVER_NAME } from '../../protocol/names/names';
import { TILDE_LOOK_ALIKE } from '../../protocol/dialects/plainPeers';
import { splitByBytes, utf8Length } from '../../protocol/wire/utf8';
import { afterReading } from './afterReading';
import { cleanEvent } from '../sanitize/cleanMessage';
import { cleanName, cleanSentence, detached } from '../sanitize/cleanText';
import { connectionError, rejectedBySentence, socketError } from '../types/connectionFailure';
import type { ConnectionError } from '../types/clientTypes';
import type { Link, LinkContext, LinkOwner, Outgoing } from './link';
import { UNCONFIRMED } from '../types/problems';
import { type SeedFrame, SeedFrames, seedNotice } from './seedFrames';
import type { Wire } from './wire';

/** Most characters that a server may send before our Welcome. */
const MAX_ANSWER = 65_536;

/** A message that is sent one part at a time. */
interface Current {
  readonly id: string;
  readonly text: string;
  readonly parts: string[];
}

/**
 * The seed dialect, with the care that an original server needs (P-9): it does not mark where a message ends, and does
 * not survive what it does not expect.
 */
export class SeedLink implements Link {
  readonly resendIsSafe = false;
  readonly rename = undefined;
  private readonly decoder = new StringDecoder('utf8');
  private readonly frames: SeedFrames;
  private phase: 'naming' | 'joined' | 'ended' = 'naming';
  /** Everything that came before our Welcome. */
  private answer = '';
  private timer: Disposable;
  private seq = 0;
  private current: Current | undefined;
  /** The message that was last given up, in case its echo comes after all. */
  private late: { readonly id: string; readonly text: string; readonly part: string } | undefined;

  /** Sends the name at once, and then nothing until our Welcome comes. */
  constructor(
    private readonly wire: Wire,
    private readonly name: string,
    leftover: Buffer,
    private readonly context: LinkContext,
    private readonly owner: LinkOwner,
  ) {
    this.frames = new SeedFrames(name);
    this.timer = afterReading(context.clock, context.timeouts.welcomeMs, () => this.notWelcomed());
    this.write('name', name);
    wire.read(
      {
        data: (chunk) => this.read(chunk),
        ended: (cause) => {
          if (this.phase === 'naming' && this.answer !== '') this.notWelcomed();
          else
            this.end(cause ? socketError(cause, context.address) : connectionError('lost', context.address));
        },
      },
      leftover,
    );
  }

  send({ id, verb, payload }: Outgoing): boolean {
    if (this.phase !== 'joined' || this.current) return false;
    if (verb !== 'say') return true;
    this.current = { id, text: payload.text, parts: seedParts(this.name, payload.text) };
    this.sendPart();
    return true;
  }

  async close(): Promise<void> {
    this.phase = 'ended';
    this.timer.dispose();
    await this.wire.close(this.context.clock, this.context.timeouts.closeMs);
  }

  dispose(): void {
    this.phase = 'ended';
    this.timer.dispose();
    this.wire.abandon();
  }

  private write(what: string, text: string): void {
    this.context.logger.trace(`-> seed ${what} ${utf8Length(text)} bytes`);
    this.wire.write(text);
  }

  private read(chunk: Buffer): void {
    this.context.logger.trace(`<- seed ${chunk.length} bytes`);
    const text = this.decoder.write(chunk);
    if (this.phase === 'naming') this.answer += text;
    for (const frame of this.frames.push(text)) {
      if (this.phase === 'ended') return;
      if (this.phase === 'naming') this.beforeWelcome(frame);
      else this.frame(frame);
    }
    const hopeless = this.answer.length > MAX_NAME_BYTES || this.answer.includes('\n');
    const endless = this.answer.length > MAX_ANSWER;
    if (this.phase === 'naming' && (endless || (hopeless && !this.answer.includes('~')))) this.notWelcomed();
  }

  private beforeWelcome({ sender, text }: SeedFrame): void {
    if (sender !== SERVER_NAME || !this.answer.includes('~')) return;
    const notice = seedNotice(text);
    if (notice?.kind === 'join' && notice.name === this.name) {
      this.welcomed();
      return;
    }
    if (notice) return;
    // most likely a no, unless the Welcome follows soon
    this.timer.dispose();
    this.timer = afterReading(this.context.clock, this.context.timeouts.echoMs, () => this.notWelcomed());
  }

  private welcomed(): void {
    const { address, clock, logger } = this.context;
    this.timer.dispose();
    this.phase = 'joined';
    this.wire.named = true;
    this.answer = '';
    logger.info(`Joined the original chat server at ${formatAddress(address)} as ${this.name}.`);
    this.owner.joined(
      {
        room: {
          id: '',
          name: formatAddress(address),
          kind: 'seed',
          access: 'open',
          limits: { maxTextBytes: DEFAULT_LIMITS.maxTextBytes },
        },
        name: this.name,
        self: this.name,
        seq: 1,
        resumed: false,
        oldest: 1,
        members: this.frames
          .members()
          .map((name) => ({ mid: name, name: cleanName(name), since: clock.date(), dialect: 'seed' })),
        history: [{ ...this.stamp(this.name), verb: 'join', name: this.name, dialect: 'seed' }],
      },
      this,
    );
  }

  private notWelcomed(): void {
    const sentence = /^SERVER~(.+)/s.exec(this.answer)?.[1]?.trim();
    const { address } = this.context;
    if (this.answer === '') this.end(connectionError('timeout', address));
    else if (!this.answer.includes('~')) this.end(connectionError('not-chat', address));
    else if (sentence && !seedNotice(sentence)) this.end(rejectedBySentence(sentence, address));
    else this.end(connectionError('timeout', address));
  }

  private frame(frame: SeedFrame): void {
    if (frame.echo) {
      this.echoed();
      return;
    }
    const [sender, text] = [detached(frame.sender), detached(frame.text)];
    const event = this.stamp(sender);
    if (sender !== SERVER_NAME) {
      const { late } = this;
      if (late && sender === this.name && text === late.part) {
        this.late = undefined;
        this.happened({ ...event, verb: 'say', id: late.id, text: late.text });
        return;
      }
      this.happened({ ...event, verb: 'say', text });
      return;
    }
    const notice = seedNotice(text);
    switch (notice?.kind) {
      case undefined: {
        this.owner.serverText(cleanSentence(text), event.seq);
        return;
      }
      case 'rename': {
        this.happened({
          ...event,
          verb: 'rename',
          by: notice.name,
          name: notice.name,
          to: notice.to,
        });
        return;
      }
      case 'join':
      case 'leave': {
        this.happened({ ...event, verb: notice.kind, by: notice.name, name: notice.name });
        return;
      }
    }
  }

  private happened(event: RoomEvent): void {
    const clean = cleanEvent(event);
    if (clean) this.owner.event(clean);
  }

  /** An original server numbers nothing, so its events are numbered as they come. */
  private stamp(by: string) {
    this.seq += 1;
    return { seq: this.seq, at: this.context.clock.date(), by, from: by };
  }

  private sendPart(): void {
    const [part = ''] = this.current?.parts ?? [];
    // a Tilde server that was too slow to greet sends the lines of a text one by one (P-2.10)
    this.frames.await([part, part.replaceAll('\n', `\n[${this.name}] `)]);
    this.timer = afterReading(this.context.clock, this.context.timeouts.echoMs, () => this.unconfirmed());
    this.write('text', part);
  }

  private echoed(): void {
    const { current } = this;
    if (!current) return;
    this.timer.dispose();
    this.frames.await([]);
    current.parts.shift();
    if (current.parts.length > 0) {
      this.sendPart();
      return;
    }
    this.current = undefined;
    const { id, text } = current;
    this.happened({ ...this.stamp(this.name), verb: 'say', id, text });
    this.owner.ready();
  }

  private unconfirmed(): void {
    const { current } = this;
    if (!current) return;
    const [part = '', ...unsent] = current.parts;
    this.current = undefined;
    this.late = unsent.length === 0 ? { id: current.id, text: current.text, part } : undefined;
    this.owner.failed(current.id, UNCONFIRMED);
    for (const frame of this.frames.flush()) this.frame(frame);
    this.owner.ready();
  }

  private end(error: ConnectionError): void {
    if (this.phase === 'ended') return;
    const { current } = this;
    this.dispose();
    if (current) this.owner.failed(current.id, UNCONFIRMED);
    this.owner.ended(error);
  }
}

/** The parts in which a text is sent: without tildes, and none longer than the server reads at once (P-9.3). */
export function seedParts(name: string, text: string): string[] {
  const room = MAX_SEED_FRAME_BYTES - utf8Length(name) - 1;
  return (
    splitByBytes(text.replaceAll('~', TILDE_LOOK_ALIKE), room)
      // some servers drop line breaks at the end, so that the echo would differ
      .map((part) => part.replace(/\n+$/, ''))
      .filter((part) => part !== '')
  );
}
