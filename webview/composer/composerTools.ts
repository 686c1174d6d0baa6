import type { Mention } from '../../src/panel/fromPanel';
import { asCode } from './code/codeMarks';
import { typeText } from './input/typeText';

/** Writes where the caret is, as if the person had typed it. */
export class ComposerTools {
  constructor(private readonly input: () => HTMLTextAreaElement) {}

  insert(text: string): void {
    typeText(this.input(), text);
  }

  /** Makes code of what is selected. */
  code(): void {
    const input = this.input();
    const { value, selectionStart, selectionEnd } = input;
    const code = asCode(value, selectionStart, selectionEnd);
    typeText(input, code.text);
    input.setSelectionRange(code.selectionStart, code.selectionEnd);
  }

  /** Begins a name. */
  at(): void {
    this.insert(/(?:^|[\s(])$/.test(this.before) ? '@' : ' @');
  }

  /** Writes a name; once, however often that is asked for. */
  mention({ name }: Mention): void {
    const { before } = this;
    const mention = `@${name} `;
    if (before.endsWith(mention)) this.input().focus();
    else this.insert(`${/(?:^|\s)$/.test(before) ? '' : ' '}${mention}`);
  }

  private get before(): string {
    const { value, selectionStart } = this.input();
    return value.slice(0, selectionStart);
  }
}
