import type { Clock } from '../../base/clock';
import type { Disposable } from '../../base/disposable';
import { encodeEvent } from '../../protocol/wire/frame';
import type { RoomEvent } from '../../protocol/wire/messages';
import { SERVER_NAME } from '../../protocol/names/names';
import {
  type PlainLine,
  lineFrame,
  lineFrames,
  plainLines,
  seedEntries,
} from '../../protocol/dialects/plainPeers';
import { BatchedBroadcast } from './batchedBroadcast';
import type { Delivery, FramedDelivery, RoomMember } from './member';
import type { SeedOutbox } from './seedOutbox';

/** The way out of the room: sends events to everybody or to some, in the frames of each dialect. */
export class FanOut implements Disposable {
  private readonly native: BatchedBroadcast;
  private readonly line: BatchedBroadcast;
  private readonly seed = new Set<SeedOutbox>();

  /** @param beforeWrite called before an event is shown to anybody */
  constructor(
    clock: Clock,
    private readonly beforeWrite: () => void,
  ) {
    this.native = new BatchedBroadcast(clock, beforeWrite);
    this.line = new BatchedBroadcast(clock, beforeWrite);
  }

  /** From here on, a connection gets what is sent to everybody. */
  add(delivery: Delivery): void {
    if (delivery.dialect === 'seed') this.seed.add(delivery.outbox);
    else this[delivery.dialect].subscribe(delivery.outbox);
  }

  /** What was sent before still reaches it. */
  delete(delivery: Delivery): void {
    if (delivery.dialect === 'seed') this.seed.delete(delivery.outbox);
    else this[delivery.dialect].unsubscribe(delivery.outbox);
  }

  /**
   * Sends an event to everybody. It is encoded once for each dialect that is there.
   * @param mayWaitMs see `BatchedBroadcast.add`
   * @param json the event as JSON, if that has been made already
   */
  toAll(event: RoomEvent, mayWaitMs: number, json?: string): void {
    if (this.native.size > 0) this.native.add(encodeEvent(event, json), mayWaitMs);
    if (this.line.size > 0) this.line.add(lineFrames(event), mayWaitMs);
    if (this.seed.size > 0) this.toSeed(this.seed, plainLines(event));
  }

  /** Sends an event to all connections of one member. */
  toMember(member: RoomMember, event: RoomEvent): void {
    for (const delivery of member.connections) {
      if (delivery.dialect === 'seed') this.toSeed([delivery.outbox], plainLines(event));
      else if (delivery.dialect === 'line') this.toOne(delivery, lineFrames(event));
      else this.toOne(delivery, encodeEvent(event));
    }
  }

  /** Sends a frame to a member's native connections, except one. */
  toNative(member: RoomMember, frame: string, except?: Delivery): void {
    for (const delivery of member.connections) {
      if (delivery.dialect === 'native' && delivery !== except) this.toOne(delivery, frame);
    }
  }

  /** Sends to one framed peer, behind what was sent to everybody before. */
  toOne(delivery: FramedDelivery, frame: string): void {
    this[delivery.dialect].sendTo(delivery.outbox, frame);
  }

  /** Writes what is gathered for one framed peer now. */
  flushTo(delivery: FramedDelivery): void {
    this[delivery.dialect].flushTo(delivery.outbox);
  }

  /** Tells one peer of the state of the room: a native peer by `frames`, a plain peer by `sentence`. */
  tell(delivery: Delivery, frames: string, sentence: string): void {
    const line = { sender: SERVER_NAME, text: sentence };
    if (delivery.dialect === 'seed') this.toSeed([delivery.outbox], [line]);
    else this.toOne(delivery, delivery.dialect === 'native' ? frames : lineFrame(line));
  }

  /** Sends what is being gathered now. */
  flush(): void {
    this.native.flush();
    this.line.flush();
  }

  dispose(): void {
    this.native.dispose();
    this.line.dispose();
  }

  private toSeed(outboxes: Iterable<SeedOutbox>, lines: readonly PlainLine[]): void {
    this.beforeWrite();
    const entries = lines.flatMap(seedEntries);
    for (const outbox of outboxes) outbox.send(entries);
  }
}
