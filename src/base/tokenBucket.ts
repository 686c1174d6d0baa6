/** How much somebody may do: `burst` at once, then `rate` a second. A rate of 0 lets everything through. */
export class TokenBucket {
  private filledAt: number;

  /**
   * @param now milliseconds, like every other time here
   * @param tokens how many are there at first
   */
  constructor(
    private readonly rate: number,
    private readonly burst: number,
    now: number,
    private tokens = burst,
  ) {
    this.filledAt = now;
  }

  /** Takes that many tokens, or a part of one. Those that are missing are owed. */
  take(count = 1): void {
    if (!this.isOff) this.tokens -= count;
  }

  /** Whether it lets everything through. */
  get isOff(): boolean {
    return this.rate === 0;
  }

  /** Milliseconds until that many tokens are there: 0 if they are there now, Infinity if they never will be. */
  waitMs(now: number, wanted = 1): number {
    if (this.isOff) return 0;
    const tokens = this.tokensAt(now);
    if (tokens >= wanted) return 0;
    return wanted > this.burst ? Infinity : Math.ceil(((wanted - tokens) * 1000) / this.rate);
  }

  /** Tokens that are there; fewer than 0 where some are owed. */
  tokensAt(now: number): number {
    this.tokens = Math.min(this.burst, this.tokens + (Math.max(0, now - this.filledAt) * this.rate) / 1000);
    this.filledAt = now;
    return this.tokens;
  }
}
