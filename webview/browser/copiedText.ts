/** Spaces of other widths, as times have them in some languages. */
const SPACES = /[\u00a0\u2009\u202f]/gu;

/**
 * What a selection in the list puts on the clipboard: of one message, the selected part of its text; of several rows, the
 * selected texts, each message under its author and time. Nothing that the person does not see.
 * @returns undefined: no text of the list is selected
 */
export function copiedText(list: Element, selection: Selection | null): string | undefined {
  if (!selection || selection.isCollapsed) return undefined;
  const range = selection.getRangeAt(0);
  const rows = [...list.querySelectorAll('.message, .notice, .day')]
    .map((row) => ({ row, text: selectedText(row, range) }))
    .filter(({ text }) => text !== '');
  const [only, another] = rows;
  if (!only) return undefined;
  if (!another && !isSelected(only.row.querySelector('.author'), range)) return only.text;
  const lines: string[] = [];
  let shown: string | undefined;
  for (const { row, text } of rows) {
    const head = headOf(row);
    if (head !== undefined && head !== shown) lines.push(head);
    lines.push(text);
    shown = head;
  }
  return lines.join('\n');
}

/** Author and time of a message. */
function headOf(row: Element): string | undefined {
  if (!row.matches('.message')) return undefined;
  const [author, time] = ['.author', 'time'].map((part) => row.querySelector(part)?.textContent ?? '');
  return `${author} ${time}`.replace(SPACES, ' ');
}

const selectedText = (row: Element, range: Range): string =>
  [...row.querySelectorAll('.text')]
    .filter((text) => text.checkVisibility())
    .map((text) => within(text, range))
    .filter(Boolean)
    .join('\n');

const isSelected = (part: Element | null, range: Range): boolean =>
  part !== null && !part.matches('.visually-hidden') && within(part, range) !== '';

/** The text of the element that is in the range. */
function within(element: Element, range: Range): string {
  if (!range.intersectsNode(element)) return '';
  const part = document.createRange();
  part.selectNodeContents(element);
  const { startContainer, startOffset, endContainer, endOffset } = range;
  if (part.comparePoint(startContainer, startOffset) === 0) part.setStart(startContainer, startOffset);
  if (part.comparePoint(endContainer, endOffset) === 0) part.setEnd(endContainer, endOffset);
  return part.toString();
}
