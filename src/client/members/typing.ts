import type { Clock } from '../../base/clock';
import type { Disposable } from '../../base/disposable';
import { Emitter, type Event } from '../../base/emitter';
import { TYPING_FADES_AFTER_MS } from '../../protocol/limits';

/** More than these are not told apart. */
export const MAX_TYPISTS = 100;

/** Who is typing, by name. Each fades by itself: a notice that it is over may never come (P-5.5). */
export class Typists implements Disposable {
  private readonly byMemberId = new Map<string, { readonly name: string; readonly fade: Disposable }>();
  private readonly changed = new Emitter<readonly string[]>();
  readonly onDidChange: Event<readonly string[]> = this.changed.event;

  constructor(private readonly clock: Clock) {}

  /** In the order they began. */
  get names(): readonly string[] {
    return [...this.byMemberId.values()].map(({ name }) => name);
  }

  set(memberId: string, name: string, on: boolean): void {
    const before = this.byMemberId.get(memberId);
    if (!before && (!on || this.byMemberId.size >= MAX_TYPISTS)) return;
    before?.fade.dispose();
    if (on)
      this.byMemberId.set(memberId, {
        name,
        fade: this.clock.after(TYPING_FADES_AFTER_MS, () => this.stop(memberId)),
      });
    else this.byMemberId.delete(memberId);
    if (!on || before?.name !== name) this.changed.fire(this.names);
  }

  /** It said what it was typing, or left. */
  stop(memberId: string): void {
    this.set(memberId, '', false);
  }

  clear(): void {
    for (const memberId of [...this.byMemberId.keys()]) this.stop(memberId);
  }

  dispose(): void {
    this.changed.dispose();
    this.clear();
  }
}

/** Whether one is typing, told to the others as often as they are told of it (P-5.5). */
export class OwnTyping {
  /** When it was last told that one is; not lately, if undefined. */
  private toldAt: number | undefined;

  constructor(private readonly clock: Clock) {}

  /** @param intervalMs as often as the others are told @returns whether this is to be told */
  isNews(on: boolean, intervalMs: number): boolean {
    const now = this.clock.now();
    const { toldAt } = this;
    if (on ? toldAt !== undefined && now - toldAt < intervalMs : toldAt === undefined) return false;
    this.toldAt = on ? now : undefined;
    return true;
  }

  /** The others know that one is not: a message came, or the connection went. */
  reset(): void {
    this.toldAt = undefined;
  }
}
