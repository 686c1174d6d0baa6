/** Whether an input method is composing a word in the text area, and what waits for that. */
export class Composition {
  private isOn = false;
  /** To change the text would break the composition off. */
  private waiting: (() => void)[] = [];

  get isComposing(): boolean {
    return this.isOn;
  }

  start(): void {
    this.isOn = true;
  }

  /** The person has picked a word, or writes something else. */
  end(): void {
    this.isOn = false;
    const { waiting } = this;
    this.waiting = [];
    for (const run of waiting) run();
  }

  /** Runs `run` at once or, where a word is being composed, after that. */
  after(run: () => void): void {
    if (this.isOn) this.waiting.push(run);
    else run();
  }
}
