import type { FromPanel } from '../src/panel/fromPanel';
import { copiedText } from './browser/copiedText';
import { isEditable } from './composer/input/writesText';

export interface SelectedTextParts {
  /** Where messages are. */
  readonly list: Element;
  /** What somebody said in the message of that key, as they said it. */
  readonly textSaid: (key: string | undefined) => string | undefined;
  readonly post: (message: FromPanel) => void;
}

/** What is selected outside of where one writes: it is copied as it was said, by keys as by the menu that VS Code draws. */
export class SelectedText {
  /** What was selected when the menu was opened: by the time it is chosen there, the focus may have taken it away. */
  private inMenu = '';

  constructor(private readonly parts: SelectedTextParts) {
    document.addEventListener('copy', this.onCopy);
    // before VS Code reads it
    document.addEventListener('contextmenu', this.onMenu, { capture: true });
  }

  /** Copies it, as was chosen in the menu. */
  copy(): void {
    this.parts.post({ type: 'copy', text: this.inMenu });
  }

  private get ofList(): string | undefined {
    return copiedText(this.parts.list, document.getSelection(), this.parts.textSaid);
  }

  private readonly onCopy = (event: ClipboardEvent): void => {
    const text = isEditable(event.target) ? undefined : this.ofList;
    if (text === undefined) return;
    event.preventDefault();
    event.clipboardData?.setData('text/plain', text);
  };

  /** VS Code offers to cut and to paste everywhere: only where one writes is that any good. */
  private readonly onMenu = ({ target }: Event): void => {
    this.inMenu = this.ofList ?? document.getSelection()?.toString() ?? '';
    const elsewhere = { preventDefaultContextMenuItems: true, hasSelection: this.inMenu !== '' };
    const context = isEditable(target) ? {} : elsewhere;
    document.body.dataset['vscodeContext'] = JSON.stringify(context);
  };
}
