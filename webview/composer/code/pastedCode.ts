import { type CopiedFrom, fenced } from '../../../src/panel/fencedCode';
import { hasSeveralLines, isInsideFence } from './fences';
import { typeText } from '../input/typeText';

export interface PastedCodeParts {
  readonly input: () => HTMLTextAreaElement;
  /** Several lines were pasted where they may become code; to be answered by `become`, if they are. */
  readonly onPaste: (text: string) => void;
}

/** Makes code of lines that were copied from an editor, in a step that undo takes back. */
export class PastedCode {
  /** The text before what was pasted into it became code, and where the caret was. */
  private plain: { readonly value: string; readonly end: number } | undefined;

  constructor(private readonly parts: PastedCodeParts) {}

  readonly onPaste = ({ clipboardData }: ClipboardEvent): void => {
    const text = clipboardData?.getData('text/plain') ?? '';
    const { value, selectionStart } = this.parts.input();
    if (hasSeveralLines(text) && !isInsideFence(value, selectionStart)) this.parts.onPaste(text);
  };

  /** @returns false: what was pasted is not there any more as it was */
  become(pasted: string, from: CopiedFrom): boolean {
    const input = this.parts.input();
    const { value, selectionStart: end } = input;
    const text = pasted.replaceAll('\r\n', '\n');
    const start = end - text.length;
    if (start < 0 || value.slice(start, end) !== text) return false;
    const isLineStart = start === 0 || value[start - 1] === '\n';
    const isLineEnd = end === value.length || value[end] === '\n';
    this.plain = { value, end };
    typeText(input, `${isLineStart ? '' : '\n'}${fenced(text, from)}${isLineEnd ? '' : '\n'}`, start, end);
    return true;
  }

  /** To be called with each change: what undo brings back would be selected, and the next key would delete it. */
  changed(inputType: string | undefined): void {
    const input = this.parts.input();
    if (inputType === 'historyUndo' && input.value === this.plain?.value)
      input.setSelectionRange(this.plain.end, this.plain.end);
  }
}
