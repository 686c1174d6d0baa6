import { MAX_CODES, type PanelCode } from '../../src/panel/fromPanel';
import { typeText } from './input/typeText';
import type { WrittenDraft } from './writtenDraft';

export interface AttachedCodeParts {
  readonly input: () => HTMLTextAreaElement;
  readonly written: WrittenDraft;
  /** What will be quoted is another. `added`: what is new of it. */
  readonly onChange: (added: readonly PanelCode[]) => void;
}

/** The code that will be quoted, and the text that some of it was made of. */
export class AttachedCode {
  /** The text that became code: where undo brings it back, that is quoted no more. */
  private made: { readonly text: string; readonly code: PanelCode } | undefined;

  constructor(private readonly parts: AttachedCodeParts) {}

  /** Quotes these as well; the same lines once, as they are now. @returns false: that would be too many */
  attach(codes: readonly PanelCode[]): boolean {
    const { written, onChange } = this.parts;
    const others = written.quotedCodes.filter((one) => !codes.some((code) => isSamePlace(code, one)));
    if (others.length + codes.length > MAX_CODES) return false;
    written.quote([...others, ...codes]);
    onChange(codes);
    return true;
  }

  /** Makes code of the text; to undo that gives the text back. */
  quote(code: PanelCode): void {
    const input = this.parts.input();
    const { value } = input;
    typeText(input, '', 0, value.length);
    this.attach([code]);
    this.made = { text: value, code };
  }

  detach(code: PanelCode): void {
    const { written, onChange } = this.parts;
    written.quote(written.quotedCodes.filter((one) => one !== code));
    onChange([]);
  }

  /** Nothing is quoted any more, and nobody is told: the text changes as well. */
  forget(): void {
    this.parts.written.quote([]);
    this.made = undefined;
  }

  /** To be called with each change of the text. */
  changed(inputType: string | undefined): void {
    const { made } = this;
    if (inputType !== 'historyUndo' || made?.text !== this.parts.input().value) return;
    const { written } = this.parts;
    written.quote(written.quotedCodes.filter((one) => one !== made.code));
    this.made = undefined;
  }
}

const isSamePlace = (one: PanelCode, other: PanelCode): boolean =>
  one.path === other.path && one.start === other.start && one.end === other.end;
