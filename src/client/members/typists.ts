import type { Clock } from '../../base/clock';
import type { Disposable } from '../../base/disposable';
import { Emitter, type Event } from '../../base/emitter';
import { TYPING_FADES_AFTER_MS } from '../../protocol/limits';

/** More than these are not told apart. */
export const MAX_TYPISTS = 100;

/** Who is typing, by name. Each fades by itself: a notice that it is over may never come (P-5.5). */
export class Typists implements Disposable {
  private readonly byMid = new Map<string, { readonly name: string; readonly fade: Disposable }>();
  private readonly changed = new Emitter<readonly string[]>();
  readonly onDidChange: Event<readonly string[]> = this.changed.event;

  constructor(private readonly clock: Clock) {}

  /** In the order they began. */
  get names(): readonly string[] {
    return [...this.byMid.values()].map(({ name }) => name);
  }

  set(mid: string, name: string, on: boolean): void {
    const before = this.byMid.get(mid);
    if (!before && (!on || this.byMid.size >= MAX_TYPISTS)) return;
    before?.fade.dispose();
    if (on)
      this.byMid.set(mid, { name, fade: this.clock.after(TYPING_FADES_AFTER_MS, () => this.stop(mid)) });
    else this.byMid.delete(mid);
    if (!on || before?.name !== name) this.changed.fire(this.names);
  }

  /** It said what it was typing, or left. */
  stop(mid: string): void {
    this.set(mid, '', false);
  }

  clear(): void {
    for (const mid of [...this.byMid.keys()]) this.stop(mid);
  }

  dispose(): void {
    this.changed.dispose();
    this.clear();
  }
}
