import type { Clock } from '../../base/clock';

/** The most members that are remembered, even in a storm. */
const MOST = 1000;

/** The members that have just left. A member whose window is reloading still counts as in (P-14.3). */
export class RecentlyLeft {
  /** When each member left, the latest last; in milliseconds. */
  private readonly left = new Map<string, number>();

  /** @param graceMs how long a member is remembered; 0: not at all */
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
