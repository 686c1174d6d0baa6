/** Spaces of other widths, as times have them in some languages. */
const SPACES = /[\u00a0\u2009\u202f]/gu;

/** What somebody said in the message of that key, as they said it. */
type TextSaid = (key: string | undefined) => string | undefined;

/**
 * What a selection in the list puts on the clipboard: of one message, the selected part of its text; of several rows, the
 * selected texts, each message under its author and time. A text that is selected to its ends is what was said, with its
 * markup. Nothing that the person does not see.
 * @returns undefined: no text of the list is selected
 */
export function copiedText(
  list: Element,
  selection: Selection | null,
  textSaid: TextSaid,
): string | undefined {
  if (!selection || selection.isCollapsed) return undefined;
  const range = selection.getRangeAt(0);
  const rows = [...list.querySelectorAll('.message, .notice, .day')]
    .map((row) => ({ row, text: selectedText(row, range, textSaid) }))
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

function selectedText(row: Element, range: Range, textSaid: TextSaid): string {
  const texts = [...row.querySelectorAll('.text')].filter((text) => text.checkVisibility());
  const selected = texts.map((text) => within(text, range)).filter(Boolean);
  const [text] = texts;
  const isMessage = row instanceof HTMLElement && row.matches('.message') && text !== undefined;
  if (!isMessage || isInCode(range) || isFolded(row)) return selected.join('\n');
  const [part] = selected;
  if (part?.trim() !== allOf(text).trim()) return selected.join('\n');
  return textSaid(row.dataset['key']) ?? part;
}

/** Who selects within code wants the code, without what makes it code. */
function isInCode({ commonAncestorContainer: node }: Range): boolean {
  const element = node instanceof Element ? node : node.parentElement;
  return Boolean(element?.closest('.text :is(pre, code)'));
}

const isFolded = (row: Element): boolean => row.querySelector('.unfold[aria-expanded="false"]') !== null;

const isSelected = (part: Element | null, range: Range): boolean =>
  part !== null && !part.matches('.visually-hidden') && within(part, range) !== '';

/** The text of the element that is in the range, without that of its buttons. */
function within(element: Element, range: Range): string {
  if (!range.intersectsNode(element)) return '';
  const { startContainer, startOffset, endContainer, endOffset } = range;
  let text = '';
  for (const node of textNodes(element)) {
    if (!range.intersectsNode(node)) continue;
    const from = node === startContainer ? startOffset : 0;
    text += asSaid(node, from, node === endContainer ? endOffset : node.length);
  }
  return text;
}

/** Of what is drawn as something else than was said, in one text node, any part stands for the whole. */
function asSaid(node: Text, from: number, to: number): string {
  const said = node.parentElement?.dataset['said'];
  return said === undefined || from >= to ? node.data.slice(from, to) : said;
}

const allOf = (element: Element): string =>
  [...textNodes(element)].map((node) => asSaid(node, 0, node.length)).join('');

function* textNodes(element: Element): Generator<Text> {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node instanceof Text && !node.parentElement?.closest('button, .not-said')) yield node;
  }
}
