/**
 * Writes `text` in place of what stands from `start` to `end`, as if the person had typed it: the browser can undo it and
 * tells of an `input`. Takes the focus.
 */
export function typeText(
  input: HTMLTextAreaElement,
  text: string,
  start = input.selectionStart,
  end = input.selectionEnd,
): void {
  input.focus();
  input.setSelectionRange(start, end);
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- the only way that the person can undo
  document.execCommand(text === '' ? 'delete' : 'insertText', false, text);
}
