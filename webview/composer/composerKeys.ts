import type { Completer } from './completion/completer';
import { isInsideFence } from './code/fences';
import { typeText } from './input/typeText';

export interface ComposerKeysParts {
  readonly input: () => HTMLTextAreaElement;
  readonly completer: Pick<Completer, 'isOpen' | 'key'>;
  /** Enter breaks the line, and Shift+Enter sends. */
  readonly enterBreaks: () => boolean;
  /** The person takes back what they did last. @returns false: that is the browser's to undo */
  readonly onUndo: () => boolean;
  /** @param isEmpty nothing is written @returns false: there is nothing to leave */
  readonly onEscape: (isEmpty: boolean) => boolean;
  /** Up in an empty text area. @returns false: there is nothing to edit */
  readonly onEditLast: () => boolean;
  readonly onSend: () => void;
}

/** What keys do in the text area, besides writing. */
export class ComposerKeys {
  constructor(private readonly parts: ComposerKeysParts) {}

  readonly onKeydown = (event: KeyboardEvent): void => {
    const { completer, input, onUndo, onSend } = this.parts;
    if (isUndo(event) && onUndo()) {
      event.preventDefault();
      // VS Code would undo something as well.
      event.stopPropagation();
      return;
    }
    // A key that an input method takes picks a word. Some show this only by key code 229.
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- there is no other way to know
    if (event.isComposing || event.keyCode === 229) return;
    if (!completer.isOpen && this.isIndent(event)) {
      event.preventDefault();
      typeText(input(), '\t');
      return;
    }
    if (completer.key(event) || this.isLeft(event)) event.preventDefault();
    else if (event.key === 'Enter' && this.sends(event)) {
      event.preventDefault();
      onSend();
    }
  };

  /** Enter sends and Shift+Enter breaks the line, or the other way round. */
  private sends({ shiftKey, ctrlKey, metaKey }: KeyboardEvent): boolean {
    return ctrlKey || metaKey || shiftKey === this.parts.enterBreaks();
  }

  /** Between fences, the Tab key writes a tab. With Shift it leaves in any case. */
  private isIndent({ key, shiftKey, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
    if (key !== 'Tab' || shiftKey || ctrlKey || metaKey || altKey) return false;
    const { value, selectionStart } = this.parts.input();
    return isInsideFence(value, selectionStart);
  }

  /** Escape leaves what is being written; Up in an empty text area goes to what was said last. */
  private isLeft({ key, shiftKey, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
    if (shiftKey || ctrlKey || metaKey || altKey) return false;
    const { input, onEscape, onEditLast } = this.parts;
    if (key === 'Escape') return onEscape(input().value === '');
    return key === 'ArrowUp' && input().value === '' && onEditLast();
  }
}

/** Ctrl+Z, on a Mac Cmd+Z. */
const isUndo = ({ key, ctrlKey, metaKey, shiftKey, altKey }: KeyboardEvent): boolean =>
  key.toLowerCase() === 'z' && ctrlKey !== metaKey && !shiftKey && !altKey;
