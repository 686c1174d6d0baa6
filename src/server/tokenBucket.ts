/** How much one connection may say: `burst` at once, then `rate` a second. A rate of 0 lets everything through. */
export class TokenBucket {
  private tokens: number;
  private filledAt: number;

  /** @param now milliseconds, as for every other time here */
  constructor(
    private readonly rate: number,
    private readonly burst: number,
    now: number,
  ) {
    this.tokens = burst;
    this.filledAt = now;
  }

  /** Takes one token, or a part of one. Call it only when `waitMs` is 0. */
  take(share = 1): void {
    this.tokens -= share;
  }

  /** Whether it lets everything through. */
  get isOff(): boolean {
    return this.rate === 0;
  }

  /** Milliseconds until a token is there; 0 if one is there now. */
  waitMs(now: number): number {
    if (this.isOff) return 0;
    this.tokens = Math.min(this.burst, this.tokens + (Math.max(0, now - this.filledAt) * this.rate) / 1000);
    this.filledAt = now;
    return this.tokens >= 1 ? 0 : Math.ceil(((1 - this.tokens) * 1000) / this.rate);
  }
}
