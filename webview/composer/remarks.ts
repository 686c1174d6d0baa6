import type { ComposerState } from './composerLook';

type Shown = Partial<Pick<ComposerState, 'refusal' | 'note'>>;

export interface RemarksParts {
  /** Tells a screen reader. */
  readonly onTell: (sentence: string) => void;
  /** What is shown has changed. */
  readonly onChange: () => void;
}

/** What the person is told about the text: beneath it, until it changes, and by a screen reader. */
export class Remarks {
  private now: Shown = {};
  private hadProblem = false;

  constructor(private readonly parts: RemarksParts) {}

  get shown(): Pick<ComposerState, 'refusal' | 'note'> {
    const { refusal, note } = this.now;
    return { refusal, note };
  }

  show(shown: Shown): void {
    this.now = { ...this.now, ...shown };
    this.parts.onChange();
  }

  tell(note: string): void {
    this.show({ note });
    this.parts.onTell(note);
  }

  /** Says why the text came back, or why nothing was done with it. */
  refuse(why: string): void {
    this.show({ refusal: why });
    this.parts.onTell(why);
  }

  /** The text has changed. */
  forget(): void {
    this.now = {};
  }

  /** Says why the text cannot be sent: once, not again for each further byte. */
  tellProblem(problem: string | undefined): void {
    if (this.hadProblem !== (problem !== undefined)) this.parts.onTell(problem ?? '');
    this.hadProblem = problem !== undefined;
  }
}
