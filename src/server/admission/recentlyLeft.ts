import type { Clock } from '../../base/clock';

/** Most that are remembered, whatever storm goes through the room. */
const MOST = 1000;

/** Who has just left: somebody whose window is reloading is as good as in (P-14.3). */
export class RecentlyLeft {
  /** When each of them left, the latest last. */
  private readonly left = new Map<string, number>();

  /** @param graceMs how long one is remembered; 0: not at all */
  constructor(
    private readonly clock: Clock,
    private readonly graceMs: number,
  ) {}

  get memberIds(): string[] {
    this.forget();
    return [...this.left.keys()];
  }

  add(memberId: string): void {
    this.left.delete(memberId);
    this.left.set(memberId, this.clock.now());
    this.forget();
  }

  private forget(): void {
    const since = this.clock.now() - this.graceMs;
    for (const [memberId, at] of this.left) {
      if (at > since && this.left.size <= MOST) return;
      this.left.delete(memberId);
    }
  }
}
