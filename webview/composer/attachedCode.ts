import type { PanelCode } from '../../src/panel/fromPanel';
import { typeText } from './input/typeText';
import type { WrittenDraft } from './writtenDraft';

export interface AttachedCodeParts {
  readonly input: () => HTMLTextAreaElement;
  readonly written: WrittenDraft;
  /** The message will quote these lines, or none any more. */
  readonly onChange: (code: PanelCode | undefined) => void;
}

/** The lines that the message will quote, and the text that they were made of. */
export class AttachedCode {
  /** The text that became the code: where undo brings it back, it is quoted no more. */
  private text: string | undefined;

  constructor(private readonly parts: AttachedCodeParts) {}

  attach(code: PanelCode): void {
    this.forget();
    this.parts.written.code = code;
    this.parts.onChange(code);
  }

  /** Makes code of the text; to undo that gives the text back. */
  quote(code: PanelCode): void {
    const input = this.parts.input();
    const { value } = input;
    typeText(input, '', 0, value.length);
    this.attach(code);
    this.text = value;
  }

  detach(): void {
    this.forget();
    this.parts.onChange(undefined);
  }

  /** They are quoted no more, and nobody is told: the text changes as well. */
  forget(): void {
    this.parts.written.code = this.text = undefined;
  }

  /** To be called with each change of the text. */
  changed(inputType: string | undefined): void {
    if (inputType === 'historyUndo' && this.text === this.parts.input().value) this.forget();
  }
}
