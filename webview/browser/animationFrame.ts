/**
 * Runs something in the next animation frame, once, however often it is asked for. While the panel is hidden there are no
 * frames.
 */
export class AnimationFrame {
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
