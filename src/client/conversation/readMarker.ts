import type { Disposable } from '../../base/disposable';
import { Emitter, type Event } from '../../base/emitter';
import type { NativeActions } from '../link/link';
import type { Conversation } from './conversation';

/** How far this person has read, here and in other windows (P-5.7). */
export class ReadMarker implements Disposable {
  /** How far was read here while the connection was away, as a seq; 0: no further. */
  private awaySeq = 0;
  /** How far another window has read, as a place in the transcript. */
  private elsewhere = 0;
  private readonly changed = new Emitter<number>();
  /** Fires when another window of this person has read on, with how far: a place in the transcript. */
  readonly onDidRead: Event<number> = this.changed.event;

  constructor(private readonly conversation: Conversation) {}

  /** This person has read up to `order`. Other windows are told now, or at the return. */
  read(order: number, native: NativeActions | undefined): void {
    const { transcript, seq: last } = this.conversation;
    const seq = Math.min(transcript.seqAt(order), last);
    if (seq <= 0) return;
    if (native) native.read(seq);
    else this.awaySeq = seq;
  }

  /** @param resumed whether seqs still mean the same: in another numbering `awaySeq` is another place */
  joined(resumed: boolean, native: NativeActions | undefined): void {
    if (resumed && this.awaySeq > 0) native?.read(this.awaySeq);
    this.awaySeq = 0;
  }

  /** Another window has read up to `seq`. Fires only for what has happened here, and only when that is news. */
  readElsewhere(seq: number): void {
    const { transcript, seq: last } = this.conversation;
    const order = transcript.orderOf(Math.min(seq, last));
    if (order <= this.elsewhere) return;
    this.elsewhere = order;
    this.changed.fire(order);
  }

  dispose(): void {
    this.changed.dispose();
  }
}
