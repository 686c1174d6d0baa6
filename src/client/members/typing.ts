import type { Clock } from '../../base/clock';
import type { Disposable } from '../../base/disposable';
import { Emitter, type Event } from '../../base/emitter';
import { TYPING_FADES_AFTER_MS } from '../../protocol/wire/limits';

/** Most members that are shown as typing. */
export const MAX_TYPISTS = 100;

/** Who is typing, by name. Each fades by itself, because the notice that it is over may never come (P-5.5). */
export class Typists implements Disposable {
  private readonly byMemberId = new Map<string, { readonly name: string; readonly fade: Disposable }>();
  private readonly changed = new Emitter<readonly string[]>();
  /** Fires when `names` changes. */
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

  /** This member has sent what it was typing, or has left. */
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

/** Decides when to tell the others that this person is typing: as often as the server passes it on (P-5.5). */
export class OwnTyping {
  /** When the others were last told that this person is typing; undefined if they believe it is not. */
  private toldAt: number | undefined;

  constructor(private readonly clock: Clock) {}

  /** @param intervalMs how often the server passes it on @returns whether to tell the others */
  isNews(on: boolean, intervalMs: number): boolean {
    const now = this.clock.now();
    const { toldAt } = this;
    if (on ? toldAt !== undefined && now - toldAt < intervalMs : toldAt === undefined) return false;
    this.toldAt = on ? now : undefined;
    return true;
  }

  /** The others know that this person is not typing: a message came, or the connection broke. */
  reset(): void {
    this.toldAt = undefined;
  }
}
