/**
 * Writes `text` in place of what stands from `start` to `end`, as if the person had typed it: the browser tells of an
 * `input`, and undoes it in a step of its own. Takes the focus.
 */
export function typeText(
  input: HTMLTextAreaElement,
  text: string,
  start = input.selectionStart,
  end = input.selectionEnd,
): void {
  input.focus();
  endStep(input);
  input.setSelectionRange(start, end);
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- the only way that the person can undo
  document.execCommand(text === '' ? 'delete' : 'insertText', false, text);
  endStep(input);
}

/** The browser undoes what is typed without a pause in one step. A caret that goes elsewhere ends that. */
function endStep(input: HTMLTextAreaElement): void {
  const { selectionStart, selectionEnd, value } = input;
  const elsewhere = selectionStart === 0 ? value.length : 0;
  input.setSelectionRange(elsewhere, elsewhere);
  input.setSelectionRange(selectionStart, selectionEnd);
}
