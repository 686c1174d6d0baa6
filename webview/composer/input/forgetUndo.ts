/**
 * Has the browser forget what could be undone in `input`: of another text, it would bring parts into this one, which may
 * be for somebody else. It forgets what was done in an element that leaves the document. Ends a composition.
 */
export function forgetUndo(input: HTMLTextAreaElement): void {
  const hadFocus = document.activeElement === input;
  const { parentNode, nextSibling } = input;
  // its listeners find it in the document
  input.blur();
  input.remove();
  parentNode?.insertBefore(input, nextSibling);
  if (hadFocus) input.focus({ preventScroll: true });
}
