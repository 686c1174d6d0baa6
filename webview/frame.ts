/** Runs something in the next frame, once, however often it is asked for. Where nothing is shown there are no frames. */
export class Frame {
  private asked: number | undefined;

  constructor(private readonly run: () => void) {}

  ask(): void {
    this.asked ??= requestAnimationFrame(() => this.flush());
  }

  /** Runs it now, if it was asked for. */
  flush(): void {
    if (this.asked === undefined) return;
    cancelAnimationFrame(this.asked);
    this.asked = undefined;
    this.run();
  }
}
